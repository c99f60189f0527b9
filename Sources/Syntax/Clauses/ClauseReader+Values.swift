import Canonical

extension ClauseReader {
  /// Reads one value of a kind.
  mutating func value(_ kind: ArgumentKind) throws(ParseFailure) -> ArgumentValue {
    if case .rawLines = kind { return try raw() }
    if cursor.isAtEnd || cursor.isOption() { throw cursor.expected(kind.wanted, hint: usageHint) }
    switch kind {
    case .column, .newName, .valueName: return .word(try name(kind))
    case .selector: return .selector(try selector())
    case .expression: return .expression(try expression())
    case .word(let choices, let notYet): return .word(try choice(choices, notYet: notYet, kind))
    case .range: return try range(kind)
    case .set: return try set(kind)
    case .bracketed(let inner): return try bracketed(inner, kind)
    case .text, .number, .integer, .share, .amount, .yesNo, .literal, .rawLines: return try constant(kind)
    }
  }

  // MARK: Constants

  private mutating func constant(_ kind: ArgumentKind) throws(ParseFailure) -> ArgumentValue {
    guard let (literal, span) = try literal() else { throw wrongToken(kind) }
    guard let fitting = kind.fitting(literal) else { throw wrong(kind, literal, span) }
    return .literal(fitting, span)
  }

  /// A constant or a parameter's value; nil, and nothing taken, where none stands.
  private mutating func literal() throws(ParseFailure) -> (Literal, Span)? {
    guard let token = cursor.current else { return nil }
    switch token.kind {
    case .parameter(let name):
      let literal = try parameter(name, at: token.span)
      cursor.advance()
      return (literal, token.span)
    case .symbol("-"):
      guard let operand = cursor.peek(1), let value = operand.literal?.negated else { return nil }
      cursor.index += 2
      return (value, token.span.union(operand.span))
    default:
      guard let literal = token.literal else { return nil }
      cursor.advance()
      return (literal, token.span)
    }
  }

  private mutating func parameter(_ name: String, at span: Span) throws(ParseFailure) -> Literal {
    guard let literal = parameters[name] else {
      throw ParseFailure(.noParameter(name, at: span, known: parameters.keys.sorted()))
    }
    if !used.contains(name) { used.append(name) }
    return literal
  }

  // MARK: Words

  private mutating func name(_ kind: ArgumentKind) throws(ParseFailure) -> Word {
    guard let word = try nameIfAny() else { throw wrongToken(kind) }
    return word
  }

  /// A bare word, a name between backticks, or a parameter that holds a text.
  private mutating func nameIfAny() throws(ParseFailure) -> Word? {
    guard let token = cursor.current else { return nil }
    switch token.kind {
    case .word(let text), .name(let text):
      cursor.advance()
      return Word(text, token.span)
    case .parameter(let name):
      guard case .text(let text) = try parameter(name, at: token.span) else { return nil }
      cursor.advance()
      return Word(text, token.span)
    default: return nil
    }
  }

  private mutating func choice(
    _ choices: [String], notYet: [String], _ kind: ArgumentKind
  ) throws(ParseFailure) -> Word {
    let word = try writtenWord(choices + notYet, kind)
    if choices.contains(word.text) { return word }
    if notYet.contains(word.text) {
      throw ParseFailure(
        Diagnostic(
          .notYet, at: word.span, "`\(word.text)` is not built yet",
          hint: choices.isEmpty ? nil : "there is: \(choices.joined(separator: ", "))"))
    }
    let hint =
      suggestion(for: word.text, in: choices)
      ?? "choose one of: \(choices.joined(separator: ", "))"
    throw ParseFailure(
      Diagnostic(.wrongValue, at: word.span, "\(subject) does not know `\(word.text)`", hint: hint))
  }

