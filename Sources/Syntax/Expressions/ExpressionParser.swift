/// Reads expressions: `where`, `derive c = …`, `require …`, inline values.
///
/// From loose to tight: `if c then a else b` · `or` · `and` · `not` · comparisons, `in`, `between`, `is` (which do not
/// chain) · `+ -` · `* / %` · unary minus · calls, dotted names, parentheses. Nesting is limited to 256.
package enum ExpressionParser {
  /// The expression that `tokens` make up as a whole; its kind is `invalid` after an error.
  /// `end`: where something is missing when there are no tokens at all.
  package static func parse(_ tokens: [Token], in file: SourceFile, end: Int) -> (Expression, [Diagnostic]) {
    var cursor = TokenCursor(tokens, file: file, end: end)
    let span = tokens.first.map { $0.span.union(tokens[tokens.count - 1].span) } ?? Span(end, end)
    do throws(ParseFailure) {
      let expression = try cursor.readExpression()
      guard cursor.isAtEnd else { throw cursor.expected("an operator or the end of the expression") }
      return (expression, [])
    } catch {
      return (Expression(.invalid, span), [error.diagnostic])
    }
  }

  /// The expression that the text of `span` makes up as a whole.
  package static func parse(_ span: Span, in file: SourceFile) -> (Expression, [Diagnostic]) {
    let (tokens, problems) = Lexer.tokens(file: file, lines: [span])
    guard problems.isEmpty else { return (Expression(.invalid, span), problems) }
    return parse(tokens, in: file, end: span.end)
  }

  /// Words that mean something in an expression; columns of these names stand in backticks.
  package static let reservedWords = [
    "and", "between", "else", "false", "if", "in", "is", "missing", "no", "not", "or", "then", "true", "yes",
  ]
}

/// An expression with its height, so that no tree becomes too high for those who walk it.
private struct Measured {
  var expression: Expression
  var height: Int

  init(_ kind: Expression.Kind, _ span: Span, height: Int = 1) {
    expression = Expression(kind, span)
    self.height = height
  }
}

extension TokenCursor {
  /// Reads the longest expression that starts here; what stands behind it is left.
  mutating func readExpression() throws(ParseFailure) -> Expression {
    try expression().expression
  }

  private mutating func expression() throws(ParseFailure) -> Measured {
    try descend()
    defer { depth -= 1 }
    guard let start = take(word: "if") else { return try operation(.or) }
    let condition = try operation(.or)
    guard take(word: "then") != nil else {
      throw expected("`then`", hint: "write `if CONDITION then VALUE else VALUE`")
    }
    let yes = try expression()
    guard take(word: "else") != nil else {
      throw expected("`else`", hint: "write `if CONDITION then VALUE else VALUE`")
    }
    let no = try expression()
    return try node(
      .conditional(condition.expression, yes.expression, no.expression),
      start.span.union(no.expression.span), over: [condition, yes, no])
  }

  private mutating func descend() throws(ParseFailure) {
    guard depth < maximumDepth else { throw tooDeep(here) }
    depth += 1
  }

  private func tooDeep(_ span: Span) -> ParseFailure {
    ParseFailure(
      Diagnostic(
        .tooDeep, at: span, "the expression is nested more than \(maximumDepth) deep",
        hint: "derive a column for a part of it; many `or` of one column are `in […]`"))
  }

  private func node(
    _ kind: Expression.Kind, _ span: Span, over parts: [Measured]
  ) throws(ParseFailure) -> Measured {
    let height = (parts.map(\.height).max() ?? 0) + 1
    guard height <= maximumDepth else { throw tooDeep(span) }
    return Measured(kind, span, height: height)
  }

  // MARK: Operators

  private mutating func operation(_ minimum: Precedence) throws(ParseFailure) -> Measured {
    var left = try prefixed(minimum)
    while let infix = infix(), infix.precedence >= minimum {
      left = try apply(infix, to: left)
      if infix.precedence == .comparison, let next = self.infix(), next.precedence == .comparison {
        throw chained(left.expression)
      }
    }
    if let hint = OperatorHints.infix(current, next: peek(1)) {
      throw expected("an operator or the end of the expression", hint: hint)
    }
    return left
  }

  private enum Infix {
    case binary(BinaryOperator)
    case membership
    case between
    case isMissing

    var precedence: Precedence {
      if case .binary(let symbol) = self { symbol.precedence } else { .comparison }
    }
  }

  /// The operator that stands here, or two tokens of it (`not in`).
  private func infix() -> Infix? {
    guard let token = current, !isOption() else { return nil }
    switch token.kind {
    case .symbol(let symbol): return BinaryOperator(rawValue: symbol).map { .binary($0) }
    case .word("or"): return .binary(.or)
    case .word("and"): return .binary(.and)
    case .word("in"): return .membership
    case .word("between"): return .between
    case .word("is"): return .isMissing
    case .word("not"):
      guard let next = peek(1) else { return nil }
      return next.isWord("in") ? .membership : next.isWord("between") ? .between : nil
    default: return nil
    }
  }

  private mutating func apply(_ infix: Infix, to left: Measured) throws(ParseFailure) -> Measured {
    switch infix {
    case .binary(let symbol):
      advance()
      let right = try operation(symbol.precedence.next)
      return try node(
        .binary(symbol, left.expression, right.expression),
        left.expression.span.union(right.expression.span), over: [left, right])
    case .membership: return try membership(of: left)
    case .between: return try between(left)
    case .isMissing: return try isMissing(left)
    }
  }

