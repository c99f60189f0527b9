import Canonical
import Frame

/// The declaration of an option of an estimator or a feature step: it drives validation, documentation and defaults.
package struct Hyperparameter: Sendable {
  /// As it is written before the colon: the name that the field knows, with underscores.
  package let name: String
  /// What values it takes.
  package let kind: Kind
  /// What is used where the option is not written; nil where leaving it out means "none" or "it depends" (see `summary`).
  package let defaultValue: HyperparameterValue?
  /// What it does, in a phrase, for the documentation.
  package let summary: String

  /// What values an option takes.
  package enum Kind: Sendable {
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case choice([String])
    case boolean
    /// A number or a text.
    case scalar
    case text
    /// A number, or a percentage that stands for a quantile.
    case valueOrShare
    /// A count within the range, or a percentage of a whole.
    case countOrShare(ClosedRange<Int64>)
    /// `2...3`, both ends within the range.
    case range(ClosedRange<Int64>)
    /// Some of the words in square brackets, none twice.
    case choices([String])
    /// Numbers or texts in square brackets, none twice.
    case scalars
    /// Whole numbers in square brackets, each within the range, so many at most; one may stand without brackets.
    case counts(ClosedRange<Int64>, atMost: Int)
  }

  /// The default as it would be written; nil where there is none.
  package var defaultText: String? { defaultValue?.text }

  /// A declaration; the default must be a value of the kind.
  package init(
    _ name: String, _ kind: Kind, default defaultValue: HyperparameterValue? = nil, summary: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.summary = summary
  }
}

/// The value of an option.
package enum HyperparameterValue: Sendable, Hashable {
  case integer(Int64)
  case number(Double)
  case text(String)
  case boolean(Bool)
  /// A percentage, as a share of one.
  case share(Double)
  /// Whole numbers from the first to the second.
  case range(Int64, Int64)
  case list([HyperparameterValue])

  /// The value as it would be written in a cell, texts without quotes.
  package var text: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): NumberText.exact(value)
    case .text(let value): value
    case .boolean(let value): value ? "yes" : "no"
    case .share(let value): NumberText.significant(value * 100, 12) + "%"
    case .range(let low, let high): "\(low)...\(high)"
    case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    }
  }
}

extension Hyperparameter {
  /// Proves that `value` is one that this option takes, and gives it in the option's own type
  /// (an integer written for a number becomes a number).
  package func accept(_ value: HyperparameterValue) throws(LearningError) -> HyperparameterValue {
    switch (kind, value) {
    case (.number, .share(let share)), (.scalar, .share(let share)): return try accept(.number(share))
    case (.integer(let range), .integer(let number)) where range.contains(number): return value
    case (.integer(let range), .number(let number)):
      guard let whole = Int64(exactly: number), range.contains(whole) else { throw refusal(of: value) }
      return .integer(whole)
    case (.number(let range), .number(let number)) where range.contains(number): return value
    case (.number(let range), .integer(let number)) where range.contains(Double(number)):
      return .number(Double(number))
    case (.choice(let words), .text(let word)) where words.contains(where: { $0.hasSameBytes(as: word) }):
      return value
    case (.boolean, .boolean): return value
    case (.scalar, .number(let number)) where number.isFinite: return value
    case (.scalar, .integer), (.scalar, .text), (.text, .text): return value
    case (.valueOrShare, .number(let number)) where number.isFinite: return value
    case (.valueOrShare, .integer(let number)): return .number(Double(number))
    case (.valueOrShare, .share(let share)) where (0...1).contains(share): return value
    case (.countOrShare(let range), .integer(let number)) where range.contains(number): return value
    case (.countOrShare, .share(let share)) where share > 0 && share <= 1: return value
    case (.range(let range), .range(let low, let high))
    where low <= high && range.contains(low) && range.contains(high): return value
    case (.choices(let words), .list(let items)):
      guard items.allSatisfy({ words.containsBytes(of: $0.text) }) else { throw refusal(of: value) }
      return try distinct(items)
    case (.scalars, .list(let items)): return try distinct(items)
    case (.counts(let range, let most), .list(let items)) where (1...most).contains(items.count):
      return .list(try items.map { item throws(LearningError) in try count(item, range, of: value) })
    case (.counts(let range, _), .integer), (.counts(let range, _), .number):
      return .list([try count(value, range, of: value)])
    default: throw refusal(of: value)
    }
  }

  private func count(
    _ item: HyperparameterValue, _ range: ClosedRange<Int64>, of value: HyperparameterValue
  ) throws(LearningError) -> HyperparameterValue {
    switch item {
    case .integer(let number) where range.contains(number): return item
    case .number(let number):
      guard let whole = Int64(exactly: number), range.contains(whole) else { throw refusal(of: value) }
      return .integer(whole)
    default: throw refusal(of: value)
    }
  }

