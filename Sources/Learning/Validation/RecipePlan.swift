import Canonical
import Frame

/// A recipe that can be fitted again on other rows of its table, and the target that goes with it.
package struct RecipePlan: Sendable {
  /// The steps as they were written.
  package var steps: [StepCall]
  /// Columns that never become features: target, ids, weights.
  package var excluded: [String]
  /// The columns that the steps read.
  package var inputs: [String]
  /// Of the whole table that the recipe was written for.
  package var schema: Schema

  package init(steps: [StepCall], excluded: [String], inputs: [String], schema: Schema) {
    self.steps = steps
    self.excluded = excluded
    self.inputs = inputs
    self.schema = schema
  }

  /// The recipe fitted on `table` alone, and the features that a model learns from.
  package func fitted(
    on table: Table, seed: UInt64
  ) throws(LearningError) -> (recipe: FittedRecipe, training: FeatureMatrix) {
    try Recipe.fitted(steps, on: table, excluded: excluded, schema: schema, seed: seed)
  }
}

/// What rows of a table are learned for: a column to predict, or nothing, and how much each row counts.
package struct Supervised: Sendable {
  /// The column to predict; nil: clusters or anomalies are looked for.
  package var target: String?
  /// A column of weights; nil: every row counts the same.
  package var weight: String?

  package init(target: String?, weight: String? = nil) {
    self.target = target
    self.weight = weight
  }

  /// The columns that have to be in the table.
  package var columns: [String] { [target, weight].compactMap { $0 } }

  /// The target of each row.
  package func target(in table: Table) throws(LearningError) -> Target {
    guard let target else { return .none(count: table.rowCount) }
    guard let column = table.column(target) else {
      throw LearningError("the target `\(target)` is not in the table")
    }
    return try Target(column: column, name: target)
  }

  /// The weight of each row; nil where all count the same. Fails on a weight that is missing, negative or not finite.
  package func weights(in table: Table) throws(LearningError) -> [Double]? {
    guard let weight else { return nil }
    guard let column = table.column(weight), column.type.isNumeric else {
      throw LearningError("the weights `\(weight)` are no column of numbers")
    }
    let weights = column.doubles()
    if let row = weights.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      let value = weights[row].isNaN ? "missing" : NumberText.exact(weights[row])
      throw LearningError(
        "the weight `\(weight)` of row \(NumberText.thousands(row + 1)) is \(value)",
        hint: "weights are finite numbers that are not negative; `where \(weight) >= 0` keeps those rows")
    }
    return weights
  }
}

/// A kind of model with its options: what is fitted on features.
package struct ModelChoice: Sendable, Equatable {
  /// The kind of model.
  package var estimator: String
  /// The options that were written.
  package var parameters: [String: HyperparameterValue]
  /// The models of an ensemble; empty for all others.
  package var members: [EnsembleMember]
  /// Whether each class is weighed by the inverse of its frequency.
  package var balanced: Bool

  package init(
    _ estimator: String, _ parameters: [String: HyperparameterValue] = [:], members: [EnsembleMember] = [],
    balanced: Bool = false
  ) {
    self.estimator = estimator
    self.parameters = parameters
    self.members = members
    self.balanced = balanced
  }

  /// A model of this choice, fitted on a row of features for each value of the target.
  ///
  /// - Parameter weights: of rows; those of balanced classes are multiplied with them.
  package func fit(
    _ matrix: FeatureMatrix, _ target: Target, weights: [Double]? = nil, validation: ValidationRows? = nil,
    start: (any Predictor)? = nil, seed: UInt64, progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> any Predictor {
    guard let spec = Estimators[estimator] else {
      throw LearningError("there is no model of the kind `\(estimator)`")
    }
    return try spec.fit(
      FitRequest(
        matrix: matrix, target: target, weights: self.weights(of: target, times: weights),
        parameters: parameters, seed: seed, validation: validation, start: start, members: members,
        progress: progress, isCancelled: isCancelled))
  }

  private func weights(of target: Target, times weights: [Double]?) -> [Double]? {
    guard balanced, case .classes(_, let codes) = target else { return weights }
    return ClassWeights.balanced(codes, weights: weights)
  }
}
