/// The rows of one class against all others, by falling score: what ROC and other curves are drawn from.
struct RankedScores {
  /// One for each distinct score, falling.
  private(set) var steps: [Step] = []
  private(set) var positives = 0
  private(set) var negatives = 0

  /// The rows with a score of at least `threshold`.
  struct Step {
    let threshold: Double
    let truePositives: Int
    let falsePositives: Int
  }

  init(_ evaluated: Evaluated, label: Int) {
    let scores = evaluated.scores(of: label) ?? []
    let isPositive = evaluated.isOf(label)
    let order = FallingOrder.rows(scores)
    for position in order.indices {
      let row = Int(order[position])
      if isPositive[row] { positives += 1 } else { negatives += 1 }
      let isLast = position + 1 == order.count || scores[Int(order[position + 1])] != scores[row]
      guard isLast else { continue }
      steps.append(Step(threshold: scores[row], truePositives: positives, falsePositives: negatives))
    }
  }

  /// The area under the ROC curve by trapezoids: ties count half. Nil where one side has no rows.
  var area: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var doubled = 0.0
    var last = (truePositives: 0, falsePositives: 0)
    for step in steps {
      doubled +=
        Double(step.falsePositives - last.falsePositives) * Double(step.truePositives + last.truePositives)
      last = (step.truePositives, step.falsePositives)
    }
    return doubled / 2 / Double(positives) / Double(negatives)
  }
}
