/// Whole seats for fractional claims: the method of the largest remainder (Hamilton).
enum Apportionment {
  /// `total` shared out in proportion to `weights`; the seats left after rounding down go to the largest
  /// remainders, ties to the earlier weight. No share exceeds its weight when `total` is at most their sum.
  static func shares(of total: Int, weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
    var seats: [Int] = []
    var remainders: [UInt64] = []
    for weight in weights {
      let product = UInt64(weight).multipliedFullWidth(by: UInt64(total))
      let division = UInt64(sum).dividingFullWidth(product)
      seats.append(Int(division.quotient))
      remainders.append(division.remainder)
    }
    let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(total - seats.reduce(0, +)) { seats[index] += 1 }
    return seats
  }

  /// Sizes of parts that are the given shares of `count`; the rest that no share claims comes last.
  /// With shares that sum to 1 the rest is empty.
  static func sizes(of count: Int, shares: [Double]) -> (parts: [Int], rest: Int) {
    let claims = shares.map { $0 * Double(count) }
    let whole = Swift.min(count, Int((shares.reduce(0, +) * Double(count)).rounded()))
    var sizes = claims.map { Int($0.nudgedDown) }
    let order = claims.indices.sorted {
      (claims[$1] - Double(sizes[$1]), $0) < (claims[$0] - Double(sizes[$0]), $1)
    }
    for index in order.prefix(max(0, whole - sizes.reduce(0, +))) { sizes[index] += 1 }
    return (sizes, count - sizes.reduce(0, +))
  }
}

extension Double {
  /// Rounded down, but up where only an error of the last bits keeps it from a whole number.
  fileprivate var nudgedDown: Double {
    let nearest = rounded()
    return (nearest - self).magnitude < 1e-9 * Swift.max(1, magnitude) ? nearest : rounded(.down)
  }
}
