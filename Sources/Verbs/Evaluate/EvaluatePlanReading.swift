import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// Reads the clauses of an `EvaluatePlan`.
struct EvaluatePlanReading {
  private(set) var cell: CellCheck
  private let table: TableType
  private let models: [ModelType]
  private let names: [String]
  private let task: Task
  private let target: TargetColumns?
  /// Names that a slice may not have: models, metrics, members of all evaluations.
  private let taken: [String]
  private var plan = EvaluatePlan()

  init(
    _ cell: CellCheck, table: TableType, models: [ModelType], task: Task, target: TargetColumns?,
    names: [String]
  ) {
    self.cell = cell
    self.table = table
    self.models = models
    self.task = task
    self.target = target
    self.names = names
    taken = names + Metrics.all.map(\.name) + EvaluationMembers.reserved
  }

  mutating func read() -> EvaluatePlan {
    for clause in cell.clauses {
      guard let spec = EvaluateClauses.all.first(where: { $0.keyword == clause.keyword }) else { continue }
      guard isForTask(clause) else { continue }
      read(clause)
      // The name of the table that calibrates is no part of the result; its rows are.
      let isConformal = clause.keyword == "conformal"
      plan.settings.append(
        isConformal
          ? Ingredient(
            .setting, role: clause.keyword, value: clause.number("level").map { NumberText.exact($0) } ?? "")
          : SettingsText.ingredient(clause, spec: spec, file: cell.file))
    }
    if let cases = plan.cases {
      plan.settings.append(Ingredient(.setting, role: "cases", value: Digest(of: cases.text).description))
    }
    return plan
  }

  private mutating func read(_ clause: ParsedClause) {
    switch clause.keyword {
    case "confidence": readConfidence(clause)
    case "slice": readSlice(clause)
    case "slice by": readColumnSlice(clause)
    case "slice discover": readDiscovery(clause)
    case "costs":
      plan.costs = .init(
        falsePositive: clause.number("false_positive") ?? 1,
        falseNegative: clause.number("false_negative") ?? 1)
    case "fairness by":
      if let field = groups(clause) { plan.fairness.append(field.name) }
    case "conformal": readConformal(clause)
    case "invariant": readInvariant(clause)
    case "directional": readDirectional(clause)
    case "perturb": readPerturb(clause)
    case "expect": readCases(clause)
    case "errors": plan.errors = Int(clause.integer("top") ?? 10)
    case "weight": plan.weight = numeric(clause, "weights")
    case "queries by":
      if let word = clause.word("column") { plan.queries = cell.field(word, in: table.schema)?.name }
    default: break
    }
  }

  /// Clauses that are about a target, or about classes.
  private mutating func isForTask(_ clause: ParsedClause) -> Bool {
    let ofClasses = ["costs", "fairness by"]
    let ofOneValue = ["conformal", "expect"]
    let ofTargets = [
      "conformal", "slice discover", "errors", "expect", "directional",
    ]
    if ofClasses.contains(clause.keyword), task != .classification {
      cell.error(
        .wrongValue, at: clause.keywordSpan,
        "`\(clause.keyword)` is about classes, and \(task == .multilabel ? "here a row has several labels" : "this is a \(task.rawValue)")"
      )
      return false
    }
    if ofOneValue.contains(clause.keyword), task == .multilabel {
      cell.error(
        .wrongValue, at: clause.keywordSpan,
        "`\(clause.keyword)` is for a target with one value a row, and here a row has several labels",
        hint:
          "train and evaluate a model of the label in question: `predict \(target?.names.first ?? "LABEL")`")
      return false
    }
    if task == .ranking, let what = unfitForRankings(clause.keyword) {
      cell.error(
        .wrongValue, at: clause.keywordSpan,
        "`\(clause.keyword)` \(what), and of the scores of a ranking only their order counts",
        hint: "`slice by` and `slice NAME where` show how metrics of rankings differ")
      return false
    }
    if ofTargets.contains(clause.keyword), !task.hasTarget {
      cell.error(
        .wrongValue, at: clause.keywordSpan, "`\(clause.keyword)` is for models that predict a target")
      return false
    }
    return true
  }

  /// Why a clause says nothing of a ranking; nil where it does.
  private func unfitForRankings(_ keyword: String) -> String? {
    switch keyword {
    case "conformal", "errors", "slice discover", "expect": "holds predictions against numbers"
    case "weight": "weighs single rows"
    default: nil
    }
  }

