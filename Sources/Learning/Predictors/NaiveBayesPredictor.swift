import Canonical

/// A fitted naive Bayes model.
package struct NaiveBayesPredictor: Predictor {
  package static let kind = "naive_bayes"

  /// What a class is taken to say about its features.
  enum Kind: String, CaseIterable {
    case gaussian, multinomial, bernoulli, complement
  }

  private let kind: Kind
  private let labels: [String]
  package let featureNames: [String]
  /// The logarithm of a class's probability before any feature is read, one a class.
  private let constants: [Double]
  /// Class by class, a number a feature: means (gaussian), or what a feature of 1 adds to the logarithm.
  private let first: [Double]
  /// Variances (gaussian); otherwise empty.
  private let second: [Double]
  /// Features above it count as 1 (bernoulli).
  private let threshold: Double

  init(
    kind: Kind, labels: [String], featureNames: [String], constants: [Double], first: [Double],
    second: [Double], threshold: Double
  ) {
    self.kind = kind
    self.labels = labels
    self.featureNames = featureNames
    self.constants = constants
    self.first = first
    self.second = second
    self.threshold = threshold
  }

  package var classes: [String]? { labels }

  package var parameterCount: Int { constants.count + first.count + second.count }

  package var facts: [ModelFact] {
    [ModelFact("kind", kind.rawValue), ModelFact("classes", String(labels.count))]
  }

  package var importanceMeaning: String {
    kind == .gaussian
      ? "spread of the classes' means, in standard deviations within a class"
      : "spread of what the feature adds to the logarithms of the classes' probabilities"
  }

  /// The spread between classes of what a feature says.
  package var importance: [FeatureImportance] {
    let values = featureNames.indices.map { feature -> Double in
      let own = labels.indices.map { first[$0 * featureNames.count + feature] }
      let mean = Moments.mean(own)
      let spread = Moments.variance(own, mean: mean).squareRoot()
      guard kind == .gaussian else { return spread }
      let within = Moments.mean(labels.indices.map { second[$0 * featureNames.count + feature] })
      return spread / within.squareRoot()
    }
    return FeatureImportance.ranked(featureNames, values.map { $0.isFinite ? $0 : 0 })
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "naive_bayes", takesMissing: false)
    var scores: [[Double]] = []
    for code in labels.indices {
      let range = code * featureNames.count..<(code + 1) * featureNames.count
      if kind == .gaussian {
        scores.append(gaussian(matrix, Array(first[range]), Array(second[range]), constants[code]))
      } else {
        let read = kind == .bernoulli ? matrix.flags(above: threshold) : matrix
        scores.append(try read.linearScores(first[range], constant: constants[code]))
      }
    }
    if let row = (0..<matrix.rowCount).first(where: { row in !scores.allSatisfy { $0[row].isFinite } }) {
      throw LearningError("the features of row \(row + 1) are too large to compute a prediction from")
    }
    return .probabilities(labels: labels, values: Softmax.probabilities(scores, rowCount: matrix.rowCount))
  }

  /// The logarithm of a class's share times the densities of the features, for each row.
  private func gaussian(
    _ matrix: FeatureMatrix, _ means: [Double], _ variances: [Double], _ constant: Double
  ) -> [Double] {
    let start = constant - FixedOrder.sum(variances.map { Elementary.log(2 * Double.pi * $0) }) / 2
    switch matrix.storage {
    case .dense(let columns):
      var scores = [Double](repeating: start, count: matrix.rowCount)
      for (index, column) in columns.enumerated() {
        for (row, value) in column.numbers.enumerated() {
          let difference = value - means[index]
          scores[row] -= difference * difference / (2 * variances[index])
        }
      }
      return scores
    case .sparse(let rows):
      let zero = start - FixedOrder.sum(zip(means, variances).map { $0 * $0 / (2 * $1) })
      return (0..<rows.rowCount).map { row in
        (rows.offsets[row]..<rows.offsets[row + 1]).reduce(zero) { score, position in
          let column = Int(rows.columns[position])
          let value = rows.values[position]
          return score - value * (value - 2 * means[column]) / (2 * variances[column])
        }
      }
    }
  }
}

extension FeatureMatrix {
  /// 1 where a number is above `threshold`, else 0; numbers that a sparse matrix does not keep stay 0.
  fileprivate func flags(above threshold: Double) -> FeatureMatrix {
    switch storage {
    case .dense(let columns):
      let flags = columns.map { FeatureColumn.flags($0.numbers.map { $0 > threshold ? 1 : 0 }) }
      return FeatureMatrix(rowCount: rowCount, names: names, columns: flags)
    case .sparse(let rows):
      return FeatureMatrix(
        names: names, rows: rows.replacing(values: rows.values.map { $0 > threshold ? 1 : 0 }))
    }
  }
}

extension NaiveBayesPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(kind.rawValue)
    writer.write(each: labels) { $0.write($1) }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(constants)
    writer.write(first)
    writer.write(second)
    writer.write(threshold)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let name = try reader.readString()
    labels = try readLabels(from: &reader)
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    constants = try reader.readDoubles()
    first = try reader.readDoubles()
    second = try reader.readDoubles()
    threshold = try reader.readDouble()
    guard let kind = Kind(rawValue: name), labels.count >= 2, constants.count == labels.count,
      first.count == labels.count * featureNames.count, second.count == (kind == .gaussian ? first.count : 0),
      (constants + first + second).allSatisfy(\.isFinite), second.allSatisfy({ $0 > 0 }), threshold.isFinite
    else { throw DecodingFailure("a naive Bayes model whose parts do not fit") }
    self.kind = kind
  }
}
