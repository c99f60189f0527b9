/// Classes of bytes and small readings of the source that lexer and parsers share.
extension UInt8 {
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isASCIILetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }

  /// Whether it can be part of a bare word, taking every byte beyond ASCII for a letter.
  var isWordLike: Bool { isASCIILetter || isDigit || self == UInt8(ascii: "_") || self >= 0x80 }
}

extension SourceFile {
  /// `span` without blanks at its ends; empty at its start when there is nothing else.
  func trimmed(_ span: Span) -> Span {
    var start = span.start
    var end = span.end
    while start < end, bytes[start].isBlank || bytes[start] == UInt8(ascii: "\r") { start += 1 }
    while end > start, bytes[end - 1].isBlank || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start < end ? Span(start, end) : Span(span.start, span.start)
  }

  /// The 1-based number of the line that holds a byte offset.
  func lineNumber(of offset: Int) -> Int { position(of: offset).line }
}

/// The scalar whose UTF-8 starts at `offset`, and how many bytes it takes; U+FFFD and one byte where there is none.
func scalar(in bytes: [UInt8], at offset: Int, end: Int) -> (Unicode.Scalar, Int) {
  let lead = bytes[offset]
  if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
  let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
  guard length > 1, offset + length <= end else { return ("\u{FFFD}", 1) }
  var value = UInt32(lead) & (0x7F >> UInt32(length))
  for byte in bytes[offset + 1..<offset + length] {
    guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
  return (scalar, length)
}
