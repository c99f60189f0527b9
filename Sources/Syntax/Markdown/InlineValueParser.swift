/// Reads code spans that start with `=`: an expression, then formats behind `|`.
enum InlineValueParser {
  /// Whether a code span is an inline value: it starts with `=`, and not as `==` and `=>` do.
  static func isValue(_ literal: [UInt8]) -> Bool {
    guard literal.first == UInt8(ascii: "="), literal.count > 1 else { return false }
    return literal[1] != UInt8(ascii: "=") && literal[1] != UInt8(ascii: ">")
  }

  /// `pieces`: the content of the span, line by line, with the `=`.
  static func parse(_ pieces: [Span], in file: SourceFile) -> (InlineValue, [Diagnostic]) {
    let span = pieces.dropFirst().reduce(pieces.first ?? Span(0, 0)) { $0.union($1) }
    let lexer = Lexer(file: file, lines: pieces, inProse: true)
    let tokens = Array(lexer.tokens.dropFirst())
    guard lexer.diagnostics.isEmpty else {
      return (invalid(span), lexer.diagnostics.map(ofProse))
    }
    let parts = tokens.split(omittingEmptySubsequences: false) { $0.isSymbol("|") }
    var diagnostics: [Diagnostic] = []
    let (expression, problems) = ExpressionParser.parse(Array(parts[0]), in: file, end: span.end)
    diagnostics += problems
    var formats: [ValueFormat] = []
    for part in parts.dropFirst() {
      switch format(part, end: part.startIndex > 0 ? tokens[part.startIndex - 1].span.end : span.end, file) {
      case .success(let format): formats.append(format)
      case .failure(let failure): diagnostics.append(failure.diagnostic)
      }
    }
    return (InlineValue(span: span, expression: expression, formats: formats), diagnostics.map(ofProse))
  }

  static func invalid(_ span: Span) -> InlineValue {
    InlineValue(span: span, expression: Expression(.invalid, span), formats: [])
  }

  private static func format(
    _ tokens: ArraySlice<Token>, end: Int, _ file: SourceFile
  ) -> Result<ValueFormat, ParseFailure> {
    var cursor = TokenCursor(Array(tokens), file: file, end: end)
    guard let word = cursor.current?.word else {
      return .failure(cursor.expected("a format", hint: "for example `| percent` or `| fixed 2`"))
    }
    let name = Word(word, cursor.here)
    cursor.advance()
    var arguments: [Literal] = []
    while let token = cursor.current {
      if token.isSymbol("-"), let value = cursor.peek(1)?.literal?.negated {
        arguments.append(value)
        cursor.index += 2
      } else if let value = token.literal {
        arguments.append(value)
        cursor.advance()
      } else {
        return .failure(cursor.expected("a number or the end of the format"))
      }
    }
    return .success(ValueFormat(name: name, arguments: arguments))
  }

  private static func ofProse(_ problem: Diagnostic) -> Diagnostic {
    var problem = problem
    if problem.code == .syntax { problem.code = .inlineValue }
    return problem
  }
}
