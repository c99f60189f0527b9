/// How often what a model calls probable comes true, for one class against all others.
package struct CalibrationCurve: Sendable, Equatable {
  /// The class whose probability is meant.
  package let label: String
  /// The intervals that hold rows, by rising probability.
  package let bins: [Bin]
  /// The mean distance of observed share and predicted probability, each bin weighed by its rows (Naeini, Cooper and
  /// Hauskrecht 2015, the expected calibration error).
  package let error: Double
  /// The probability of the class for each row.
  package let probabilities: [Double]

  package struct Bin: Sendable, Equatable {
    package let rows: Int
    /// The mean of the probabilities in the bin.
    package let predicted: Double
    /// The share of rows of the class among them.
    package let observed: Double

    /// The interval of 95 % for the observed share (Wilson 1927).
    package var interval: (low: Double, high: Double) {
      let (n, z) = (Double(rows), 1.959_963_984_540_054)
      let middle = (observed + z * z / (2 * n)) / (1 + z * z / n)
      let reach =
        z / (1 + z * z / n) * (observed * (1 - observed) / n + z * z / (4 * n * n)).squareRoot()
      return (max(middle - reach, 0), min(middle + reach, 1))
    }
  }

  /// The curve of the class at position `label` of the model's labels over so many intervals of one width.
  /// Nil for a regression. O(rows).
  package init?(_ evaluated: Evaluated, label: Int, bins count: Int = 10) {
    guard evaluated.labels.indices.contains(label), count > 0 else { return nil }
    probabilities = evaluated.prediction.probability(of: label)
    let isPositive = evaluated.isOf(label)
    var rows = [Int](repeating: 0, count: count)
    var right = rows
    var sums = [Double](repeating: 0, count: count)
    for (row, probability) in probabilities.enumerated() where probability.isFinite {
      let bin = min(max(Int((probability * Double(count)).rounded(.down)), 0), count - 1)
      rows[bin] += 1
      sums[bin] += probability
      if isPositive[row] { right[bin] += 1 }
    }
    bins = rows.indices.filter { rows[$0] > 0 }.map { bin in
      let size = Double(rows[bin])
      return Bin(rows: rows[bin], predicted: sums[bin] / size, observed: Double(right[bin]) / size)
    }
    let distances = bins.map { Double($0.rows) * ($0.observed - $0.predicted).magnitude }
    error = FixedOrder.sum(distances) / Double(max(evaluated.count, 1))
    self.label = evaluated.labels[label]
  }
}
