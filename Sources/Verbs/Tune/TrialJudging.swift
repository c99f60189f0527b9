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
  func measures(
    _ choice: ModelChoice, _ wanted: [TuningMeasure], seed: UInt64, place: String
  ) throws -> [TuningMeasure: Double] {
    let predictor = try choice.fit(training, target, weights: weights, groups: groups, seed: seed)
    let said = try predictor.predict(held)
    let evaluated = try Evaluated(
      truth: truth, prediction: labels.map(said.widened) ?? said, queries: heldGroups,
      ranks: heldGroups != nil)
    var values: [TuningMeasure: Double] = [:]
    for measure in wanted {
      switch measure {
      case .size: values[measure] = Double(Predictors.encode(predictor).count)
      case .metric(let name):
        guard let metric = Metrics[name] else { continue }
        switch metric.score(evaluated) {
        case .value(let value): values[measure] = value
        case .undefined(let reason): throw LearningError("`\(name)` has no value \(place): \(reason)")
        }
      }
    }
    return values
  }
}
