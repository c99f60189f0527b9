import Canonical

/// A model that weighs features for classes: one vector of coefficients for two classes (for the second of them), else one a class.
protocol LinearClassifier: Predictor {
  var labels: [String] { get }
  /// Vector by vector, a number a feature.
  var coefficients: [Double] { get }
  /// One a vector.
  var intercepts: [Double] { get }
  /// Of each feature in the training rows.
  var deviations: [Double] { get }
}

extension LinearClassifier {
  package var classes: [String]? { labels }

  package var parameterCount: Int { coefficients.count + intercepts.count }

  package var importanceMeaning: String {
    "size of the coefficient times the feature's standard deviation"
      + (intercepts.count > 1 ? ", mean over classes" : "")
  }

  package var importance: [FeatureImportance] {
    FeatureImportance.ofCoefficients(
      coefficients, vectors: intercepts.count, names: featureNames, deviations: deviations)
  }

  /// By vector, a score for each row. `name` is what the kind of model is called in a notebook.
  func scores(_ matrix: FeatureMatrix, of name: String) throws(LearningError) -> [[Double]] {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: name, takesMissing: false)
    var scores: [[Double]] = []
    for (vector, intercept) in intercepts.enumerated() {
      let own = coefficients[vector * featureNames.count..<(vector + 1) * featureNames.count]
      scores.append(try matrix.linearScores(own, constant: intercept))
    }
    return scores
  }

  /// Appends the parts that all of them have.
  func encodeVectors(into writer: inout ByteWriter) {
    writer.write(each: labels) { $0.write($1) }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(coefficients)
    writer.write(intercepts)
    writer.write(deviations)
  }

  /// Whether the parts are as long as each other, and all numbers are finite.
  var fits: Bool {
    labels.count >= 2 && intercepts.count == (labels.count == 2 ? 1 : labels.count)
      && coefficients.count == intercepts.count * featureNames.count
      && deviations.count == featureNames.count
      && (coefficients + intercepts + deviations).allSatisfy(\.isFinite)
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
