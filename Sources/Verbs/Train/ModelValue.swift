import Canonical
import Frame
import Learning
import Pipeline

/// A model as known before anything runs.
struct ModelType: ValueType {
  var features: FeaturesType
  /// The column that is predicted; nil for clusters and anomalies.
  var target: Field?
  var task: Task
  /// The kind of model with its options, to be fitted again on other rows.
  var choice: ModelChoice
  /// A column of weights; nil: every row counts the same.
  var weight: String?
  /// The draws whose rows the model has learned from.
  var seen: [RowOrigin]

  /// The kind of model.
  var estimator: String { choice.estimator }
  /// What is predicted of which rows.
  var supervised: Supervised { Supervised(target: target?.name, weight: weight) }

  var kind: String { "model" }
  var memberNames: [String] { ["parameters", "size", "features", "rows"] }

  func memberType(_ path: [String]) -> FormulaType? {
    path.count == 1 && memberNames.contains(path[0]) ? .integer : nil
  }
}

/// A fitted model with the recipe that makes its features.
struct ModelValue: Value {
  var predictor: any Predictor
  var digest: Digest
  var size: Int
  var features: FeaturesValue
  var target: Field?

  func member(_ path: [String]) throws -> Scalar? {
    switch path {
    case ["parameters"]: .integer(Int64(predictor.parameterCount))
    case ["size"]: .integer(Int64(size))
    case ["features"]: .integer(Int64(predictor.featureNames.count))
    case ["rows"]: .integer(Int64(features.table.rows))
    default: nil
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
    [("parameters", Double(predictor.parameterCount)), ("size", Double(size))]
  }
}
