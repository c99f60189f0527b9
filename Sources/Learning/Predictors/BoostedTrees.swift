import Canonical

/// A fitted ensemble of boosted trees. It predicts by itself; libxgboost is needed only to go on with its training.
package struct BoostedTrees: Predictor {
  package static let kind = "boosted_trees"

  package let featureNames: [String]
  package let classes: [String]?
  /// How many rounds of boosting it keeps.
  package let rounds: Int
  package let trainingCurve: TrainingCurve?
  let objective: BoostingObjective
  /// Whether it orders the rows of queries, so that of what it predicts the order alone counts.
  package var ranks: Bool { objective.ranks }
  /// The sum without any tree.
  let base: Double
  /// It has learned from features without their zeros, and takes those for missing.
  let readsSparse: Bool
  /// The trees of each output.
  let forests: [Forest]
  /// Mean gain of a feature's splits, normalised to sum 1.
  private let gains: [Double]
  /// Universal Binary JSON, as libxgboost writes and reads it.
  package let model: [UInt8]

  init(
    _ booster: borrowing Booster, objective: BoostingObjective, classes: [String]?, featureNames: [String],
    rounds: Int, base: Double, readsSparse: Bool, curve: TrainingCurve?
  ) throws(LearningError) {
    let gains = try booster.featureScores("gain", featureCount: featureNames.count)
    let total = FixedOrder.sum(gains)
    self.gains = total > 0 ? gains.map { $0 / total } : gains
    model = try booster.model()
    self.objective = objective
    self.classes = classes
    self.featureNames = featureNames
    self.rounds = rounds
    self.base = base
    self.readsSparse = readsSparse
    trainingCurve = curve
    do throws(DecodingFailure) {
      forests = try BoostedTrees.forests(model, objective, classes, featureNames, rounds)
    } catch {
      throw LearningError(
        "libxgboost has written \(error.reason)",
        hint:
          "`gradient_boosting` predicts values that are not finite where `reg_lambda` and `min_child_weight` are zero"
      )
    }
  }

  private static func forests(
    _ model: [UInt8], _ objective: BoostingObjective, _ classes: [String]?, _ featureNames: [String],
    _ rounds: Int
  ) throws(DecodingFailure) -> [Forest] {
    let outputs = objective == .softmax ? classes?.count ?? 0 : 1
    let trees = try BoosterTrees(model: model, outputs: outputs, featureCount: featureNames.count)
    guard trees.forests.allSatisfy({ $0.trees.count == rounds }) else {
      throw DecodingFailure("a model with another number of rounds")
    }
    return trees.forests
  }

  /// Features, thresholds and the numbers of leaves.
  package var parameterCount: Int {
    forests.reduce(0) { $0 + $1.trees.reduce(0) { $0 + 2 * ($1.nodes.count - $1.leafCount) + $1.leafCount } }
  }

  package var facts: [ModelFact] {
    let used = gains.count { $0 > 0 }
    var facts = [
      ModelFact("features used", "\(NumberText.thousands(used)) of \(NumberText.thousands(gains.count))"),
      ModelFact("rounds", NumberText.thousands(rounds)),
    ]
    if forests.count > 1 { facts.append(ModelFact("trees", NumberText.thousands(rounds * forests.count))) }
    if let curve = trainingCurve, curve.best < curve.validation.count {
      facts.append(ModelFact("stopped after", NumberText.count(curve.validation.count, "round")))
    }
    return facts
  }

  package var task: Task { classes != nil ? .classification : ranks ? .ranking : .regression }

  package var importanceMeaning: String { "mean gain of the splits on the feature, as a share of the sum" }

  package var importance: [FeatureImportance] { FeatureImportance.ranked(featureNames, gains) }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try predict(matrix, rounds: rounds)
  }

  /// What the model said after its first `rounds` rounds; all of them where that is more than there are.
  package func predict(_ matrix: FeatureMatrix, rounds: Int) throws(LearningError) -> Prediction {
    let rows = try rows(matrix)
    var sums: [[Double]] = []
    for forest in forests {
      let own = forest.first(min(max(rounds, 1), self.rounds)).sums(rows, absent: .nan)
      sums.append(objective == .softmax ? own : own.map { base + $0 })
    }
    return try BoostedTrees.prediction(sums, objective: objective, classes: classes)
  }

  /// The rows as the trees read them.
  func rows(_ matrix: FeatureMatrix) throws(LearningError) -> SinglePrecisionRows {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "gradient_boosting", takesMissing: true)
    guard matrix.isSparse == readsSparse else {
      let (learned, given) = readsSparse ? ("sparse", "dense") : ("dense", "sparse")
      throw LearningError(
        "the model has learned from \(learned) features, and these are \(given)",
        hint: "make them with the recipe that it was trained with")
    }
    return try SinglePrecisionRows(matrix, for: "gradient_boosting")
  }

  /// - Parameter sums: for each output, a sum a row; where boosting starts is part of them, though for several classes it changes
  ///   nothing.
  static func prediction(
    _ sums: [[Double]], objective: BoostingObjective, classes: [String]?
  ) throws(LearningError) -> Prediction {
    guard sums.count > 1, let classes else {
      let values = sums[0].map { objective.prediction(of: $0) }
      guard values.allSatisfy(\.isFinite) else {
        throw LearningError(
          "`gradient_boosting` predicts values that are not finite",
          hint: "`reg_lambda` and `min_child_weight` above zero keep leaves with few rows in bounds")
      }
      guard let classes else { return .values(values) }
      return .probabilities(
        labels: classes, values: TreeEnsemble.probabilities(values, classes: classes.count))
    }
    var values = [Double](repeating: 0, count: sums[0].count * sums.count)
    for row in sums[0].indices {
      let highest = sums.reduce(-Double.infinity) { max($0, $1[row]) }
      var total = 0.0
      for output in sums.indices {
        let power = Elementary.exp(sums[output][row] - highest)
        values[row * sums.count + output] = power
        total += power
      }
      for output in sums.indices { values[row * sums.count + output] /= total }
    }
    return .probabilities(labels: classes, values: values)
  }
}

