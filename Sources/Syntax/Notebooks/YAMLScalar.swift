import Yams

/// Scalars by rules of our own, stricter than YAML's: no octal numbers, no sexagesimal ones, no infinities.
extension Node.Scalar {
  /// Bare, so that its text decides what it is.
  private var isPlain: Bool {
    style == .plain && tag.description != "tag:yaml.org,2002:str"
  }

  var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(string) }

  /// The constant meant; nil for null, for numbers that are not finite, and for whole ones beyond 64 bits.
  var literal: Literal? {
    guard isPlain else { return .text(string) }
    if isNull { return nil }
    switch string.lowercased() {
    case "true", "yes": return .boolean(true)
    case "false", "no": return .boolean(false)
    case ".nan", ".inf", "-.inf", "+.inf": return nil
    default: return number
    }
  }

  private var number: Literal? {
    var digits = Substring(string)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits = digits.dropFirst() }
    let file = SourceFile(path: "", text: String(digits))
    let lexer = Lexer(file: file, lines: [Span(0, file.bytes.count)])
    guard digits.utf8.first?.isDigit ?? false, let token = lexer.tokens.first,
      token.span.end == file.bytes.count
    else { return .text(string) }
    let literal: Literal
    switch token.kind {
    case .number(let number): literal = number
    case .percent(let share): literal = .percent(share)
    default: return .text(string)
    }
    if let problem = lexer.diagnostics.first { return problem.code == .wrongValue ? nil : .text(string) }
    return isNegative ? literal.negated : literal
  }
}
