/// What a model says of each row.
package enum Prediction: Sendable {
  /// Row-major: the probability of label `k` for row `r` is `values[r * labels.count + k]`. Labels in byte order.
  case probabilities(labels: [String], values: [Double])
  /// A number a row.
  case values([Double])

  /// The number of rows.
  package var count: Int {
    switch self {
    case .probabilities(let labels, let values): labels.isEmpty ? 0 : values.count / labels.count
    case .values(let values): values.count
    }
  }

  /// The classes, where this is a classification.
  package var labels: [String]? {
    guard case .probabilities(let labels, _) = self else { return nil }
    return labels
  }

  /// The position of the most probable label of each row, ties to the first; empty for numbers.
  package var labelCodes: [Int32] {
    guard case .probabilities(let labels, let values) = self, !labels.isEmpty else { return [] }
    return (0..<count).map { row in
      var best = 0
      for code in 1..<labels.count
      where values[row * labels.count + code] > values[row * labels.count + best] { best = code }
      return Int32(best)
    }
  }

  /// The probability of label `code` for each row; empty for numbers.
  package func probability(of code: Int) -> [Double] {
    guard case .probabilities(let labels, let values) = self, labels.indices.contains(code) else { return [] }
    return stride(from: code, to: values.count, by: labels.count).map { values[$0] }
  }
}
