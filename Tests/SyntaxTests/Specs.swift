import Syntax

/// Declarations of clauses of every kind, as verbs make them.
enum Specs {
  static let all: [ClauseSpec] = [
    ClauseSpec("on", .one("table", .valueName), required: true),
    ClauseSpec(
      "metrics", .list("metrics", .word(["accuracy", "f1_macro", "log_loss"], notYet: ["brier"]))),
    ClauseSpec("split", .list("shares", .share)),
    ClauseSpec("stratify by", .list("columns", .column)),
    ClauseSpec(
      "take", .one("amount", .amount),
      options: [
        OptionSpec(
          "method", .word(["simple", "stratified"]), default: "simple", summary: "How rows are drawn."),
        OptionSpec("by", .column, summary: "The column of the strata."),
      ]),
    ClauseSpec(
      "impute", .one("columns", .selector),
      options: [OptionSpec("with", .word(["mean", "median"]), summary: "What fills the gaps.")],
      repeatable: true),
    ClauseSpec(
      "model logistic",
      options: [
        OptionSpec(
          "C", .number(0...Double.greatestFiniteMagnitude), default: "1", summary: "Inverse strength."),
        OptionSpec("max_iter", .integer(1...Int64.max), default: "100", summary: "Most steps."),
      ]),
    ClauseSpec("model ridge", options: [OptionSpec("alpha", .number(0...1), summary: "Strength.")]),
    ClauseSpec("model svm", notYet: true),
    ClauseSpec(
      "column", .one("name", .column), .one("type", .word(["number", "text"])),
      .optional([.literal("as"), .one("new", .newName)]),
      options: [OptionSpec("format", .text, summary: "How dates are written.")], repeatable: true),
    ClauseSpec(
      "derive", .one("name", .newName), .literal("="), .one("value", .expression), repeatable: true),
    ClauseSpec("where", .one("condition", .expression), repeatable: true),
    ClauseSpec("limit", .one("count", .integer(1...Int64.max))),
    ClauseSpec("encoding", .one("name", .word(["utf-8", "latin-1"]))),
    ClauseSpec("header", .one("flag", .yesNo)),
    ClauseSpec("missing", .list("texts", .text)),
    ClauseSpec("inline", .one("lines", .rawLines)),
    ClauseSpec("cross", .one("a", .column), .literal("*"), .one("b", .column)),
    ClauseSpec("ngrams", .one("range", .range)),
    ClauseSpec("kinds", .one("set", .set)),
    ClauseSpec("order", .one("list", .bracketed(.text))),
    ClauseSpec("constant", .one("value", .literal)),
    ClauseSpec("caption", .one("text", .text)),
    ClauseSpec("hide source"),
    ClauseSpec("hide result"),
    ClauseSpec("slice by", .one("column", .column), repeatable: true),
    ClauseSpec(
      "slice", .one("name", .newName), .literal("where"), .one("condition", .expression), repeatable: true),
    ClauseSpec(
      "pick", .optional([.one("name", .newName)]), .literal("where"), .one("condition", .expression)),
  ]

  static let parameters: [String: Literal] = [
    "half": .number(0.5), "metric": .text("accuracy"), "on": .boolean(true), "share": .text("80%"),
  ]

  /// A clause as read, as one line of text.
  static func text(_ clause: ParsedClause) -> String {
    let arguments = clause.arguments.keys.sorted().map { "\($0)=\(text(clause.arguments[$0]))" }
    let options = clause.options.keys.sorted().map { "\($0):\(text(clause.options[$0]))" }
    return ([clause.keyword] + arguments + options + clause.parameters.map { "$\($0)" }).joined(
      separator: " ")
  }

  private static func text(_ value: ArgumentValue?) -> String {
    switch value {
    case .word(let word)?: word.text
    case .literal(let literal, _)?: ExpressionPrinter.text(literal)
    case .selector(let selector)?:
      "<" + selector.terms.map(text).joined(separator: ",")
        + (selector.exceptions.isEmpty ? "" : " - " + selector.exceptions.map(text).joined(separator: ","))
        + ">"
    case .expression(let expression)?: "(\(ExpressionPrinter.text(expression)))"
    case .list(let values)?: "[\(values.map { text($0) }.joined(separator: ","))]"
    case .range(let lower, let upper, let step, let log, _)?:
      "\(lower)...\(upper)" + (step.map { "/\($0)" } ?? "") + (log ? "log" : "")
    case .set(let values, _)?: "{\(values.map { text($0) }.joined(separator: ","))}"
    case .rawLines(let lines)?: "raw\(lines.count)"
    case nil: "nil"
    }
  }

  private static func text(_ term: Selector.Term) -> String {
    switch term {
    case .kind(let word): "any \(word.text)"
    case .column(let word): word.text
    case .startsWith(let text, _): "\(text)*"
    case .matches(let pattern, _): "/\(pattern)/"
    }
  }
}