extension BoostedTrees {
  package func encode(into writer: inout ByteWriter) {
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(objective.rawValue)
    writer.write(rounds)
    writer.write(base)
    writer.write(readsSparse)
    writer.write(gains)
    writer.write(optional: trainingCurve) { $1.encode(into: &$0) }
    writer.write(Digest(of: model))
    writer.write(model)
  }

  /// The library's bytes carry their digest, so that no damaged model ever reaches its parser.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    let name = try reader.readString()
    rounds = try reader.readInt()
    base = try reader.readDouble()
    readsSparse = try reader.readBool()
    gains = try reader.readDoubles()
    trainingCurve = try reader.readOptional { reader throws(DecodingFailure) in
      try TrainingCurve(decoding: &reader)
    }
    let digest = try reader.readDigest()
    model = try reader.readBytes()
    guard let objective = BoostingObjective(rawValue: name), (1...10_000_000).contains(rounds), base.isFinite,
      gains.count == featureNames.count, gains.allSatisfy({ $0.isFinite && $0 >= 0 }),
      Digest(of: model) == digest,
      BoostedTrees.fits(objective, classes: classes?.count)
    else { throw DecodingFailure("a boosted model whose parts do not fit") }
    self.objective = objective
    forests = try BoostedTrees.forests(model, objective, classes, featureNames, rounds)
  }

  private static func fits(_ objective: BoostingObjective, classes: Int?) -> Bool {
    switch objective {
    case .binary: classes == 2
    case .softmax: (classes ?? 0) > 2
    default: classes == nil
    }
  }
}

/// The library behind `gradient_boosting`.
package enum BoostingLibrary {
  /// The objectives that order the rows of each query.
  package static let rankingObjectives = BoostingObjective.ofRankings.map(\.rawValue)

  /// Its version, such as `1.7.4`: another version may grow other trees, so it belongs in a model's key.
  /// Fails where the library is not installed.
  package static func version() throws(LearningError) -> String {
    try XGBoostLibrary.installed.get().versionText
  }
}
