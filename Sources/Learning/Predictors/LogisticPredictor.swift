import Canonical

/// A fitted logistic regression.
package struct LogisticPredictor: LinearClassifier {
  package static let kind = "logistic_regression"

  package let featureNames: [String]
  let labels: [String]
  /// Vector by vector, a number a feature: one vector for two classes (for the second of them), else one a class.
  package let coefficients: [Double]
  /// One a vector.
  package let intercepts: [Double]
  let deviations: [Double]
  private let iterations: Int
  private let converged: Bool
  private let isSeparated: Bool

  init(
    labels: [String], featureNames: [String], coefficients: [Double], intercepts: [Double],
    deviations: [Double], iterations: Int, converged: Bool, isSeparated: Bool = false
  ) {
    self.labels = labels
    self.featureNames = featureNames
    self.coefficients = coefficients
    self.intercepts = intercepts
    self.deviations = deviations
    self.iterations = iterations
    self.converged = converged
    self.isSeparated = isSeparated
  }

  package var facts: [ModelFact] {
    [
      ModelFact("classes", String(labels.count)),
      ModelFact("iterations", NumberText.thousands(iterations)),
    ] + featuresUsed
  }

  /// Where a penalty has left features out, how many are read.
  private var featuresUsed: [ModelFact] {
    let used = featureNames.indices.count { feature in
      intercepts.indices.contains { coefficients[$0 * featureNames.count + feature] != 0 }
    }
    if used == featureNames.count { return [] }
    let count = NumberText.thousands(featureNames.count)
    return [ModelFact("features used", "\(NumberText.thousands(used)) of \(count)")]
  }

  package var warnings: [String] {
    if isSeparated {
      return [
        "The features tell the classes of the training rows apart without a mistake, so without a penalty the coefficients grow without end and mean nothing: use `penalty: l2`."
      ]
    }
    guard !converged else { return [] }
    let count = NumberText.thousands(iterations)
    return [
      "The solver did not converge in \(count) iterations, so the coefficients are not the best ones: raise `max_iter`, or standardize the features."
    ]
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    let scores = try scores(matrix, of: "logistic")
    let values =
      scores.count == 1
      ? scores[0].flatMap { [Elementary.logistic(-$0), Elementary.logistic($0)] }
      : Softmax.probabilities(scores, rowCount: matrix.rowCount)
    return .probabilities(labels: labels, values: values)
  }
}

extension LogisticPredictor {
  package func encode(into writer: inout ByteWriter) {
    encodeVectors(into: &writer)
    writer.write(iterations)
    writer.write(converged)
    writer.write(isSeparated)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    labels = try readLabels(from: &reader)
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    coefficients = try reader.readDoubles()
    intercepts = try reader.readDoubles()
    deviations = try reader.readDoubles()
    iterations = try reader.readInt()
    converged = try reader.readBool()
    isSeparated = try reader.readBool()
    guard fits, iterations >= 0 else { throw DecodingFailure("a logistic model whose parts do not fit") }
  }
}

extension FeatureMatrix {
  /// `constant + Σ coefficient · feature` for each row, summed in the order of the features.
  /// Fails where a sum leaves the range of numbers.
  func linearScores(
    _ coefficients: ArraySlice<Double>, constant: Double
  ) throws(LearningError) -> [Double] {
    let scores: [Double]
    switch storage {
    case .dense(let columns): scores = FeatureMatrix.scores(columns, coefficients, constant, rowCount)
    case .sparse(let rows): scores = rows.scores(Array(coefficients), constant: constant)
    }
    if let row = scores.firstIndex(where: { !$0.isFinite }) {
      throw LearningError("the features of row \(row + 1) are too large to compute a prediction from")
    }
    return scores
  }

  private static func scores(
    _ columns: [FeatureColumn], _ coefficients: ArraySlice<Double>, _ constant: Double, _ rowCount: Int
  ) -> [Double] {
    var scores = [Double](repeating: constant, count: rowCount)
    scores.withUnsafeMutableBufferPointer { scores in
      for (column, coefficient) in zip(columns, coefficients) {
        switch column {
        case .numbers(let values):
          values.withUnsafeBufferPointer { FixedOrder.addScaled(coefficient, $0, to: scores) }
        case .flags(let flags):
          for row in flags.indices { scores[row] += coefficient * Double(flags[row]) }
        case .indicator(let place, let places):
          for row in places.indices { scores[row] += places[row] == place ? coefficient : 0 }
        }
      }
    }
    return scores
  }
}

extension SparseRows {
  /// `constant + Σ coefficient · value` for each row, summed in the order of the columns.
  func scores(_ coefficients: [Double], constant: Double) -> [Double] {
    [Double](count: rowCount, atLeast: 4096) { rows, scores in
      for row in rows {
        var score = constant
        for position in offsets[row]..<offsets[row + 1] {
          score += coefficients[Int(columns[position])] * values[position]
        }
        scores[row] = score
      }
    }
  }
}
