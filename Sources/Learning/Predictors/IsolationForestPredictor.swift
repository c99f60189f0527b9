import Canonical

/// A fitted isolation forest.
package struct IsolationForestPredictor: Predictor {
  package static let kind = "isolation_forest"

  package let featureNames: [String]
  /// The score above which a row is called an anomaly.
  package let threshold: Double
  private let forest: Forest
  /// How many rows each tree has seen.
  private let sampleSize: Int

  init(forest: Forest, featureNames: [String], sampleSize: Int, threshold: Double) {
    self.forest = forest
    self.featureNames = featureNames
    self.sampleSize = sampleSize
    self.threshold = threshold
  }

  package var classes: [String]? { nil }
  package var task: Task { .anomaly }
  package var importance: [FeatureImportance] { [] }
  package var importanceMeaning: String { "" }
  package var parameterCount: Int {
    forest.trees.reduce(0) { $0 + 2 * ($1.nodes.count - $1.leafCount) + $1.leafCount }
  }

  package var facts: [ModelFact] {
    [
      ModelFact("trees", NumberText.thousands(forest.trees.count)),
      ModelFact("rows a tree", NumberText.thousands(sampleSize)),
      ModelFact("anomaly above", NumberText.significant(threshold, 4)),
    ]
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    let scores = try scores(matrix)
    return .anomalies(scores: scores, flagged: scores.map { $0 > threshold })
  }

  /// How strange each row is, from 0 to 1.
  func scores(_ matrix: FeatureMatrix) throws(LearningError) -> [Double] {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: IsolationForestPredictor.kind, takesMissing: false)
    let scale = Double(forest.trees.count) * max(IsolationForestPredictor.meanDepth(sampleSize), 1)
    return forest.sums(try SinglePrecisionRows(matrix, for: IsolationForestPredictor.kind), absent: 0)
      .map { Elementary.power(2, -$0 / scale) }
  }

  /// The mean depth at which one of `count` rows is found in a search tree (Liu, Ting and Zhou, 2008).
  static func meanDepth(_ count: Int) -> Double {
    if count <= 1 { return 0 }
    if count == 2 { return 1 }
    let n = Double(count)
    return 2 * (Elementary.log(n - 1) + 0.5772156649015329) - 2 * (n - 1) / n
  }
}

extension IsolationForestPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(sampleSize)
    writer.write(threshold)
    forest.encode(into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    sampleSize = try reader.readInt()
    threshold = try reader.readDouble()
    guard sampleSize >= 1, (0...1).contains(threshold) else {
      throw DecodingFailure("an isolation forest whose parts do not fit")
    }
    forest = try Forest(decoding: &reader, outputs: 1, featureCount: featureNames.count)
  }
}
