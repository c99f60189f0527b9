/// Precision, recall, F1 and the number of rows of one class: a line of a classification report.
package struct ClassScores: Sendable, Equatable {
  /// The class.
  package let label: String
  /// Of the rows predicted as the class, the share that belongs to it; 0 where there are none.
  package let precision: Double
  /// Of the rows of the class, the share predicted as it; 0 where there are none.
  package let recall: Double
  /// The harmonic mean of both.
  package let f1: Double
  /// The rows of the class.
  package let support: Int

  /// The scores of each class, in the order of the model's labels; empty for a regression.
  package static func all(_ evaluated: Evaluated) -> [ClassScores] {
    guard let counts = try? ConfusionCells(evaluated).counts(nil) else { return [] }
    return evaluated.labels.enumerated().map { index, label in
      ClassScores(
        label: label, precision: counts.precision(index), recall: counts.recall(index),
        f1: counts.f(index, beta: 1), support: Int(counts.support[index]))
    }
  }
}
