import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `evaluate NAME from MODEL[, MODEL…]`: models judged on rows that they have not seen, beside a baseline.
struct EvaluateVerb: Verb {
  let spec = VerbSpec(
    name: "evaluate",
    summary: "Judge models on rows they have not seen, beside a baseline.",
    manual: EvaluateVerb.manual,
    names: .one, sources: .oneOrMoreValues,
    clauses: [
      ClauseSpec("on", .one("table", .valueName), required: true, summary: "The rows to judge on."),
      ClauseSpec(
        "metrics", .list("names", .word(Metrics.all.map(\.name))),
        summary: "What to measure; a sensible set by task when left out."),
      ClauseSpec(
        "baseline", .one("strategy", .word(EvaluateBaseline.strategies)),
        .optional([.one("model", .valueName)]),
        summary:
          "The naive model beside the others: `majority` for classes and labels, `mean` for numbers when left out; `previous` says the value of the last training row, and `previous MODEL` lets a model stand there."
      ),
      ClauseSpec(
        "against", .one("column", .column),
        summary:
          "For clusters the column with the true classes, for anomalies one that says yes where a row is one; without it, they are judged by the features alone."
      ),
    ] + EvaluateClauses.all + [
      ClauseSpec(
        "plot",
        .list(
          "charts",
          .word(EvaluationChart.allCases.map(\.rawValue))),
        summary: "Charts to draw; `plot` draws them with a choice of class, models and words."),
      ClauseSpec(
        "require", .one("condition", .expression), repeatable: true,
        summary: "A condition on results that must hold, such as `scores.accuracy >= 0.9`."),
    ],
    example: EvaluateVerb.example,
    meaning: 4,
    glossary: VerbSpec.Glossary(
      title: "Metrics",
      terms: Metrics.all.map { metric in
        let who = metric.tasks.contains(.classification) ? "" : "For \(metric.subject): "
        return (
          metric.name, "\(who)\(metric.summary); \(metric.higherIsBetter ? "higher" : "lower") is better."
        )
      }))

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    var models: [(type: ModelType, source: CellCheck.Bound)] = []
    for position in cell.sources.indices {
      guard let model = cell.source(position, as: ModelType.self, wanted: "a model") else { return nil }
      models.append((model.0, model.1))
    }
    guard let first = models.first, let word = cell.clause("on")?.word("table") else { return nil }
    guard let (table, judged) = cell.value(word, as: TableType.self, wanted: "a table") else { return nil }
    guard agree(models, &cell), columnsExist(models, table, word, &cell) else { return nil }
    let rows = JudgedRows(models: models, table: table, word: word)
    rows.report(&cell)
    let reference = reference(first.type.task, table, &cell)
    let target = first.type.target ?? reference.flatMap { TargetColumns([$0]) }
    let previous = previous(first.type, table, word, &cell)
    let task = first.type.task == .anomaly && reference != nil ? .classification : first.type.task
    let names = models.map(\.source.word.text)
    let metrics = metrics(task, hasReference: reference != nil, &cell)
    var reading = EvaluatePlanReading(
      cell, table: table, models: models.map(\.type), task: task, target: target, names: names)
    var plan = reading.read()
    cell = reading.cell
    plan.queries = plan.queries ?? first.type.group
    let type = EvaluationType(
      models: names, metrics: metrics, task: task,
      target: target?.single
        ?? Field(target?.title ?? (first.type.task == .anomaly ? "anomaly" : "cluster"), .category),
      judged: table,
      members: EvaluationMembers(
        models: names, metrics: metrics, plan: plan, labels: target?.labels ?? []))
    var inputs = modelInputs(models, rows)
    let columns = Set(
      (models.map(\.type) + (previous.map { [$0.type] } ?? [])).flatMap(\.features.inputColumns)
        + (target?.names ?? []) + plan.columns)
    inputs.append(InputUse(judged.producer, name: word.text, reads: .columns(columns.sorted())))
    if let conformal = plan.conformal,
      let (_, bound) = cell.value(
        cell.clause("conformal")?.word("table") ?? word, as: TableType.self, wanted: "a table")
    {
      inputs.append(
        InputUse(bound.producer, name: conformal.table, reads: .columns(Set(conformal.columns).sorted())))
    }
    if let previous {
      inputs.append(InputUse(previous.source.producer, name: previous.source.word.text, reads: .whole))
    }
    return EvaluateWork(
      models: names, metrics: metrics, baseline: baseline(first.type.task, &cell),
      charts: charts(task, &cell),
      target: target, previous: previous.map { $0.source.word.text }, task: first.type.task, plan: plan,
      rows: rows, type: type, inputs: inputs,
      gates: cell.clauses("require").compactMap { clause in
        clause.expression("condition").map { Gate(expression: $0, text: ExpressionPrinter.text($0)) }
      })
  }

  /// Of the models' training tables the target is read for the baseline, and all that models read where rows are compared.
  private func modelInputs(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ rows: JudgedRows
  ) -> [InputUse] {
    models.enumerated().map { index, model in
      let own = model.type.judgedColumns
      let learned =
        rows.isCompared ? model.type.features.inputColumns + own : index == 0 && !own.isEmpty ? own : nil
      return InputUse(
        model.source.producer, name: model.source.word.text, reads: learned.map { .columns($0) } ?? .whole)
    }
  }

  /// The column that clusters or anomalies are held against.
  private func reference(_ task: Task, _ table: TableType, _ cell: inout CellCheck) -> Field? {
    guard let clause = cell.clause("against"), let word = clause.word("column"),
      let field = cell.field(word, in: table.schema)
    else { return nil }
    switch task {
    case .classification, .multilabel, .regression, .ranking:
      cell.error(
        .wrongValue, at: clause.span, "the models have a target, and are held against it",
        hint: "leave `against` out")
      return nil
    case .anomaly where field.type != .boolean:
      cell.error(
        .typeError, at: word.span,
        "`\(field.name)` is \(field.type.name), and anomalies are held against yes and no",
        hint: "`derive is_anomaly = \(field.name) == …` where the table is loaded")
      return nil
    case .clustering where [.number, .date, .datetime].contains(field.type):
      cell.error(.typeError, at: word.span, "`\(field.name)` is \(field.type.name), which has no classes")
      return nil
    default: return field
    }
  }

  private func agree(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) -> Bool {
    for model in models.dropFirst() {
      let (type, first) = (model.type, models[0].type)
      if type.target?.names == first.target?.names, type.target?.separator == first.target?.separator,
        type.group == first.group, type.task == first.task
      {
        continue
      }
      let (name, other) = (model.source.word.text, cell.sources[0].word.text)
      let says =
        type.target != nil && first.target != nil && type.target?.names != first.target?.names
        ? "`\(name)` predicts `\(type.target?.title ?? "")`, and `\(other)` predicts `\(first.target?.title ?? "")`"
        : "`\(name)` is a model for \(type.task.subject), and `\(other)` one for \(first.task.subject)"
      cell.error(.wrongKind, at: model.source.word.span, says, hint: "evaluate them in cells of their own")
      return false
    }
    return true
  }

  private func columnsExist(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ table: TableType, _ word: Word,
    _ cell: inout CellCheck
  ) -> Bool {
    for model in models {
      let others = model.type.judgedColumns
      let name = "`\(model.source.word.text)`"
      guard model.type.features.areMade(from: table, word, with: others, for: name, &cell) else {
        return false
      }
    }
    return true
  }

  private func metrics(_ task: Task, hasReference: Bool, _ cell: inout CellCheck) -> [String] {
    let fitting = Metrics.all.filter { $0.tasks.contains(task) }.map(\.name)
    let standard =
      task == .clustering && hasReference
      ? ["adjusted_rand", "normalized_mutual_info", "silhouette"] : Metrics.defaults(for: task).map(\.name)
    guard let clause = cell.clause("metrics") else {
      // Any of them may be among those that could not be read.
      return cell.unreadClauses.contains("metrics") ? fitting : standard
    }
    var names: [String] = []
    for word in clause.words("names") {
      guard let metric = Metrics[word.text] else { continue }
      guard metric.tasks.contains(task) else {
        cell.error(
          .wrongValue, at: word.span, "`\(word.text)` is for \(metric.subject)",
          hint: "metrics for this target: \(fitting.prefix(12).joined(separator: ", ")), …")
        continue
      }
      let lacks =
        metric.needs.contains(.reference) && !hasReference
        ? "against COLUMN"
        : metric.needs.contains(.queries) && cell.clause("queries by") == nil && task != .ranking
          ? "queries by COLUMN" : nil
      if let lacks {
        cell.error(.wrongValue, at: word.span, "`\(word.text)` needs the clause `\(lacks)`")
        continue
      }
      if !names.contains(word.text) { names.append(word.text) }
    }
    return names.isEmpty ? standard : names
  }

  /// The model that `baseline previous MODEL` puts in the baseline's place.
  private func previous(
    _ first: ModelType, _ table: TableType, _ judged: Word, _ cell: inout CellCheck
  ) -> (type: ModelType, source: CellCheck.Bound)? {
    guard let clause = cell.clause("baseline"), let word = clause.word("model") else { return nil }
    if let strategy = clause.word("strategy"), strategy.text != "previous" {
      cell.error(
        .wrongValue, at: word.span, "`\(strategy.text)` looks at the target alone, and takes no model",
        hint: "`baseline previous \(word.text)`")
      return nil
    }
    guard let (type, source) = cell.value(word, as: ModelType.self, wanted: "a model") else { return nil }
    let model = (type: type, source: source)
    guard agree([(first, cell.sources[0]), model], &cell), columnsExist([model], table, judged, &cell) else {
      return nil
    }
    JudgedRows(models: [model], table: table, word: judged).report(&cell)
    return model
  }

  private func baseline(_ task: Task, _ cell: inout CellCheck) -> String {
    let standard = EvaluateBaseline.standard(task)
    guard let word = cell.clause("baseline")?.word("strategy") else { return standard }
    guard EvaluateBaseline.tasks(word.text).contains(task) else {
      let what =
        task == .regression || task == .ranking
        ? "classes" : task.hasTarget ? "numbers" : "models with a target"
      cell.error(
        .wrongValue, at: word.span, "`\(word.text)` is a baseline for \(what)",
        hint: task.hasTarget ? "`baseline \(standard)`" : "leave it out")
      return standard
    }
    return word.text
  }

  private func charts(_ task: Task, _ cell: inout CellCheck) -> [EvaluationChart] {
    var charts: [EvaluationChart] = []
    for word in cell.clause("plot")?.words("charts") ?? [] {
      guard let chart = EvaluationChart(rawValue: word.text) else { continue }
      guard chart.tasks.contains(task) else {
        let fitting = EvaluationChart.allCases.filter { $0.tasks.contains(task) }.map(\.rawValue)
        cell.error(
          .wrongValue, at: word.span,
          "`\(word.text)` is a chart for \(chart.tasks.contains(.regression) ? "numbers" : "classes")",
          hint: fitting.isEmpty ? nil : "charts here: \(fitting.joined(separator: ", "))")
        continue
      }
      if !charts.contains(chart) { charts.append(chart) }
    }
    return charts
  }
}

extension MetricSpec {
  /// What it is for, in the plural.
  fileprivate var subject: String {
    Task.allCases.first { tasks.contains($0) }?.subject ?? "nothing"
  }
}
