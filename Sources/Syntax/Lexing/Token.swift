/// The smallest part of the cell language that has a meaning of its own.
package struct Token: Sendable, Hashable {
  /// What a token is.
  package enum Kind: Sendable, Hashable {
    /// A bare word: keyword, column, choice.
    case word(String)
    /// Anything between backticks.
    case name(String)
    /// An `integer` or `number` literal, never negative.
    case number(Literal)
    /// `80%`, as 0.8.
    case percent(Double)
    /// The content of `"…"`, escapes resolved.
    case text(String)
    /// `$name`, without the sign.
    case parameter(String)
    /// The pattern between slashes, `\/` resolved.
    case regex(String)
    /// An operator or a mark, such as `->`, `==`, `,`.
    case symbol(String)
  }

  /// What it is, with its content.
  package var kind: Kind
  /// All of it, quotes and signs included.
  package var span: Span
  /// Whether it is the first of its line.
  package var startsLine: Bool

  /// A token as it stands in a file.
  package init(_ kind: Kind, _ span: Span, startsLine: Bool) {
    self.kind = kind
    self.span = span
    self.startsLine = startsLine
  }

  /// Whether it is the bare word `text`.
  package func isWord(_ text: String) -> Bool {
    if case .word(let word) = kind { word.utf8.elementsEqual(text.utf8) } else { false }
  }

  /// Whether it is the operator or mark `text`.
  package func isSymbol(_ text: String) -> Bool {
    if case .symbol(let symbol) = kind { symbol == text } else { false }
  }

  /// The bare word, if it is one.
  package var word: String? {
    if case .word(let word) = kind { word } else { nil }
  }
}
