/// Reads the tokens of JSON (RFC 8259) from bytes that are known to be UTF-8, strictly: no comments, no commas behind
/// the last value, no `NaN`, no control characters in texts, and surrogates in pairs only.
struct JSONScanner {
  var position: Int
  /// In JSON Lines an object ends on its line.
  var isLineBound = false
  /// How deep values are nested here.
  private var depth = 0
  private static let deepest = 64

  init(position: Int) { self.position = position }

  /// A text between its quotes: a range of the source, or, where it has escapes, the bytes written last.
  enum Text {
    case plain(Range<Int>)
    case decoded(start: Int, count: Int)
  }

  mutating func enter(_ bytes: Span<UInt8>) throws(ReadingError) {
    depth += 1
    guard depth <= JSONScanner.deepest else {
      throw ReadingError(
        .format, "values are nested more than \(JSONScanner.deepest) deep", at: position, in: bytes)
    }
  }

  mutating func leave() { depth -= 1 }

  /// The next byte that is no space; nil at the end.
  mutating func next(_ bytes: Span<UInt8>) throws(ReadingError) -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\n"):
        if isLineBound {
          throw ReadingError(
            .format, "the line ends within an object",
            hint: "JSON Lines has one object a line; objects over several lines stand in a list: `[…]`",
            at: position, in: bytes)
        }
        position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Steps over a byte that must come next.
  mutating func expect(
    _ byte: Unicode.Scalar, _ what: String, _ bytes: Span<UInt8>
  ) throws(ReadingError) {
    guard try next(bytes) == UInt8(ascii: byte) else { throw unexpected(what, bytes) }
    position += 1
  }

  /// Steps over a byte if it comes next.
  mutating func accept(_ byte: Unicode.Scalar, _ bytes: Span<UInt8>) throws(ReadingError) -> Bool {
    guard try next(bytes) == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// `true`, `false` or `null`, whose first byte comes next.
  mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(ReadingError) -> Range<Int> {
    let range = position..<position + word.utf8CodeUnitCount
    let fits = word.withUTF8Buffer { letters in
      range.upperBound <= bytes.count && letters.indices.allSatisfy { bytes[position + $0] == letters[$0] }
    }
    guard fits else { throw unexpected("a value", bytes) }
    position = range.upperBound
    return range
  }

  /// `-`? digits without zeros before others, then a fraction and an exponent.
  mutating func number(_ bytes: Span<UInt8>) throws(ReadingError) -> Range<Int> {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = position
    guard skipDigits(bytes) else { throw unexpected("a digit", bytes) }
    if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 {
      position = whole
      throw unexpected("a number without zeros before its digits", bytes)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits(bytes) else { throw unexpected("a digit", bytes) }
    }
    if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
      {
        position += 1
      }
      guard skipDigits(bytes) else { throw unexpected("a digit", bytes) }
    }
    return start..<position
  }

  private mutating func skipDigits(_ bytes: Span<UInt8>) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    return position > start
  }

  /// Steps over a whole value and checks it.
  mutating func skipValue(_ bytes: Span<UInt8>) throws(ReadingError) {
    switch try next(bytes) {
    case UInt8(ascii: "["):
      try enter(bytes)
      position += 1
      if try !accept("]", bytes) {
        repeat { try skipValue(bytes) } while try accept(",", bytes)
        try expect("]", "`,` or `]`", bytes)
      }
      leave()
    case UInt8(ascii: "{"):
      try enter(bytes)
      position += 1
      if try !accept("}", bytes) {
        repeat {
          try skipText(bytes)
          try expect(":", "`:`", bytes)
          try skipValue(bytes)
        } while try accept(",", bytes)
        try expect("}", "`,` or `}`", bytes)
      }
      leave()
    case UInt8(ascii: "\""): try skipText(bytes)
    case UInt8(ascii: "t"): _ = try word("true", bytes)
    case UInt8(ascii: "f"): _ = try word("false", bytes)
    case UInt8(ascii: "n"): _ = try word("null", bytes)
    case let byte? where byte == UInt8(ascii: "-") || byte &- 48 < 10: _ = try number(bytes)
    default: throw unexpected("a value", bytes)
    }
  }

  private mutating func skipText(_ bytes: Span<UInt8>) throws(ReadingError) {
    var unused = LooseBytes()
    _ = try text(bytes, &unused)
  }

  /// What stands here instead of what was expected.
  func unexpected(_ wanted: String, _ bytes: Span<UInt8>) -> ReadingError {
    guard position < bytes.count else {
      return ReadingError(
        .format, "the file ends where \(wanted) was expected",
        hint: "it may have been cut off while it was written or copied", at: bytes.count, in: bytes)
    }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = Excerpt.text(bytes, position..<end)
    return ReadingError(
      .format, "\(wanted) was expected, and `\(found)` stands here", at: position, in: bytes)
  }
}
