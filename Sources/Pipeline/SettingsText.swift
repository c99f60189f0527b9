import Canonical
import Syntax

/// Clauses as ingredients of a key: canonical text, defaults filled in, layout and comments gone.
package enum SettingsText {
  /// One ingredient for a clause, `role` its keyword.
  package static func ingredient(_ clause: ParsedClause, spec: ClauseSpec, file: SourceFile) -> Ingredient {
    Ingredient(.setting, role: clause.keyword, value: text(clause, spec: spec))
  }

  /// Arguments in the order of the declaration, then all options in that order.
  package static func text(_ clause: ParsedClause, spec: ClauseSpec) -> String {
    var words = elements(spec.arguments, clause)
    for option in spec.options {
      if let value = clause.options[option.name] {
        words.append("\(option.name): \(text(value))")
      } else if let standard = option.defaultText {
        words.append("\(option.name): \(canonical(standard))")
      }
    }
    return words.joined(separator: " ")
  }

  package static func text(_ value: ArgumentValue) -> String {
    switch value {
    case .word(let word): word.text
    case .literal(let literal, _): text(literal)
    case .selector(let selector): text(selector)
    case .expression(let expression): ExpressionPrinter.text(expression)
    case .list(let values): values.map(text).joined(separator: ", ")
    case .range(let lower, let upper, let step, let log, _):
      "\(NumberText.exact(lower))...\(NumberText.exact(upper))"
        + (step.map { " step \(NumberText.exact($0))" } ?? "") + (log ? " log" : "")
    case .set(let values, _): "{" + values.map(text).joined(separator: ", ") + "}"
    case .rawLines: ""
    }
  }

  package static func text(_ literal: Literal) -> String {
    switch literal {
    case .integer(let value): String(value)
    case .number(let value), .percent(let value): NumberText.exact(value)
    case .text(let text): ExpressionPrinter.quoted(text)
    case .boolean(let value): value ? "yes" : "no"
    }
  }

  package static func text(_ selector: Selector) -> String {
    let terms = selector.terms.map(text).joined(separator: ", ")
    guard !selector.exceptions.isEmpty else { return terms }
    return terms + " except " + selector.exceptions.map(text).joined(separator: ", ")
  }

  private static func text(_ term: Selector.Term) -> String {
    switch term {
    case .kind(let word): word.text
    case .column(let word): "`\(word.text)`"
    case .startsWith(let prefix, _): "starts_with(\"\(prefix)\")"
    case .matches(let pattern, _): "matches(/\(pattern)/)"
    }
  }

  private static func elements(_ elements: [ClauseElement], _ clause: ParsedClause) -> [String] {
    elements.flatMap { element -> [String] in
      switch element {
      case .one(let label, _), .list(let label, _): clause.arguments[label].map { [text($0)] } ?? []
      case .literal: []
      case .optional(let inner): self.elements(inner, clause)
      }
    }
  }

  private static func canonical(_ text: String) -> String {
    if text.hasSuffix("%"), let value = Double(text.dropLast()) { return NumberText.exact(value / 100) }
    return Double(text).map { NumberText.exact($0) } ?? text
  }
}
