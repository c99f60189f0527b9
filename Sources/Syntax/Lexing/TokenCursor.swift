/// A place in a row of tokens, and the ways parsers move it.
struct TokenCursor {
  let file: SourceFile
  let tokens: [Token]
  /// Where the row ends in the file: the place of "something is missing here".
  let end: Int
  var index = 0
  /// How deep the parser that holds the cursor has gone.
  var depth = 0

  init(_ tokens: [Token], file: SourceFile, end: Int) {
    self.tokens = tokens
    self.file = file
    self.end = tokens.last?.span.end ?? end
  }

  var isAtEnd: Bool { index >= tokens.count }

  var current: Token? { peek(0) }

  func peek(_ distance: Int) -> Token? {
    let place = index + distance
    return place >= 0 && place < tokens.count ? tokens[place] : nil
  }

  /// The place of the current token, or the end.
  var here: Span { current?.span ?? Span(end, end) }

  /// The current token for a message.
  var found: String {
    guard let token = current else { return "the end" }
    return isOption() ? "the option `\(file.text(token.span)):`" : "`\(file.text(token.span))`"
  }

  mutating func advance() { index += 1 }

  mutating func take(symbol: String) -> Token? {
    guard let token = current, token.isSymbol(symbol) else { return nil }
    index += 1
    return token
  }

  mutating func take(word: String) -> Token? {
    guard let token = current, token.isWord(word) else { return nil }
    index += 1
    return token
  }

  /// Whether `name:` stands `distance` tokens ahead.
  func isOption(at distance: Int = 0) -> Bool {
    guard case .word? = peek(distance)?.kind else { return false }
    return peek(distance + 1)?.isSymbol(":") ?? false
  }

  /// The failure "expected … , found …" at the current token.
  func expected(_ what: String, hint: String? = nil) -> ParseFailure {
    ParseFailure(Diagnostic(.syntax, at: here, "expected \(what), found \(found)", hint: hint))
  }
}

/// Why a clause or an expression could not be read to its end.
struct ParseFailure: Error {
  var diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

/// How deep expressions may be nested, counting operators and parentheses.
let maximumDepth = 256
