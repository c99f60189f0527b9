import Pipeline
import Syntax

/// Reads the clauses of a `plot` cell against its sources.
struct PlotReading {
  var source: PlotSource
  var channels: [PlotChannel] = []
  /// Whether x and y have been exchanged, so that the names of bars stand beside them.
  var isTurned = false

  init(source: PlotSource) { self.source = source }

  /// The cell's work; nil after an error that leaves nothing to draw.
  mutating func work(_ cell: inout CellCheck) -> PlotWork? {
    let named = named(&cell)
    if cell.unreadClauses.contains("chart") { return nil }
    if let named, named.kind != .table { return ofResults(named, &cell) }
    readChannels(&cell)
    let condition = cell.clause("where")?.expression("condition").flatMap {
      cell.condition($0, over: source.schema)
    }
    guard !cell.hasErrors, !cell.isIncomplete else { return nil }
    if let named {
      refuse(clausesWithoutUse(named), of: "chart \(named.name)", &cell)
      refuseMarks(named, &cell)
      guard checkNeeds(named, &cell) else { return nil }
    }
    let form: PlotForm
    if let named {
      form = .named(named)
    } else {
      guard let layers = layers(&cell) else { return nil }
      form =
        isHistogram(layers)
        ? NamedPlot.named("histogram", for: .table).map { .named($0) } ?? .marks(layers) : .marks(layers)
    }
    var plan = PlotPlan(source: source, form: form, gathering: gathering(form, condition, &cell))
    plan.columns = selected(named, &cell)
    plan.style = style(&cell)
    plan.rules = rules(plan.gathering.channels, &cell)
    guard !cell.hasErrors else { return nil }
    return PlotWork(plan: plan)
  }

  /// The chart that the cell names.
  func named(_ cell: inout CellCheck) -> NamedPlot? {
    guard let word = cell.clause("chart")?.word("name") else { return nil }
    guard let chart = NamedPlot.named(word.text, for: readsAsTable(word.text) ? .table : source.kind) else {
      let kinds = NamedPlot.all.filter { $0.name == word.text }.map(\.kind.plural)
      cell.error(
        .wrongKind, at: word.span,
        "`\(word.text)` is a chart of \(kinds.joined(separator: " and ")), and `\(source.names[0])` is \(source.kind.rawValue.withArticle)",
        hint:
          "charts of \(source.kind.plural): \(NamedPlot.names(for: source.kind, task: source.task).joined(separator: ", "))"
      )
      return nil
    }
    if let tasks = chart.tasks, let own = source.task, !tasks.contains(own) {
      cell.error(
        .wrongValue, at: word.span,
        "`\(word.text)` is a chart for \(tasks.contains(.regression) ? "numbers" : "classes")",
        hint:
          "charts here: \(NamedPlot.names(for: source.kind, task: own).joined(separator: ", "))")
      return nil
    }
    return chart
  }

  /// Evaluations and models are tables too, for charts that they have not themselves.
  func readsAsTable(_ name: String) -> Bool {
    source.kind == .evaluation && NamedPlot.named(name, for: .evaluation) == nil
      && name != "drift" && NamedPlot.named(name, for: .table) != nil
  }

  // MARK: Clauses that have no use

  func clausesWithoutUse(_ chart: NamedPlot) -> [String] {
    let used =
      chart.needs.map(\.role.rawValue) + chart.takes.map(\.rawValue) + chart.clauses
      + ["chart", "title", "subtitle"] + (chart.kind == .table ? ["where"] : [])
    return PlotClauses.all.map(\.keyword).filter { !used.contains($0) && $0 != "mark" }
  }

  func refuse(_ keywords: [String], of what: String, _ cell: inout CellCheck) {
    for clause in cell.clauses where keywords.contains(clause.keyword) {
      let used = PlotClauses.all.map(\.keyword).filter {
        !keywords.contains($0) && $0 != "chart" && $0 != "mark"
      }
      cell.error(
        .unknownClause, at: clause.keywordSpan, "`\(what)` has no use for `\(clause.keyword)`",
        hint: "it takes \(used.joined(separator: ", "))")
    }
  }

  func refuseMarks(_ chart: NamedPlot, _ cell: inout CellCheck) {
    guard let mark = cell.clause("mark") else { return }
    cell.error(
      .repeatedClause, at: mark.span, "`chart \(chart.name)` has marks of its own",
      hint: "say either `chart` or `mark`")
  }
}
