/// A set of Unicode scalars: ranges and named classes, possibly negated.
struct ScalarClass: Sendable, Hashable {
  enum Named: Sendable, Hashable {
    /// `0` to `9`
    case digit
    /// Letters and digits of any script, and `_`.
    case word
    /// Unicode's White_Space.
    case space
  }

  var ranges: [ClosedRange<UInt32>] = []
  var named: [Named] = []
  var excludedNamed: [Named] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    let isMember =
      ranges.contains { $0.contains(value) }
      || named.contains { ScalarClass.contains(scalar, in: $0) }
      || excludedNamed.contains { !ScalarClass.contains(scalar, in: $0) }
    return isMember != isNegated
  }

  static func contains(_ scalar: Unicode.Scalar, in named: Named) -> Bool {
    switch named {
    case .digit: return scalar.value >= 48 && scalar.value <= 57
    case .space: return scalar.properties.isWhitespace
    case .word:
      if scalar.isASCII {
        let letter = scalar.value | 32
        return letter >= 97 && letter <= 122 || contains(scalar, in: .digit) || scalar == "_"
      }
      return scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
  }
}