  /// A choice may be more than one token, such as `latin-1`: all that stands together without a blank.
  private mutating func writtenWord(_ known: [String], _ kind: ArgumentKind) throws(ParseFailure) -> Word {
    guard let token = cursor.current else { throw cursor.expected(kind.wanted, hint: usageHint) }
    if case .parameter(let name) = token.kind {
      switch try parameter(name, at: token.span) {
      case .text(let text):
        cursor.advance()
        return Word(text, token.span)
      case .boolean(let flag):
        cursor.advance()
        return Word(flag ? "yes" : "no", token.span)
      case let literal: throw wrong(kind, literal, token.span)
      }
    }
    var run = 0
    while let next = cursor.peek(run), next.isPartOfChoice,
      run == 0 || cursor.peek(run - 1)?.span.end == next.span.start, !cursor.isOption(at: run)
    {
      run += 1
    }
    guard run > 0, let last = cursor.peek(run - 1) else { throw wrongToken(kind) }
    let whole = Word(cursor.file.text(token.span.union(last.span)), token.span.union(last.span))
    if let word = token.word, known.contains(word), !known.contains(whole.text) {
      cursor.advance()
      return Word(word, token.span)
    }
    guard token.word != nil || known.contains(whole.text) else { throw wrongToken(kind) }
    cursor.index += run
    return whole
  }

  // MARK: Selectors

  private mutating func selector() throws(ParseFailure) -> Selector {
    let start = cursor.here
    let terms = try selectorTerms()
    let exceptions = cursor.take(word: "except") != nil ? try selectorTerms() : []
    let end = cursor.peek(-1)?.span ?? start
    return Selector(terms: terms, exceptions: exceptions, span: start.union(end))
  }

  private mutating func selectorTerms() throws(ParseFailure) -> [Selector.Term] {
    var terms = [try selectorTerm()]
    while cursor.current?.isSymbol(",") ?? false, !cursor.isOption(at: 1) {
      cursor.advance()
      terms.append(try selectorTerm())
    }
    return terms
  }

  private mutating func selectorTerm() throws(ParseFailure) -> Selector.Term {
    if cursor.isAtEnd || cursor.isOption() || (cursor.current?.isWord("except") ?? false) {
      throw cursor.expected("a column or a kind of columns", hint: usageHint)
    }
    if let function = cursor.current, let name = function.word, cursor.peek(1)?.isSymbol("(") ?? false {
      return try selectorFunction(name, function)
    }
    let isBare = cursor.current?.word != nil
    let word = try name(.selector)
    return isBare && Self.kinds.contains(word.text) ? .kind(word) : .column(word)
  }

  private mutating func selectorFunction(_ name: String, _ token: Token) throws(ParseFailure) -> Selector.Term
  {
    guard name == "starts_with" || name == "matches" else {
      throw ParseFailure(
        Diagnostic(
          .syntax, at: token.span, "columns cannot be chosen with `\(name)`",
          hint: "there are `starts_with(\"x_\")` and `matches(/re/)`"))
    }
    cursor.index += 2
    let example = name == "matches" ? "`matches(/^x_/)`" : "`starts_with(\"x_\")`"
    let argument: String
    if name == "matches", case .regex(let pattern)? = cursor.current?.kind {
      argument = pattern
      cursor.advance()
    } else if case (.text(let text), _)? = try literal() {
      argument = text
    } else {
      throw cursor.expected(name == "matches" ? "a pattern" : "a text", hint: "for example \(example)")
    }
    guard let close = cursor.take(symbol: ")") else {
      throw cursor.expected("`)`", hint: "for example \(example)")
    }
    let span = token.span.union(close.span)
    return name == "matches" ? .matches(argument, span) : .startsWith(argument, span)
  }

  private static let kinds = ["numeric", "categorical", "text", "datetime", "all"]

  // MARK: Composite values

  private mutating func expression() throws(ParseFailure) -> Expression {
    let start = cursor.index
    let expression = try cursor.readExpression()
    for token in cursor.tokens[start..<cursor.index] {
      if case .parameter(let name) = token.kind { _ = try parameter(name, at: token.span) }
    }
    return expression
  }

