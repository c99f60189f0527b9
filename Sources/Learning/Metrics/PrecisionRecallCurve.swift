/// Precision over recall of one class against all others, as the threshold falls.
package struct PrecisionRecallCurve: Sendable, Equatable {
  /// The class whose rows count as positive.
  package let label: String
  /// One for each distinct score, by rising recall.
  package let points: [Point]
  /// The mean of the precisions, each weighed by the recall that it adds: scikit-learn's `average_precision_score`.
  package let averagePrecision: Double
  /// The share of rows of the class, which is the precision of chance.
  package let prevalence: Double

  /// Rows with a probability of at least `threshold` count as predicted.
  package struct Point: Sendable, Equatable {
    package let recall: Double
    package let precision: Double
    package let threshold: Double
  }

  /// The curve of the class at position `label` of the model's labels. Nil for a regression, and where there are no
  /// rows of the class. O(rows · log rows).
  package init?(_ evaluated: Evaluated, label: Int) {
    guard evaluated.labels.indices.contains(label) else { return nil }
    let ranked = RankedScores(evaluated, label: label)
    guard ranked.positives > 0 else { return nil }
    points = ranked.steps.map { step in
      Point(
        recall: Double(step.truePositives) / Double(ranked.positives),
        precision: Double(step.truePositives) / Double(step.truePositives + step.falsePositives),
        threshold: step.threshold)
    }
    var (sum, reached) = (0.0, 0.0)
    for point in points {
      sum += (point.recall - reached) * point.precision
      reached = point.recall
    }
    averagePrecision = sum
    prevalence = Double(ranked.positives) / Double(ranked.positives + ranked.negatives)
    self.label = evaluated.labels[label]
  }
}
