/// A division of a node's rows by a feature.
struct Split {
  let feature: Int
  /// The largest rank that goes left.
  let rank: UInt32
  let threshold: Float
  var missingLeft: Bool
  let score: Double

  /// Of equally good divisions the one by the first feature, whatever order features are looked at, and there the one with
  /// the lowest threshold, which is found first.
  func isBetter(than other: Split?) -> Bool {
    guard let other else { return score > -.infinity }
    return score > other.score || (score == other.score && feature < other.feature)
  }

  @inline(__always)
  func sendsLeft(_ value: UInt32) -> Bool {
    value == RankedFeatures.missing ? missingLeft : value <= rank
  }
}
