import Canonical
import Frame
import Learning
import Pipeline

/// On which rows trials are judged.
enum TrialJudging: Sendable {
  /// In folds of the features' table.
  case folds(FoldChoice)
  /// On the rows of another table.
  case table(Producer, name: String, type: TableType)

  /// The table that is judged on, where it is another one.
  var table: TableType? { if case .table(_, _, let type) = self { type } else { nil } }

  /// The columns of the features' table that decide on the folds.
  var columns: [String] { if case .folds(let choice) = self { choice.columns } else { [] } }

  /// What the cell reads besides the features: of a table, `columns`.
  func input(columns: [String]) -> InputUse? {
    switch self {
    case .folds(let choice): choice.input
    case .table(let producer, let name, _): InputUse(producer, name: name, reads: .columns(columns))
    }
  }

  /// Part of the key.
  var setting: Ingredient {
    switch self {
    case .folds(let choice): choice.setting
    case .table: Ingredient(.setting, role: "validate on", value: "a table")
    }
  }

  /// For captions: `in 5 folds stratified by species`.
  var text: String {
    switch self {
    case .folds(let choice):
      guard choice.input == nil else { return "in folds \(choice.rule.text)" }
      let times = choice.repeats > 1 ? ", \(choice.repeats) times" : ""
      return "in \(choice.count) folds \(choice.rule.text)\(times)"
    case .table(_, let name, _): return "on the rows of \(name)"
    }
  }
}

/// One part of the rows made ready: features to learn from, and features to judge on.
struct JudgingRound: Sendable {
  var training: FeatureMatrix
  var target: Target
  var weights: [Double]?
  /// The query of each row that is learned from, where rows are ranked.
  var groups: [Int32]?
  var held: FeatureMatrix
  var truth: Target
  /// The query of each row judged, where rows are ranked.
  var heldGroups: [Int32]?
  /// The classes of all rows; nil where the target is none.
  var labels: [String]?

  /// What the model of a choice is worth here, measure by measure.
  /// - Parameter steps: told after each step of the training what its predictions are worth by a metric; what it throws ends the
  ///   training. Of kinds that are fitted in steps only.
  func measures(
    _ choice: ModelChoice, _ wanted: [TuningMeasure], seed: UInt64, place: String,
    steps: (metric: String, report: @Sendable (_ step: Int, _ value: Double) throws -> Void)? = nil
  ) throws -> [TuningMeasure: Double] {
    let observation = steps.map { steps in
      Observation(of: held) { step, prediction in
        try steps.report(step, try score(steps.metric, try evaluated(prediction), "after step \(step)"))
      }
    }
    let predictor = try choice.fit(
      training, target, weights: weights, groups: groups, observation: observation, seed: seed)
    let whole = try evaluated(try predictor.predict(held))
    var values: [TuningMeasure: Double] = [:]
    for measure in wanted {
      switch measure {
      case .size: values[measure] = Double(Predictors.encode(predictor).count)
      case .metric(let name): values[measure] = try score(name, whole, place)
      }
    }
    return values
  }

  private func evaluated(_ prediction: Prediction) throws(LearningError) -> Evaluated {
    try Evaluated(
      truth: truth, prediction: labels.map(prediction.widened) ?? prediction, queries: heldGroups,
      ranks: heldGroups != nil)
  }

  private func score(_ name: String, _ evaluated: Evaluated, _ place: String) throws(LearningError) -> Double
  {
    switch Metrics[name]?.score(evaluated) {
    case .value(let value): return value
    case .undefined(let reason): throw LearningError("`\(name)` has no value \(place): \(reason)")
    case nil: throw LearningError("there is no metric `\(name)`")
    }
  }
}
