import Canonical

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

  /// The rows of class `label`.
  func support(_ label: Int) -> Int { counts[label].reduce(0, +) }

  /// The rows that were predicted as class `label`.
  func predicted(_ label: Int) -> Int { counts.reduce(0) { $0 + $1[label] } }

  /// The classes that occur among the true or the predicted values.
  var occurring: [Int] { labels.indices.filter { support($0) + predicted($0) > 0 } }

  /// Of the rows predicted as the class, the share that belongs to it; 0 where there are none.
  func precision(_ label: Int) -> Double { share(counts[label][label], predicted(label)) }

  /// Of the rows of the class, the share predicted as it; 0 where there are none.
  func recall(_ label: Int) -> Double { share(counts[label][label], support(label)) }

  /// The harmonic mean of precision and recall, `2 tp / (support + predicted)`; 0 where both are empty.
  func f1(_ label: Int) -> Double { share(2 * counts[label][label], support(label) + predicted(label)) }

  private func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}

extension ConfusionMatrix {
  /// Precision, recall, F1 and the number of rows of one class.
  package struct ClassScores: Sendable, Equatable {
    package let label: String
    package let precision: Double
    package let recall: Double
    package let f1: Double
    /// The rows of the class.
    package let support: Int
  }

  /// The scores of each class, in the order of the labels.
  package var scores: [ClassScores] {
    labels.indices.map {
      ClassScores(
        label: labels[$0], precision: precision($0), recall: recall($0), f1: f1($0), support: support($0))
    }
  }
}
