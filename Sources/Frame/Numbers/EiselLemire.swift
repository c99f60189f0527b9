/// Decimal to double with one or two 64-bit products (D. Lemire, "Number Parsing at a Gigabyte per Second", 2021),
/// for up to 19 digits and normal doubles; everything else is left to the exact path.
enum EiselLemire {
  /// The nearest double, or nil where this method does not decide.
  static func value(_ decimal: DecimalText) -> Double? {
    guard decimal.digits <= 19, decimal.digits > 0, exponents.contains(decimal.exponent) else { return nil }
    let shift = decimal.mantissa.leadingZeroBitCount
    let mantissa = decimal.mantissa << UInt64(shift)
    let power = powers[decimal.exponent - exponents.lowerBound]
    var product = mantissa.multipliedFullWidth(by: power.high)
    if product.high & 0x1FF == 0x1FF {
      let low = mantissa.multipliedFullWidth(by: power.low).high
      let (sum, carry) = product.low.addingReportingOverflow(low)
      product = (product.high &+ (carry ? 1 : 0), sum)
      // The bits behind the product could still carry into the rounding.
      if product.high & 0x1FF == 0x1FF, sum == .max { return nil }
    }
    let top = product.high >> 63
    // At or next to half way between two doubles: left to the exact path.
    let behind = product.high & (top == 1 ? 0x3FF : 0x1FF)
    if product.low <= 1, behind == 0 { return nil }
    var significand = product.high >> (top &+ 9)
    var exponent = power.exponent &+ Int(top) &- shift &+ 1086
    significand = (significand &+ (significand & 1)) >> 1
    if significand == 1 << 53 {
      significand = 1 << 52
      exponent += 1
    }
    guard exponent > 0, exponent < 0x7FF else { return nil }
    let bits = UInt64(exponent) << 52 | significand & (1 << 52 - 1)
    return Double(bitPattern: decimal.isNegative ? bits | 1 << 63 : bits)
  }

  /// 10^q = (high·2^64 + low) · 2^(exponent - 127), truncated, with the highest bit of `high` set.
  private struct Power {
    let high: UInt64
    let low: UInt64
    let exponent: Int
  }

  private static let exponents = -27...55

  private static let powers: [Power] = exponents.map { $0 < 0 ? reciprocal(-$0) : whole($0) }

  /// 10^q for q in 0...55, whose factor 5^q has at most 128 bits.
  private static func whole(_ q: Int) -> Power {
    let five = (0..<q).reduce(UInt128(1)) { power, _ in power * 5 }
    let shift = five.leadingZeroBitCount
    let bits = five << UInt128(shift)
    return Power(
      high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits),
      exponent: 127 - shift + q)
  }

  /// 10^-q for q in 1...27, whose factor 5^q has at most 63 bits: 2^(127+width) / 5^q in three limbs, plus one.
  private static func reciprocal(_ q: Int) -> Power {
    let five = (0..<q).reduce(UInt64(1)) { power, _ in power * 5 }
    let width = 64 - five.leadingZeroBitCount
    var limbs: [UInt64] = [0, 0, 0]
    limbs[(127 + width) / 64] = 1 << UInt64((127 + width) % 64)
    var remainder: UInt64 = 0
    for index in (0..<3).reversed() {
      (limbs[index], remainder) = five.dividingFullWidth((remainder, limbs[index]))
    }
    let bits = (UInt128(limbs[1]) << 64 | UInt128(limbs[0])) + 1
    return Power(
      high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits),
      exponent: -width - q)
  }
}
