/// How bytes are read as values of a type. The inferred grammars are strict; a declaration widens some of them.
struct ValueGrammar: Sendable {
  /// The column's type is declared: `0` and `1` are truth values, and large integers may be rounded to numbers.
  var isDeclared = false
  /// Instead of ISO 8601.
  var format: DateFormat?

  /// A decimal integer of 64 bits, without `+`, leading zeros or `-0`.
  @inline(__always)
  func integer(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    DecimalText(bytes, range)?.integer
  }

  /// The nearest double of a decimal number. Written as an integer it must be held exactly, lest an identifier
  /// loses digits. NaN for a spelling of infinity, which is no finite number.
  @inline(__always)
  func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard let decimal = DecimalText(bytes, range) else {
      return ValueGrammar.isInfinity(bytes, range) ? .nan : nil
    }
    guard let value = DecimalDouble.value(decimal, bytes, range) else { return nil }
    if decimal.isInteger, decimal.digits > 15, !isDeclared {
      guard let integer = decimal.integer, Int64(exactly: value) == integer else { return nil }
    }
    return value
  }

  /// `true`, `false`, `yes`, `no` in any case.
  func boolean(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool? {
    if ValueGrammar.isWord("true", bytes, range) || ValueGrammar.isWord("yes", bytes, range) { return true }
    if ValueGrammar.isWord("false", bytes, range) || ValueGrammar.isWord("no", bytes, range) { return false }
    guard isDeclared, range.count == 1 else { return nil }
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "1"): return true
    case UInt8(ascii: "0"): return false
    default: return nil
    }
  }

  /// Days since 1970-01-01.
  func date(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    guard let format else { return TemporalText.date(bytes, range) }
    return format.moment(bytes, range).flatMap { Int32(exactly: Moment($0).day) }
  }

  /// Microseconds since 1970-01-01 UTC; a date is its midnight.
  func datetime(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    if let format { return format.moment(bytes, range) }
    return TemporalText.datetime(bytes, range)
      ?? TemporalText.date(bytes, range).map(Moment.midnight(ofDay:))
  }

  /// `inf` or `infinity` in any case, with or without a sign.
  static func isInfinity(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 3, range.count <= 9 else { return false }
    let sign = bytes[range.lowerBound]
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    let word = isSigned ? range.lowerBound + 1..<range.upperBound : range
    return isWord("inf", bytes, word) || isWord("infinity", bytes, word)
  }

  /// Whether the bytes are the lower-case ASCII word, in any case.
  private static func isWord(_ word: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    var position = range.lowerBound
    return word.withUTF8Buffer { letters in
      for letter in letters {
        guard bytes[position] | 32 == letter else { return false }
        position += 1
      }
      return true
    }
  }
}
