/// What a model says of each row.
package enum Prediction: Sendable {
  /// Row-major: the probability of label `k` for row `r` is `values[r * labels.count + k]`. Labels in byte order. The most
  /// probable label is predicted.
  case probabilities(labels: [String], values: [Double])
  /// Probabilities of two labels, of which the second is predicted where its own is at least `threshold`.
  case thresholded(labels: [String], values: [Double], threshold: Double)
  /// Row-major as `probabilities`: how strongly a row is drawn to each label, larger being stronger; no probabilities.
  case scores(labels: [String], values: [Double])
  /// Which of several labels each row has.
  case labels(LabelPrediction)
  /// A number a row.
  case values([Double])
  /// The cluster of each row, from 0 below `count`.
  case clusters(codes: [Int32], count: Int)
  /// How strange each row is, larger being stranger, and whether the model calls it an anomaly.
  case anomalies(scores: [Double], flagged: [Bool])

  /// The number of rows.
  package var count: Int {
    switch self {
    case .probabilities(let labels, let values), .thresholded(let labels, let values, _),
      .scores(let labels, let values):
      labels.isEmpty ? 0 : values.count / labels.count
    case .labels(let labels): labels.count
    case .values(let values): values.count
    case .clusters(let codes, _): codes.count
    case .anomalies(let scores, _): scores.count
    }
  }

  /// The classes and the numbers behind each of them, row-major: probabilities or scores; nil where this is no classification.
  package var ofClasses: (labels: [String], values: [Double])? {
    switch self {
    case .probabilities(let labels, let values), .thresholded(let labels, let values, _),
      .scores(let labels, let values):
      (labels, values)
    case .labels, .values, .clusters, .anomalies: nil
    }
  }

  /// The classes and their probabilities, row-major; nil where the model gives none.
  package var probabilities: (labels: [String], values: [Double])? {
    if case .scores = self { nil } else { ofClasses }
  }

  /// The classes, where this is a classification.
  package var labels: [String]? { ofClasses?.labels }

  /// The position of the label predicted for each row, ties to the first; empty where this is no classification.
  package var labelCodes: [Int32] {
    guard let (labels, values) = ofClasses, !labels.isEmpty else { return [] }
    if case .thresholded(_, _, let threshold) = self {
      return stride(from: 1, to: values.count, by: 2).map { values[$0] >= threshold ? 1 : 0 }
    }
    return (0..<count).map { row in
      var best = 0
      for code in 1..<labels.count
      where values[row * labels.count + code] > values[row * labels.count + best] { best = code }
      return Int32(best)
    }
  }

  /// The probability of the class or label `code` for each row; empty where there are none.
  package func probability(of code: Int) -> [Double] {
    if case .labels(let labels) = self { return labels.isProbability ? labels.values(of: code) : [] }
    return probabilities == nil ? [] : score(of: code)
  }

  /// The number by which rows are ranked for the class or label `code`, a probability or a score; empty where there are none.
  package func score(of code: Int) -> [Double] {
    if case .labels(let labels) = self { return labels.values(of: code) }
    guard let (labels, values) = ofClasses, labels.indices.contains(code) else { return [] }
    return stride(from: code, to: values.count, by: labels.count).map { values[$0] }
  }

  /// The rows with these numbers, in that order.
  package func rows(_ rows: [Int32]) -> Prediction {
    func gathered(_ labels: [String], _ values: [Double]) -> [Double] {
      var result: [Double] = []
      result.reserveCapacity(rows.count * labels.count)
      for row in rows { result += values[Int(row) * labels.count..<(Int(row) + 1) * labels.count] }
      return result
    }
    switch self {
    case .probabilities(let labels, let values):
      return .probabilities(labels: labels, values: gathered(labels, values))
    case .thresholded(let labels, let values, let threshold):
      return .thresholded(labels: labels, values: gathered(labels, values), threshold: threshold)
    case .scores(let labels, let values): return .scores(labels: labels, values: gathered(labels, values))
    case .labels(let labels): return .labels(labels.rows(rows))
    case .values(let values): return .values(rows.map { values[Int($0)] })
    case .clusters(let codes, let count):
      return .clusters(codes: rows.map { codes[Int($0)] }, count: count)
    case .anomalies(let scores, let flagged):
      return .anomalies(scores: rows.map { scores[Int($0)] }, flagged: rows.map { flagged[Int($0)] })
    }
  }
}
