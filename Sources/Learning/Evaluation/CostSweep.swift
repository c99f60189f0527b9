/// What wrong decisions cost at each threshold of the probability of the second of two classes.
package struct CostSweep: Sendable, Hashable {
  /// The cost of a row of the first class that is taken for the second.
  package var falsePositive: Double
  /// The cost of a row of the second class that is taken for the first.
  package var falseNegative: Double
  /// Where decisions cost least: rows with at least this probability count as the second class; infinite where none should.
  package var threshold: Double
  /// The mean cost of a row there.
  package var best: Double
  /// The mean cost of a row as the model decides by itself.
  package var own: Double
  /// The mean cost of a row where all rows, or none, are taken for the second class.
  package var all: Double
  package var none: Double
  /// Thresholds with the mean cost of a row, falling: what a chart shows.
  package var points: [Point]

  package struct Point: Sendable, Hashable {
    package var threshold: Double
    package var cost: Double

    package init(threshold: Double, cost: Double) {
      self.threshold = threshold
      self.cost = cost
    }
  }

  /// The most points that are kept.
  private static let mostPoints = 200

  /// Nil for anything but two classes with scores.
  package init?(_ evaluated: Evaluated, falsePositive: Double, falseNegative: Double) {
    guard evaluated.labels.count == 2, evaluated.scores(of: 1)?.isEmpty == false else { return nil }
    self.falsePositive = falsePositive
    self.falseNegative = falseNegative
    let ranked = RankedScores(evaluated, label: 1)
    let rows = Double(evaluated.count)
    func cost(_ truePositives: Int, _ falsePositives: Int) -> Double {
      (falsePositive * Double(falsePositives) + falseNegative * Double(ranked.positives - truePositives))
        / rows
    }
    let steps = ranked.steps.map {
      Point(threshold: $0.threshold, cost: cost($0.truePositives, $0.falsePositives))
    }
    none = cost(0, 0)
    all = cost(ranked.positives, ranked.negatives)
    (threshold, best) = (.infinity, none)
    for step in steps where step.cost < best { (threshold, best) = (step.threshold, step.cost) }
    var wrong = (positive: 0, negative: 0)
    for (truth, predicted) in zip(evaluated.truthCodes, evaluated.predictedCodes) where truth != predicted {
      if predicted == 1 { wrong.positive += 1 } else { wrong.negative += 1 }
    }
    own = (falsePositive * Double(wrong.positive) + falseNegative * Double(wrong.negative)) / rows
    let count = min(steps.count, Self.mostPoints)
    points = (0..<count).map { steps[count > 1 ? $0 * (steps.count - 1) / (count - 1) : 0] }
  }

  package init(
    falsePositive: Double, falseNegative: Double, threshold: Double, best: Double, own: Double, all: Double,
    none: Double, points: [Point]
  ) {
    self.falsePositive = falsePositive
    self.falseNegative = falseNegative
    self.threshold = threshold
    self.best = best
    self.own = own
    self.all = all
    self.none = none
    self.points = points
  }
}
