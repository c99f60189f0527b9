/// Intervals of one width with round ends over a range of values.
struct Bins: Sendable, Hashable {
  /// Ascending, one more than there are intervals; at least two.
  let edges: [Double]

  var count: Int { edges.count - 1 }
  var width: Double { (edges[edges.count - 1] - edges[0]) / Double(count) }

  /// About `count` intervals over `values`; as many as the rule of Freedman and Diaconis (1981) asks for where nil, from
  /// five to forty. Whole numbers that span no more than `count`, or forty, have an interval each, with its number in the
  /// middle; no interval of theirs is narrower than one.
  init(covering values: [Double], count: Int? = nil) {
    let bounds = values.drawableBounds ?? (0, 1)
    let isWhole = values.allSatisfy { $0 == $0.rounded() } && bounds.low.magnitude < 1e9
    let span = bounds.high - bounds.low
    if isWhole, span <= Double(min(max(count ?? 40, 1), 200)) {
      edges = (0...Int(span) + 1).map { bounds.low - 0.5 + Double($0) }
    } else {
      edges =
        Ticks(
          covering: bounds.low, bounds.high, count: min(max(count ?? Self.wanted(values), 1), 200),
          isWhole: isWhole
        ).values
    }
  }

  private static func wanted(_ values: [Double]) -> Int {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, last > first else { return 1 }
    let box = Quantiles.value(0.75, ofSorted: sorted) - Quantiles.value(0.25, ofSorted: sorted)
    let width = 2 * box / cubeRoot(Double(sorted.count))
    // Sturges' count where the middle half has no extent.
    let wanted = width > 0 ? (last - first) / width : Logarithm.base2(Double(sorted.count)) + 1
    return Int(min(max(wanted.rounded(.up), 5), 40))
  }

  private static func cubeRoot(_ x: Double) -> Double {
    var root = max(x, 1)
    for _ in 0..<80 { root -= (root * root * root - x) / (3 * root * root) }
    return root
  }

  /// The interval that holds `value`: closed at its lower end, the last at both.
  func index(of value: Double) -> Int? {
    guard let low = edges.first, let high = edges.last, value >= low, value <= high else { return nil }
    var index = min(Int((value - low) / (high - low) * Double(count)), count - 1)
    // Division may be off by one rounding at an edge.
    if value < edges[index] { index -= 1 } else if index + 1 < count, value >= edges[index + 1] { index += 1 }
    return index
  }

  /// How many of `values` each interval holds.
  func counts(of values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values { if let index = index(of: value) { counts[index] += 1 } }
    return counts
  }
}
