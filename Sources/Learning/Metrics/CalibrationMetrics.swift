/// How far predicted probabilities lie from how often they come true, over ten intervals of one width.
///
/// Of two classes the probability of the second is compared with how often it is true; of more, the probability of the class
/// predicted with how often it is right (Guo and others, "On Calibration of Modern Neural Networks", 2017).
enum CalibrationMetrics {
  static let all: [MetricSpec] = [
    MetricSpec(
      "ece", title: "ECE", higherIsBetter: false,
      summary:
        "expected calibration error: mean distance of probability and observed share over ten intervals, weighed by their rows",
      .sums(
        terms, { sums in bins(sums).reduce(0) { $0 + $1.weight * $1.distance } / sums.weight })),
    MetricSpec(
      "mce", title: "MCE", higherIsBetter: false,
      summary:
        "maximum calibration error: the largest distance of probability and observed share over ten intervals",
      .sums(terms, { sums in bins(sums).map(\.distance).max() ?? 0 })),
  ]

  static let binCount = 10

  @Sendable private static func terms(_ evaluated: Evaluated) throws -> RowTerms {
    _ = try ProbabilityMetrics.probabilities(evaluated)
    var (claimed, hits): ([Double], [Double])
    if evaluated.labels.count == 2 {
      claimed = evaluated.scores(of: 1) ?? []
      hits = evaluated.truthCodes.map { $0 == 1 ? 1 : 0 }
    } else {
      claimed = evaluated.confidence
      hits = zip(evaluated.truthCodes, evaluated.predictedCodes).map { $0 == $1 ? 1 : 0 }
    }
    guard claimed.allSatisfy(\.isFinite) else { throw Undefined("a probability is not a number") }
    let groups = claimed.map { value in
      Int32(min(max((value * Double(binCount)).rounded(.down), 0), Double(binCount - 1)))
    }
    return RowTerms([claimed, hits], groups: groups, groupCount: binCount)
  }

  private static func bins(_ sums: TermSums) -> [(weight: Double, distance: Double)] {
    sums.weights.indices.filter { sums.weights[$0] > 0 }.map { bin in
      (sums.weights[bin], ((sums.sums[0][bin] - sums.sums[1][bin]) / sums.weights[bin]).magnitude)
    }
  }
}

extension Evaluated {
  /// The probability of the class predicted, for each row; empty where the model gives none.
  package var confidence: [Double] {
    guard let values = probabilities else { return [] }
    return predictedCodes.enumerated().map { values[$0.offset * labels.count + Int($0.element)] }
  }
}
