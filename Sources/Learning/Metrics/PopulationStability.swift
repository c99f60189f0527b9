import Frame

/// How far the distribution of one variable has moved: the population stability index.
///
/// The sum over bins of `(b - a) · ln(b / a)` of the shares a and b (N. Siddiqi, "Credit Risk Scorecards", 2006, where
/// 0.1 is the limit of small and 0.25 that of large). Shares of nothing count as half a row, so that the index is finite.
package enum PopulationStability {
  /// For numbers, in ten bins with as many rows of the reference each; values that are not finite are left out.
  /// Nil where one side has no values. O(rows · log rows).
  package static func index(reference: [Double], current: [Double]) -> Double? {
    let sorted = reference.filter(\.isFinite).sorted()
    let present = current.filter(\.isFinite)
    guard !sorted.isEmpty, !present.isEmpty else { return nil }
    var edges: [Double] = []
    for tenth in 1..<10 {
      let edge = Quantile.value(Double(tenth) / 10, of: sorted)
      if edges.last != edge { edges.append(edge) }
    }
    func counts(_ values: [Double]) -> [Int] {
      var counts = [Int](repeating: 0, count: edges.count + 1)
      for value in values { counts[edges.count { $0 < value }] += 1 }
      return counts
    }
    return index(reference: counts(sorted), current: counts(present))
  }

  /// For the counts of categories, in one order on both sides. Nil where one side has no rows.
  package static func index(reference: [Int], current: [Int]) -> Double? {
    let (before, now) = (reference.reduce(0, +), current.reduce(0, +))
    guard before > 0, now > 0 else { return nil }
    let parts = zip(reference, current).map { a, b -> Double in
      guard a > 0 || b > 0 else { return 0 }
      let share = (a: max(Double(a), 0.5) / Double(before), b: max(Double(b), 0.5) / Double(now))
      return (share.b - share.a) * Elementary.log(share.b / share.a)
    }
    return FixedOrder.sum(parts)
  }
}