  // MARK: Intervals and slices

  private mutating func readConfidence(_ clause: ParsedClause) {
    guard let level = clause.number("level") else { return }
    guard level >= 0.5, level < 1 else {
      cell.error(
        .wrongValue, at: clause.span, "an interval holds at least 50 % and less than 100 %",
        hint: "such as `confidence 95%`")
      return
    }
    plan.confidence = .init(
      level: level, resamples: Int(clause.integer("bootstrap") ?? 1000),
      method: clause.word("method").flatMap { BootstrapPlan.Method(rawValue: $0.text) } ?? .percentile)
  }

  private mutating func readSlice(_ clause: ParsedClause) {
    guard let word = clause.word("name"), let expression = clause.expression("condition") else { return }
    guard !taken.contains(where: { $0.hasSameBytes(as: word.text) }) else {
      cell.error(
        .wrongValue, at: word.span, "`\(word.text)` already stands for something else in an evaluation",
        hint: "call the slice `\(word.text)_rows`")
      return
    }
    guard !plan.slices.contains(where: { $0.name.hasSameBytes(as: word.text) }) else {
      cell.error(.wrongValue, at: word.span, "two slices are called `\(word.text)`")
      return
    }
    guard let condition = cell.condition(expression, over: table.schema) else { return }
    plan.slices.append(.init(name: word.text, condition: condition))
  }

  private mutating func readColumnSlice(_ clause: ParsedClause) {
    guard let field = groups(clause) else { return }
    plan.columnSlices.append(.init(column: field.name, bins: Int(clause.integer("bins") ?? 4)))
  }

  /// A column whose values are groups.
  private mutating func groups(_ clause: ParsedClause) -> Field? {
    guard let word = clause.word("column"), let field = cell.field(word, in: table.schema) else { return nil }
    guard field.type != .date, field.type != .datetime else {
      cell.error(
        .typeError, at: word.span, "`\(field.name)` is of type \(field.type.name), which has no groups",
        hint: "`derive month = month(\(field.name))` where the table is loaded, and group by that")
      return nil
    }
    return field
  }

  private mutating func readDiscovery(_ clause: ParsedClause) {
    let inputs = models.flatMap(\.features.inputColumns)
    let columns = table.schema.fields.filter { field in
      inputs.contains { $0.hasSameBytes(as: field.name) } && target?.names.contains(field.name) != true
        && [.category, .boolean, .number, .integer].contains(field.type)
    }.map(\.name)
    guard !columns.isEmpty else {
      cell.error(
        .wrongValue, at: clause.keywordSpan, "no column that the models read has values to search",
        hint: "`slice by COLUMN` takes any column")
      return
    }
    plan.discovery = .init(
      top: Int(clause.integer("top") ?? 5), least: clause.number("least") ?? 0.01, columns: columns)
  }

  // MARK: Conformal sets

  private mutating func readConformal(_ clause: ParsedClause) {
    guard let word = clause.word("table"), let level = clause.number("level") else { return }
    guard level > 0, level < 1 else {
      cell.error(.wrongValue, at: clause.span, "a share between 0 % and 100 % is wanted")
      return
    }
    guard let (other, _) = cell.value(word, as: TableType.self, wanted: "a table") else { return }
    let others = target?.names ?? []
    let needed = models.flatMap(\.features.inputColumns) + others
    for (model, name) in zip(models, names) {
      guard model.features.areMade(from: other, word, with: others, for: "`\(name)`", &cell) else { return }
    }
    let seen = models.flatMap { model in model.seen.map { ($0, "a model has learned from") } }
    for (origin, how) in seen + [(table.origin, "are judged, and calibrate the sets too")] {
      let verdict = RowVerdict(learned: other.origin, judged: origin, learner: word.text)
      switch verdict.verdict {
      case .disjoint: continue
      case .unproved:
        cell.report(
          Diagnostic(
            .leakageUnproved, .warning, at: word.span,
            "rows of `\(word.text)` cannot be proved to be other than those of \(origin.path), which \(how)",
            hint:
              "parts of one `split` are proved disjoint; only then do the sets hold the truth as often as they say"
          ))
      case .overlap:
        cell.error(
          .leakage, at: word.span, "`\(word.text)` shares rows with \(origin.path), which \(how)",
          hint: "split into three parts: one trains, one calibrates, one is judged")
        return
      }
    }
    plan.conformal = .init(level: level, table: word.text, columns: needed)
  }

