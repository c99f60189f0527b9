/// How early a ranking by the probability of one class finds the rows of that class.
package struct GainCurve: Sendable, Equatable {
  /// The class whose rows count as positive.
  package let label: String
  /// One for each distinct score, from the highest; the last is (1, 1).
  package let points: [Point]

  package struct Point: Sendable, Equatable {
    /// The share of all rows that is taken.
    package let taken: Double
    /// The share of the rows of the class that is among them.
    package let found: Double
  }

  /// The curve of the class at position `label` of the model's labels. Nil for a regression, and where there are no
  /// rows of the class. O(rows · log rows).
  package init?(_ evaluated: Evaluated, label: Int) {
    guard evaluated.labels.indices.contains(label) else { return nil }
    let ranked = RankedScores(evaluated, label: label)
    guard ranked.positives > 0 else { return nil }
    points = ranked.steps.map { step in
      Point(
        taken: Double(step.truePositives + step.falsePositives) / Double(evaluated.count),
        found: Double(step.truePositives) / Double(ranked.positives))
    }
    self.label = evaluated.labels[label]
  }
}
