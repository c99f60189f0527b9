/// Pearson's product-moment correlation.
enum Correlation {
  /// nil where fewer than three pairs are known, or one side does not vary.
  static func pearson(_ a: [Double], _ b: [Double]) -> Double? {
    let pairs = zip(a, b).filter { $0.isDrawable && $1.isDrawable }
    guard pairs.count > 2 else { return nil }
    // In units of the largest magnitude, so that no square overflows.
    let unitA = pairs.lazy.map(\.0.magnitude).max() ?? 1
    let unitB = pairs.lazy.map(\.1.magnitude).max() ?? 1
    guard unitA > 0, unitB > 0 else { return nil }
    let n = Double(pairs.count)
    let meanA = pairs.reduce(0) { $0 + $1.0 / unitA } / n
    let meanB = pairs.reduce(0) { $0 + $1.1 / unitB } / n
    var (aa, bb, ab) = (0.0, 0.0, 0.0)
    for (x, y) in pairs {
      let (dx, dy) = (x / unitA - meanA, y / unitB - meanB)
      aa += dx * dx
      bb += dy * dy
      ab += dx * dy
    }
    guard aa > 1e-24, bb > 1e-24 else { return nil }
    return min(max(ab / (aa * bb).squareRoot(), -1), 1)
  }
}
