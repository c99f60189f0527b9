import Canonical

/// The line that shows how a clause is written, such as `stratify by COLUMN[, COLUMN…]`, with its options behind it.
package func usage(of spec: ClauseSpec) -> String {
  ([Usage.line(of: spec)] + spec.options.map { "[\(Usage.text(of: $0))]" }).joined(separator: " ")
}

extension ClauseSpec {
  /// How the clause is written.
  package var usage: String { Syntax.usage(of: self) }
}

/// How clauses and options are written, made from their declarations.
package enum Usage {
  /// A clause without its options: keyword and arguments.
  package static func line(of spec: ClauseSpec) -> String {
    if let form = spec.form { return form }
    let arguments = text(of: spec.arguments)
    return arguments.isEmpty ? spec.keyword : "\(spec.keyword) \(arguments)"
  }

  /// Such as `bins: N` or `with: mean|median`.
  package static func text(of option: OptionSpec) -> String {
    "\(option.name): \(placeholder(option.kind, label: nil))"
  }

  /// What stands for a value: its choices, or its label in capitals.
  package static func placeholder(_ kind: ArgumentKind, label: String?) -> String {
    let name = label.map(capitals)
    switch kind {
    case .column: return name ?? "COLUMN"
    case .newName, .valueName: return name ?? "NAME"
    case .selector: return name ?? "COLUMNS"
    case .expression: return name ?? "EXPR"
    case .text: return "\"\(name ?? "TEXT")\""
    case .number: return name ?? "NUMBER"
    case .integer: return name ?? "N"
    case .share: return "P%"
    case .amount: return "N|P%"
    case .word(let choices, _) where choices.count <= 8 && !choices.isEmpty:
      return choices.joined(separator: "|")
    case .word: return name ?? "WORD"
    case .yesNo: return "yes|no"
    case .literal: return name ?? "VALUE"
    case .range: return "LOW...HIGH"
    case .set: return "{A, B}"
    case .bracketed(let inner): return "[\(placeholder(inner, label: label)), …]"
    case .rawLines: return "(indented lines below)"
    }
  }

  private static func text(of elements: [ClauseElement]) -> String {
    elements.map { element in
      switch element {
      case .one(let label, let kind): return placeholder(kind, label: label)
      case .list(let label, let kind):
        let one = placeholder(kind, label: singular(label))
        return one.contains("|") ? "\(one)[, …]" : "\(one)[, \(one)…]"
      case .literal(let text): return text
      case .optional(let inner): return "[\(text(of: inner))]"
      }
    }.joined(separator: " ")
  }

  /// Lists are labelled by what they hold: `columns` is a list of one column after another.
  private static func singular(_ label: String) -> String {
    label.hasSuffix("s") ? String(label.dropLast()) : label
  }

  private static func capitals(_ label: String) -> String {
    String(label.uppercased().map { $0 == "_" ? " " : $0 })
  }
}

extension ArgumentKind {
  /// What is wanted, for messages: `a number from 0 to 1`.
  var wanted: String {
    switch self {
    case .column: "a column"
    case .newName: "a name"
    case .valueName: "the name of a value"
    case .selector: "columns"
    case .expression: "an expression"
    case .text: "a text"
    case .number(let range): "a number" + (range.map(limits) ?? "")
    case .integer(let range): "a whole number" + (range.map(limits) ?? "")
    case .share: "a share, from 0% to 100%"
    case .amount: "a count or a share"
    case .word(let choices, _): "one of \(choices.joined(separator: ", "))"
    case .yesNo: "`yes` or `no`"
    case .literal: "a constant"
    case .range: "a range"
    case .set: "a set"
    case .bracketed: "a list in square brackets"
    case .rawLines: "indented lines below"
    }
  }

  /// How such a value looks, for hints; nil where `wanted` says it all.
  var example: String? {
    switch self {
    case .column: "`age`, or `` `Petal length` `` where it is not a word"
    case .newName, .valueName: "`name`"
    case .selector: "`numeric`, or `age, income`"
    case .expression: "`age > 30`"
    case .text: "`\"text\"`"
    case .number(let range): "`\(NumberText.exact(range.map(Self.sample) ?? 0.5))`"
    case .integer(let range): "`\(range.map { min(max($0.lowerBound, 10), $0.upperBound) } ?? 10)`"
    case .share: "`80%`"
    case .amount: "`100` or `10%`"
    case .literal: "`12`, `\"text\"` or `yes`"
    case .range: "`1...10`"
    case .set: "`{a, b}`"
    case .bracketed(let inner): inner.elementExampleText.map { "`[\($0), …]`" }
    case .word, .yesNo, .rawLines: nil
    }
  }

  /// How such a value looks inside of brackets.
  var elementExampleText: String? {
    switch self {
    case .word(let choices, _): choices.first
    default: example?.split(separator: "`").first.map(String.init)
    }
  }

  private static func sample(_ range: ClosedRange<Double>) -> Double {
    range.contains(0.5) ? 0.5 : range.lowerBound.isFinite ? range.lowerBound : range.upperBound
  }

  private func limits(_ range: ClosedRange<Double>) -> String {
    let low = range.lowerBound > -.greatestFiniteMagnitude ? NumberText.exact(range.lowerBound) : nil
    let high = range.upperBound < .greatestFiniteMagnitude ? NumberText.exact(range.upperBound) : nil
    return limits(low, high)
  }

  private func limits(_ range: ClosedRange<Int64>) -> String {
    limits(
      range.lowerBound > .min ? String(range.lowerBound) : nil,
      range.upperBound < .max ? String(range.upperBound) : nil)
  }

  private func limits(_ low: String?, _ high: String?) -> String {
    switch (low, high) {
    case (let low?, let high?): " from \(low) to \(high)"
    case (let low?, nil): " of at least \(low)"
    case (nil, let high?): " of at most \(high)"
    case (nil, nil): ""
    }
  }
}
