import Canonical

/// Round values along an axis: multiples of 1, 2 or 5 times a power of ten.
package struct Ticks: Sendable, Hashable {
  /// Ascending, at least two.
  package let values: [Double]
  package let step: Double
  /// One for each value, all with the same number of decimals.
  package let labels: [String]

  package var low: Double { values.first ?? 0 }
  package var high: Double { values.last ?? 1 }

  /// Ticks from at or below `low` to at or above `high`, about `count` intervals.
  ///
  /// A range without extent is widened by a tenth of its value (by one about zero). Bounds that are not finite, or
  /// beyond 1e300, count as zero; bounds the wrong way round are swapped.
  ///
  /// - Parameter isWhole: whether ticks stand at whole numbers only, as for years and counts; a range without extent is
  ///   then widened by one.
  package init(covering low: Double, _ high: Double, count: Int = 5, isWhole: Bool = false) {
    let (low, high) = Ticks.widened(low, high, isWhole)
    let size = (high - low) / Double(max(count, 1))
    let unit = Ticks.unit(for: isWhole ? max(size, 1) : size)
    step = unit.value
    let first = Int((low / unit.value).rounded(.down))
    let last = Int((high / unit.value).rounded(.up))
    values = (first...max(last, first + 1)).map { unit.multiple($0) }
    labels = Ticks.labels(values, unit)
  }

  /// `mantissa` · 10^`exponent`, with products correctly rounded, so that three tenths are 0.3.
  private struct Unit {
    var mantissa: Int
    var exponent: Int

    var value: Double { multiple(1) }

    func multiple(_ factor: Int) -> Double { Double("\(factor * mantissa)e\(exponent)") ?? 0 }
  }

  private static func widened(
    _ low: Double, _ high: Double, _ isWhole: Bool
  ) -> (low: Double, high: Double) {
    let a = low.isDrawable ? low : 0
    let b = high.isDrawable ? high : 0
    let size = max(a.magnitude, b.magnitude)
    if (a - b).magnitude > max(size * 1e-9, 1e-290) { return (min(a, b), max(a, b)) }
    let pad = size > 1e-280 && !isWhole ? size / 10 : max(1, size * 1e-6)
    return (min(a, b) - pad, max(a, b) + pad)
  }

  /// The smallest unit that is at least `size`.
  private static func unit(for size: Double) -> Unit {
    var exponent = Int((Double(size.exponent) * 0.30103).rounded(.down)) - 1
    while true {
      for mantissa in [1, 2, 5] {
        let unit = Unit(mantissa: mantissa, exponent: exponent)
        if unit.value >= size * 0.999_999 { return unit }
      }
      exponent += 1
    }
  }

  private static func labels(_ values: [Double], _ unit: Unit) -> [String] {
    let largest = values.map(\.magnitude).max() ?? 0
    if unit.exponent >= -6, largest < 1e9 {
      let grouped = largest >= 10_000
      return values.map { NumberText.fixed($0, max(0, -unit.exponent), grouped: grouped) }
    }
    let top = Int((Double(largest.exponent) * 0.30103).rounded(.up))
    return values.map { NumberText.significant($0, min(max(top - unit.exponent + 1, 2), 12)) }
  }
}
