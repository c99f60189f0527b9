import Canonical
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
      case .text: .text
      case .valueOrShare: .number(nil)
      case .countOrShare: .amount
      case .range: .range
      case .choices(let names): .bracketed(.word(names))
      case .scalars: .bracketed(.literal)
      case .counts(let range, _): .bracketed(.integer(range))
      }
    return OptionSpec(parameter.name, kind, default: parameter.defaultText, summary: parameter.summary)
  }

  /// The options that a clause writes.
  static func values(_ clause: ParsedClause) -> [String: HyperparameterValue] {
    clause.options.compactMapValues(value)
  }

  /// Whole numbers; any other range as its text, which no option takes.
  private static func range(
    _ lower: Double, _ upper: Double, _ step: Double?, _ log: Bool
  ) -> HyperparameterValue {
    guard step == nil, !log, let low = Int64(exactly: lower), let high = Int64(exactly: upper) else {
      let ends = "\(NumberText.exact(lower))...\(NumberText.exact(upper))"
      return .text(ends + (step.map { " step \(NumberText.exact($0))" } ?? "") + (log ? " log" : ""))
    }
    return .range(low, high)
  }

  /// A value as it would be written; nil for what is none.
  static func text(_ argument: ArgumentValue) -> String? { value(argument)?.text }

  /// A value as an option takes it; nil for what none takes.
  static func value(_ argument: ArgumentValue) -> HyperparameterValue? {
    switch argument {
    case .word(let word): .text(word.text)
    case .literal(.integer(let value), _): .integer(value)
    case .literal(.number(let value), _): .number(value)
    case .literal(.percent(let value), _): .share(value)
    case .literal(.text(let value), _): .text(value)
    case .literal(.boolean(let value), _): .boolean(value)
    case .list(let items): .list(items.compactMap(value))
    case .range(let lower, let upper, let step, let log, _): range(lower, upper, step, log)
    default: nil
    }
  }
}
