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
      booleans makes it a classification, a numeric one a regression. Options have the names that scikit-learn and \
      XGBoost use; those left out have the defaults below.
      """,
    names: .one, sources: .value,
    clauses: ModelClauses.all + [
      ClauseSpec(
        "predict", .one("column", .column),
        summary: "The target, where no role names it; a column of the table that the features were fitted on."
      ),
      ClauseSpec(
        "class_weight", .one("weight", .word(["balanced"])),
        summary: "Weigh each class by the inverse of its frequency."),
    ] + ClauseSpec.reserved("weight", "validate on", "cross_validate", "calibrate", "discard", "threshold"),
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
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (features, source) = cell.source(0, as: FeaturesType.self, wanted: "features") else {
      return nil
    }
    let clause = model(&cell)
    // Without a model that can be read, what can be said of any is still checked: its target, and where it is used.
    guard let estimator = ModelClauses.estimator(clause?.keyword ?? "model baseline"),
      let (target, task) = targetAndTask(of: estimator, features, source, &cell)
    else { return nil }
    let options = clause.flatMap { parameters(estimator, $0, task, &cell) } ?? [:]
    let weight = cell.clause("class_weight")
    if let weight, task != .classification {
      let what = target.map { "`\($0.name)` is \($0.type.name)" } ?? "`\(estimator.name)` has no target"
      cell.error(.wrongValue, at: weight.span, "`class_weight` is about classes, and \(what)")
    }
    let spec = ModelClauses.all.first { $0.keyword == clause?.keyword }
    return TrainWork(
      modelSpan: clause?.span ?? cell.cell.verb.span,
      type: ModelType(
        features: features, target: target, task: task,
        choice: ModelChoice(estimator.name, options, balanced: weight != nil), weight: nil,
        seen: [features.table.origin]),
      input: InputUse(
        source.producer, name: source.word.text, reads: target.map { .columns([$0.name]) } ?? .whole),
      settings: [
        Ingredient(
          .setting, role: "model \(estimator.name)",
          value: (spec.flatMap { spec in clause.map { SettingsText.text($0, spec: spec) } } ?? "")
            + "/\(estimator.meaningVersion)"),
        Ingredient(.setting, role: "class_weight", value: weight == nil ? "none" : "balanced"),
      ] + library(estimator))
  }

  /// Another version of libxgboost may grow other trees, so it is part of the key of what it has grown.
  private func library(_ estimator: EstimatorSpec) -> [Ingredient] {
    guard estimator.name == "gradient_boosting", let version = try? BoostingLibrary.version() else {
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
  ) -> (Field?, Task)? {
    if let task = Task.allCases.first(where: { !$0.hasTarget && estimator.tasks.contains($0) }) {
      if let word = cell.clause("predict")?.word("column") {
        cell.error(
          .wrongValue, at: word.span, "`\(estimator.name)` learns from features alone and predicts no column")
        return nil
      }
      return (nil, task)
    }
    guard let target = target(&cell, features, source), let task = task(of: target, estimator, &cell) else {
      return nil
    }
    return (target, task)
  }

  private func target(
    _ cell: inout CellCheck, _ features: FeaturesType, _ source: CellCheck.Bound
  ) -> Field? {
    if let word = cell.clause("predict")?.word("column") {
      guard let field = cell.field(word, in: features.table.schema) else { return nil }
      guard features.isWhole else { return field }
      let isFeature = features.inputColumns.contains(field.name)
      let derived =
        isFeature
        ? nil : features.inputColumns.first { features.table.derived[$0]?.contains(field.name) ?? false }
      if isFeature || derived != nil {
        let culprit = derived ?? field.name
        cell.error(
          .targetAsFeature, at: word.span,
          "`\(culprit)` is among the features of `\(source.word.text)`\(derived == nil ? "" : ", and is computed from `\(field.name)`")",
          hint:
            "`drop \(culprit)` in `\(source.word.text)`, or give `\(field.name)` the role: `target \(field.name)` in `load`"
        )
        return nil
      }
      return field
    }
    if let field = features.target { return field }
    if cell.unreadClauses.contains("predict") { return nil }
    cell.error(
      .noTarget, at: cell.cell.verb.span, "there is no target to predict",
      hint: "`target COLUMN` in `load`, or `predict COLUMN` here")
    return nil
  }

  private func task(of target: Field, _ estimator: EstimatorSpec, _ cell: inout CellCheck) -> Task? {
    let task: Task
    switch target.type {
    case .category, .text, .boolean: task = .classification
    case .number, .integer: task = .regression
    case .date, .datetime:
      cell.error(
        .typeError, at: cell.cell.verb.span,
        "`\(target.name)` is \(target.type.name.withArticle), and no model predicts that")
      return nil
    }
    guard estimator.tasks.contains(task) else {
      let fitting = Estimators.all.filter { $0.tasks.contains(task) }.map(\.name).joined(separator: ", ")
      let span = cell.clauses.first { ModelClauses.estimator($0.keyword) != nil }?.span ?? cell.cell.verb.span
      let change =
        task == .regression ? "; or make classes of it: `column \(target.name) category` in `load`" : ""
      cell.error(
        .typeError, at: span,
        "`\(estimator.name)` is for \(task == .classification ? "numbers" : "classes"), and the target `\(target.name)` is \(target.type.name)",
        hint: "models for it: \(fitting)\(change)")
      return nil
    }
    return task
  }

  private func parameters(
    _ estimator: EstimatorSpec, _ clause: ParsedClause, _ task: Task, _ cell: inout CellCheck
  ) -> [String: HyperparameterValue]? {
    if let strategy = clause.word("strategy"), estimator.name == "baseline",
      !EvaluateBaseline.tasks(strategy.text).contains(task)
    {
      cell.error(
        .wrongValue, at: strategy.span,
        "`\(strategy.text)` is a baseline for \(task == .classification ? "numbers" : "classes")",
        hint: "`strategy: \(task == .classification ? "majority" : "mean")`")
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
