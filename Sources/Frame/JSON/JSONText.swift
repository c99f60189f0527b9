extension JSONScanner {
  /// A text in quotes. What is written with escapes is decoded behind the other bytes of `loose`.
  mutating func text(_ bytes: Span<UInt8>, _ loose: inout LooseBytes) throws(ReadingError) -> Text {
    guard try next(bytes) == UInt8(ascii: "\"") else { throw unexpected("a text in quotes", bytes) }
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return .plain(start..<position - 1)
      }
      if byte == UInt8(ascii: "\\") { return try decoded(from: start, bytes, &loose) }
      guard byte >= 32 else { throw control(bytes) }
      position += 1
    }
    throw unexpected("the end of a text", bytes)
  }

  /// Reads on where the first escape stands.
  private mutating func decoded(
    from start: Int, _ bytes: Span<UInt8>, _ loose: inout LooseBytes
  ) throws(ReadingError) -> Text {
    let first = loose.end
    for index in start..<position { loose.append(bytes[index]) }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return .decoded(start: first, count: loose.end - first)
      }
      guard byte >= 32 else { throw control(bytes) }
      if byte == UInt8(ascii: "\\") {
        try escape(bytes, &loose)
      } else {
        loose.append(byte)
        position += 1
      }
    }
    throw unexpected("the end of a text", bytes)
  }

  private mutating func escape(_ bytes: Span<UInt8>, _ loose: inout LooseBytes) throws(ReadingError) {
    let start = position
    position += 1
    guard position < bytes.count else { throw unexpected("an escape", bytes) }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): loose.append(letter)
    case UInt8(ascii: "b"): loose.append(8)
    case UInt8(ascii: "f"): loose.append(12)
    case UInt8(ascii: "n"): loose.append(10)
    case UInt8(ascii: "r"): loose.append(13)
    case UInt8(ascii: "t"): loose.append(9)
    case UInt8(ascii: "u"):
      guard let scalar = try codePoint(bytes) else {
        throw ReadingError(
          .format, "half of a pair of surrogates stands alone",
          hint: "characters beyond U+FFFF are written as two escapes, `\\ud83d\\ude00`", at: start, in: bytes)
      }
      loose.append(contentsOf: String(Character(scalar)).utf8)
    default:
      position = start
      throw ReadingError(
        .format, "`\\` stands before a character that needs no escape",
        hint: "a backslash in a text is written twice: `\\\\`", at: start, in: bytes)
    }
  }

  /// The character of one `\u` escape, or of two that are a pair; nil for half a pair.
  private mutating func codePoint(_ bytes: Span<UInt8>) throws(ReadingError) -> Unicode.Scalar? {
    let high = try hexadecimal(bytes)
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    position += 2
    let low = try hexadecimal(bytes)
    guard low & 0xFC00 == 0xDC00 else { return nil }
    return Unicode.Scalar(0x1_0000 + ((high & 0x3FF) << 10 | low & 0x3FF))
  }

  private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(ReadingError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue, bytes[position] < 128
      else { throw unexpected("a hexadecimal digit", bytes) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func control(_ bytes: Span<UInt8>) -> ReadingError {
    let byte = bytes[position]
    let isBreak = byte == 10 || byte == 13
    return ReadingError(
      .format, isBreak ? "a line ends within a text" : "a control character stands in a text",
      hint: isBreak ? "write it as `\\n`, or close the text" : "write it as an escape, such as `\\t`",
      at: position, in: bytes)
  }
}
