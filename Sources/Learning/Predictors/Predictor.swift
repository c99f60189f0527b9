import Canonical

/// A fitted model.
package protocol Predictor: Sendable {
  /// The name under which its bytes are known; never reused for another layout.
  static var kind: String { get }

  /// A prediction a row. Fails where the features are not those it was fitted on, in their order,
  /// or have values it cannot take.
  func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction

  /// Appends the canonical bytes: equal models, equal bytes.
  func encode(into writer: inout ByteWriter)

  /// Reads what `encode(into:)` wrote; bytes that hold anything else fail and never trap.
  init(decoding reader: inout ByteReader) throws(DecodingFailure)

  /// The features' share in the model's decisions, largest first; empty where the model has no such notion.
  var importance: [FeatureImportance] { get }

  /// What `importance` measures, for a caption.
  var importanceMeaning: String { get }

  /// What fitting found out, for the page: iterations, trees.
  var facts: [ModelFact] { get }

  /// What a reader should be warned of, in sentences: a solver that stopped too early; empty for a sound fit.
  var warnings: [String] { get }

  /// How well it did after each round of training, where rows were watched; nil otherwise.
  var trainingCurve: TrainingCurve? { get }

  /// The number of learned numbers.
  var parameterCount: Int { get }

  /// The features it reads, in order.
  var featureNames: [String] { get }

  /// The classes it tells apart, in byte order; nil for a regression.
  var classes: [String]? { get }

  /// What the model predicts.
  var task: Task { get }
}

extension Predictor {
  package var warnings: [String] { [] }

  package var trainingCurve: TrainingCurve? { nil }

  package var task: Task { classes == nil ? .regression : .classification }

  /// The size of the canonical bytes.
  package var size: Int { Predictors.encode(self).count }
}

/// How much one feature matters to a model.
package struct FeatureImportance: Sendable, Equatable {
  /// The name of the feature.
  package let feature: String
  /// Not negative; the model says what it measures.
  package let value: Double

  package init(feature: String, value: Double) {
    self.feature = feature
    self.value = value
  }

  /// Largest first; equal values in the order of the features.
  static func ranked(_ names: [String], _ values: [Double]) -> [FeatureImportance] {
    zip(names, values).enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map { FeatureImportance(feature: $0.element.0, value: $0.element.1) }
  }
}

/// Something fitting found out: `trees`, `100`.
package struct ModelFact: Sendable, Equatable {
  /// What the fact is about, in a word or two.
  package let label: String
  /// The fact itself.
  package let value: String

  package init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }
}
