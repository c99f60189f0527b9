extension Lexer {
  /// `"…"` with escapes.
  mutating func readText() {
    var content: [UInt8] = []
    var index = position + 1
    while index < lineEnd, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        index = readEscape(at: index, into: &content)
      } else {
        content.append(bytes[index])
        index += 1
      }
    }
    close(with: "\"", at: index, what: "text")
    emit(.text(String(decoding: content, as: UTF8.self)), to: min(index + 1, lineEnd))
  }

  /// Reads one escape and returns the offset behind it.
  private mutating func readEscape(at start: Int, into content: inout [UInt8]) -> Int {
    guard start + 1 < lineEnd else { return lineEnd }
    switch bytes[start + 1] {
    case UInt8(ascii: "\""): content.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): content.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "n"): content.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): content.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "u"): return readScalarEscape(at: start, into: &content)
    default:
      let length = scalar(in: bytes, at: start + 1, end: lineEnd).1
      let end = start + 1 + length
      report(
        start, end, "`\(text(start, end))` is no escape",
        hint: "escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is written `\\\\`")
      return end
    }
    return start + 2
  }

  private mutating func readScalarEscape(at start: Int, into content: inout [UInt8]) -> Int {
    var end = start + 2
    var value: UInt32 = 0
    var digits = 0
    if end < lineEnd, bytes[end] == UInt8(ascii: "{") {
      end += 1
      while end < lineEnd, digits < 8, let digit = bytes[end].hexadecimalValue {
        value = value << 4 | digit
        digits += 1
        end += 1
      }
      if end < lineEnd, bytes[end] == UInt8(ascii: "}"), digits > 0, let scalar = Unicode.Scalar(value) {
        content += Array(String(Character(scalar)).utf8)
        return end + 1
      }
    }
    report(
      start, max(end, start + 2), "`\\u` wants the number of a Unicode scalar in braces",
      hint: "for example `\\u{e9}` for é")
    return end
  }

  /// `` `…` `` without escapes.
  mutating func readName() {
    var index = position + 1
    while index < lineEnd, bytes[index] != UInt8(ascii: "`") { index += 1 }
    close(with: "`", at: index, what: "name")
    let end = min(index + 1, lineEnd)
    if index == position + 1, index < lineEnd {
      report(position, end, "a name between backticks cannot be empty")
      position = end
    } else {
      emit(.name(text(position + 1, min(index, lineEnd))), to: end)
    }
  }

  /// `/…/`; every escape but `\/` is left to the pattern.
  mutating func readRegex() {
    var pattern: [UInt8] = []
    var index = position + 1
    while index < lineEnd, bytes[index] != UInt8(ascii: "/") {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < lineEnd {
        if bytes[index + 1] != UInt8(ascii: "/") { pattern.append(bytes[index]) }
        index += 1
      }
      pattern.append(bytes[index])
      index += 1
    }
    close(with: "/", at: index, what: "pattern")
    emit(.regex(String(decoding: pattern, as: UTF8.self)), to: min(index + 1, lineEnd))
  }

  /// `'…'` means nothing: reported as a whole, and read as the text that was meant.
  mutating func readSingleQuoted() {
    var index = position + 1
    while index < lineEnd, bytes[index] != UInt8(ascii: "'") { index += 1 }
    let end = min(index + 1, lineEnd)
    let content = text(position + 1, min(index, lineEnd))
    report(position, end, "text stands in double quotes", hint: "write `\"\(content)\"`")
    emit(.text(content), to: end)
  }

  private mutating func close(with mark: String, at index: Int, what: String) {
    guard index >= lineEnd else { return }
    report(
      position, lineEnd, "the \(what) is never closed",
      hint: "\(mark == "`" ? "a backtick" : "a `\(mark)`") is missing at the end of the line",
      as: .unterminated)
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  fileprivate var hexadecimalValue: UInt32? {
    if isDigit { return UInt32(self - UInt8(ascii: "0")) }
    let letter = self | 0x20
    guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "f") else { return nil }
    return UInt32(letter - UInt8(ascii: "a")) + 10
  }
}
