import Canonical

/// A fitted ensemble of boosted trees. It holds the library's bytes; the library itself is needed only to predict.
package struct BoostedTrees: Predictor {
  package static let kind = "gradient_boosting"

  package let featureNames: [String]
  package let classes: [String]?
  package let parameterCount: Int
  /// How many rounds of boosting it was trained for.
  package let rounds: Int
  /// Mean gain of a feature's splits, normalised to sum 1.
  private let gains: [Double]
  /// It has learned from features without their zeros, and reads none with them.
  private let readsSparse: Bool
  /// Universal Binary JSON, as libxgboost writes and reads it.
  package let model: [UInt8]

  init(
    _ booster: borrowing Booster, classes: [String]?, featureNames: [String], rounds: Int, readsSparse: Bool
  ) throws(LearningError) {
    let gains = try booster.featureScores("gain", featureCount: featureNames.count)
    let splits = FixedOrder.sum(try booster.featureScores("weight", featureCount: featureNames.count))
    let total = FixedOrder.sum(gains)
    model = try booster.model()
    self.gains = total > 0 ? gains.map { $0 / total } : gains
    self.classes = classes
    self.featureNames = featureNames
    self.rounds = rounds
    self.readsSparse = readsSparse
    parameterCount = 2 * Int(splits) + BoostedTrees.treeCount(rounds, classes)
  }

  private static func treeCount(_ rounds: Int, _ classes: [String]?) -> Int {
    rounds * ((classes?.count ?? 0) > 2 ? classes?.count ?? 1 : 1)
  }

  package var facts: [ModelFact] {
    let trees = BoostedTrees.treeCount(rounds, classes)
    let used = gains.count { $0 > 0 }
    return [
      ModelFact("features used", "\(NumberText.thousands(used)) of \(NumberText.thousands(gains.count))"),
      ModelFact("rounds", NumberText.thousands(rounds)),
    ] + (trees == rounds ? [] : [ModelFact("trees", NumberText.thousands(trees))])
  }

  package var importanceMeaning: String { "mean gain of the splits on the feature, as a share of the sum" }

  package var importance: [FeatureImportance] { FeatureImportance.ranked(featureNames, gains) }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try predict(matrix, threads: 0)
  }

  /// What the model said after its first `rounds` rounds; all of them where that is more than there are.
  package func predict(_ matrix: FeatureMatrix, rounds: Int) throws(LearningError) -> Prediction {
    try predict(matrix, threads: 0, rounds: min(max(rounds, 1), self.rounds))
  }

  /// - Parameter rounds: 0 for all.
  func predict(_ matrix: FeatureMatrix, threads: Int, rounds: Int = 0) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "gradient_boosting", takesMissing: true)
    guard matrix.isSparse == readsSparse else {
      let (learned, given) = readsSparse ? ("sparse", "dense") : ("dense", "sparse")
      throw LearningError(
        "the model has learned from \(learned) features, and these are \(given)",
        hint: "make them with the recipe that it was trained with")
    }
    let outputs = matrix.rowCount == 0 ? [] : try rawPrediction(matrix, threads: threads, rounds: rounds)
    guard let classes else { return .values(outputs.map(Double.init)) }
    if classes.count > 2 { return .probabilities(labels: classes, values: outputs.map(Double.init)) }
    return .probabilities(labels: classes, values: outputs.flatMap { [1 - Double($0), Double($0)] })
  }

  private func rawPrediction(
    _ matrix: FeatureMatrix, threads: Int, rounds: Int
  ) throws(LearningError) -> [Float] {
    let library = try XGBoostLibrary.installed.get()
    let booster = try Booster(model: model, library: library, threads: threads)
    let outputs = try booster.predict(
      SinglePrecisionRows(matrix), rowCount: matrix.rowCount, rounds: rounds)
    let each = (classes?.count ?? 0) > 2 ? classes?.count ?? 1 : 1
    guard outputs.count == matrix.rowCount * each else {
      throw LearningError("libxgboost gave \(outputs.count) numbers for \(matrix.rowCount) rows")
    }
    guard outputs.allSatisfy(\.isFinite) else {
      throw LearningError(
        "`gradient_boosting` predicts values that are not finite",
        hint: "`reg_lambda` and `min_child_weight` above zero keep leaves with few rows in bounds")
    }
    return outputs
  }
}

extension BoostedTrees {
  package func encode(into writer: inout ByteWriter) {
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(rounds)
    writer.write(readsSparse)
    writer.write(parameterCount)
    writer.write(gains)
    writer.write(Digest(of: model))
    writer.write(model)
  }

  /// The library's bytes carry their digest, so that no damaged model ever reaches its parser.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    rounds = try reader.readInt()
    readsSparse = try reader.readBool()
    parameterCount = try reader.readInt()
    gains = try reader.readDoubles()
    let digest = try reader.readDigest()
    model = try reader.readBytes()
    guard (1...1_000_000).contains(rounds), parameterCount >= 0, gains.count == featureNames.count,
      gains.allSatisfy({ $0.isFinite && $0 >= 0 }), (classes?.count ?? 2) >= 2, Digest(of: model) == digest
    else { throw DecodingFailure("a boosted model whose parts do not fit") }
  }
}

/// The library behind `gradient_boosting`.
package enum BoostingLibrary {
  /// Its version, such as `1.7.4`: another version may grow other trees, so it belongs in a model's key.
  /// Fails where the library is not installed.
  package static func version() throws(LearningError) -> String {
    try XGBoostLibrary.installed.get().versionText
  }
}