  private func distinct(_ items: [HyperparameterValue]) throws(LearningError) -> HyperparameterValue {
    if items.isEmpty { throw LearningError("`\(name)` is an empty list") }
    if let twice = NameIndex.firstDuplicate(in: items.map(\.text)) {
      throw LearningError("`\(name)` names `\(twice)` twice")
    }
    return .list(items)
  }

  private func refusal(of value: HyperparameterValue) -> LearningError {
    var hint: String?
    if case .choice(let words) = kind, case .text(let word) = value,
      let nearest = nearestName(to: word, in: words)
    {
      hint = "did you mean `\(nearest)`?"
    }
    return LearningError("`\(name)` takes \(expectation), not \(value.text)", hint: hint)
  }

  /// What the option takes, in words: `a whole number from 1 to 10`.
  package var expectation: String {
    switch kind {
    case .integer(let range): "a whole number " + bounds(String(range.lowerBound), String(range.upperBound))
    case .number(let range):
      "a number " + bounds(NumberText.exact(range.lowerBound), NumberText.exact(range.upperBound))
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .boolean: "yes or no"
    case .scalar: "a number or a text"
    case .text: "a text"
    case .valueOrShare: "a number, or a percentage from 0% to 100% for a quantile"
    case .countOrShare(let range):
      "a whole number \(bounds(String(range.lowerBound), String(range.upperBound))), or a percentage"
    case .range(let range):
      "a range of whole numbers \(bounds(String(range.lowerBound), String(range.upperBound))), such as 1...2"
    case .choices(let words): "a list of " + words.joined(separator: ", ")
    case .scalars: "a list of numbers or texts"
    case .counts(let range, let most):
      "a list of \(most) at most, each a whole number \(bounds(String(range.lowerBound), String(range.upperBound)))"
    }
  }

  private func bounds(_ low: String, _ high: String) -> String { "from \(low) to \(high)" }
}

/// The options of one call: what was written, and the defaults of what was not.
struct Options: Sendable {
  private let declared: [Hyperparameter]
  private let written: [String: HyperparameterValue]

  /// Fails where a written option is not declared or its value not one it takes.
  init(
    of owner: String, _ written: [String: HyperparameterValue], declared: [Hyperparameter]
  ) throws(LearningError) {
    var accepted: [String: HyperparameterValue] = [:]
    for name in written.keys.sorted(by: { $0.precedesByBytes($1) }) {
      guard let option = declared.first(where: { $0.name.hasSameBytes(as: name) }) else {
        throw Options.unknown(name, of: owner, declared: declared)
      }
      guard let value = written[name] else { continue }
      accepted[option.name] = try option.accept(value)
    }
    self.declared = declared
    self.written = accepted
  }

  private static func unknown(
    _ name: String, of owner: String, declared: [Hyperparameter]
  ) -> LearningError {
    let names = declared.map(\.name)
    if let nearest = nearestName(to: name, in: names) {
      return LearningError("`\(owner)` has no option `\(name)`", hint: "did you mean `\(nearest)`?")
    }
    let hint = names.isEmpty ? "it takes no options" : "its options are \(enumeration(names, limit: 20))"
    return LearningError("`\(owner)` has no option `\(name)`", hint: hint)
  }

  /// The value written, or the declared default; nil where there is neither.
  subscript(name: String) -> HyperparameterValue? {
    written[name] ?? declared.first { $0.name.hasSameBytes(as: name) }?.defaultValue
  }

  func isWritten(_ name: String) -> Bool { written[name] != nil }

  func number(_ name: String) -> Double? {
    switch self[name] {
    case .number(let value), .share(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  func integer(_ name: String) -> Int? {
    guard case .integer(let value) = self[name] else { return nil }
    return Int(value)
  }

  func text(_ name: String) -> String? {
    guard case .text(let value) = self[name] else { return nil }
    return value
  }

  /// The texts of a list.
  func list(_ name: String) -> [String]? {
    guard case .list(let items) = self[name] else { return nil }
    return items.map(\.text)
  }

  /// The numbers of a list; nil also where it holds a text.
  func numbers(_ name: String) -> [Double]? {
    guard case .list(let items) = self[name] else { return nil }
    let numbers = items.compactMap { item -> Double? in
      switch item {
      case .number(let value), .share(let value): value
      case .integer(let value): Double(value)
      default: nil
      }
    }
    return numbers.count == items.count && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }

  /// The whole numbers of a list.
  func counts(_ name: String) -> [Int]? {
    guard case .list(let items) = self[name] else { return nil }
    return items.compactMap { if case .integer(let value) = $0 { Int(value) } else { nil } }
  }

  func range(_ name: String) -> ClosedRange<Int>? {
    guard case .range(let low, let high) = self[name], low <= high else { return nil }
    return Int(low)...Int(high)
  }

  func boolean(_ name: String) -> Bool? {
    guard case .boolean(let value) = self[name] else { return nil }
    return value
  }
}
