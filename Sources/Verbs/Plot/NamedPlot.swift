import Learning

/// A chart that has a name: which sources it is drawn from, and which channels it needs.
struct NamedPlot: Sendable {
  var name: String
  var kind: PlotSource.Kind
  /// The tasks that it can be drawn for; nil for all.
  var tasks: Set<Task>?
  /// Channels that must be given, with the kinds that they may have.
  var needs: [Need] = []
  /// Channels that may be given.
  var takes: [PlotRole] = []
  /// Clauses of the chart's own that it has a use for.
  var clauses: [String] = []
  /// What it is good for, in a few words.
  var summary: String

  struct Need: Sendable {
    var role: PlotRole
    var kinds: [PlotChannel.Kind]

    init(_ role: PlotRole, _ kinds: PlotChannel.Kind...) {
      self.role = role
      self.kinds = kinds
    }
  }

  /// In the order of the documentation: by source.
  static let all: [NamedPlot] = ofTables + ofEvaluations + ofModels

  /// The chart of a name for a source; a name may stand for one chart of each kind of source.
  static func named(_ name: String, for kind: PlotSource.Kind) -> NamedPlot? {
    all.first { $0.name == name && $0.kind == kind }
  }

  static func names(for kind: PlotSource.Kind, task: Task?) -> [String] {
    all.filter { $0.kind == kind && $0.isFor(task) }.map(\.name)
  }

  /// Whether it can be drawn for a task; nil stands for any.
  func isFor(_ task: Task?) -> Bool { task.flatMap { task in tasks.map { $0.contains(task) } } ?? true }

  private static let panels: [PlotRole] = [.facet, .row]

  private static let ofTables: [NamedPlot] = [
    NamedPlot(
      name: "histogram", kind: .table, needs: [Need(.x, .number, .time)], takes: [.color] + panels,
      clauses: ["scale", "rule"], summary: "how the values of one column are distributed"),
    NamedPlot(
      name: "ecdf", kind: .table, needs: [Need(.x, .number, .time)], takes: [.color] + panels,
      clauses: ["scale", "rule"], summary: "the share of rows at or below each value"),
    NamedPlot(
      name: "box", kind: .table, needs: [Need(.x, .category, .number), Need(.y, .number, .category)],
      takes: panels, clauses: ["scale", "rule", "sort", "limit"],
      summary: "median, quartiles and outliers of each group"),
    NamedPlot(
      name: "means", kind: .table, needs: [Need(.x, .category, .number), Need(.y, .number, .category)],
      clauses: ["scale", "rule", "sort", "limit"],
      summary: "the mean of each group with its interval of 95 %"),
    NamedPlot(
      name: "scatter", kind: .table, needs: [Need(.x, .number, .time), Need(.y, .number, .time)],
      takes: [.color, .size, .text] + panels, clauses: ["scale", "rule", "smooth"],
      summary: "how two columns go together; beyond 2,000 rows a grid that counts them"),
    NamedPlot(
      name: "heatmap", kind: .table, needs: [Need(.x, .category, .number), Need(.y, .category, .number)],
      takes: [.color], clauses: ["sort", "limit"],
      summary: "a count, or an aggregate given as `color`, for each pair of categories"),
    NamedPlot(
      name: "correlation", kind: .table, clauses: ["columns"],
      summary: "Pearson's correlation of every two numeric columns"),
    NamedPlot(
      name: "missing", kind: .table, clauses: ["columns"],
      summary: "where values are missing, and in which columns together"),
    NamedPlot(
      name: "parallel", kind: .table, needs: [Need(.color, .number)], clauses: ["columns", "sort"],
      summary:
        "each row as a line over several columns, the tenth with the largest `color` set out, or with `sort ascending` the smallest"
    ),
    NamedPlot(
      name: "history", kind: .table, needs: [Need(.y, .number)], clauses: ["sort"],
      summary:
        "scores of trials in the order of the table, with the best so far; `sort ascending` where less is better"
    ),
    NamedPlot(
      name: "learning_curve", kind: .table, needs: [Need(.x, .number), Need(.y, .number)], takes: [.color],
      clauses: ["scale"], summary: "the mean of y for each x, with the range that its rows span"),
    NamedPlot(
      name: "timeline", kind: .table,
      needs: [Need(.low, .number, .time), Need(.high, .number, .time), Need(.y, .category)],
      clauses: ["sort"],
      summary: "an interval from `low` to `high` for each row, named by `y`"),
    NamedPlot(
      name: "drift", kind: .table, needs: [Need(.x, .number, .time, .category)], clauses: ["limit"],
      summary: "one column in two tables, the first the reference, with the population stability index"),
  ]

  private static let ofEvaluations: [NamedPlot] =
    EvaluationChart.allCases.map { chart in
      NamedPlot(
        name: chart.rawValue, kind: .evaluation, tasks: chart.tasks, clauses: chart.clauses,
        summary: chart.summary)
    } + [
      NamedPlot(
        name: "metrics", kind: .evaluation, clauses: ["metrics"],
        summary: "each score of each model beside the baseline")
    ]

  private static let ofModels: [NamedPlot] = [
    NamedPlot(
      name: "importance", kind: .model, clauses: ["limit"],
      summary: "the features that a model leans on, largest first"),
    NamedPlot(
      name: "training_curve", kind: .model, clauses: ["on"],
      summary:
        "the loss after each round of boosting or epoch, as kept in training with `validate on`, or, of boosting, measured on the training rows and on those of `on`"
    ),
  ]
}
