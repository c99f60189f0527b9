/// The declaration of a clause: it drives the parser, the formatter, `limn docs` and completion.
package struct ClauseSpec: Sendable {
  /// One or more words, such as `stratify by`. The longest keyword that fits a line wins.
  package var keyword: String
  package var summary: String
  package var arguments: [ClauseElement]
  package var options: [OptionSpec]
  package var repeatable: Bool
  package var required: Bool
  /// Reserved by the language: known, and answered with "not yet".
  package var notYet: Bool
  /// Options that the language reserves for it: answered with "not yet".
  package var laterOptions: [String] = []
  /// How it is written, where the verb reads it itself as a part of its free body; nil for all others.
  package var form: String?

  package init(
    _ keyword: String, _ arguments: ClauseElement..., options: [OptionSpec] = [], repeatable: Bool = false,
    required: Bool = false, notYet: Bool = false, summary: String = ""
  ) {
    self.keyword = keyword
    self.summary = summary
    self.arguments = arguments
    self.options = options
    self.repeatable = repeatable
    self.required = required
    self.notYet = notYet
  }

  /// A line of a free body that its verb reads itself: only documented and coloured by this declaration.
  package static func free(_ keyword: String, form: String, summary: String) -> ClauseSpec {
    var spec = ClauseSpec(keyword, repeatable: true, summary: summary)
    spec.form = form
    return spec
  }

  /// Reserved clauses, by their keywords.
  package static func reserved(_ keywords: String...) -> [ClauseSpec] {
    keywords.map { ClauseSpec($0, notYet: true) }
  }
}

/// One part of what stands behind a clause's keyword.
package indirect enum ClauseElement: Sendable {
  /// One value, kept under the label.
  case one(String, ArgumentKind)
  /// One or more values between commas, kept under the label.
  case list(String, ArgumentKind)
  /// A fixed word or symbol, such as `as`, `=`, `*`.
  case literal(String)
  /// All of it or none.
  case optional([ClauseElement])
}

/// An option behind the arguments: `name: value`.
package struct OptionSpec: Sendable {
  package var name: String
  package var kind: ArgumentKind
  /// The default as it would be written, for the documentation; nil where leaving it out means "none".
  package var defaultText: String?
  package var summary: String

  package init(_ name: String, _ kind: ArgumentKind, default defaultText: String? = nil, summary: String) {
    self.name = name
    self.kind = kind
    self.defaultText = defaultText
    self.summary = summary
  }
}

/// What kind of value an argument or option takes.
package indirect enum ArgumentKind: Sendable {
  /// A column of a table: identifier, or anything between backticks. Whether it exists is the verb's to check.
  case column
  /// A new column or slice name.
  case newName
  /// The name of a value of the notebook.
  case valueName
  case selector
  /// An expression, up to the end of the clause or the next comma at depth 0.
  case expression
  case text
  /// A number or percent within the range (both ends included); nil: any finite number.
  case number(ClosedRange<Double>?)
  case integer(ClosedRange<Int64>?)
  /// A percent or a fraction of one, kept as a `percent` literal.
  case share
  /// A count (an integer literal) or a share (a percent literal).
  case amount
  /// One of the words. `notYet` words are known and answered with "not yet".
  case word([String], notYet: [String] = [])
  case yesNo
  /// Any constant.
  case literal
  /// `2...10`, `0.001...0.3 log`, `0...100 step 5`
  case range
  /// `{a, b}`
  case set
  /// `[a, b]` of another kind.
  case bracketed(ArgumentKind)
  /// The continuation lines, verbatim (for `inline`).
  case rawLines
}

/// A value as parsed.
package indirect enum ArgumentValue: Sendable, Hashable {
  case word(Word)
  case literal(Literal, Span)
  case selector(Selector)
  case expression(Expression)
  case list([ArgumentValue])
  case range(lower: Double, upper: Double, step: Double?, log: Bool, Span)
  case set([ArgumentValue], Span)
  case rawLines([Span])

  package var span: Span {
    switch self {
    case .word(let word): word.span
    case .literal(_, let span), .range(_, _, _, _, let span), .set(_, let span): span
    case .selector(let selector): selector.span
    case .expression(let expression): expression.span
    case .list(let values):
      values.dropFirst().reduce(values.first?.span ?? Span(0, 0)) { $0.union($1.span) }
    case .rawLines(let lines): lines.dropFirst().reduce(lines.first ?? Span(0, 0)) { $0.union($1) }
    }
  }
}

/// A clause that has been read against its declaration. Everything in it has the kinds that the declaration names.
package struct ParsedClause: Sendable, Hashable {
  /// As declared.
  package var keyword: String
  package var keywordSpan: Span
  package var span: Span
  /// By label. A `list` element is an `ArgumentValue.list`; an `optional` that is left out has no entry.
  package var arguments: [String: ArgumentValue]
  /// By name; only those that are written.
  package var options: [String: ArgumentValue]
  /// Names of the parameters that were replaced by their values.
  package var parameters: [String]

  package init(
    keyword: String, keywordSpan: Span, span: Span, arguments: [String: ArgumentValue],
    options: [String: ArgumentValue], parameters: [String]
  ) {
    self.keyword = keyword
    self.keywordSpan = keywordSpan
    self.span = span
    self.arguments = arguments
    self.options = options
    self.parameters = parameters
  }

  /// A word argument or option: a column, a name, a choice.
  package func word(_ label: String) -> Word? {
    guard case .word(let word)? = arguments[label] ?? options[label] else { return nil }
    return word
  }

  /// The words of a list argument.
  package func words(_ label: String) -> [Word] {
    guard case .list(let values)? = arguments[label] ?? options[label] else { return [] }
    return values.compactMap { value in
      if case .word(let word) = value { word } else { nil }
    }
  }

  package func literal(_ label: String) -> Literal? {
    guard case .literal(let literal, _)? = arguments[label] ?? options[label] else { return nil }
    return literal
  }

  package func literals(_ label: String) -> [Literal] {
    guard case .list(let values)? = arguments[label] ?? options[label] else { return [] }
    return values.compactMap { value in
      if case .literal(let literal, _) = value { literal } else { nil }
    }
  }

  package func number(_ label: String) -> Double? { literal(label)?.number }

  package func integer(_ label: String) -> Int64? {
    guard case .integer(let value)? = literal(label) else { return nil }
    return value
  }

  package func text(_ label: String) -> String? {
    guard case .text(let text)? = literal(label) else { return nil }
    return text
  }

  package func flag(_ label: String) -> Bool? {
    guard case .boolean(let value)? = literal(label) else { return nil }
    return value
  }

  package func expression(_ label: String) -> Expression? {
    guard case .expression(let expression)? = arguments[label] ?? options[label] else { return nil }
    return expression
  }

  package func selector(_ label: String) -> Selector? {
    guard case .selector(let selector)? = arguments[label] ?? options[label] else { return nil }
    return selector
  }
}
