import Canonical
import Frame

/// The truth and a model's prediction for the same rows, with one list of labels.
package struct Evaluated: Sendable {
  /// The true values, with their own labels.
  package let truth: Target
  /// What the model said.
  package let prediction: Prediction
  /// The model's classes in byte order; empty for a regression.
  package let labels: [String]
  /// The true class of each row as a position in `labels`; empty where rows do not have one class each.
  package let truthCodes: [Int32]
  /// The predicted class of each row; empty where rows do not have one class each.
  package let predictedCodes: [Int32]
  /// Row-major, by `labels`: 1 where a row has a label; empty unless rows may have several.
  package let truthFlags: [UInt8]
  /// What each row counts for; nil where each counts for one.
  package var weights: [Double]?
  /// The query of each row, for rankings: rows of different ones are not compared.
  package var queries: [Int32]?
  /// The number of features of the model, for scores that are adjusted for it.
  package var featureCount: Int?
  /// The features of the rows, for the scores of clusters.
  package var features: FeatureMatrix?

  /// What was predicted. Anomalies that are held against truth values are two classes.
  package let task: Task

  /// The number of rows.
  package var count: Int { truth.count }

  /// Fails where the sizes or tasks differ, and where the truth has a class that the model has never seen.
  ///
  /// - Parameter ranks: whether predicted numbers are scores whose order alone counts.
  package init(
    truth: Target, prediction: Prediction, weights: [Double]? = nil, queries: [Int32]? = nil,
    featureCount: Int? = nil, features: FeatureMatrix? = nil, ranks: Bool = false
  ) throws(LearningError) {
    guard truth.count == prediction.count else {
      throw LearningError("\(prediction.count) predictions stand beside \(truth.count) true values")
    }
    guard truth.count > 0 else { throw LearningError("there are no rows to evaluate on") }
    try Evaluated.check(weights, count: truth.count)
    self.truth = truth
    self.prediction = prediction
    self.weights = weights
    self.queries = queries
    self.featureCount = featureCount
    self.features = features
    var flags: [UInt8] = []
    switch (truth, prediction) {
    case (.numbers, .values):
      task = ranks ? .ranking : .regression
      labels = []
      truthCodes = []
    case (.classes(let labels, let codes), .probabilities(let known, _)),
      (.classes(let labels, let codes), .thresholded(let known, _, _)),
      (.classes(let labels, let codes), .scores(let known, _)):
      task = .classification
      self.labels = known
      truthCodes = try Evaluated.aligned(labels, codes, with: known)
    case (.classes(let labels, let codes), .anomalies):
      task = .classification
      self.labels = ["false", "true"]
      truthCodes = try Evaluated.aligned(labels, codes, with: self.labels)
    case (.labels(let sets), .labels(let said)):
      task = .multilabel
      labels = said.names
      flags = try Evaluated.aligned(sets, with: said.names)
      truthCodes = []
    case (.labels, .clusters), (.labels, .anomalies):
      throw LearningError("clusters and anomalies are held against one column")
    case (.labels, _):
      throw LearningError("the model predicts one value a row, and the true rows have several labels")
    case (_, .labels):
      throw LearningError("the model predicts several labels a row, and the true rows have one value")
    case (.classes(_, let codes), .clusters):
      task = .clustering
      labels = []
      truthCodes = codes
    case (_, .clusters):
      task = .clustering
      labels = []
      truthCodes = []
    case (.none, .anomalies):
      task = .anomaly
      labels = []
      truthCodes = []
    case (.none, _):
      throw LearningError("there is no truth to hold the model against")
    case (.numbers, _):
      throw LearningError("the model predicts classes, and the true values are numbers")
    case (.classes, .values):
      throw LearningError("the model predicts numbers, and the true values are classes")
    }
    truthFlags = flags
    predictedCodes =
      switch prediction {
      case .clusters(let codes, _): codes
      case .anomalies(_, let flagged): flagged.map { $0 ? 1 : 0 }
      default: prediction.labelCodes
      }
  }

  private static func check(_ weights: [Double]?, count: Int) throws(LearningError) {
    guard let weights else { return }
    guard weights.count == count else {
      throw LearningError("\(weights.count) weights stand beside \(count) rows")
    }
    guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }), weights.contains(where: { $0 > 0 }) else {
      throw LearningError("weights are finite, not negative and not all zero")
    }
  }

  private static func aligned(_ sets: LabelSets, with known: [String]) throws(LearningError) -> [UInt8] {
    let (flags, strangers) = sets.aligned(with: known)
    guard strangers.isEmpty else {
      throw LearningError(
        "some rows have labels the model has never seen: \(enumeration(strangers))",
        hint: "train on rows of every label, or leave rare ones out of the target where the table is loaded")
    }
    return flags
  }

  private static func aligned(
    _ labels: [String], _ codes: [Int32], with known: [String]
  ) throws(LearningError) -> [Int32] {
    let index = NameIndex(known)
    let positions = labels.map { index[$0] }
    let strangers = zip(labels, positions).filter { $0.1 == nil }.map(\.0)
    guard strangers.isEmpty else {
      let rows = codes.reduce(0) { $0 + (positions[Int($1)] == nil ? 1 : 0) }
      throw LearningError(
        "\(NumberText.thousands(rows)) \(rows == 1 ? "row has a class" : "rows have classes") the model has never seen: "
          + enumeration(strangers),
        hint: "train on rows of every class: `stratify by` the target when the rows are split")
    }
    return codes.map { Int32(positions[Int($0)] ?? 0) }
  }

  /// The rows with these numbers, as a slice of the data.
  package func rows(_ rows: [Int32]) throws(LearningError) -> Evaluated {
    try Evaluated(
      truth: truth.rows(rows), prediction: prediction.rows(rows),
      weights: weights.map { weights in rows.map { weights[Int($0)] } },
      queries: queries.map { queries in rows.map { queries[Int($0)] } }, featureCount: featureCount,
      features: features?.rows(rows), ranks: task == .ranking)
  }

  /// The same rows, each counting for so much.
  func weighted(by weights: [Double]) -> Evaluated {
    var copy = self
    copy.weights = weights
    return copy
  }

  /// Row-major probabilities of the labels; nil where the model gives none.
  package var probabilities: [Double]? {
    if case .labels(let said) = prediction { return said.isProbability ? said.values : nil }
    return prediction.probabilities?.values
  }

  /// Whether each row is of the class, or has the label.
  package func isOf(_ label: Int) -> [Bool] {
    guard task == .multilabel else { return truthCodes.map { $0 == Int32(label) } }
    return stride(from: label, to: truthFlags.count, by: labels.count).map { truthFlags[$0] != 0 }
  }

  /// Row-major, by `labels`: 1 where a label is said of a row; empty unless rows may have several.
  var predictedFlags: [UInt8] {
    if case .labels(let said) = prediction { said.decided } else { [] }
  }

  /// One label against the rows without it, as a classification of two classes; nil unless rows may have several labels.
  package func binary(_ label: Int) -> Evaluated? {
    guard case .labels(let said) = prediction, labels.indices.contains(label) else { return nil }
    return try? Evaluated(
      truth: .classes(labels: LabelSets.binaryNames, codes: isOf(label).map { $0 ? 1 : 0 }),
      prediction: said.binary(label), weights: weights)
  }

  /// What orders the rows by how surely they are of the class: its probability, or the score of the decision.
  package func scores(of label: Int) -> [Double]? {
    guard labels.indices.contains(label) else { return nil }
    if case .anomalies(let scores, _) = prediction { return label == 1 ? scores : scores.map { -$0 } }
    return prediction.score(of: label)
  }

  /// True and predicted numbers; nil for anything but a regression.
  package var numbers: (truth: [Double], predicted: [Double])? {
    guard case .numbers(let truth) = truth, case .values(let predicted) = prediction else { return nil }
    return (truth, predicted)
  }
}
