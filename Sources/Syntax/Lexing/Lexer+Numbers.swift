extension Lexer {
  /// `12`, `1_000`, `0.5`, `1e-3`, `80%`. No hexadecimal, no infinity, no sign.
  mutating func readNumber() {
    let start = position
    var end = endOfDigits(from: start)
    var isWhole = true
    if end + 1 < lineEnd, bytes[end] == UInt8(ascii: "."), bytes[end + 1].isDigit {
      end = endOfDigits(from: end + 1)
      isWhole = false
    }
    if let exponent = endOfExponent(from: end) {
      end = exponent
      isWhole = false
    }
    if end < lineEnd, bytes[end].isWordLike, let wordEnd = endOfWordLike(from: end) {
      let word = text(start, wordEnd)
      report(start, wordEnd, "`\(word)` is neither a number nor a name", hint: hint(forMisshapen: word))
      emit(.number(.integer(0)), to: wordEnd)
      return
    }
    emitNumber(start, end, isWhole: isWhole)
  }

  private func hint(forMisshapen word: String) -> String {
    if word.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "_") }) {
      return "a single `_` may stand between two digits"
    }
    if word.hasPrefix("0x") || word.hasPrefix("0b") || word.hasPrefix("0o") { return "numbers are decimal" }
    return "a name that starts with a digit stands in backticks: `` `\(word)` ``"
  }

  private mutating func emitNumber(_ start: Int, _ end: Int, isWhole: Bool) {
    let digits = String(decoding: bytes[start..<end].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let isPercent = percentFollows(end)
    if isWhole, !isPercent {
      if let value = Int64(digits) { return emit(.number(.integer(value)), to: end) }
      report(
        start, end, "the whole number has more than 64 bits",
        hint: "write it with a decimal point if rounding does no harm: `\(digits).0`", as: .wrongValue)
      return emit(.number(.integer(0)), to: end)
    }
    guard let value = isPercent ? Self.hundredth(of: digits) : Double(digits), value.isFinite else {
      report(start, end, "the number is too large", hint: "numbers go up to about 1.8e308", as: .wrongValue)
      return emit(.number(.integer(0)), to: end)
    }
    if isPercent { emit(.percent(value), to: end + 1) } else { emit(.number(.number(value)), to: end) }
  }

  /// A hundredth of a decimal number, rounded once: dividing a double would round twice.
  private static func hundredth(of digits: String) -> Double? {
    let parts = digits.split { $0 == "e" || $0 == "E" }
    guard parts.count == 2 else { return Double(digits + "e-2") }
    guard let exponent = Int(parts[1]), exponent.magnitude < 100_000 else { return Double(digits) }
    return Double("\(parts[0])e\(exponent - 2)")
  }

  /// Digits with single underscores between them.
  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while end < lineEnd {
      if bytes[end].isDigit {
        end += 1
      } else if bytes[end] == UInt8(ascii: "_"), end + 1 < lineEnd, bytes[end + 1].isDigit {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  private func endOfExponent(from start: Int) -> Int? {
    guard start < lineEnd, bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    if index < lineEnd, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index < lineEnd, bytes[index].isDigit else { return nil }
    return endOfDigits(from: index)
  }

  private func endOfWordLike(from start: Int) -> Int? {
    var end = start
    while end < lineEnd {
      if bytes[end].isDigit || bytes[end] == UInt8(ascii: "_") {
        end += 1
      } else if let wordEnd = endOfWord(from: end) {
        end = wordEnd
      } else {
        break
      }
    }
    return end > start ? end : nil
  }

  /// `%` right behind a number is a percent sign, unless an operand follows right behind it: `7%2` is a remainder.
  private func percentFollows(_ end: Int) -> Bool {
    guard end < lineEnd, bytes[end] == UInt8(ascii: "%") else { return false }
    guard end + 1 < lineEnd else { return true }
    let next = bytes[end + 1]
    return !(next.isASCIILetter || next.isDigit || next == UInt8(ascii: "_") || "($`".utf8.contains(next))
  }
}
