import Canonical

/// A classifier of two classes that says the second where its probability reaches a threshold of its own.
package struct ThresholdedPredictor: Predictor {
  package static let kind = "thresholded"

  /// The model whose probabilities are cut.
  package let model: any Predictor
  /// From 0 to 1.
  package let threshold: Double

  /// Fails where the model does not tell two classes apart.
  package init(_ model: any Predictor, threshold: Double) throws(LearningError) {
    guard model.classes?.count == 2 else {
      throw LearningError(
        "a threshold lies between two classes, and the model has \(model.classes?.count ?? 0)")
    }
    self.model = model
    self.threshold = threshold
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try model.predict(matrix).thresholded(threshold)
  }

  package var importance: [FeatureImportance] { model.importance }
  package var importanceMeaning: String { model.importanceMeaning }
  package var facts: [ModelFact] {
    model.facts + [ModelFact("threshold", NumberText.significant(threshold, 3))]
  }
  package var warnings: [String] { model.warnings }
  package var trainingCurve: TrainingCurve? { model.trainingCurve }
  package var featureNames: [String] { model.featureNames }
  package var classes: [String]? { model.classes }
  package var parameterCount: Int { model.parameterCount + 1 }

  package func encode(into writer: inout ByteWriter) {
    writer.write(Predictors.encode(model))
    writer.write(threshold)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    model = try Predictors.decode(try reader.readBytes(), inside: Self.kind)
    threshold = try reader.readDouble()
    guard model.classes?.count == 2, (0...1).contains(threshold) else {
      throw DecodingFailure("a threshold that does not fit its model")
    }
  }
}

extension Prediction {
  /// The same probabilities of two classes, cut at `threshold`. Fails where there are none.
  func thresholded(_ threshold: Double) throws(LearningError) -> Prediction {
    guard let (labels, values) = probabilities, labels.count == 2 else {
      throw LearningError(
        "a threshold needs the probabilities of two classes",
        hint: "`calibrate sigmoid` turns scores into probabilities")
    }
    return .thresholded(labels: labels, values: values, threshold: threshold)
  }
}
