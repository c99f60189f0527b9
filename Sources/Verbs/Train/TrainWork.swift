import Canonical
import Drawing
import Frame
import Learning
import Pipeline
import Syntax

/// A checked `train`.
struct TrainWork: CellWork {
  var modelSpan: Span
  var type: ModelType
  var plan: TrainPlan
  /// The features, then what the plan names.
  var inputs: [InputUse]
  var settings: [Ingredient]

  var outputs: [any ValueType] { [type] }
  var isRandom: Bool { true }

  func run(_ context: RunContext) throws -> CellResult {
    do {
      return CellResult(manifest: try Training(self, context).manifest().bytes)
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint, at: modelSpan)
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try TrainManifest(result.manifest)
    let features = try context.input(0, as: FeaturesValue.self)
    let others = try plan.seen.flatMap { position in
      if let model = context.inputs[position] as? ModelValue { return model.learned }
      return [try context.input(position, as: TableValue.self)]
    }
    return [
      ModelValue(
        predictor: try Predictors.decode(manifest.model), digest: Digest(of: manifest.model),
        size: manifest.model.count, features: features, target: type.target,
        learned: [features.table] + others, folds: manifest.folds,
        queries: manifest.queries)
    ]
  }

  func warnings(_ values: [any Value]) -> [CellFailure] {
    guard let queries = (values.first as? ModelValue)?.queries, queries.single > 0 else { return [] }
    let all = queries.count == 1 ? "1 query" : "\(NumberText.thousands(queries.count)) queries"
    return [
      CellFailure(
        .singleRowQueries,
        "\(NumberText.thousands(queries.single)) of \(all) of `\(type.group ?? "")` \(queries.single == 1 ? "has" : "have") a single row, which has no order to learn",
        at: modelSpan)
    ]
  }
}

/// One run of a `train` cell.
private struct Training {
  private let work: TrainWork
  private let context: RunContext
  private let features: FeaturesValue
  private let target: Target
  private let weights: [Double]?
  /// The query of each row, where rows are ranked.
  private let groups: [Int32]?
  /// The kind of model, with what searches have found for the members of an ensemble.
  private let choice: ModelChoice

  private var plan: TrainPlan { work.plan }

  init(_ work: TrainWork, _ context: RunContext) throws {
    self.work = work
    self.context = context
    features = try context.input(0, as: FeaturesValue.self)
    let supervised = work.type.supervised
    let table = try features.table.table(columns: supervised.columns)
    target = try supervised.target(in: table)
    weights = try supervised.weights(in: table)
    groups = try supervised.groups(in: table)
    var choice = work.type.choice
    for tuned in work.plan.tuned {
      guard let found = try context.input(tuned.model, as: ModelValue.self).choice,
        choice.members.indices.contains(tuned.member)
      else { continue }
      choice.members[tuned.member].estimator = found.estimator
      choice.members[tuned.member].parameters = found.parameters
    }
    self.choice = choice
  }

  func manifest() throws -> TrainManifest {
    let judges =
      plan.showsFolds || plan.calibration != nil || plan.threshold?.rows == nil && plan.threshold != nil
    let folded = try plan.folds.map { folds in
      let validation = try crossValidation(folds)
      return judges && plan.curvePoints != nil ? try validation.prepared() : validation
    }
    let judged = try folded.flatMap { judges ? try $0.judged(choice, withTraining: plan.showsFolds) : nil }
    var model = try fitted()
    let calibration = try judged.flatMap { try calibrate(&model, $0) }
    let thresholds = try cut(&model, judged)
    return TrainManifest(
      model: Predictors.encode(model),
      folds: plan.showsFolds ? try judged.map(foldScores) : nil,
      calibration: calibration, thresholds: thresholds, curve: try folded.map(curve) ?? [],
      queries: groups.map(Self.queries))
  }

  private static func queries(_ groups: [Int32]) -> TrainManifest.Queries {
    var rows: [Int32: Int] = [:]
    for group in groups { rows[group, default: 0] += 1 }
    return TrainManifest.Queries(count: rows.count, single: rows.values.count { $0 == 1 })
  }

  // MARK: The model

  private func fitted() throws -> any Predictor {
    let start = try plan.start.map { try context.input($0, as: ModelValue.self).predictor }
    return try choice.fit(
      try features.matrix(), target, weights: weights, groups: groups, validation: try validation(),
      start: start, seed: context.seed)
  }

  private func validation() throws -> ValidationRows? {
    guard let validation = plan.validation else { return nil }
    let rows = try rows(validation.rows)
    return ValidationRows(
      matrix: rows.matrix, target: rows.target, groups: rows.groups, patience: validation.patience)
  }

  /// The features and the target of another table that the cell reads.
  private func rows(
    _ position: TrainPlan.Position
  ) throws -> (matrix: FeatureMatrix, target: Target, groups: [Int32]?) {
    let columns = work.inputs[position].reads.columns
    let table = try context.input(position, as: TableValue.self).table(columns: columns)
    let supervised = work.type.supervised
    return (
      try features.recipe.apply(to: table), try supervised.target(in: table), try supervised.groups(in: table)
    )
  }

