extension Lexer {
  mutating func readSymbol() {
    if inProse, bytes[position] == UInt8(ascii: "\\"), position + 1 < lineEnd,
      bytes[position + 1] == UInt8(ascii: "|")
    {
      return emit(.symbol("|"), to: position + 2)
    }
    for (symbol, utf8) in Self.symbols where bytes[position..<lineEnd].starts(with: utf8) {
      return emit(.symbol(symbol), to: position + utf8.count)
    }
    let (scalar, length) = scalar(in: bytes, at: position, end: lineEnd)
    if let closing = Self.curlyQuotes[scalar] { return readCurlyQuoted(closing, from: position + length) }
    report(
      position, position + length, "`\(printable(scalar))` has no meaning here",
      hint: Self.lookalikes[scalar].map { "write `\($0)`" })
    position += length
  }

  /// `“…”` means nothing: reported as a whole, and read as the text that was meant.
  private mutating func readCurlyQuoted(_ closing: [Unicode.Scalar], from start: Int) {
    var index = start
    var end = lineEnd
    while index < lineEnd {
      let (scalar, length) = scalar(in: bytes, at: index, end: lineEnd)
      if closing.contains(scalar) {
        end = index + length
        break
      }
      index += length
    }
    let content = text(start, index)
    report(position, end, "text stands in plain double quotes", hint: "write `\"\(content)\"`")
    emit(.text(content), to: end)
  }

  private static let curlyQuotes: [Unicode.Scalar: [Unicode.Scalar]] = [
    "\u{201C}": ["\u{201D}", "\""], "\u{201E}": ["\u{201C}", "\u{201D}", "\""],
    "\u{201D}": ["\u{201D}", "\""],
    "\u{00AB}": ["\u{00BB}"], "\u{00BB}": ["\u{00AB}"], "\u{2018}": ["\u{2019}", "'"],
    "\u{2019}": ["\u{2019}", "'"],
  ]

  private func printable(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .unassigned:
      "U+" + String(scalar.value, radix: 16, uppercase: true)
    default: String(Character(scalar))
    }
  }

  /// Longer ones first. Some have no meaning in any place: they are tokens so that a parser can say what to write instead.
  private static let symbols: [(String, [UInt8])] =
    "<-> ... ..< === !== -> -- == != <= >= => =< <> && || ** ( ) [ ] { } , : . = < > + - * / % | & ! ? ; ^ @ ~"
    .split(separator: " ").map { (String($0), Array($0.utf8)) }

  private static let lookalikes: [Unicode.Scalar: String] = [
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{00AB}": "\"", "\u{00BB}": "\"",
    "\u{2018}": "\"",
    "\u{2019}": "\"", "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{2010}": "-", "\u{2011}": "-",
    "\u{00D7}": "*",
    "\u{00B7}": "*", "\u{00F7}": "/", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=", "\u{2026}": "...",
    "\u{2192}": "->", "\u{2194}": "<->", "\u{2227}": "and", "\u{2228}": "or", "\u{00AC}": "not",
    "\u{00A0}": " ", "\u{202F}": " ", "\u{2009}": " ", "\u{FEFF}": " ", "\u{FF0C}": ",", "\u{FF1A}": ":",
    "\u{FF08}": "(", "\u{FF09}": ")",
  ]
}