  private mutating func range(_ kind: ArgumentKind) throws(ParseFailure) -> ArgumentValue {
    let (lower, start) = try bound(kind)
    guard cursor.take(symbol: "...") != nil else {
      throw cursor.expected("`...`", hint: "a range has two ends, both part of it: `1...10`")
    }
    let (upper, end) = try bound(kind)
    var span = start.union(end)
    guard lower <= upper else {
      throw ParseFailure(
        Diagnostic(
          .wrongValue, at: span, "the range ends below its start",
          hint: "write `\(NumberText.exact(upper))...\(NumberText.exact(lower))`"))
    }
    if let log = cursor.take(word: "log") {
      span = span.union(log.span)
      guard lower > 0 else {
        throw ParseFailure(
          Diagnostic(.wrongValue, at: span, "a range in steps of equal ratio starts above zero"))
      }
      return .range(lower: lower, upper: upper, step: nil, log: true, span)
    }
    guard cursor.current?.isWord("step") ?? false, !cursor.isOption() else {
      return .range(lower: lower, upper: upper, step: nil, log: false, span)
    }
    cursor.advance()
    let (step, place) = try bound(kind)
    guard step > 0 else {
      throw ParseFailure(Diagnostic(.wrongValue, at: place, "a step is greater than zero"))
    }
    return .range(lower: lower, upper: upper, step: step, log: false, span.union(place))
  }

  private mutating func bound(_ kind: ArgumentKind) throws(ParseFailure) -> (Double, Span) {
    if cursor.isAtEnd { throw cursor.expected("a number", hint: "for example `1...10`") }
    guard let (literal, span) = try literal() else { throw wrongToken(kind) }
    guard let number = literal.number, number.isFinite else { throw wrong(kind, literal, span) }
    return (number, span)
  }

  private mutating func set(_ kind: ArgumentKind) throws(ParseFailure) -> ArgumentValue {
    guard let open = cursor.take(symbol: "{") else { throw wrongToken(kind) }
    var items: [ArgumentValue] = []
    repeat {
      if let (literal, span) = try literal() {
        items.append(.literal(literal, span))
      } else if let word = try nameIfAny() {
        items.append(.word(word))
      } else {
        throw cursor.expected("a value", hint: "for example `{a, b}`")
      }
    } while cursor.take(symbol: ",") != nil
    guard let close = cursor.take(symbol: "}") else {
      throw cursor.expected("`,` or `}`", hint: "for example `{a, b}`")
    }
    return .set(items, open.span.union(close.span))
  }

  private mutating func bracketed(_ inner: ArgumentKind, _ kind: ArgumentKind) throws(ParseFailure)
    -> ArgumentValue
  {
    guard cursor.take(symbol: "[") != nil else { throw wrongToken(kind) }
    var items = [try value(inner)]
    while cursor.take(symbol: ",") != nil { items.append(try value(inner)) }
    guard cursor.take(symbol: "]") != nil else { throw cursor.expected("`,` or `]`") }
    return .list(items)
  }

  private func raw() throws(ParseFailure) -> ArgumentValue {
    guard !rawLines.isEmpty else {
      throw cursor.expected(
        ArgumentKind.rawLines.wanted, hint: "the lines below `\(spec.keyword)` are indented deeper than it")
    }
    return .rawLines(rawLines)
  }

  // MARK: Messages

  private func wrong(_ kind: ArgumentKind, _ literal: Literal, _ span: Span) -> ParseFailure {
    let written = cursor.file.text(span)
    let isParameter = written.hasPrefix("$")
    let shown = isParameter ? "`\(written)` is \(ExpressionPrinter.text(literal))" : "this is `\(written)`"
    return ParseFailure(
      Diagnostic(
        .wrongValue, at: span, "\(subject) wants \(kind.wanted), and \(shown)", hint: kind.hint(for: literal))
    )
  }

  /// A token that is no value of the kind at all.
  private func wrongToken(_ kind: ArgumentKind) -> ParseFailure {
    guard let token = cursor.current else { return cursor.expected(kind.wanted, hint: usageHint) }
    if case .parameter(let name) = token.kind, let literal = parameters[name] {
      return wrong(kind, literal, token.span)
    }
    return ParseFailure(
      Diagnostic(
        .wrongValue, at: token.span,
        "\(subject) wants \(kind.wanted), and this is \(token.description(in: cursor.file))",
        hint: kind.hint(for: token, in: cursor.file)))
  }
}
