/// What to write instead of an operator of another language.
enum OperatorHints {
  /// For a token that stands where an operator is due; nil where it may well end the expression.
  static func infix(_ token: Token?, next: Token?) -> String? {
    switch token?.kind {
    case .symbol(let symbol)?: symbols[symbol]
    case .word(let word)? where !(next?.isSymbol(":") ?? false): words[word]
    default: nil
    }
  }

  /// For a token that stands where a value is due.
  static func value(_ token: Token?, next: Token?) -> String? {
    switch token?.kind {
    case .symbol("!")?: "write `not`"
    case .symbol("+")?: "a number is positive without a sign"
    case .symbol("--")?: "write `-(-x)` for a double minus"
    case .symbol(".")? where next.map(startsNumber) ?? false: "numbers start with a digit: `0.5`"
    case .symbol("[")?: "a list may stand behind `in`"
    case .symbol("=")?: "to compare, write `==`"
    case .word("if")?: "put parentheses around `if … then … else …`"
    case .word("missing")?: "write `is missing`, or `` `missing` `` for a column of that name"
    case .word(let word)? where ExpressionParser.reservedWords.contains(word):
      "a column of that name stands in backticks: `` `\(word)` ``"
    default: nil
    }
  }

  private static func startsNumber(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .percent: true
    default: false
    }
  }

  private static let symbols = [
    "=": "to compare, write `==`", "===": "to compare, write `==`", "!==": "write `!=`", "<>": "write `!=`",
    "=>": "write `>=`", "=<": "write `<=`", "&&": "write `and`", "&": "write `and`", "||": "write `or`",
    "!": "write `not`, or `!=` to compare",
    "**": "there is no power operator; multiply, or use `exp` and `log`",
    "^": "there is no power operator; multiply, or use `exp` and `log`",
    "--": "write `a - -b` with a blank between the signs", "?": "write `if CONDITION then VALUE else VALUE`",
    ";": "one clause stands on a line", "...": "write `between LOW and HIGH`",
  ]

  private static let words = [
    "AND": "write `and`", "OR": "write `or`", "NOT": "write `not`", "IN": "write `in`", "IS": "write `is`",
    "BETWEEN": "write `between`", "equals": "write `==`", "eq": "write `==`", "ne": "write `!=`",
    "mod": "write `%`",
    "like": "use `contains`, `starts_with` or `matches`",
    "LIKE": "use `contains`, `starts_with` or `matches`",
  ]
}
