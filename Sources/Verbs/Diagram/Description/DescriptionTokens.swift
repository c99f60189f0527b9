import Drawing
import Syntax

/// The tokens of a description, read a line at a time.
struct DescriptionTokens {
  let file: SourceFile
  let tokens: [Token]
  var position = 0

  init(_ tokens: [Token], file: SourceFile) {
    self.tokens = tokens
    self.file = file
  }

  var isAtEnd: Bool { position >= tokens.count }

  /// The present token, unless it opens another line.
  var current: Token? { peek(0) }

  /// A token further on, unless it stands on another line.
  func peek(_ distance: Int) -> Token? {
    let end = position + distance
    guard end < tokens.count else { return nil }
    for index in position...end where tokens[index].startsLine && !(isFresh && index == position) {
      return nil
    }
    return tokens[end]
  }

  /// Nothing of the present line has been read.
  private var isFresh = true

  /// Goes to the next line: the present token is its first.
  mutating func openLine() { isFresh = true }

  mutating func advance() {
    position += 1
    isFresh = false
  }

  /// The place of the token that was read last.
  var last: Span { tokens[max(0, min(position, tokens.count) - 1)].span }

  mutating func skipLine() {
    while current != nil { advance() }
  }

  mutating func take(symbol: String) -> Bool {
    guard let token = current, token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func name() -> Word? {
    guard let token = current else { return nil }
    switch token.kind {
    case .word(let text), .name(let text):
      advance()
      return Word(text, token.span)
    default: return nil
    }
  }

  mutating func text() -> Word? {
    guard let token = current, case .text(let text) = token.kind else { return nil }
    advance()
    return Word(text, token.span)
  }

  /// A text, a name or a number, as it is to be shown.
  mutating func value() -> Word? {
    if let text = text() ?? name() { return text }
    guard let token = current else { return nil }
    switch token.kind {
    case .number, .percent:
      advance()
      return Word(file.text(token.span), token.span)
    default: return nil
    }
  }

  /// A comma, behind which the list may go on on the next line.
  mutating func comma() -> Bool {
    guard take(symbol: ",") else { return false }
    if current == nil, position < tokens.count { openLine() }
    return true
  }

  mutating func arrow() -> Diagram.Edge.Arrows? {
    guard let arrow = current.flatMap(DescriptionTokens.arrow) else { return nil }
    advance()
    return arrow
  }

  static func arrow(_ token: Token) -> Diagram.Edge.Arrows? {
    guard case .symbol(let symbol) = token.kind else { return nil }
    return switch symbol {
    case "->": .forward
    case "<->": .both
    case "--": Diagram.Edge.Arrows.none
    default: nil
    }
  }
}