  // MARK: Behavioural tests

  private mutating func readInvariant(_ clause: ParsedClause) {
    guard let field = input(clause) else { return }
    guard field.type != .date, field.type != .datetime else {
      cell.error(
        .typeError, at: clause.span,
        "`\(field.name)` is of type \(field.type.name), which has no values to exchange")
      return
    }
    plan.tests.append(
      BehaviourTest(
        .invariant(field.name), atMost: clause.number("at_most") ?? 0,
        tolerance: clause.number("tolerance") ?? 0.01))
  }

  private mutating func readDirectional(_ clause: ParsedClause) {
    guard let field = input(clause), let direction = clause.word("direction")?.text else { return }
    guard field.type.isNumeric else {
      cell.error(
        .typeError, at: clause.span, "`\(field.name)` is \(field.type.name), and only numbers can be raised")
      return
    }
    plan.tests.append(
      BehaviourTest(
        .directional(field.name, up: direction == "up", by: clause.number("by"), label: clause.text("class")),
        atMost: clause.number("at_most") ?? 0, tolerance: clause.number("tolerance") ?? 0.01))
  }

  private mutating func readPerturb(_ clause: ParsedClause) {
    guard let selector = clause.selector("columns") else { return }
    let inputs = models.flatMap(\.features.inputColumns)
    let fields = table.schema.fields.filter { field in inputs.contains { $0.hasSameBytes(as: field.name) } }
    let chosen = fields.filter { field in
      field.type.isNumeric && selector.terms.contains { matches($0, field) }
        && !selector.exceptions.contains { matches($0, field) }
    }
    for case .column(let word) in selector.terms {
      guard let field = cell.field(word, in: table.schema) else { return }
      guard chosen.contains(where: { $0.name == field.name }) else {
        cell.error(
          .typeError, at: word.span,
          "`\(field.name)` is \(fields.contains(field) ? field.type.name : "not read by the models"), and noise goes into numbers that they read"
        )
        return
      }
    }
    guard !chosen.isEmpty else {
      cell.error(.wrongValue, at: clause.span, "no numeric column that the models read is among these")
      return
    }
    plan.tests.append(
      BehaviourTest(
        .perturb(
          chosen.map(\.name), noise: clause.number("noise") ?? 0.1, draws: Int(clause.integer("draws") ?? 5)),
        atMost: clause.number("at_most") ?? 0.05, tolerance: clause.number("noise") ?? 0.1))
  }

  private func matches(_ term: Selector.Term, _ field: Field) -> Bool {
    switch term {
    case .kind(let word): word.text == "all" || word.text == "numeric"
    case .column(let word): word.text.hasSameBytes(as: field.name)
    case .startsWith(let prefix, _): field.name.utf8.starts(with: prefix.utf8)
    case .matches(let pattern, _): (try? Pattern(pattern))?.matches(field.name) ?? false
    }
  }

  /// A column that some model reads.
  private mutating func input(_ clause: ParsedClause) -> Field? {
    guard let word = clause.word("column"), let field = cell.field(word, in: table.schema) else { return nil }
    guard models.contains(where: { $0.features.inputColumns.contains { $0.hasSameBytes(as: field.name) } })
    else {
      cell.error(
        .wrongValue, at: word.span,
        "no model reads `\(field.name)`, so that no value of it can change a prediction",
        hint: "`slice by \(field.name)` tells whether the scores differ by it")
      return nil
    }
    return field
  }

  private mutating func numeric(_ clause: ParsedClause, _ what: String) -> String? {
    guard let word = clause.word("column"), let field = cell.field(word, in: table.schema) else { return nil }
    guard field.type.isNumeric else {
      cell.error(
        .typeError, at: word.span,
        "`\(field.name)` is \(field.type.name.withArticle), and \(what) are numbers")
      return nil
    }
    return field.name
  }

  private mutating func readCases(_ clause: ParsedClause) {
    guard case .rawLines(let lines)? = clause.arguments["cases"], let target = target?.single?.name else {
      return
    }
    do {
      plan.cases = try ListedCases(
        lines: lines, file: cell.file, schema: table.schema, target: target,
        tolerance: clause.number("tolerance") ?? 0.01)
    } catch {
      cell.error(.wrongValue, at: error.span ?? clause.keywordSpan, error.message, hint: error.hint)
    }
  }
}
