import Canonical

/// A decision tree, or a forest of them that vote by their leaves: what `decision_tree`, `random_forest` and `extra_trees` fit.
package struct TreeEnsemble: Predictor {
  package static let kind = "trees"

  package let featureNames: [String]
  package let classes: [String]?
  package let facts: [ModelFact]
  let forest: Forest
  /// The kind of model that was asked for.
  private let name: String
  /// The decrease of impurity that each feature brought, normalised to sum 1.
  private let gains: [Double]

  init(
    name: String, forest: Forest, featureNames: [String], classes: [String]?, gains: [Double],
    facts: [ModelFact]
  ) {
    self.name = name
    self.forest = forest
    self.featureNames = featureNames
    self.classes = classes
    self.gains = gains
    self.facts = facts
  }

  /// Features, thresholds and the numbers of leaves.
  package var parameterCount: Int {
    forest.trees.reduce(0) { $0 + 2 * ($1.nodes.count - $1.leafCount) + $1.values.count }
  }

  package var importanceMeaning: String {
    "mean decrease of impurity by splits on the feature, as a share of the sum"
  }

  package var importance: [FeatureImportance] { FeatureImportance.ranked(featureNames, gains) }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    let means = try means(matrix)
    guard let classes else { return .values(means) }
    return .probabilities(labels: classes, values: TreeEnsemble.probabilities(means, classes: classes.count))
  }

  /// What the trees say on average: a number, the probability of the second of two classes, or that of each of more.
  func means(_ matrix: FeatureMatrix) throws(LearningError) -> [Double] {
    let count = Double(forest.trees.count)
    return forest.sums(try rows(matrix), absent: 0).map { $0 / count }
  }

  /// The rows as the trees read them.
  func rows(_ matrix: FeatureMatrix) throws(LearningError) -> SinglePrecisionRows {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: name, takesMissing: true)
    return try SinglePrecisionRows(matrix, for: name)
  }

  /// The means of a classification as probabilities of every class.
  static func probabilities(_ means: [Double], classes: Int) -> [Double] {
    guard classes == 2 else { return means }
    var values: [Double] = []
    values.reserveCapacity(2 * means.count)
    for mean in means {
      values.append(1 - mean)
      values.append(mean)
    }
    return values
  }

  /// How many numbers a leaf holds for so many classes, nil for a regression.
  static func outputs(_ classes: Int?) -> Int { classes.map { $0 == 2 ? 1 : $0 } ?? 1 }
}

extension TreeEnsemble {
  package func encode(into writer: inout ByteWriter) {
    writer.write(name)
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(gains)
    writer.write(each: facts) {
      $0.write($1.label)
      $0.write($1.value)
    }
    forest.encode(into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    name = try reader.readString()
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    gains = try reader.readDoubles()
    facts = try readFacts(from: &reader)
    guard gains.count == featureNames.count, gains.allSatisfy({ $0.isFinite && $0 >= 0 }),
      (classes?.count ?? 2) >= 2
    else { throw DecodingFailure("trees whose parts do not fit") }
    forest = try Forest(
      decoding: &reader, outputs: TreeEnsemble.outputs(classes?.count), featureCount: featureNames.count)
    guard classes == nil || forest.trees.allSatisfy({ $0.values.allSatisfy((0...1).contains) }) else {
      throw DecodingFailure("a tree with probabilities out of range")
    }
  }
}
