import Canonical

/// Text made safe to stand in XML 1.0 and safe to look at.
enum XMLText {
  /// `text` as character data or, with `attribute`, as the inside of a double-quoted attribute value.
  ///
  /// Line breaks and tabs become spaces in attributes; see `visible` for what else changes.
  static func escaped(_ text: String, attribute: Bool = false) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"" where attribute: out += "&quot;"
      case "\t" where attribute, "\n" where attribute, "\r" where attribute: out += " "
      case "\t", "\n": out.unicodeScalars.append(scalar)
      default: visible(scalar) { out.unicodeScalars.append($0) }
      }
    }
    return out
  }

  /// Calls `body` with what is shown of `scalar`: nothing of a control or a noncharacter, an escape such as
  /// `\u{202E}` for a control that would turn the direction of the text around it, else the scalar itself.
  static func visible(_ scalar: Unicode.Scalar, _ body: (Unicode.Scalar) -> Void) {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: return
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      let value = scalar.value
      let digits = Hexadecimal.text([UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)])
      for part in "\\u{\(digits.uppercased())}".unicodeScalars { body(part) }
    default: body(scalar)
    }
  }

  /// `name` with everything dropped that cannot stand in an XML name; `x` when nothing is left.
  static func name(_ name: String) -> String {
    let kept = name.unicodeScalars.filter { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ":", ".": true
      default: false
      }
    }
    guard let first = kept.first else { return "x" }
    let startsWell = ("a"..."z").contains(first) || ("A"..."Z").contains(first) || first == "_"
    return (startsWell ? "" : "x") + String(String.UnicodeScalarView(kept))
  }
}
