import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `explain NAME from MODEL`: what a model's predictions rest on, shown on rows of a table.
struct ExplainVerb: Verb {
  let spec = VerbSpec(
    name: "explain",
    summary: "Show what a model's predictions rest on.",
    manual: """
      `permutation` shuffles one column of the table after the other and shows how much worse the model gets. `shap` gives \
      exact Shapley values: what each feature adds to the prediction of each row, for linear models, trees, forests and \
      boosted trees. `dependence` shows what the model says on average where one column has the same value in every row. \
      `row` takes one prediction apart. Where none of them is written, `permutation` and, where the model has them, exact \
      Shapley values are shown.

      The loss by shuffling a column is a member: `why.age`.
      """,
    names: .one, sources: .value,
    clauses: [
      ClauseSpec(
        "on", .one("table", .valueName), required: true,
        summary: "The rows to explain the model on; best rows that it has not seen."),
      ClauseSpec(
        "permutation", .optional([.one("metric", .word(Metrics.all.map(\.name)))]),
        options: [
          OptionSpec(
            "repeats", .integer(1...1000), default: "5", summary: "How often each column is shuffled.")
        ],
        summary:
          "How much worse a metric gets where a column is shuffled; the first metric that `evaluate` shows when left out."
      ),
      ClauseSpec(
        "shap",
        options: [
          OptionSpec("class", .text, summary: "The class to explain; of two, the second when left out."),
          OptionSpec(
            "rows", .integer(1...100_000), default: "120", summary: "On how many rows, evenly chosen."),
        ],
        summary: "What each feature adds to the predictions: exact Shapley values."),
      ClauseSpec(
        "dependence", .list("columns", .column),
        options: [
          OptionSpec("class", .text, summary: "The class whose probability is shown."),
          OptionSpec(
            "points", .integer(2...200), default: "30", summary: "How many values are tried at most."),
        ],
        summary: "What the model says on average for each value of a column."),
      ClauseSpec(
        "row", .one("number", .integer(1...Int64(Int32.max))),
        options: [OptionSpec("class", .text, summary: "The class to explain.")], repeatable: true,
        summary: "Take the prediction of one row of the table apart; rows count from 1."),
    ],
    example: """
      ```load birds
      inline
        species,mass,bill
        Adelie,3750,39
        Adelie,3800,40
        Adelie,3250,38
        Gentoo,5000,47
        Gentoo,5850,50
        Gentoo,4500,46
      target species
      ```

      ```featurize features from birds
      standardize numeric
      ```

      ```train simple from features
      model logistic
      ```

      ```explain why from simple
      on birds
      permutation accuracy repeats: 3
      shap
      dependence mass
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (model, source) = cell.source(0, as: ModelType.self, wanted: "a model"),
      let word = cell.clause("on")?.word("table"),
      let (table, rows) = cell.value(word, as: TableType.self, wanted: "a table")
    else { return nil }
    guard model.task != .clustering else {
      cell.error(
        .wrongKind, at: source.word.span,
        "`\(source.word.text)` makes clusters, and a cluster is no number to explain",
        hint: "explain a model of classes, numbers or anomalies")
      return nil
    }
    let plan = ExplainReading(model: model, table: table).read(&cell)
    let others = plan.metric == nil ? [] : model.judgedColumns
    guard model.features.areMade(from: table, word, with: others, for: "the model", &cell) else { return nil }
    return ExplainWork(
      plan: plan,
      type: ExplanationType(columns: plan.metric == nil ? [] : model.features.inputColumns),
      task: model.task, target: model.target, group: model.group, span: cell.cell.verb.span,
      inputs: [
        InputUse(source.producer, name: source.word.text, reads: .whole),
        InputUse(rows.producer, name: word.text, reads: .columns(model.features.inputColumns + others)),
      ])
  }
}

/// What an `explain` cell shows.
struct ExplainPlan: Sendable {
  /// The metric that shuffling is measured by; nil: nothing is shuffled.
  var metric: String?
  var repeats = 5
  /// nil: no Shapley values; not `asked` for by name: left out where the model has none.
  var shap: (outputClass: String?, rows: Int, asked: Bool)?
  /// The columns that predictions are drawn over.
  var dependence: (columns: [String], outputClass: String?, points: Int)?
  /// Rows that are taken apart, from 0.
  var rows: [(number: Int, outputClass: String?)] = []

  /// Parts of the key.
  var settings: [Ingredient] {
    var list: [Ingredient] = []
    func add(_ role: String, _ value: String) { list.append(Ingredient(.setting, role: role, value: value)) }
    if let metric { add("permutation", "\(metric) \(repeats) times") }
    if let shap { add("shap", "\(shap.rows) rows of \(shap.outputClass ?? "the last class"), \(shap.asked)") }
    if let dependence {
      add(
        "dependence",
        "\(dependence.columns.joined(separator: ", ")), \(dependence.points) points of \(dependence.outputClass ?? "the last class")"
      )
    }
    for row in rows { add("row \(row.number + 1)", row.outputClass ?? "the last class") }
    return list
  }
}

/// Reads the clauses of an `explain` cell.
private struct ExplainReading {
  let model: ModelType
  let table: TableType

  func read(_ cell: inout CellCheck) -> ExplainPlan {
    var plan = ExplainPlan()
    let isBare = ["permutation", "shap", "dependence", "row"].allSatisfy { cell.clause($0) == nil }
    let standard = Metrics.defaults(for: model.task).first?.name
    if let clause = cell.clause("permutation") {
      plan.metric = metric(clause, standard, &cell)
      plan.repeats = Int(clamping: clause.integer("repeats") ?? 5)
    } else if isBare {
      plan.metric = standard
    }
    if let clause = cell.clause("shap") {
      plan.shap = (clause.text("class"), Int(clamping: clause.integer("rows") ?? 120), true)
    } else if isBare {
      plan.shap = (nil, 120, false)
    }
    if let clause = cell.clause("dependence") {
      plan.dependence = (
        columns(clause, &cell), clause.text("class"), Int(clamping: clause.integer("points") ?? 30)
      )
    }
    plan.rows = cell.clauses("row").map {
      (Int(clamping: ($0.integer("number") ?? 1) - 1), $0.text("class"))
    }
    return plan
  }

  private func metric(_ clause: ParsedClause, _ standard: String?, _ cell: inout CellCheck) -> String? {
    guard model.target != nil else {
      cell.error(
        .wrongValue, at: clause.span,
        "the model has no target, so nothing gets worse where a column is shuffled",
        hint: "`shap` and `dependence` need no target")
      return nil
    }
    guard let word = clause.word("metric") else { return standard }
    let known: Set<MetricSpec.Need> = model.group == nil ? [] : [.queries]
    let fitting = Metrics.all.filter { $0.tasks.contains(model.task) && $0.needs.isSubset(of: known) }.map(
      \.name)
    guard fitting.contains(word.text) else {
      cell.error(
        .wrongValue, at: word.span, "`\(word.text)` is no metric for this target",
        hint: "metrics for it: \(fitting.joined(separator: ", "))")
      return nil
    }
    return word.text
  }

  private func columns(_ clause: ParsedClause, _ cell: inout CellCheck) -> [String] {
    var names: [String] = []
    for word in clause.words("columns") {
      guard let field = cell.field(word, in: table.schema) else { continue }
      guard model.features.inputColumns.contains(field.name) else {
        cell.error(
          .wrongValue, at: word.span,
          "the model does not read `\(field.name)`, so nothing it says depends on it",
          hint: "it reads \(model.features.inputColumns.prefix(12).joined(separator: ", "))")
        continue
      }
      if !names.contains(field.name) { names.append(field.name) }
    }
    return names
  }
}

/// An explanation as known before anything runs.
struct ExplanationType: ValueType {
  /// The columns whose shuffling was measured.
  var columns: [String]

  var kind: String { "explanation" }
  var memberNames: [String] { columns }

  func memberType(_ path: [String]) -> FormulaType? {
    path.count == 1 && columns.contains(path[0]) ? .number : nil
  }
}

/// What shuffling each column costs.
struct ExplanationValue: Value {
  var columns: [String]
  var means: [Double]
  var digest: Digest

  func member(_ path: [String]) throws -> Scalar? {
    path.count == 1 ? columns.firstIndex(of: path[0]).map { .number(means[$0]) } : nil
  }

  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] {
    [Ingredient(.input, role: "explanation", value: digest.description, label: label)]
  }

  var headlines: [(path: String, value: Double)] { zip(columns, means).map { ($0, $1) } }
}
