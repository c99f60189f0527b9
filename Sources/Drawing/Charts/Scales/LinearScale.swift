/// A straight map from values to pixels.
struct LinearScale: Sendable {
  let low: Double
  let high: Double
  let start: Double
  let end: Double

  /// From `low` and `high` to the pixels `start` and `end`.
  init(_ low: Double, _ high: Double, from start: Double, to end: Double) {
    self.low = low
    self.high = high
    self.start = start
    self.end = end
  }

  func callAsFunction(_ value: Double) -> Double {
    high == low ? (start + end) / 2 : start + (value - low) / (high - low) * (end - start)
  }
}
