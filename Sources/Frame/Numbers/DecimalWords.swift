/// A short decimal number read sixteen bytes at a time instead of digit by digit: `-`? then digits with at most one point
/// among them, sixteen characters at most.
///
/// Eight digits become a number by three multiplications that add neighbours (D. Lemire, "Quickly parsing eight
/// digits", 2018). Whatever else stands there is none of these, and is left to `DecimalText`.
struct DecimalWords {
  let isNegative: Bool
  /// All digits as one integer, below 10¹⁶.
  let mantissa: UInt64
  /// Digits behind the point.
  let fraction: Int
  let isInteger: Bool

  /// Nil unless the bytes of the range are such a number, without zeros before other digits and with digits behind a
  /// point. There must be sixteen bytes before `range.upperBound`.
  @inline(__always)
  init?(_ bytes: RawSpan, _ range: Range<Int>) {
    var start = range.lowerBound
    isNegative = bytes.byte(start) == UInt8(ascii: "-")
    start &+= isNegative ? 1 : 0
    let length = range.upperBound &- start
    guard length > 0, length <= 16 else { return nil }
    let first = bytes.byte(start)
    if first == UInt8(ascii: "0"), length > 1, bytes.byte(start &+ 1) != UInt8(ascii: ".") { return nil }
    var (low, high) = bytes.lastBytes(length, before: range.upperBound, filler: DecimalWords.zeros)
    let (lowPoints, highPoints) = (DecimalWords.points(low), DecimalWords.points(high))
    if highPoints != 0 {
      let place = UInt64(truncatingIfNeeded: highPoints.trailingZeroBitCount) & ~7
      let before: UInt64 = (1 &<< place) &- 1
      fraction = 7 &- Int(truncatingIfNeeded: place &>> 3)
      high = high & ~(before &<< 8 | 0xFF) | (high & before) &<< 8 | low &>> 56
      low = low &<< 8 | 0x30
      isInteger = false
    } else if lowPoints != 0 {
      let place = UInt64(truncatingIfNeeded: lowPoints.trailingZeroBitCount) & ~7
      let before: UInt64 = (1 &<< place) &- 1
      fraction = 15 &- Int(truncatingIfNeeded: place &>> 3)
      low = low & ~(before &<< 8 | 0xFF) | (low & before) &<< 8 | 0x30
      isInteger = false
    } else {
      fraction = 0
      isInteger = true
    }
    guard isInteger || fraction > 0, DecimalWords.areDigits(low), DecimalWords.areDigits(high) else {
      return nil
    }
    mantissa = DecimalWords.number(low) &* 100_000_000 &+ DecimalWords.number(high)
  }

  /// The integer, where it is written as one and is not `-0`.
  @inline(__always)
  var integer: Int64? {
    guard isInteger, !isNegative || mantissa > 0 else { return nil }
    let value = Int64(truncatingIfNeeded: mantissa)
    return isNegative ? 0 &- value : value
  }

  /// The nearest double, by one correctly rounded division of two exact ones; nil for more than fifteen digits.
  @inline(__always)
  var number: Double? {
    guard mantissa < 1_000_000_000_000_000 else { return nil }
    let value = Double(mantissa) / DecimalWords.power(fraction)
    return isNegative ? -value : value
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The high bit of every byte that is a point; behind the first one, of some others too.
  @inline(__always)
  private static func points(_ word: UInt64) -> UInt64 {
    let bytes = word ^ 0x2E2E_2E2E_2E2E_2E2E
    return (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
  }

  @inline(__always)
  private static func areDigits(_ word: UInt64) -> Bool {
    ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080 == 0
  }

  /// Eight digits, of which the first stands in the lowest byte.
  @inline(__always)
  private static func number(_ word: UInt64) -> UInt64 {
    let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  }

  /// 10⁰ … 10¹⁵.
  @inline(__always)
  private static func power(_ exponent: Int) -> Double { powers[exponent & 15] }

  private static let powers: InlineArray<16, Double> = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}

extension RawSpan {
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  /// The last `length` of the sixteen bytes that end at `end`, the first of them lowest, as two words; `filler` stands in
  /// for the others. `length` is at most 16, `end` at least.
  @inline(__always)
  func lastBytes(_ length: Int, before end: Int, filler: UInt64) -> (low: UInt64, high: UInt64) {
    let low = UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: end &- 16, as: UInt64.self))
    let high = UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: end &- 8, as: UInt64.self))
    let left = UInt64(truncatingIfNeeded: 16 &- length)
    let (lowLeft, highLeft) = (Swift.min(left, 8), left > 8 ? left &- 8 : 0)
    // In two steps, since a shift by 64 bits is none.
    let lowMask = (UInt64.max &<< (4 &* lowLeft)) &<< (4 &* lowLeft)
    let highMask = UInt64.max &<< (8 &* highLeft)
    return (low & lowMask | filler & ~lowMask, high & highMask | filler & ~highMask)
  }
}
