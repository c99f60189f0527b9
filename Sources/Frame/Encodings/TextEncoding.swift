/// How the characters of a file are written as bytes.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  /// With a byte-order mark in either order; without one, little-endian.
  case utf16 = "utf-16"
  /// ISO 8859-1: every byte is the character of its number.
  case latin1 = "latin-1"

  /// The text as UTF-8 without a byte-order mark. UTF-8 itself comes back as it is, unchecked: its readers check it.
  package func utf8(_ bytes: [UInt8]) throws(ReadingError) -> [UInt8] {
    switch self {
    case .utf8: bytes
    case .utf16: try UTF16Decoding.utf8(bytes)
    case .latin1: TextEncoding.utf8(ofLatin1: bytes)
    }
  }

  private static func utf8(ofLatin1 bytes: [UInt8]) -> [UInt8] {
    let wide = bytes.reduce(0) { $0 + Int($1 >> 7) }
    if wide == 0 { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + wide)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(0xC0 | byte >> 6)
        text.append(0x80 | byte & 0x3F)
      }
    }
    return text
  }
}

/// UTF-16 to UTF-8, strictly: an odd byte and a lone surrogate are errors that name their place.
enum UTF16Decoding {
  static func utf8(_ bytes: [UInt8]) throws(ReadingError) -> [UInt8] {
    let isBig = bytes.starts(with: [0xFE, 0xFF])
    let start = isBig || bytes.starts(with: [0xFF, 0xFE]) ? 2 : 0
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2)
    var line = 1
    var position = start
    while position + 1 < bytes.count {
      let unit = unit(bytes, position, isBig)
      var scalar = UInt32(unit)
      var width = 2
      if unit & 0xF800 == 0xD800 {
        guard unit < 0xDC00, position + 3 < bytes.count,
          case let low = self.unit(bytes, position + 2, isBig), low & 0xFC00 == 0xDC00
        else { throw invalid(position, line, "half of a pair of surrogates stands alone") }
        scalar = 0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
        width = 4
      }
      if scalar == 10 { line += 1 }
      append(scalar, to: &text)
      position += width
    }
    guard position == bytes.count else { throw invalid(position, line, "it ends within a character") }
    return text
  }

  private static func unit(_ bytes: [UInt8], _ position: Int, _ isBig: Bool) -> UInt16 {
    let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
    return isBig ? first << 8 | second : second << 8 | first
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    if scalar < 0x80 {
      text.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      text.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
      text.append(continuation(scalar))
    } else {
      if scalar < 0x1_0000 {
        text.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
      } else {
        text.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
        text.append(continuation(scalar >> 12))
      }
      text.append(continuation(scalar >> 6))
      text.append(continuation(scalar))
    }
  }

  private static func continuation(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: bits & 0x3F) }

  private static func invalid(_ offset: Int, _ line: Int, _ reason: String) -> ReadingError {
    ReadingError(
      .encoding, "the file is not UTF-16: at byte \(offset) \(reason)",
      hint: "is it `encoding utf-8` or `encoding latin-1`?", line: line)
  }
}
