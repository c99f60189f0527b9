/// How many rows of each class were predicted as each class.
package struct ConfusionMatrix: Sendable, Equatable {
  /// The model's classes, in byte order.
  package let labels: [String]
  /// `counts[t][p]`: rows of class `t` that were predicted as class `p`.
  package let counts: [[Int]]

  /// Nil for a regression. O(rows + classes²).
  package init?(_ evaluated: Evaluated) {
    guard evaluated.task == .classification else { return nil }
    let size = evaluated.labels.count
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for (truth, predicted) in zip(evaluated.truthCodes, evaluated.predictedCodes) {
      counts[Int(truth)][Int(predicted)] += 1
    }
    labels = evaluated.labels
    self.counts = counts
  }

  /// The number of rows.
  package var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
}
