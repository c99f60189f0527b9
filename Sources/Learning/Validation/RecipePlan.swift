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

/// What rows of a table are learned for: columns to predict, or nothing, how much each row counts, and which are ranked together.
package struct Supervised: Sendable {
  /// The columns to predict; none: clusters or anomalies are looked for. Several are a label each.
  package var targets: [String]
  /// What stands between the labels that the only target lists; nil: it has one value a row.
  package var separator: String?
  /// A column of weights; nil: every row counts the same.
  package var weight: String?
  /// The column of queries, where rows are ranked; nil otherwise.
  package var group: String?

  package init(targets: [String], separator: String? = nil, weight: String? = nil, group: String? = nil) {
    self.targets = targets
    self.separator = separator
    self.weight = weight
    self.group = group
  }

  package init(target: String?, weight: String? = nil) {
    self.init(targets: target.map { [$0] } ?? [], weight: weight)
  }

  /// The columns that have to be in the table.
  package var columns: [String] { targets + [weight, group].compactMap { $0 } }

  /// The target of each row.
  package func target(in table: Table) throws(LearningError) -> Target {
    guard let first = targets.first else { return .none(count: table.rowCount) }
    var columns: [(name: String, column: Column)] = []
    for name in targets {
      guard let column = table.column(name) else {
        throw LearningError("the target `\(name)` is not in the table")
      }
      columns.append((name, column))
    }
    if let separator {
      return .labels(try LabelSets(listedIn: columns[0].column, name: first, separator: separator))
    }
    return columns.count > 1
      ? .labels(try LabelSets(columns: columns)) : try Target(column: columns[0].column, name: first)
  }

  /// The query of each row; nil where rows are not ranked. Fails where a row belongs to none.
  package func groups(in table: Table) throws(LearningError) -> [Int32]? {
    guard let group else { return nil }
    guard let column = table.column(group) else {
      throw LearningError("the queries `\(group)` are not in the table")
    }
    return try QueryCodes.of(column, name: group)
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
  /// - Parameters:
  ///   - weights: of rows; those of balanced classes are multiplied with them.
  ///   - groups: the query of each row, where rows are ranked.
  package func fit(
    _ matrix: FeatureMatrix, _ target: Target, weights: [Double]? = nil, groups: [Int32]? = nil,
    validation: ValidationRows? = nil, observation: Observation? = nil, start: (any Predictor)? = nil,
    seed: UInt64,
    progress: (@Sendable (Double) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> any Predictor {
    guard let spec = Estimators[estimator] else {
      throw LearningError("there is no model of the kind `\(estimator)`")
    }
    return try spec.fit(
      FitRequest(
        matrix: matrix, target: target, weights: weights, isBalanced: balanced, groups: groups,
        parameters: parameters, seed: seed, validation: validation, observation: observation, start: start,
        members: members,
        progress: progress, isCancelled: isCancelled))
  }
}
