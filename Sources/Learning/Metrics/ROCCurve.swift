/// The receiver operating characteristic of one class against all others.
package struct ROCCurve: Sendable, Equatable {
  /// The class whose rows count as positive.
  package let label: String
  /// From (0, 0) to (1, 1), rising; points in the middle of a straight line are left out.
  package let points: [Point]
  /// The area under the curve.
  package let area: Double

  /// Rows with a probability of at least `threshold` count as predicted.
  package struct Point: Sendable, Equatable {
    /// Of the rows of other classes, the share that counts as predicted.
    package let falsePositiveRate: Double
    /// Of the rows of the class, the share that counts as predicted.
    package let truePositiveRate: Double
    /// Infinite for the first point, where no row counts as predicted.
    package let threshold: Double
  }

  /// The curve of the class at position `label` of the model's labels. Nil for a regression, and where there are
  /// no rows of the class or no others.
  package init?(_ evaluated: Evaluated, label: Int) {
    guard evaluated.labels.indices.contains(label) else { return nil }
    let ranked = RankedScores(evaluated, label: label)
    guard let area = ranked.area else { return nil }
    let origin = RankedScores.Step(threshold: .infinity, truePositives: 0, falsePositives: 0)
    points = ([origin] + ROCCurve.corners(ranked.steps)).map { step in
      Point(
        falsePositiveRate: Double(step.falsePositives) / Double(ranked.negatives),
        truePositiveRate: Double(step.truePositives) / Double(ranked.positives), threshold: step.threshold)
    }
    self.label = evaluated.labels[label]
    self.area = area
  }

  /// Leaves out steps whose neighbours are as far away in both directions, as scikit-learn's `drop_intermediate` does.
  private static func corners(_ steps: [RankedScores.Step]) -> [RankedScores.Step] {
    steps.indices.filter { index in
      guard index > 0, index + 1 < steps.count else { return true }
      let (before, here, after) = (steps[index - 1], steps[index], steps[index + 1])
      return here.truePositives - before.truePositives != after.truePositives - here.truePositives
        || here.falsePositives - before.falsePositives != after.falsePositives - here.falsePositives
    }.map { steps[$0] }
  }
}
