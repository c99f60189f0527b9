/// The threshold between two classes under which a metric is best.
package struct ThresholdChoice: Sendable {
  /// Where the second class begins.
  package let threshold: Double
  /// The metric there.
  package let value: Double
  /// The metric at 0.5; nil where it is not defined there.
  package let valueAtHalf: Double?
  /// Every threshold that was tried, rising, with the metric; those without a value are left out.
  package let tried: [(threshold: Double, value: Double)]

  /// How many thresholds are tried at most.
  static let mostCandidates = 400

  /// Tries 0.5 and the probabilities that occur, 400 at most, evenly chosen by rank. Of equally good ones the closest to 0.5 is
  /// taken. Fails where the metric is not defined for any.
  ///
  /// - Parameter prediction: probabilities of two classes for rows that the model has not seen.
  package init(best metric: MetricSpec, of prediction: Prediction, truth: Target) throws(LearningError) {
    func value(at threshold: Double) throws(LearningError) -> Double? {
      metric.compute(try Evaluated(truth: truth, prediction: try prediction.thresholded(threshold)))
    }
    let distinct = Set(prediction.probability(of: 1)).union([0.5]).sorted()
    let count = min(distinct.count, Self.mostCandidates)
    let candidates = (0..<count).map { distinct[count > 1 ? $0 * (distinct.count - 1) / (count - 1) : 0] }
    var tried: [(threshold: Double, value: Double)] = []
    for candidate in candidates {
      if let score = try value(at: candidate) { tried.append((candidate, score)) }
    }
    let best = tried.max { a, b in
      let (x, y) = metric.higherIsBetter ? (a.value, b.value) : (-a.value, -b.value)
      return x != y ? x < y : (a.threshold - 0.5).magnitude > (b.threshold - 0.5).magnitude
    }
    guard let best else {
      throw LearningError(
        "`\(metric.name)` has no value at any threshold"
          + (metric.score(try Evaluated(truth: truth, prediction: prediction)).reason.map { ": \($0)" } ?? "")
      )
    }
    self.tried = tried
    (threshold, self.value) = best
    valueAtHalf = try value(at: 0.5)
  }
}
