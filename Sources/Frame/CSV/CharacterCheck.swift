/// Whether text is UTF-8, told by its bytes above 127 alone, so that plain text costs nothing.
struct CharacterCheck {
  /// False once some of the bytes were no character, or one that goes on behind the end of what is there.
  private(set) var isSound = true
  /// Behind the last character that has been looked at.
  private var next = 0

  /// Looks at the characters in 64 bytes from `start` on, of which those above 127 have their bit set in `high`.
  ///
  /// Blocks come in their order; what has no such byte may be left out.
  @inline(__always)
  mutating func read(_ bytes: RawSpan, _ start: Int, _ high: UInt64) {
    var rest = high
    if next > start { rest &= UInt64.max << UInt64(min(next - start, 64)) }
    while rest != 0 {
      let offset = rest.trailingZeroBitCount
      guard let length = CharacterCheck.length(bytes, start + offset) else {
        isSound = false
        return
      }
      next = start + offset + length
      rest &= UInt64.max << UInt64(offset + length)
    }
  }

  /// The bytes of a character of several (Unicode 16, table 3-7); nil where none is there as a whole.
  private static func length(_ bytes: RawSpan, _ position: Int) -> Int? {
    let first = UInt32(bytes.byte(position))
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard first >= 0xC2, first < 0xF5, position + length <= bytes.byteCount else { return nil }
    var code = first & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = UInt32(bytes.byte(position + offset))
      guard byte & 0xC0 == 0x80 else { return nil }
      code = code << 6 | byte & 0x3F
    }
    switch length {
    case 2: return 2
    case 3: return code >= 0x800 && code >> 11 != 0x1B ? 3 : nil
    default: return code >= 0x10000 && code <= 0x10_FFFF ? 4 : nil
    }
  }
}
