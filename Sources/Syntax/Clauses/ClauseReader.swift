import Canonical

/// Reads what stands behind a keyword: arguments, then options.
struct ClauseReader {
  let spec: ClauseSpec
  let parameters: [String: Literal]
  let rawLines: [Span]
  var cursor: TokenCursor
  var diagnostics: [Diagnostic] = []
  var used: [String] = []
  /// Who wants the value that is being read, for messages: the clause or an option.
  var subject: String
  private let keywordSpan: Span

  init(
    tokens: [Token], keywordLength: Int, spec: ClauseSpec, file: SourceFile, parameters: [String: Literal],
    rawLines: [Span]
  ) {
    self.spec = spec
    self.parameters = parameters
    self.rawLines = rawLines
    keywordSpan = tokens[0].span.union(tokens[keywordLength - 1].span)
    subject = "`\(spec.keyword)`"
    cursor = TokenCursor(tokens, file: file, end: keywordSpan.end)
    cursor.index = keywordLength
  }

  /// The clause, or nil after diagnostics.
  mutating func read() -> ParsedClause? {
    do throws(ParseFailure) {
      try refuseMarkBehindKeyword()
      var arguments: [String: ArgumentValue] = [:]
      try read(spec.arguments, into: &arguments)
      let options = try readOptions()
      guard cursor.isAtEnd else { throw leftover() }
      guard diagnostics.isEmpty else { return nil }
      let last = rawLines.last ?? cursor.tokens[cursor.tokens.count - 1].span
      return ParsedClause(
        keyword: spec.keyword, keywordSpan: keywordSpan, span: keywordSpan.union(last), arguments: arguments,
        options: options, parameters: used)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  // MARK: Arguments

  private mutating func read(
    _ elements: [ClauseElement], into arguments: inout [String: ArgumentValue]
  ) throws(ParseFailure) {
    for (index, element) in elements.enumerated() {
      switch element {
      case .one(let label, let kind): arguments[label] = try value(kind)
      case .list(let label, let kind):
        var values = [try value(kind)]
        while cursor.take(symbol: ",") != nil { values.append(try value(kind)) }
        arguments[label] = .list(values)
      case .literal(let text): try take(text)
      case .optional(let inner):
        if starts(inner, before: elements.dropFirst(index + 1).first) { try read(inner, into: &arguments) }
      }
    }
  }

  private mutating func take(_ text: String) throws(ParseFailure) {
    guard cursor.take(word: text) == nil, cursor.take(symbol: text) == nil else { return }
    throw cursor.expected("`\(text)`", hint: usageHint)
  }

  /// Whether an optional part stands here, rather than what may follow it.
  private func starts(_ elements: [ClauseElement], before following: ClauseElement?) -> Bool {
    if case .one(_, .rawLines)? = elements.first { return !rawLines.isEmpty }
    guard let token = cursor.current, let first = elements.first, !cursor.isOption() else { return false }
    if case .literal(let text)? = following, token.isWord(text) || token.isSymbol(text) { return false }
    switch first {
    case .literal(let text): return token.isWord(text) || token.isSymbol(text)
    case .one(_, let kind), .list(_, let kind): return canStart(kind, token)
    case .optional(let inner): return starts(inner, before: following)
    }
  }

  private func canStart(_ kind: ArgumentKind, _ token: Token) -> Bool {
    if case .parameter = token.kind { return true }
    switch (kind, token.kind) {
    case (.column, .word), (.column, .name), (.newName, .word), (.newName, .name), (.valueName, .word),
      (.valueName, .name), (.selector, .word), (.selector, .name), (.word, .word), (.yesNo, .word):
      return true
    case (.number, .number), (.number, .percent), (.integer, .number), (.share, .percent), (.share, .number),
      (.amount, .percent), (.amount, .number), (.range, .number), (.range, .percent):
      return true
    case (.number, .symbol("-")), (.integer, .symbol("-")), (.range, .symbol("-")), (.set, .symbol("{")),
      (.bracketed, .symbol("[")):
      return true
    case (.text, .text), (.literal, _), (.expression, _): return true
    default: return false
    }
  }

  // MARK: Options

  private mutating func readOptions() throws(ParseFailure) -> [String: ArgumentValue] {
    var options: [String: ArgumentValue] = [:]
    var places: [String: Span] = [:]
    while cursor.isOption(), let token = cursor.current, let name = token.word {
      cursor.index += 2
      guard let option = spec.options.first(where: { $0.name == name }) else {
        diagnostics.append(unknownOption(name, at: token.span))
        skipToNextOption()
        continue
      }
      if let first = places[name] {
        diagnostics.append(
          Diagnostic(
            .syntax, at: token.span, "the option `\(name)` is given twice",
            related: [.init(first, "given here first")]))
      }
      places[name] = token.span
      subject = "`\(name):`"
      do throws(ParseFailure) {
        options[name] = try value(option.kind)
      } catch {
        diagnostics.append(error.diagnostic)
        skipToNextOption()
      }
      subject = "`\(spec.keyword)`"
    }
    return options
  }

  private mutating func skipToNextOption() {
    while !cursor.isAtEnd, !cursor.isOption() { cursor.advance() }
  }

  private func unknownOption(_ name: String, at span: Span) -> Diagnostic {
    if spec.laterOptions.contains(name) {
      return Diagnostic(.notYet, at: span, "the option `\(name)` of `\(spec.keyword)` is not built yet")
    }
    let names = spec.options.map(\.name)
    let hint: String =
      if let near = nearestName(to: name, in: names) {
        "did you mean `\(near):`?"
      } else if names.isEmpty {
        "`\(spec.keyword)` has no options"
      } else {
        "options of `\(spec.keyword)`: \(names.joined(separator: ", "))"
      }
    return Diagnostic(.unknownOption, at: span, "`\(spec.keyword)` has no option `\(name)`", hint: hint)
  }

  // MARK: Messages

  var usageHint: String {
    "usage: `\(Usage.line(of: spec))\(spec.options.isEmpty ? "" : " [option: value …]")`"
  }

  private func refuseMarkBehindKeyword() throws(ParseFailure) {
    guard let mark = cursor.current, mark.isSymbol(":") || mark.isSymbol("=") else { return }
    if case .literal(let text)? = spec.arguments.first, mark.isSymbol(text) { return }
    throw ParseFailure(
      Diagnostic(
        .syntax, at: mark.span,
        "no `\(cursor.file.text(mark.span))` stands behind the keyword `\(spec.keyword)`",
        hint: usageHint))
  }

  /// What stands behind a clause that is complete.
  private func leftover() -> ParseFailure {
    if let word = cursor.current?.word, !spec.options.isEmpty {
      let names = spec.options.map(\.name)
      if names.contains(word) {
        return cursor.expected("the end of the clause", hint: "an option is written `\(word): VALUE`")
      }
      if let near = nearestName(to: word, in: names) {
        return cursor.expected("an option", hint: "did you mean `\(near): …`?")
      }
    }
    if cursor.current?.isSymbol(",") ?? false, cursor.isOption(at: 1) {
      return cursor.expected("an option", hint: "options stand behind each other without commas")
    }
    let options = spec.options.map { "\($0.name):" }
    if case .list? = spec.arguments.last, options.isEmpty {
      return cursor.expected("`,` or the end of the clause", hint: usageHint)
    }
    return cursor.expected(
      options.isEmpty ? "the end of the clause" : "an option or the end of the clause",
      hint: options.isEmpty ? usageHint : "options of `\(spec.keyword)`: \(options.joined(separator: " "))")
  }
}