  // MARK: Folds

  private func crossValidation(_ choice: FoldChoice) throws -> CrossValidation {
    let table = try features.table.table(columns: work.inputs[0].reads.columns)
    let position = work.inputs.firstIndex { choice.input?.producer == $0.producer }
    let value = try choice.input == nil ? nil : position.map { try context.input($0, as: FoldsValue.self) }
    return try CrossValidation(
      recipe: work.type.features.plan, supervised: work.type.supervised, table: table,
      folds: choice.folds(of: table, value: value, seed: context.seed), seed: context.seed)
  }

  private func foldScores(_ judged: CrossValidated) throws -> TrainManifest.FoldScores {
    let metrics = TrainPlan.metrics(for: work.type.task)
    return TrainManifest.FoldScores(
      metrics: metrics.map(\.name), held: try metrics.map { try judged.scores($0) },
      training: try metrics.map { try judged.trainingScores($0) }, rule: plan.folds?.rule.text ?? "",
      rows: features.table.rows)
  }

  private func curve(_ validation: CrossValidation) throws -> [TrainManifest.CurvePoint] {
    guard let count = plan.curvePoints, let metric = TrainPlan.metrics(for: work.type.task).first else {
      return []
    }
    let curve = try LearningCurve(validation, choice, metric: metric, count: count, seed: context.seed)
    return curve.points.map {
      .init(rows: $0.rows, training: FoldSummary.of($0.training), held: FoldSummary.of($0.held))
    }
  }

  // MARK: Probabilities

  private func calibrate(
    _ model: inout any Predictor, _ judged: CrossValidated
  ) throws -> TrainManifest.CalibrationGain? {
    guard let method = plan.calibration else { return nil }
    let held = judged.outOfFold
    let before = try Evaluated(truth: held.truth, prediction: held.prediction)
    let weights = weights.map { weights in held.rows.map { weights[Int($0)] } }
    if let labels = model as? OneVersusRestPredictor {
      model = try labels.calibrated(method, outOfFold: held.prediction, truth: held.truth, weights: weights)
    } else {
      model = try CalibratedPredictor(
        model, method, outOfFold: held.prediction, truth: before.truthCodes, weights: weights)
    }
    let after = try Evaluated(truth: held.truth, prediction: calibrated(held.prediction, by: model))
    guard let losses = Self.pair("log_loss", before, after), let briers = Self.pair("brier", before, after)
    else { return nil }
    return TrainManifest.CalibrationGain(logLoss: losses, brier: briers)
  }

  /// What a model of the same choice has said, through the curves of `model`; as it is where that has none.
  private func calibrated(_ prediction: Prediction, by model: any Predictor) -> Prediction {
    if let labels = model as? OneVersusRestPredictor { return labels.calibrated(prediction) }
    return (model as? CalibratedPredictor)?.calibrated(prediction) ?? prediction
  }

  private static func pair(
    _ metric: String, _ before: Evaluated, _ after: Evaluated
  ) -> (before: Double, after: Double)? {
    guard let spec = Metrics[metric], let a = spec.compute(before), let b = spec.compute(after) else {
      return nil
    }
    return (a, b)
  }

  /// The threshold is chosen on what the model says once it is calibrated.
  private func cut(
    _ model: inout any Predictor, _ judged: CrossValidated?
  ) throws -> [TrainManifest.ChosenThreshold] {
    guard let plan = plan.threshold, let metric = Metrics[plan.metric] else { return [] }
    let prediction: Prediction
    let truth: Target
    if let position = plan.rows {
      let rows = try rows(position)
      (prediction, truth) = (try model.predict(rows.matrix), rows.target)
    } else if let held = judged?.outOfFold {
      prediction = calibrated(held.prediction, by: model)
      truth = held.truth
    } else {
      return []
    }
    if let labels = model as? OneVersusRestPredictor {
      return try cut(&model, labels, try Evaluated(truth: truth, prediction: prediction), metric)
    }
    guard prediction.labels?.count == 2 else {
      throw LearningError(
        "a threshold lies between two classes, and `\(work.type.target?.title ?? "")` has \(prediction.labels?.count ?? 0)"
      )
    }
    let choice = try ThresholdChoice(best: metric, of: prediction, truth: truth)
    model = try ThresholdedPredictor(model, threshold: choice.threshold)
    return [.init(label: nil, choice)]
  }

  /// A threshold for each label.
  private func cut(
    _ model: inout any Predictor, _ labels: OneVersusRestPredictor, _ judged: Evaluated, _ metric: MetricSpec
  ) throws -> [TrainManifest.ChosenThreshold] {
    var chosen: [TrainManifest.ChosenThreshold] = []
    model = try labels.mapped { label, model in
      guard let own = judged.binary(label) else {
        throw LearningError("the rows to choose a threshold on have other labels")
      }
      let choice = try ThresholdChoice(best: metric, of: own.prediction, truth: own.truth)
      chosen.append(.init(label: labels.labels[label], choice))
      return try ThresholdedPredictor(model, threshold: choice.threshold)
    }
    return chosen
  }
}
