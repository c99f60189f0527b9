/// A division of a node's rows by a feature.
struct Split {
  let feature: Int
  let cut: Cut
  let missingLeft: Bool
  let score: Double

  /// Where a feature is cut.
  enum Cut {
    /// Between two ranks that stand beside each other in the node; behind all values where the upper one is `missing`.
    case between(UInt32, UInt32)
    /// Up to this value.
    case at(Float)
  }

  /// Of equally good divisions the one by the first feature, whatever order features are looked at, and there the one with
  /// the lowest threshold, which is found first.
  func isBetter(than other: Split?) -> Bool {
    guard let other else { return score > -.infinity }
    return score > other.score || (score == other.score && feature < other.feature)
  }
}

extension RankedFeatures.Feature {
  /// The largest value that goes left: of two ranks the middle of their values, rounded down.
  func threshold(of cut: Split.Cut) -> Float {
    switch cut {
    case .at(let threshold): return threshold
    case .between(_, RankedFeatures.missing): return .infinity
    case .between(let low, let high):
      let below = levels[Int(low)]
      let above = levels[Int(high)]
      let middle = RankedFeatures.Feature.roundedDown(Double(below) / 2 + Double(above) / 2)
      return min(max(middle, below), above.nextDown)
    }
  }

  /// The largest single-precision number that is not above `value`.
  private static func roundedDown(_ value: Double) -> Float {
    let single = Float(value)
    return Double(single) > value ? single.nextDown : single
  }

  /// A threshold at `share` of the way from one value to a larger one, below that.
  static func drawnThreshold(_ low: Float, _ high: Float, _ share: Double) -> Float {
    let threshold = roundedDown(Double(low) + share * (Double(high) - Double(low)))
    return threshold >= low && threshold < high ? threshold : low
  }
}
