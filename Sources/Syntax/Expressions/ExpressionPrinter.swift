import Canonical

/// The canonical text of expressions: single blanks, as few parentheses as the meaning allows.
///
/// Reading the text gives the same expression again. It is part of keys and is shown on pages.
package enum ExpressionPrinter {
  /// The canonical text; `…` for a part that could not be parsed. O(size).
  package static func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let literal): text(literal)
    case .name(let words): words.enumerated().map { name($1.text, first: $0 == 0) }.joined(separator: ".")
    case .parameter(let name): "$" + name
    case .unary(.not, let operand): "not " + text(operand, within: .not)
    case .unary(.minus, let operand): "-" + text(operand, within: isNegative(operand) ? .primary : .unary)
    case .binary(let symbol, let left, let right):
      text(left, within: symbol.precedence == .comparison ? .additive : symbol.precedence)
        + " \(symbol.rawValue) " + text(right, within: symbol.precedence.next)
    case .call(let name, let arguments): "\(name.text)(\(list(arguments)))"
    case .membership(let operand, let items, let negated):
      text(operand, within: .additive) + (negated ? " not in [" : " in [") + list(items) + "]"
    case .between(let operand, let lower, let upper, let negated):
      text(operand, within: .additive) + (negated ? " not between " : " between ")
        + text(lower, within: .additive) + " and " + text(upper, within: .additive)
    case .isMissing(let operand, let negated):
      text(operand, within: .additive) + (negated ? " is not missing" : " is missing")
    case .conditional(let condition, let yes, let no):
      "if \(text(condition, within: .or)) then \(text(yes)) else \(text(no))"
    case .invalid: "…"
    }
  }

  /// A literal as it is written in a cell.
  package static func text(_ literal: Literal) -> String {
    switch literal {
    case .integer(let value): String(value)
    case .number(let value): decimal(value)
    case .percent(let value): percent(value)
    case .text(let text): quoted(text)
    case .boolean(let value): value ? "yes" : "no"
    }
  }

  /// A column or value name as it is written in a cell: bare where it can be, else between backticks.
  package static func name(_ name: String) -> String { self.name(name, first: true) }

  /// Text in double quotes, with escapes.
  package static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        out += "\\u{\(String(scalar.value, radix: 16))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func text(_ expression: Expression, within minimum: Precedence) -> String {
    let inner = text(expression)
    return precedence(of: expression) < minimum ? "(\(inner))" : inner
  }

  private static func list(_ items: [Expression]) -> String { items.map { text($0) }.joined(separator: ", ") }

  private static func precedence(of expression: Expression) -> Precedence {
    switch expression.kind {
    case .literal: isNegative(expression) ? .unary : .primary
    case .name, .parameter, .call, .invalid: .primary
    case .unary(.not, _): .not
    case .unary(.minus, _): .unary
    case .binary(let symbol, _, _): symbol.precedence
    case .membership, .between, .isMissing: .comparison
    case .conditional: .conditional
    }
  }

  private static func isNegative(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .unary(.minus, _): true
    case .literal(let literal): (literal.number?.sign ?? .plus) == .minus
    default: false
    }
  }

  private static func name(_ name: String, first: Bool) -> String {
    let isBare = isIdentifier(name) && !(first && ExpressionParser.reservedWords.contains(name))
    return isBare ? name : "`\(name)`"
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let head = name.unicodeScalars.first, head == "_" || head.properties.isXIDStart else {
      return false
    }
    return name.unicodeScalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
  }

  /// The shortest text that reads back as the same `number`, and not as an `integer`.
  private static func decimal(_ value: Double) -> String {
    let text = NumberText.exact(value)
    return text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") }) ? text + ".0" : text
  }

  /// The digits of the share with their point two places to the right, so that reading gives the same share.
  private static func percent(_ share: Double) -> String {
    let parts = NumberText.exact(share).split(separator: "e")
    if parts.count == 2, let exponent = Int(parts[1]) { return "\(parts[0])e\(exponent + 2)%" }
    let halves = parts[0].split(separator: ".")
    let fraction = halves.count > 1 ? Array(halves[1].utf8) : []
    let padded = fraction + Array(repeating: UInt8(ascii: "0"), count: max(0, 2 - fraction.count))
    let sign = halves[0].hasPrefix("-") ? "-" : ""
    let whole = Array(halves[0].utf8.drop { $0 == UInt8(ascii: "-") }) + padded[..<2]
    let significant = whole.drop { $0 == UInt8(ascii: "0") }
    let front = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    let rest = String(decoding: padded[2...], as: UTF8.self)
    return sign + front + (rest.isEmpty ? "" : "." + rest) + "%"
  }
}
