/// How much of the space below a reference point some points dominate.
enum Hypervolume {
  /// By the exclusive volumes of While, Bradstreet and Barone, "A Fast Way of Calculating Exact Hypervolumes" (2012). Infinite where
  /// the reference point is.
  static func of(_ losses: [[Double]], reference: [Double]) -> Double {
    guard reference.allSatisfy(\.isFinite) else { return .infinity }
    let inside = losses.filter { zip($0, reference).allSatisfy { $0 <= $1 } }
    let isFirst = NonDomination.front(inside)
    let front = zip(inside, isFirst).filter(\.1).map(\.0)
    let sorted = NonDomination.lexicographic(front).map { front[$0] }
    let volume = reference.count == 2 ? plane(sorted, reference) : self.volume(sorted, reference)
    return volume.isFinite ? volume : .infinity
  }

  /// Of points of two losses, in their order.
  private static func plane(_ sorted: [[Double]], _ reference: [Double]) -> Double {
    var area = 0.0
    var top = reference[1]
    for point in sorted where point[1] < top {
      area += (reference[0] - point[0]) * (top - point[1])
      top = point[1]
    }
    return area
  }

  private static func volume(_ points: [[Double]], _ reference: [Double]) -> Double {
    var total = 0.0
    for (index, point) in points.enumerated() {
      let own = zip(reference, point).reduce(1) { $0 * ($1.0 - $1.1) }
      let limited = points[(index + 1)...].map { other in zip(point, other).map { max($0, $1) } }
      guard !limited.isEmpty else {
        total += own
        continue
      }
      let isFirst = NonDomination.front(limited)
      let front = unique(zip(limited, isFirst).filter(\.1).map(\.0))
      total += own - volume(front, reference)
    }
    return total
  }

  private static func unique(_ points: [[Double]]) -> [[Double]] {
    let order = NonDomination.lexicographic(points)
    var result: [[Double]] = []
    for index in order where result.last != points[index] { result.append(points[index]) }
    return result
  }
}
