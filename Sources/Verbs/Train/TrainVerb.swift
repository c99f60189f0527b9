import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `train NAME from FEATURES`: a model fitted on the rows that the features were fitted on.
struct TrainVerb: Verb {
  let spec = VerbSpec(
    name: "train",
    summary: "Fit a model on features.",
    manual: """
      The target is the column with that role, or the one that `predict` names. A target of categories, text or \
      booleans makes it a classification, a numeric one a regression. Several columns, or a text that lists labels \
      (`target tags separator: ";"` in `load`, or `predict` with it here), make it a multilabel classification: a classifier is \
      fitted for each label against all rows without it (one-vs-rest), on the same features and weights, and `class_weight`, \
      `calibrate` and `threshold by` are done label by label. A column is a label where it says yes or no: truth values, 0 and 1, \
      or the words. Rows without a label are rows like others.

      `model gradient_boosting objective: rank_ndcg` (or `rank_pairwise`, `rank_map`) learns to order the rows of each query: the \
      target is a relevance that is not negative, the column with the role `group`, or the one that `group` names, says which rows \
      are of one query, and what is predicted is a score, larger for rows that come first. Folds keep queries whole.

      Options have the names that scikit-learn and \
      XGBoost use; those left out have the defaults below.
      """,
    names: .one, sources: .value,
    clauses: ModelClauses.all + [
      TargetClauses.predict, TargetClauses.group,
      ClauseSpec(
        "class_weight", .one("weight", .word(["balanced"])),
        summary: "Weigh each class by the inverse of its frequency."),
      ClauseSpec(
        "weight", .one("column", .column),
        summary: "A column of row weights, where no role names it."),
    ] + TrainPlan.clauses + ClauseSpec.reserved("discard"),
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
      model logistic C: 0.5
      ```
      """,
    meaning: 3)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (features, source) = cell.source(0, as: FeaturesType.self, wanted: "features") else {
      return nil
    }
    let clause = model(&cell)
    // Without a model that can be read, what can be said of any is still checked: its target, and where it is used.
    guard let estimator = ModelClauses.estimator(clause?.keyword ?? "model baseline"),
      let (target, natural) = targetAndTask(of: estimator, features, source, &cell)
    else { return nil }
    let options = clause.flatMap { parameters(estimator, $0, natural, &cell) } ?? [:]
    guard let ranking = Ranking.read(options, features, source, &cell) else { return nil }
    let task = ranking.ranks ? .ranking : natural
    let balanced = isBalanced(estimator, target, task, &cell)
    let weight = ranking.ranks ? nil : weight(estimator, features, &cell)
    var reading = TrainPlanReading(
      cell, features: features, target: target, group: ranking.group, task: task)
    let plan = reading.plan(estimator)
    cell = reading.cell
    let type = ModelType(
      features: features, target: target, task: task,
      choice: ModelChoice(estimator.name, options, members: reading.members, balanced: balanced),
      weight: weight, seen: [features.table.origin] + reading.seen, group: ranking.group,
      foldMetrics: plan.showsFolds ? TrainPlan.metrics(for: task).map(\.name) : [])
    let columns =
      type.supervised.columns + (plan.folds.map { $0.columns + features.plan.inputs } ?? [])
    return TrainWork(
      modelSpan: clause?.span ?? cell.cell.verb.span, type: type, plan: plan,
      inputs: [
        InputUse(source.producer, name: source.word.text, reads: columns.isEmpty ? .whole : .columns(columns))
      ] + reading.inputs,
      settings: settings(estimator, clause, type) + plan.settings
        + (plan.folds == nil ? [] : features.settings))
  }

  private func settings(
    _ estimator: EstimatorSpec, _ clause: ParsedClause?, _ type: ModelType
  ) -> [Ingredient] {
    let spec = ModelClauses.all.first { $0.keyword == clause?.keyword }
    let members = type.choice.members.enumerated().map { index, member in
      let options = member.parameters.sorted { $0.key.precedesByBytes($1.key) }
      return Ingredient(
        .setting, role: "member \(index + 1)",
        value: ([member.estimator] + options.map { "\($0.key): \($0.value.text)" }).joined(separator: " ")
          + "/\(Estimators[member.estimator]?.meaningVersion ?? 0)", label: member.name)
    }
    return [
      Ingredient(
        .setting, role: "model \(estimator.name)",
        value: (spec.flatMap { spec in clause.map { SettingsText.text($0, spec: spec) } } ?? "")
          + "/\(estimator.meaningVersion)"),
      Ingredient(.setting, role: "class_weight", value: type.choice.balanced ? "balanced" : "none"),
    ] + (type.weight.map { [Ingredient(.setting, role: "weight", value: $0)] } ?? [])
      + (type.group.map { [Ingredient(.setting, role: "group", value: $0)] } ?? [])
      + (type.target.flatMap { $0.isMultilabel ? $0 : nil }.map {
        [
          Ingredient(
            .setting, role: "labels", value: ($0.names + [$0.separator ?? ""]).joined(separator: "\n"))
        ]
      } ?? [])
      + library([estimator.name] + type.choice.members.map(\.estimator)) + members
  }

  private func isBalanced(
    _ estimator: EstimatorSpec, _ target: TargetColumns?, _ task: Task, _ cell: inout CellCheck
  ) -> Bool {
    guard let clause = cell.clause("class_weight") else { return false }
    if task != .classification, task != .multilabel {
      let what = target.map(\.description) ?? "`\(estimator.name)` has no target"
      cell.error(.wrongValue, at: clause.span, "`class_weight` is about classes, and \(what)")
    } else {
      checkWeights(estimator, clause, &cell)
    }
    return true
  }

  /// The column of weights: the one named, else the one with the role, where the model can weigh rows.
  func weight(
    _ estimator: EstimatorSpec, _ features: FeaturesType, _ cell: inout CellCheck
  ) -> String? {
    guard let clause = cell.clause("weight"), let word = clause.word("column") else {
      return estimator.takesWeights ? features.table.schema.first(role: .weight)?.name : nil
    }
    guard let field = cell.field(word, in: features.table.schema) else { return nil }
    guard field.type.isNumeric else {
      cell.error(
        .typeError, at: word.span,
        "`\(field.name)` is \(field.type.name.withArticle), and weights are numbers")
      return nil
    }
    checkWeights(estimator, clause, &cell)
    return field.name
  }

  private func checkWeights(_ estimator: EstimatorSpec, _ clause: ParsedClause, _ cell: inout CellCheck) {
    guard !estimator.takesWeights else { return }
    let kinds = Estimators.all.filter { $0.takesWeights && !$0.tasks.isDisjoint(with: estimator.tasks) }
    cell.error(
      .wrongValue, at: clause.span, "`\(estimator.name)` cannot weigh rows",
      hint: "models that can: \(kinds.map(\.name).joined(separator: ", "))")
  }

  /// Another version of libxgboost may grow other trees, so it is part of the key of what it has grown.
  func library(_ estimators: [String]) -> [Ingredient] {
    guard estimators.contains("gradient_boosting"), let version = try? BoostingLibrary.version() else {
      return []
    }
    return [Ingredient(.setting, role: "libxgboost", value: version)]
  }

  private func model(_ cell: inout CellCheck) -> ParsedClause? {
    let clauses = cell.clauses.filter { ModelClauses.estimator($0.keyword) != nil }
    if clauses.count > 1 {
      cell.error(
        .repeatedClause, at: clauses[1].span, "a cell trains one model",
        hint: "give the other a `train` cell of its own")
    }
    guard let clause = clauses.first else {
      if !cell.isIncomplete {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`train` does not say which model",
          hint: "`model KIND`, one of \(Estimators.all.map(\.name).joined(separator: ", "))")
      }
      return nil
    }
    return clause
  }

  /// What the model predicts, and the task that sets; no target where it needs none.
  private func targetAndTask(
    of estimator: EstimatorSpec, _ features: FeaturesType, _ source: CellCheck.Bound, _ cell: inout CellCheck
  ) -> (TargetColumns?, Task)? {
    if let task = Task.allCases.first(where: { !$0.hasTarget && estimator.tasks.contains($0) }) {
      if let clause = cell.clause("predict") {
        cell.error(
          .wrongValue, at: clause.words("columns").first?.span ?? clause.span,
          "`\(estimator.name)` learns from features alone and predicts no column")
        return nil
      }
      return (nil, task)
    }
    guard let target = target(&cell, features, source), let task = task(of: target, estimator, &cell) else {
      return nil
    }
    return (target, task)
  }

  func target(
    _ cell: inout CellCheck, _ features: FeaturesType, _ source: CellCheck.Bound
  ) -> TargetColumns? {
    if let clause = cell.clause("predict") {
      let words = clause.words("columns")
      var fields: [Field] = []
      for word in words {
        guard var field = field(word, &cell, features, source) else { continue }
        field.separator = clause.text("separator")
        if !fields.contains(where: { $0.name.hasSameBytes(as: field.name) }) { fields.append(field) }
      }
      guard fields.count == words.count else { return nil }
      if let problem = TargetColumns.problem(fields, separator: clause.text("separator")) {
        cell.error(problem.code, at: clause.span, problem.message, hint: problem.hint)
        return nil
      }
      return TargetColumns(fields)
    }
    if let target = features.target { return target }
    if cell.unreadClauses.contains("predict") { return nil }
    cell.error(
      .noTarget, at: cell.cell.verb.span, "there is no target to predict",
      hint: "`target COLUMN` in `load`, or `predict COLUMN` here")
    return nil
  }

  /// A column to predict, which no feature may be made of.
  private func field(
    _ word: Word, _ cell: inout CellCheck, _ features: FeaturesType, _ source: CellCheck.Bound
  ) -> Field? {
    guard let field = cell.field(word, in: features.table.schema) else { return nil }
    guard features.isWhole else { return field }
    let isFeature = features.inputColumns.contains(field.name)
    let derived =
      isFeature
      ? nil : features.inputColumns.first { features.table.derived[$0]?.contains(field.name) ?? false }
    guard isFeature || derived != nil else { return field }
    let culprit = derived ?? field.name
    cell.error(
      .targetAsFeature, at: word.span,
      "`\(culprit)` is among the features of `\(source.word.text)`\(derived == nil ? "" : ", and is computed from `\(field.name)`")",
      hint:
        "`drop \(culprit)` in `\(source.word.text)`, or give `\(field.name)` the role: `target \(field.name)` in `load`"
    )
    return nil
  }

  func task(of target: TargetColumns, _ estimator: EstimatorSpec, _ cell: inout CellCheck) -> Task? {
    guard let field = target.single else { return multilabelTask(target, estimator, &cell) }
    let task: Task
    switch field.type {
    case .category, .text, .boolean: task = .classification
    case .number, .integer: task = .regression
    case .date, .datetime:
      cell.error(
        .typeError, at: cell.cell.verb.span,
        "`\(field.name)` is \(field.type.name.withArticle), and no model predicts that")
      return nil
    }
    guard estimator.tasks.contains(task) else {
      let change =
        task == .regression ? "; or make classes of it: `column \(field.name) category` in `load`" : ""
      cell.error(
        .typeError, at: modelSpan(cell),
        "`\(estimator.name)` is for \(task == .classification ? "numbers" : "classes"), and the target `\(field.name)` is \(field.type.name)",
        hint: "models for it: \(fitting(task))\(change)")
      return nil
    }
    return task
  }

  private func multilabelTask(
    _ target: TargetColumns, _ estimator: EstimatorSpec, _ cell: inout CellCheck
  ) -> Task? {
    guard estimator.tasks.contains(.multilabel) else {
      cell.error(
        .typeError, at: modelSpan(cell),
        "`\(estimator.name)` predicts one number a row, and \(target.description)",
        hint: "models for it: \(fitting(.multilabel))")
      return nil
    }
    return .multilabel
  }

  private func fitting(_ task: Task) -> String {
    Estimators.all.filter { $0.tasks.contains(task) }.map(\.name).joined(separator: ", ")
  }

  private func modelSpan(_ cell: CellCheck) -> Span {
    cell.clauses.first { ModelClauses.estimator($0.keyword) != nil }?.span ?? cell.cell.verb.span
  }

  func parameters(
    _ estimator: EstimatorSpec, _ clause: ParsedClause, _ task: Task, _ cell: inout CellCheck
  ) -> [String: HyperparameterValue]? {
    if let strategy = clause.word("strategy"), estimator.name == "baseline",
      !EvaluateBaseline.tasks(strategy.text).contains(task)
    {
      cell.error(
        .wrongValue, at: strategy.span,
        "`\(strategy.text)` is a baseline for \(task == .regression ? "classes" : "numbers")",
        hint: "`strategy: \(EvaluateBaseline.standard(task))`")
      return nil
    }
    var accepted: [String: HyperparameterValue] = [:]
    for parameter in estimator.hyperparameters {
      guard let value = HyperparameterOptions.values(clause)[parameter.name] else { continue }
      do throws(LearningError) {
        accepted[parameter.name] = try parameter.accept(value)
      } catch {
        cell.error(
          .wrongValue, at: clause.options[parameter.name]?.span ?? clause.span, error.message,
          hint: error.hint)
        return nil
      }
    }
    return accepted
  }
}

/// The estimators as clauses of `train`; made from their own declarations.
enum ModelClauses {
  static let all: [ClauseSpec] =
    Estimators.all.map { estimator in
      ClauseSpec(
        "model \(estimator.name)", options: estimator.hyperparameters.map(HyperparameterOptions.spec),
        summary: estimator.summary)
    }
    + [
      "lasso", "elastic_net", "svm", "naive_bayes", "knn", "decision_tree", "random_forest", "extra_trees",
      "isolation_forest", "kmeans", "gaussian_mixture", "mlp", "ensemble",
    ].filter { Estimators[$0] == nil }.map { ClauseSpec("model \($0)", notYet: true) }

  static func estimator(_ keyword: String) -> EstimatorSpec? {
    keyword.hasPrefix("model ") ? Estimators[String(keyword.dropFirst(6))] : nil
  }
}
