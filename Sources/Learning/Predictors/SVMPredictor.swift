import Canonical

/// A fitted linear support vector machine that tells classes apart. Its numbers are scores, by which rows can be ranked, and no
/// probabilities: `calibrate` makes such of them.
package struct SVMPredictor: Predictor {
  package static let kind = "svm"

  package let featureNames: [String]
  private let labels: [String]
  /// Vector by vector, a number a feature: one vector for two classes (for the second of them), else one a class.
  package let coefficients: [Double]
  /// One a vector.
  package let intercepts: [Double]
  private let deviations: [Double]
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

  package var classes: [String]? { labels }

  package var parameterCount: Int { coefficients.count + intercepts.count }

  package var facts: [ModelFact] {
    [ModelFact("classes", String(labels.count)), ModelFact("iterations", NumberText.thousands(sweeps))]
  }

  package var warnings: [String] { converged ? [] : [SVMPredictor.warning(sweeps)] }

  static func warning(_ sweeps: Int) -> String {
    "The solver did not converge in \(NumberText.thousands(sweeps)) iterations, so the coefficients are not the best ones: standardize the features, raise `max_iter`, or lower `C`."
  }

  package var importanceMeaning: String {
    "size of the coefficient times the feature's standard deviation"
      + (intercepts.count > 1 ? ", mean over classes" : "")
  }

  package var importance: [FeatureImportance] {
    FeatureImportance.ofCoefficients(
      coefficients, vectors: intercepts.count, names: featureNames, deviations: deviations)
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "svm", takesMissing: false)
    var scores: [[Double]] = []
    for (vector, intercept) in intercepts.enumerated() {
      let own = coefficients[vector * featureNames.count..<(vector + 1) * featureNames.count]
      scores.append(try matrix.linearScores(own, constant: intercept))
    }
    if scores.count == 1 { return .scores(labels: labels, values: scores[0].flatMap { [-$0, $0] }) }
    var values: [Double] = []
    values.reserveCapacity(matrix.rowCount * labels.count)
    for row in 0..<matrix.rowCount { values += scores.map { $0[row] } }
    return .scores(labels: labels, values: values)
  }
}

extension FeatureImportance {
  /// The sizes of the coefficients of a feature times its standard deviation, mean over vectors.
  static func ofCoefficients(
    _ coefficients: [Double], vectors: Int, names: [String], deviations: [Double]
  ) -> [FeatureImportance] {
    let values = names.indices.map { feature in
      let sum = (0..<vectors).reduce(0.0) { $0 + coefficients[$1 * names.count + feature].magnitude }
      return sum / Double(vectors) * deviations[feature]
    }
    return ranked(names, values)
  }
}

extension SVMPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(each: labels) { $0.write($1) }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(coefficients)
    writer.write(intercepts)
    writer.write(deviations)
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
    guard labels.count >= 2, intercepts.count == (labels.count == 2 ? 1 : labels.count),
      coefficients.count == intercepts.count * featureNames.count, deviations.count == featureNames.count,
      sweeps >= 0, (coefficients + intercepts + deviations).allSatisfy(\.isFinite)
    else { throw DecodingFailure("a support vector machine whose parts do not fit") }
  }
}
