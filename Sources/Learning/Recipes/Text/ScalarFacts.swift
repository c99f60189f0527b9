/// What Unicode says of scalars, looked up once for each of the basic plane.
struct ScalarFacts {
  struct Facts {
    var isPartOfWord: Bool
    var isBlank: Bool
  }

  /// By scalar: bit 0 known, 1 part of a word, 2 blank.
  private var known = [UInt8](repeating: 0, count: 0x10000)
  /// By scalar: the one in lower case; 0 where it has not been looked up.
  private var lower = [UInt32](repeating: 0, count: 0x10000)

  mutating func facts(_ value: UInt32) -> Facts {
    let index = Int(value)
    if index < known.count, known[index] & 1 > 0 {
      return Facts(isPartOfWord: known[index] & 2 > 0, isBlank: known[index] & 4 > 0)
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    let facts = Facts(isPartOfWord: scalar.isPartOfWord, isBlank: scalar.isBlank)
    if index < known.count { known[index] |= 1 | (facts.isPartOfWord ? 2 : 0) | (facts.isBlank ? 4 : 0) }
    return facts
  }

  /// The scalar in lower case, and what follows it there: 0 but for a capital I with a dot.
  mutating func lowered(_ value: UInt32) -> (first: UInt32, second: UInt32) {
    let index = Int(value)
    if index < lower.count, lower[index] > 0 { return (lower[index], 0) }
    let properties = (Unicode.Scalar(value) ?? "\u{FFFD}").properties
    let mapped =
      properties.changesWhenLowercased ? properties.lowercaseMapping.unicodeScalars.map(\.value) : [value]
    if mapped.count > 1 { return (mapped[0], mapped[1]) }
    if index < lower.count { lower[index] = mapped.first ?? value }
    return (mapped.first ?? value, 0)
  }
}

extension Unicode.Scalar {
  /// A letter, a number or an underscore.
  var isPartOfWord: Bool {
    if isASCII {
      return ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
        || self == "_"
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return properties.numericType != nil
    }
  }

  /// White space, and the four separators of ASCII that count as such.
  var isBlank: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}
