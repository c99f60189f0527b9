import Canonical

/// The canonical text of formulas.
enum FormulaText {
  static func literal(_ value: Scalar) -> String {
    switch value {
    case .missing: return "missing"
    case .text(let text): return quoted(text)
    case .number(let number):
      let text = NumberText.exact(number)
      // A number stays apart from the integer of the same value: `1.0` divides, compares and prints as a number.
      return text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- 48 < 10 } ? text + ".0" : text
    case .date: return "date(\"\(value.text)\")"
    case .datetime: return "datetime(\"\(value.text)\")"
    case .integer, .boolean: return value.text
    }
  }

  /// Bare where it is an identifier that is no word of the language, else between backticks.
  static func name(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isIdentifier =
      bytes.first.map { !($0 &- 48 < 10) } ?? false
      && bytes.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
    if isIdentifier, !reserved.contains(name) { return name }
    return "`" + escaped(name, quote: "`") + "`"
  }

  static func quoted(_ text: String) -> String { "\"" + escaped(text, quote: "\"") + "\"" }

  /// The text in a message's backticks, without the backticks of a column name.
  static func shown(_ formula: Formula) -> String {
    if case .column(let name) = formula.node { return name }
    return formula.canonicalText
  }

  /// A part of a larger expression: parenthesised unless it is a constant, a column or a call.
  static func part(_ formula: Formula) -> String {
    switch formula.node {
    case .literal, .column, .call: formula.canonicalText
    case .converted(let inner): part(inner)
    default: "(\(formula.canonicalText))"
    }
  }

  static func list(_ formulas: [Formula]) -> String {
    formulas.map(\.canonicalText).joined(separator: ", ")
  }

  private static let reserved: Set<String> = [
    "and", "or", "not", "in", "between", "is", "missing", "if", "then", "else", "true", "false", "yes", "no",
  ]

  private static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\":
        out.unicodeScalars.append("\\")
        out.unicodeScalars.append(scalar)
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
