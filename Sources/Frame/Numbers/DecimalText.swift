/// A decimal number as written, split into its parts by a strict grammar:
/// `-`? then digits, a point with digits, or both, then optionally `e` with a signed exponent.
/// No `+`, no zeros before other digits, no spaces, no `inf`, `nan` or hexadecimal digits.
struct DecimalText {
  var isNegative = false
  /// The significant digits as an integer; exact while `digits` is at most 19.
  var mantissa: UInt64 = 0
  /// How many significant digits there are, without zeros at the front.
  var digits = 0
  /// The power of ten of the mantissa's last digit. Clamped to ±100,000, which is far beyond any double.
  var exponent = 0
  /// No point and no exponent.
  var isInteger = true

  /// Nil unless all bytes of the range are such a number.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    let end = range.upperBound
    if position < end, bytes[position] == UInt8(ascii: "-") {
      isNegative = true
      position += 1
    }
    let wholeStart = position
    readDigits(bytes, &position, end)
    let wholeCount = position - wholeStart
    if wholeCount > 1, bytes[wholeStart] == UInt8(ascii: "0") { return nil }
    var fractionCount = 0
    if position < end, bytes[position] == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      let fractionStart = position
      readDigits(bytes, &position, end)
      fractionCount = position - fractionStart
    }
    guard wholeCount + fractionCount > 0 else { return nil }
    if position < end {
      guard bytes[position] | 32 == UInt8(ascii: "e") else { return nil }
      isInteger = false
      position += 1
      guard let written = DecimalText.exponent(bytes, &position, end), position == end else { return nil }
      exponent = written
    }
    exponent -= fractionCount
  }

  @inline(__always)
  private mutating func readDigits(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
    while position < end {
      let digit = bytes[position] &- 48
      guard digit < 10 else { return }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += digits > 0 || digit > 0 ? 1 : 0
      position += 1
    }
  }

  private static func exponent(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int? {
    var isNegative = false
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    var value = 0
    while position < end, bytes[position] &- 48 < 10 {
      value = min(value * 10 + Int(bytes[position] &- 48), 100_000)
      position += 1
    }
    guard position > start else { return nil }
    return isNegative ? -value : value
  }

  /// The integer, where it is written as one, fits 64 bits and is not `-0`.
  var integer: Int64? {
    guard isInteger, digits <= 19 else { return nil }
    if isNegative {
      guard mantissa > 0, mantissa <= UInt64(Int64.max) + 1 else { return nil }
      return Int64(truncatingIfNeeded: 0 &- mantissa)
    }
    return Int64(exactly: mantissa)
  }
}
