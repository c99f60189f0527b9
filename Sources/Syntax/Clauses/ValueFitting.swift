import Canonical

extension ArgumentKind {
  /// The literal as the kind keeps it; nil where it does not fit.
  func fitting(_ literal: Literal) -> Literal? {
    switch (self, literal) {
    case (.text, .text), (.yesNo, .boolean), (.literal, _), (.integer(nil), .integer): return literal
    case (.number(let range), .integer), (.number(let range), .number), (.number(let range), .percent):
      guard let value = literal.number, value.isFinite, range?.contains(value) ?? true else { return nil }
      return literal
    case (.integer(let range?), .integer(let value)): return range.contains(value) ? literal : nil
    case (.share, .integer), (.share, .number), (.share, .percent), (.amount, .percent):
      guard let value = literal.number, value >= 0, value <= 1 else { return nil }
      return .percent(value)
    case (.amount, .integer(let value)): return value >= 0 ? literal : nil
    default: return nil
    }
  }

  /// What to write instead of a literal that does not fit.
  func hint(for literal: Literal) -> String? {
    switch (self, literal) {
    case (.share, .integer(let value)) where value > 1 && value <= 100: "write `\(value)%`"
    case (.amount, .number(let value)) where value > 0 && value <= 1:
      "write `\(ExpressionPrinter.text(.percent(value)))` for a share"
    case (.integer, .number(let value)) where value == value.rounded() && value.magnitude < 1e15:
      "write `\(NumberText.exact(value))`"
    case (.text, .integer), (.text, .number): "put it in double quotes"
    case (.number, .text(let text)) where text.hasSuffix("%"),
      (.share, .text(let text)) where text.hasSuffix("%"),
      (.amount, .text(let text)) where text.hasSuffix("%"):
      "a parameter in quotes is a text; write `\(text)` without them"
    case (.yesNo, .integer(0)): "write `no`"
    case (.yesNo, .integer(1)): "write `yes`"
    default: exampleHint
    }
  }

  /// What to write instead of a token that is no value of the kind.
  func hint(for token: Token, in file: SourceFile) -> String? {
    switch (self, token.kind) {
    case (.text, .word(let word)), (.text, .name(let word)):
      "put it in double quotes: `\(ExpressionPrinter.quoted(word))`"
    case (.text, .symbol(let symbol)) where !["]", ")", "}", ","].contains(symbol):
      "put it in double quotes, as in `\"\(symbol)\"`"
    case (.column, .text(let text)), (.selector, .text(let text)), (.newName, .text(let text)),
      (.valueName, .text(let text)):
      "names stand without quotes: `` \(ExpressionPrinter.name(text)) ``"
    case (.word(let choices, _), .text(let text)) where choices.contains(text):
      "write it without quotes: `\(text)`"
    case (.word(let choices, _), .text(let text)):
      nearestName(to: text, in: choices).map { "did you mean `\($0)`, without quotes?" }
    case (.column, .number), (.newName, .number), (.selector, .number):
      "a name that is not a word stands in backticks: `` `\(file.text(token.span))` ``"
    case (.selector, .symbol("*")): "write `all`"
    case (.literal, .word(let word)): "put a text in double quotes: `\"\(word)\"`"
    case (.range, .symbol("[")), (.range, .symbol("{")): "a range is written `1...10`"
    case (.set, .symbol("[")): "a set stands in braces: `{a, b}`"
    case (.bracketed, .symbol("{")), (.bracketed, .symbol("(")): "the list stands in square brackets"
    case (.bracketed(let inner), _) where inner.elementExampleText != nil:
      "put it in square brackets, as in `[\(inner.elementExampleText ?? ""), …]`"
    default: exampleHint
    }
  }

  private var exampleHint: String? { example.map { "for example \($0)" } }
}

extension Token {
  /// The constant that it is by itself.
  var literal: Literal? {
    switch kind {
    case .number(let literal): literal
    case .percent(let share): .percent(share)
    case .text(let text): .text(text)
    case .word("yes"), .word("true"): .boolean(true)
    case .word("no"), .word("false"): .boolean(false)
    default: nil
    }
  }

  /// What it is, for messages.
  func description(in file: SourceFile) -> String {
    let written = file.text(span)
    return switch kind {
    case .word: "the word `\(written)`"
    case .name: "the name \(written)"
    case .number: "the number `\(written)`"
    case .percent: "the percent `\(written)`"
    case .text: "the text `\(written)`"
    case .parameter: "the parameter `\(written)`"
    case .regex: "the pattern `\(written)`"
    case .symbol: "`\(written)`"
    }
  }

  /// Whether it can be a part of a choice such as `latin-1`.
  var isPartOfChoice: Bool {
    switch kind {
    case .word, .number: true
    case .symbol(let symbol): symbol == "-" || symbol == "."
    default: false
    }
  }
}

extension Literal {
  /// The number with the other sign; nil for what is no number.
  var negated: Literal? {
    switch self {
    case .integer(let value): .integer(-value)
    case .number(let value): .number(-value)
    case .percent(let value): .percent(-value)
    case .text, .boolean: nil
    }
  }
}

extension Diagnostic {
  /// `$name` without a parameter of that name.
  static func noParameter(_ name: String, at span: Span, known: [String]) -> Diagnostic {
    let hint =
      nearestName(to: name, in: known).map { "did you mean `$\($0)`?" }
      ?? (known.isEmpty
        ? "the front matter declares no `params`" : "parameters: \(known.joined(separator: ", "))")
    return Diagnostic(.unknownParameter, at: span, "there is no parameter `\(name)`", hint: hint)
  }
}
