import Canonical

/// A fitted linear support vector machine that tells classes apart. Its numbers are scores, by which rows can be ranked, and no
/// probabilities: `calibrate` makes such of them.
package struct SVMPredictor: LinearClassifier {
  package static let kind = "svm"

  package let featureNames: [String]
  let labels: [String]
  /// Vector by vector, a number a feature: one vector for two classes (for the second of them), else one a class.
  package let coefficients: [Double]
  /// One a vector.
  package let intercepts: [Double]
  let deviations: [Double]
  private let sweeps: Int
  private let converged: Bool

  init(
    labels: [String], featureNames: [String], coefficients: [Double], intercepts: [Double],
    deviations: [Double], sweeps: Int, converged: Bool
  ) {
    self.labels = labels
    self.featureNames = featureNames
    self.coefficients = coefficients
    self.intercepts = intercepts
    self.deviations = deviations
    self.sweeps = sweeps
    self.converged = converged
  }

  package var facts: [ModelFact] {
    [ModelFact("classes", String(labels.count)), ModelFact("iterations", NumberText.thousands(sweeps))]
  }

  package var warnings: [String] { converged ? [] : [SVMPredictor.warning(sweeps)] }

  static func warning(_ sweeps: Int) -> String {
    "The solver did not converge in \(NumberText.thousands(sweeps)) iterations, so the coefficients are not the best ones: standardize the features, raise `max_iter`, or lower `C`."
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    let scores = try scores(matrix, of: "svm")
    if scores.count == 1 { return .scores(labels: labels, values: scores[0].flatMap { [-$0, $0] }) }
    var values: [Double] = []
    values.reserveCapacity(matrix.rowCount * labels.count)
    for row in 0..<matrix.rowCount { values += scores.map { $0[row] } }
    return .scores(labels: labels, values: values)
  }
}

extension SVMPredictor {
  package func encode(into writer: inout ByteWriter) {
    encodeVectors(into: &writer)
    writer.write(sweeps)
    writer.write(converged)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    labels = try readLabels(from: &reader)
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    coefficients = try reader.readDoubles()
    intercepts = try reader.readDoubles()
    deviations = try reader.readDoubles()
    sweeps = try reader.readInt()
    converged = try reader.readBool()
    guard fits, sweeps >= 0 else { throw DecodingFailure("a support vector machine whose parts do not fit") }
  }
}
