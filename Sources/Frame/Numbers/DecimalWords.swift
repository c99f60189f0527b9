/// A short decimal number read sixteen bytes at a time instead of digit by digit: `-`? then digits with at most one point
/// among them, sixteen characters at most.
///
/// Eight digits become a number by three multiplications that add neighbours (D. Lemire, "Quickly parsing eight
/// digits", 2018). Whatever else stands there is none of these, and is left to `DecimalText`.
struct DecimalWords {
  /// 1 where the number is negative, else 0.
  fileprivate let sign: UInt64
  /// All digits as one integer, below 10¹⁶.
  let mantissa: UInt64
  /// Digits behind the point.
  let fraction: Int
  let isInteger: Bool

  /// Nil unless the bytes of the range are such a number, without zeros before other digits and with digits behind a
  /// point. There must be sixteen bytes before `range.upperBound`.
  ///
  /// Signs and zeros in front change from number to number, so that no jump depends on them: what is wrong is gathered
  /// in one word.
  @inline(__always)
  init?(_ bytes: RawSpan, _ range: Range<Int>) {
    sign = DecimalWords.isZero(UInt64(bytes.byte(range.lowerBound)) ^ 0x2D)
    let start = range.lowerBound &+ Int(truncatingIfNeeded: sign)
    let length = range.upperBound &- start
    guard length > 0, length <= 16 else { return nil }
    var (low, high) = bytes.lastBytes(length, before: range.upperBound, filler: DecimalWords.zeros)
    var wrong = DecimalWords.leadingZero(bytes, start, length)
    let (lowPoints, highPoints) = (DecimalWords.points(low), DecimalWords.points(high))
    if highPoints != 0 {
      let place = UInt64(truncatingIfNeeded: highPoints.trailingZeroBitCount) & ~7
      let before: UInt64 = (1 &<< place) &- 1
      fraction = 7 &- Int(truncatingIfNeeded: place &>> 3)
      high = high & ~(before &<< 8 | 0xFF) | (high & before) &<< 8 | low &>> 56
      low = low &<< 8 | 0x30
      wrong |= DecimalWords.isZero(UInt64(truncatingIfNeeded: fraction))
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
    wrong |= DecimalWords.others(high)
    if low == DecimalWords.zeros {
      guard wrong == 0 else { return nil }
      mantissa = DecimalWords.number(high)
    } else {
      guard wrong | DecimalWords.others(low) == 0 else { return nil }
      mantissa = DecimalWords.number(low) &* 100_000_000 &+ DecimalWords.number(high)
    }
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The high bit of every byte that is a point; behind the first one, of some others too.
  @inline(__always)
  private static func points(_ word: UInt64) -> UInt64 {
    let bytes = word ^ 0x2E2E_2E2E_2E2E_2E2E
    return (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
  }

  /// Not zero where a byte is no digit.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 {
    ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080
  }

  /// 1 where a zero stands before another digit, else 0.
  @inline(__always)
  private static func leadingZero(_ bytes: RawSpan, _ start: Int, _ length: Int) -> UInt64 {
    let isLonger = UInt64(truncatingIfNeeded: 1 &- length) &>> 63
    let second = UInt64(bytes.byte(start &+ Int(truncatingIfNeeded: isLonger)))
    return isZero(UInt64(bytes.byte(start)) ^ 0x30) & isLonger & (isZero(second ^ 0x2E) ^ 1)
  }

  /// 1 for zero, 0 for what is below 2⁶³ and more.
  @inline(__always)
  private static func isZero(_ small: UInt64) -> UInt64 { (small &- 1) &>> 63 }

  /// Eight digits, of which the first stands in the lowest byte.
  @inline(__always)
  private static func number(_ word: UInt64) -> UInt64 {
    let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  }

  /// 10⁰ … 10¹⁵.
  @inline(__always)
  fileprivate static func power(_ exponent: Int) -> Double { powers[exponent & 15] }

  private static let powers: InlineArray<16, Double> = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}

/// What can be read of a short decimal.
protocol DecimalWordsValue {
  /// Nil where the number is not one of these, or not by this way.
  init?(_ words: DecimalWords)
}

extension Int64: DecimalWordsValue {
  /// The integer, where it is written as one and is not `-0`.
  @inline(__always)
  init?(_ words: DecimalWords) {
    guard words.isInteger, words.sign == 0 || words.mantissa > 0 else { return nil }
    let turned = Int64(truncatingIfNeeded: 0 &- words.sign)
    self = (Int64(truncatingIfNeeded: words.mantissa) ^ turned) &- turned
  }
}

extension Double: DecimalWordsValue {
  /// The nearest double, by one correctly rounded division of two exact ones; nil for more than fifteen digits.
  @inline(__always)
  init?(_ words: DecimalWords) {
    guard words.mantissa < 1_000_000_000_000_000 else { return nil }
    let value = Double(Int64(truncatingIfNeeded: words.mantissa)) / DecimalWords.power(words.fraction)
    self.init(bitPattern: value.bitPattern | words.sign &<< 63)
  }
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