  private mutating func membership(of left: Measured) throws(ParseFailure) -> Measured {
    let negated = take(word: "not") != nil
    advance()
    guard take(symbol: "[") != nil else {
      throw expected("`[`", hint: "the values stand in square brackets: `in [\"a\", \"b\"]`")
    }
    let items = try expressions(until: "]", what: "a value")
    guard let last = items.last else { throw expected("a value", hint: "a list has at least one value") }
    guard let close = take(symbol: "]") else { throw expected("`,` or `]`", after: last) }
    return try node(
      .membership(left.expression, items.map(\.expression), negated: negated),
      left.expression.span.union(close.span), over: [left] + items)
  }

  private mutating func between(_ left: Measured) throws(ParseFailure) -> Measured {
    let negated = take(word: "not") != nil
    advance()
    let lower = try operation(.additive)
    guard take(word: "and") != nil else { throw expected("`and`", hint: "write `between LOW and HIGH`") }
    let upper = try operation(.additive)
    return try node(
      .between(left.expression, lower.expression, upper.expression, negated: negated),
      left.expression.span.union(upper.expression.span), over: [left, lower, upper])
  }

  private mutating func isMissing(_ left: Measured) throws(ParseFailure) -> Measured {
    advance()
    let negated = take(word: "not") != nil
    guard let missing = take(word: "missing") else {
      throw expected(
        negated ? "`missing`" : "`missing` or `not missing`",
        hint: "`is missing` asks for missing values; to compare, write `==`")
    }
    return try node(
      .isMissing(left.expression, negated: negated), left.expression.span.union(missing.span), over: [left])
  }

  private func chained(_ left: Expression) -> ParseFailure {
    var hint = "join two comparisons with `and`"
    if case .binary(_, let low, let middle) = left.kind, case .symbol(let symbol)? = current?.kind {
      let operation = file.text(Span(low.span.start, middle.span.end))
      hint = "write `\(operation) and \(file.text(middle.span)) \(symbol) …`"
    }
    return ParseFailure(Diagnostic(.syntax, at: here, "comparisons do not chain", hint: hint))
  }

  private mutating func prefixed(_ minimum: Precedence) throws(ParseFailure) -> Measured {
    guard let token = current else { throw missingValue() }
    if token.isWord("not"), !isOption() {
      guard minimum <= .not else {
        throw expected("a value", hint: "put parentheses around `not …`")
      }
      try descend()
      defer { depth -= 1 }
      advance()
      let operand = try operation(.not)
      return try node(
        .unary(.not, operand.expression), token.span.union(operand.expression.span), over: [operand])
    }
    if token.isSymbol("-") {
      try descend()
      defer { depth -= 1 }
      advance()
      let operand = try prefixed(.unary)
      return try node(
        .unary(.minus, operand.expression), token.span.union(operand.expression.span), over: [operand])
    }
    return try primary(token)
  }

  // MARK: Values

  private mutating func primary(_ token: Token) throws(ParseFailure) -> Measured {
    switch token.kind {
    case .number(let literal): return value(.literal(literal), token)
    case .percent(let share): return value(.literal(.percent(share)), token)
    case .text(let text), .regex(let text): return value(.literal(.text(text)), token)
    case .parameter(let name): return value(.parameter(name), token)
    case .name(let name): return try path(from: Word(name, token.span))
    case .word("yes"), .word("true"): return value(.literal(.boolean(true)), token)
    case .word("no"), .word("false"): return value(.literal(.boolean(false)), token)
    case .word(let word):
      guard !ExpressionParser.reservedWords.contains(word) else { throw missingValue() }
      if peek(1)?.isSymbol("(") ?? false { return try call(Word(word, token.span)) }
      return try path(from: Word(word, token.span))
    case .symbol("("): return try parenthesised(token)
    case .symbol: throw missingValue()
    }
  }

  private mutating func value(_ kind: Expression.Kind, _ token: Token) -> Measured {
    advance()
    return Measured(kind, token.span)
  }

  private mutating func parenthesised(_ open: Token) throws(ParseFailure) -> Measured {
    advance()
    var inner = try expression()
    guard let close = take(symbol: ")") else { throw expected("`)`", after: inner) }
    inner.expression.span = open.span.union(close.span)
    return inner
  }

  private mutating func path(from first: Word) throws(ParseFailure) -> Measured {
    advance()
    var words = [first]
    while take(symbol: ".") != nil {
      switch current?.kind {
      case .word(let word)?, .name(let word)?:
        words.append(Word(word, here))
        advance()
      default: throw expected("a name behind `.`", hint: "for example `scores.accuracy`")
      }
    }
    let span = first.span.union(words[words.count - 1].span)
    if current?.isSymbol("(") ?? false {
      throw expected("an operator or the end of the expression", hint: "`\(file.text(span))` is no function")
    }
    return Measured(.name(words), span)
  }

  private mutating func call(_ name: Word) throws(ParseFailure) -> Measured {
    index += 2
    let arguments = try expressions(until: ")", what: "an argument")
    guard let close = take(symbol: ")") else {
      throw arguments.last.map { expected("`,` or `)`", after: $0) } ?? expected("an argument or `)`")
    }
    return try node(.call(name, arguments.map(\.expression)), name.span.union(close.span), over: arguments)
  }

  /// Expressions between commas; none where the closing mark stands right here.
  private mutating func expressions(until close: String, what: String) throws(ParseFailure) -> [Measured] {
    if isAtEnd { throw expected("\(what) or `\(close)`") }
    guard !(current?.isSymbol(close) ?? false) else { return [] }
    var items = [try expression()]
    while take(symbol: ",") != nil { items.append(try expression()) }
    return items
  }

  private func expected(_ what: String, after part: Measured) -> ParseFailure {
    expected(what, hint: isAtEnd ? "a parenthesis or bracket is not closed" : nil)
  }

  private func missingValue() -> ParseFailure {
    expected("a value", hint: OperatorHints.value(current, next: peek(1)))
  }
}
