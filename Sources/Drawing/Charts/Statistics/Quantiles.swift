/// Quantiles of numbers in order.
enum Quantiles {
  /// The quantile `p` of ascending `values`, between neighbours in proportion (type 7 of Hyndman and Fan, 1996, the
  /// default of R and NumPy); NaN where there is none.
  static func value(_ p: Double, ofSorted values: [Double]) -> Double {
    guard let last = values.last else { return .nan }
    let place = min(max(p.isNaN ? 0 : p, 0), 1) * Double(values.count - 1)
    let index = Int(place.rounded(.down))
    guard index + 1 < values.count else { return last }
    let part = place - Double(index)
    return values[index] * (1 - part) + values[index + 1] * part
  }
}

/// What a box shows of a sample.
struct BoxSummary: Sendable, Hashable {
  let count: Int
  let median: Double
  let lower: Double
  let upper: Double
  /// The last values within one and a half quartile distances of the box (Tukey, 1977).
  let low: Double
  let high: Double
  /// Ascending.
  let outliers: [Double]

  /// nil where there is no value.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    count = sorted.count
    median = Quantiles.value(0.5, ofSorted: sorted)
    let lower = Quantiles.value(0.25, ofSorted: sorted)
    let upper = Quantiles.value(0.75, ofSorted: sorted)
    self.lower = lower
    self.upper = upper
    let reach = 1.5 * (upper - lower)
    low = min(sorted.first { $0 >= lower - reach } ?? first, lower)
    high = max(sorted.last { $0 <= upper + reach } ?? last, upper)
    outliers = sorted.filter { $0 < lower - reach || $0 > upper + reach }
  }
}
