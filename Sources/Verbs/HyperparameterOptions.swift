import Learning
import Syntax

/// Options of estimators and steps, between their declaration and the cell language.
enum HyperparameterOptions {
  static func spec(_ parameter: Hyperparameter) -> OptionSpec {
    let kind: ArgumentKind =
      switch parameter.kind {
      case .integer(let range): .integer(range)
      case .number(let range): .number(range)
      case .choice(let names): .word(names)
      case .boolean: .yesNo
      case .scalar: .literal
      }
    return OptionSpec(parameter.name, kind, default: parameter.defaultText, summary: parameter.summary)
  }

  /// The options that a clause writes.
  static func values(_ clause: ParsedClause) -> [String: HyperparameterValue] {
    clause.options.compactMapValues(value)
  }

  private static func value(_ argument: ArgumentValue) -> HyperparameterValue? {
    switch argument {
    case .word(let word): .text(word.text)
    case .literal(.integer(let value), _): .integer(value)
    case .literal(.number(let value), _), .literal(.percent(let value), _): .number(value)
    case .literal(.text(let value), _): .text(value)
    case .literal(.boolean(let value), _): .boolean(value)
    default: nil
    }
  }
}
