/// Text to the nearest double, ties to even.
enum DecimalDouble {
  /// The nearest double of the number that stands in the range; nil where none does or it is too large for a double.
  static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard let decimal = DecimalText(bytes, range) else { return nil }
    return value(decimal, bytes, range)
  }

  /// The nearest double of a number that has been split; nil where it is too large.
  @inline(__always)
  static func value(_ decimal: DecimalText, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    if let fast = exact(decimal) ?? EiselLemire.value(decimal) { return fast }
    return slow(bytes, range)
  }

  /// One correctly rounded operation on two exact doubles (W. Clinger, "How to Read Floating Point Numbers
  /// Accurately", 1990).
  @inline(__always)
  private static func exact(_ decimal: DecimalText) -> Double? {
    guard decimal.digits <= 19, decimal.mantissa < 1 << 53, decimal.exponent.magnitude <= 22 else {
      return nil
    }
    let mantissa = Double(decimal.mantissa)
    let power = powersOfTen[Int(decimal.exponent.magnitude)]
    let value = decimal.exponent < 0 ? mantissa / power : mantissa * power
    return decimal.isNegative ? -value : value
  }

  /// The standard library's parser, which is correctly rounded; the grammar has been checked before.
  @inline(never)
  private static func slow(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for position in range { copy.append(bytes[position]) }
    guard let value = Double(String(decoding: copy, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// 10^0 ... 10^22 are exact.
  private static let powersOfTen: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
