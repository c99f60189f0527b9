import Canonical

/// A fitted linear regression of any kind.
package struct LinearPredictor: Predictor {
  package static let kind = "linear_regression"

  package let featureNames: [String]
  /// One a feature.
  package let coefficients: [Double]
  package let intercept: Double
  package let facts: [ModelFact]
  package let warnings: [String]
  private let name: String
  private let deviations: [Double]

  init(
    name: String, featureNames: [String], coefficients: [Double], intercept: Double,
    deviations: [Double], facts: [ModelFact], warnings: [String] = []
  ) {
    self.name = name
    self.featureNames = featureNames
    self.coefficients = coefficients
    self.intercept = intercept
    self.deviations = deviations
    self.facts = facts
    self.warnings = warnings
  }

  package var classes: [String]? { nil }

  package var parameterCount: Int { coefficients.count + 1 }

  package var importanceMeaning: String { "size of the coefficient times the feature's standard deviation" }

  package var importance: [FeatureImportance] {
    FeatureImportance.ranked(featureNames, zip(coefficients, deviations).map { ($0 * $1).magnitude })
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: name, takesMissing: false)
    return .values(try matrix.linearScores(coefficients[...], constant: intercept))
  }
}

extension LinearPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(name)
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(coefficients)
    writer.write(intercept)
    writer.write(deviations)
    writer.write(each: facts) {
      $0.write($1.label); $0.write($1.value)
    }
    writer.write(each: warnings) { $0.write($1) }
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    name = try reader.readString()
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    coefficients = try reader.readDoubles()
    intercept = try reader.readDouble()
    deviations = try reader.readDoubles()
    facts = try readFacts(from: &reader)
    warnings = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    guard coefficients.count == featureNames.count, deviations.count == featureNames.count,
      intercept.isFinite, (coefficients + deviations).allSatisfy(\.isFinite)
    else { throw DecodingFailure("a linear model whose parts do not fit") }
  }
}

/// Reads facts as models write them: label, value.
func readFacts(from reader: inout ByteReader) throws(DecodingFailure) -> [ModelFact] {
  try reader.readArray { reader throws(DecodingFailure) in
    ModelFact(try reader.readString(), try reader.readString())
  }
}
