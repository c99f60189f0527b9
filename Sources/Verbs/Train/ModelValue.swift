import Canonical
import Frame
import Learning
import Pipeline

/// A model as known before anything runs.
struct ModelType: ValueType {
  var features: FeaturesType
  /// The columns that are predicted; nil for clusters and anomalies.
  var target: TargetColumns?
  var task: Task
  /// The kind of model with its options, to be fitted again on other rows.
  var choice: ModelChoice
  /// A column of weights; nil: every row counts the same.
  var weight: String?
  /// The draws whose rows the model has learned from, or was chosen by.
  var seen: [RowOrigin]
  /// The column of queries, where rows are ranked; nil otherwise.
  var group: String? = nil
  /// The metrics that are members, as means over the folds of a cross-validation; empty where there is none.
  var foldMetrics: [String] = []
  /// The search that the model is the best of; `choice` is then what stays the same in all trials, and `ModelValue.choice` what
  /// was found.
  var study: StudyType? = nil

  /// The kind of model.
  var estimator: String { choice.estimator }
  /// What is predicted of which rows.
  var supervised: Supervised { Supervised(target, weight: weight, group: group) }
  /// The columns that are held against what it says, and those that say which rows belong together.
  var judgedColumns: [String] { (target?.names ?? []) + [group].compactMap { $0 } }

  var kind: String { "model" }
  var memberNames: [String] { (study?.memberNames ?? []) + ownMembers }

  private var ownMembers: [String] {
    ["parameters", "size", "features", "rows"]
      + foldMetrics.flatMap { ["folds.\($0)", "folds.\($0).spread"] }
  }

  func memberType(_ path: [String]) -> FormulaType? {
    if let member = study?.memberType(path) { return member }
    let name = path.joined(separator: ".")
    guard ownMembers.contains(name) else { return nil }
    return path.count == 1 ? .integer : .number
  }
}

/// A fitted model with the recipe that makes its features.
struct ModelValue: Value {
  var predictor: any Predictor
  var digest: Digest
  var size: Int
  var features: FeaturesValue
  var target: TargetColumns?
  /// The tables behind `ModelType.seen`, in its order.
  var learned: [TableValue]
  /// Scores in the folds of a cross-validation; nil where there was none.
  var folds: TrainManifest.FoldScores?
  /// The kind of model with its options, where a search has found them.
  var choice: ModelChoice? = nil
  /// The search that the model is the best of.
  var study: StudyValue? = nil
  /// Of a ranking, the queries that it has learned from.
  var queries: TrainManifest.Queries? = nil

  func member(_ path: [String]) throws -> Scalar? {
    if let member = study?.member(path) { return member }
    return switch path {
    case ["parameters"]: .integer(Int64(predictor.parameterCount))
    case ["size"]: .integer(Int64(size))
    case ["features"]: .integer(Int64(predictor.featureNames.count))
    case ["rows"]: .integer(Int64(features.table.rows))
    default: foldScore(path).map { $0.isNaN ? .missing : .number($0) }
    }
  }

  /// `folds.accuracy`, the mean over the folds, and `folds.accuracy.spread`, its standard deviation; not a number where a fold has
  /// no value.
  private func foldScore(_ path: [String]) -> Double? {
    guard let folds, path.first == "folds", path.count > 1,
      let index = folds.metrics.firstIndex(of: path[1])
    else { return nil }
    guard let summary = folds.summary(folds.held[index]) else { return .nan }
    switch path.dropFirst(2) {
    case []: return summary.mean
    case ["spread"]: return summary.spread
    default: return nil
    }
  }

  /// Model and recipe; with columns, those of the table it was trained on too.
  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] {
    let own = [
      Ingredient(
        .input, role: "model", value: digest.description, label: label,
        detail: "\(NumberText.thousands(size)) bytes"),
      features.recipeIngredient(label: label),
    ]
    guard case .columns = parts else { return own }
    return own + features.table.ingredients(reading: parts, label: "training rows of \(label)")
  }

  var headlines: [(path: String, value: Double)] {
    let scores = (folds?.metrics ?? []).compactMap { metric in
      foldScore(["folds", metric]).flatMap { $0.isNaN ? nil : (path: "folds.\(metric)", value: $0) }
    }
    return (study?.headlines ?? []) + [
      ("parameters", Double(predictor.parameterCount)), ("size", Double(size)),
    ] + scores
  }
}
