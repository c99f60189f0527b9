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
    manual: """
      Before anything runs the checker compares the rows named by `on` with all that each model and its features have \
      learned from: *proved disjoint* where both are parts of one split, *overlap* (an error) where one draw leads \
      through the other, *not provable* otherwise, and then the rows are compared when the notebook runs. \
      A baseline always stands beside the models. `require` is a gate: where it does not hold, the notebook fails.

      Results are members: `scores.accuracy` with one model, `scores.forest.accuracy` with several, \
      `scores.baseline.accuracy` for the baseline.
      """,
    names: .one, sources: .oneOrMoreValues,
    clauses: [
      ClauseSpec("on", .one("table", .valueName), required: true, summary: "The rows to judge on."),
      ClauseSpec(
        "metrics", .list("names", .word(Metrics.all.map(\.name), notYet: laterMetrics)),
        summary: "What to measure; a sensible set by task when left out."),
      ClauseSpec(
        "baseline", .one("strategy", .word(EvaluateBaseline.strategies, notYet: ["previous"])),
        summary:
          "The naive model beside the others: `majority` for classes and `mean` for numbers when left out."),
      ClauseSpec(
        "plot",
        .list(
          "charts",
          .word(EvaluationChart.allCases.map(\.rawValue))),
        summary: "Charts to draw; `plot` draws them with a choice of class, models and words."),
      ClauseSpec(
        "require", .one("condition", .expression), repeatable: true,
        summary: "A condition on results that must hold, such as `scores.accuracy >= 0.9`."),
    ]
      + ClauseSpec.reserved(
        "slice", "slice by", "confidence", "invariant", "directional", "perturb", "expect"),
    example: """
      ```load birds
      inline
        species,mass,bill
        Adelie,3750,39
        Adelie,3800,40
        Adelie,3250,38
        Adelie,3450,37
        Gentoo,5000,47
        Gentoo,5850,50
        Gentoo,4500,46
        Gentoo,5700,49
      target species
      ```

      ```sample train, test from birds
      split 75%, 25%
      stratify by species
      ```

      ```featurize features from train
      standardize numeric
      ```

      ```train simple from features
      model logistic
      ```

      ```evaluate scores from simple
      on test
      metrics accuracy, log_loss
      require scores.accuracy >= 0.5
      ```
      """,
    meaning: 1)

  private static let laterMetrics = [
    "average_precision", "matthews_corrcoef", "cohen_kappa", "brier", "ece", "top_k_accuracy", "mape",
    "median_absolute_error",
    "explained_variance", "max_error", "ndcg",
  ]

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    var models: [(type: ModelType, source: CellCheck.Bound)] = []
    for position in cell.sources.indices {
      guard let model = cell.source(position, as: ModelType.self, wanted: "a model") else { return nil }
      models.append((model.0, model.1))
    }
    guard let first = models.first, let word = cell.clause("on")?.word("table") else { return nil }
    guard let (table, judged) = cell.value(word, as: TableType.self, wanted: "a table") else { return nil }
    guard let targetField = target(models, &cell), agree(models.map(\.type), &cell),
      columnsExist(models, table, word, &cell)
    else { return nil }
    let verdicts = verdicts(models, table, word, &cell)
    let metrics = metrics(first.type.task, &cell)
    let baseline = baseline(first.type.task, &cell)
    let charts = charts(first.type.task, &cell)
    let target = targetField.name
    let inputColumns = Set(models.flatMap { $0.type.features.inputColumns }).union([target]).sorted()
    let compared = verdicts.contains { $0.verdict == .unproved }
    let names = models.map(\.source.word.text)
    return EvaluateWork(
      models: names, metrics: metrics, baseline: baseline, charts: charts, target: target,
      task: first.type.task,
      compared: compared ? models.map { $0.type.features.inputColumns + [target] } : nil,
      sameLoad: verdicts.map { $0.learned.numbersRows(as: $0.judged) },
      type: EvaluationType(
        models: names, metrics: metrics, task: first.type.task, target: targetField, judged: table),
      inputs: models.enumerated().map { index, model in
        let learned = compared ? model.type.features.inputColumns + [target] : index == 0 ? [target] : nil
        return InputUse(
          model.source.producer, name: model.source.word.text, reads: learned.map { .columns($0) } ?? .whole)
      } + [InputUse(judged.producer, name: word.text, reads: .columns(inputColumns))],
      gates: cell.clauses("require").compactMap { clause in
        clause.expression("condition").map { Gate(expression: $0, text: ExpressionPrinter.text($0)) }
      },
      rowVerdicts: verdicts)
  }

  /// What the first model predicts; a model without a target cannot be held against anything.
  private func target(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ cell: inout CellCheck
  ) -> Field? {
    if let strange = models.first(where: { $0.type.target == nil }) {
      cell.error(
        .wrongKind, at: strange.source.word.span,
        "`\(strange.source.word.text)` was fitted without a target, so there is nothing to hold it against",
        hint: "`predict` gives the cluster or the score of each row")
      return nil
    }
    return models.first?.type.target
  }

  private func agree(_ models: [ModelType], _ cell: inout CellCheck) -> Bool {
    for (model, bound) in zip(models, cell.sources).dropFirst()
    where model.target?.name != models[0].target?.name {
      cell.error(
        .wrongKind, at: bound.word.span,
        "`\(bound.word.text)` predicts `\(model.target?.name ?? "")`, and `\(cell.sources[0].word.text)` predicts `\(models[0].target?.name ?? "")`",
        hint: "evaluate them in cells of their own")
      return false
    }
    return true
  }

  private func columnsExist(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ table: TableType, _ word: Word,
    _ cell: inout CellCheck
  ) -> Bool {
    for model in models {
      for column in model.type.features.inputColumns + (model.type.target.map { [$0.name] } ?? []) {
        let fitted = model.type.features.table.schema[column]
        guard let found = table.schema[column] else {
          cell.error(
            .unknownColumn, at: word.span,
            "`\(word.text)` has no column `\(column)`, which `\(model.source.word.text)` needs",
            hint: "judge on a table with the columns of the training table")
          return false
        }
        if let fitted, fitted.type != found.type, !(fitted.type.isNumeric && found.type.isNumeric) {
          cell.error(
            .typeError, at: word.span,
            "`\(column)` is \(found.type.name) in `\(word.text)`, and \(fitted.type.name) where `\(model.source.word.text)` was trained",
            hint: "`column \(column) \(fitted.type.name)` in the `load` of `\(word.text)`")
          return false
        }
      }
    }
    return true
  }

  private func verdicts(
    _ models: [(type: ModelType, source: CellCheck.Bound)], _ table: TableType, _ word: Word,
    _ cell: inout CellCheck
  ) -> [RowVerdict] {
    let verdicts = models.flatMap { model in
      model.type.seen.map { RowVerdict(learned: $0, judged: table.origin, learner: model.source.word.text) }
    }
    if let step = table.origin.steps.first(where: \.balances) {
      rejectBalanced(word, step.name, &cell)
      return verdicts
    }
    for verdict in verdicts {
      for side in verdict.informed { warn(of: side, verdict, word, &cell) }
      switch verdict.verdict {
      case .disjoint: break
      case .overlap:
        cell.error(
          .leakage, at: word.span,
          "`\(verdict.learner)` has learned from rows of `\(word.text)`: \(verdict.learned.path) and \(verdict.judged.path) share rows",
          hint:
            "`sample train, test from \(verdict.judged.name)` with `split 80%, 20%`; train on one and evaluate on the other"
        )
      case .unproved:
        cell.report(
          Diagnostic(
            .leakageUnproved, .warning, at: word.span,
            "rows of `\(word.text)` cannot be proved new to `\(verdict.learner)`: \(verdict.learned.path) and \(verdict.judged.path) are drawn apart",
            hint: "they are compared when the notebook runs; parts of one `split` are proved disjoint"))
      }
    }
    return verdicts
  }

  /// A table of figures, such as the share of delays of each carrier, tells of the rows that it was computed from.
  private func warn(of side: RowOrigin, _ verdict: RowVerdict, _ word: Word, _ cell: inout CellCheck) {
    cell.report(
      Diagnostic(
        .leakageThroughJoin, .warning, at: word.span,
        "`\(side.steps.last?.name ?? side.name)`, which was joined to the rows of `\(verdict.learner)` or of `\(word.text)`, is made from rows that are judged",
        hint: "split first, make it from the part that trains, and join that to both parts"))
  }

  /// Rule 4 of the language: balancing touches training rows only.
  private func rejectBalanced(_ word: Word, _ balance: String, _ cell: inout CellCheck) {
    cell.error(
      .balancedEvaluation, at: word.span,
      "the classes of `\(word.text)` are balanced by `\(balance)`, and not as frequent as in the data",
      hint: "split first, and balance only the part that trains")
  }

  private func metrics(_ task: Task, _ cell: inout CellCheck) -> [String] {
    let fitting = Metrics.all.filter { $0.tasks.contains(task) }.map(\.name)
    guard let clause = cell.clause("metrics") else {
      // Any of them may be among those that could not be read.
      return cell.unreadClauses.contains("metrics") ? fitting : Metrics.defaults(for: task).map(\.name)
    }
    var names: [String] = []
    for word in clause.words("names") {
      guard let metric = Metrics[word.text] else { continue }
      guard metric.tasks.contains(task) else {
        cell.error(
          .wrongValue, at: word.span,
          "`\(word.text)` is for \(task == .classification ? "numbers" : "classes")",
          hint: "metrics for this target: \(fitting.joined(separator: ", "))")
        continue
      }
      if !names.contains(word.text) { names.append(word.text) }
    }
    return names.isEmpty ? fitting : names
  }

  private func baseline(_ task: Task, _ cell: inout CellCheck) -> String {
    let standard = task == .classification ? "majority" : "mean"
    guard let word = cell.clause("baseline")?.word("strategy") else { return standard }
    guard EvaluateBaseline.tasks(word.text).contains(task) else {
      cell.error(
        .wrongValue, at: word.span,
        "`\(word.text)` is a baseline for \(task == .classification ? "numbers" : "classes")",
        hint: "`baseline \(standard)`")
      return standard
    }
    return word.text
  }

  private func charts(_ task: Task, _ cell: inout CellCheck) -> [EvaluationChart] {
    var charts: [EvaluationChart] = []
    for word in cell.clause("plot")?.words("charts") ?? [] {
      guard let chart = EvaluationChart(rawValue: word.text) else { continue }
      guard chart.task == task else {
        cell.error(
          .wrongValue, at: word.span,
          "`\(word.text)` is a chart for \(chart.task == .regression ? "numbers" : "classes")",
          hint:
            "charts here: \(EvaluationChart.allCases.filter { $0.task == task }.map(\.rawValue).joined(separator: ", "))"
        )
        continue
      }
      if !charts.contains(chart) { charts.append(chart) }
    }
    return charts
  }
}

/// The naive models that others are set beside.
enum EvaluateBaseline {
  static let strategies = ["majority", "prior", "stratified", "uniform", "mean", "median"]

  static func tasks(_ strategy: String) -> Set<Task> {
    switch strategy {
    case "previous": [.classification, .regression]
    case "mean", "median": [.regression]
    default: [.classification]
    }
  }
}
