import Canonical
import Frame
import Syntax

/// Turns an expression as written into a typed formula, reporting every part that has no meaning.
package struct ExpressionTyping {
  /// What a name stands for, or why it stands for nothing.
  package typealias Resolver = ([Word]) -> Result<Formula, Diagnostic>

  private let parameters: [String: Literal]
  private let resolve: Resolver
  package private(set) var diagnostics: [Diagnostic] = []
  /// Parameters that the expression mentions, in order.
  package private(set) var mentioned: [String] = []

  package init(parameters: [String: Literal], resolve: @escaping Resolver) {
    self.parameters = parameters
    self.resolve = resolve
  }

  /// Names are the columns of `schema`.
  package init(parameters: [String: Literal], schema: Schema) {
    self.init(parameters: parameters) { path in
      let name = path.map(\.text).joined(separator: ".")
      let span = path.dropFirst().reduce(path[0].span) { $0.union($1.span) }
      if let field = schema[name] { return .success(Formula.column(field)) }
      return .failure(.unknownColumn(name, at: span, in: schema))
    }
  }

  /// The formula, or nil after diagnostics.
  package mutating func formula(_ expression: Expression) -> Formula? {
    switch expression.kind {
    case .literal(let literal): return .literal(Scalar(literal))
    case .name(let path):
      switch resolve(path) {
      case .success(let formula): return formula
      case .failure(let diagnostic):
        diagnostics.append(diagnostic)
        return nil
      }
    case .parameter(let name):
      mentioned.append(name)
      guard let value = parameters[name] else {
        diagnostics.append(.unknownParameter(name, at: expression.span, known: Array(parameters.keys)))
        return nil
      }
      return .literal(Scalar(value))
    case .unary(let symbol, let operand):
      guard let operand = formula(operand) else { return nil }
      return build(expression.span) { () throws(FormulaError) in try Formula.unary(symbol.rawValue, operand) }
    case .binary(let symbol, let left, let right):
      let (left, right) = (formula(left), formula(right))
      guard let left, let right else { return nil }
      return build(expression.span) { () throws(FormulaError) in
        try Formula.binary(symbol.rawValue, left, right)
      }
    case .call(let name, let arguments): return call(name, arguments, expression.span)
    case .membership(let operand, let items, let negated):
      let operand = formula(operand)
      let items = items.map { formula($0) }
      guard let operand, items.allSatisfy({ $0 != nil }) else { return nil }
      return build(expression.span) { () throws(FormulaError) in
        try Formula.membership(operand, in: items.compactMap { $0 }, negated: negated)
      }
    case .between(let operand, let lower, let upper, let negated):
      let (operand, lower, upper) = (formula(operand), formula(lower), formula(upper))
      guard let operand, let lower, let upper else { return nil }
      return build(expression.span) { () throws(FormulaError) in
        try Formula.between(operand, lower, upper, negated: negated)
      }
    case .isMissing(let operand, let negated):
      guard let operand = formula(operand) else { return nil }
      return build(expression.span) { () throws(FormulaError) in
        try Formula.isMissing(operand, negated: negated)
      }
    case .conditional(let condition, let yes, let no):
      let (condition, yes, no) = (formula(condition), formula(yes), formula(no))
      guard let condition, let yes, let no else { return nil }
      return build(expression.span) { () throws(FormulaError) in
        try Formula.conditional(condition, then: yes, else: no)
      }
    case .invalid: return nil
    }
  }

  private mutating func call(_ name: Word, _ arguments: [Expression], _ span: Span) -> Formula? {
    let formulas = arguments.map { formula($0) }
    let names = FormulaFunctions.all.map(\.name)
    guard names.contains(name.text) else {
      diagnostics.append(
        Diagnostic(
          .unknownFunction, at: name.span, "there is no function `\(name.text)`",
          hint: suggestion(for: name.text, in: names)
            ?? "functions: \(names.joined(separator: ", "))"))
      return nil
    }
    guard formulas.allSatisfy({ $0 != nil }) else { return nil }
    return build(span) { () throws(FormulaError) in
      try Formula.call(name.text, formulas.compactMap { $0 })
    }
  }

  private mutating func build(_ span: Span, _ make: () throws(FormulaError) -> Formula) -> Formula? {
    do throws(FormulaError) {
      return try make()
    } catch {
      diagnostics.append(Diagnostic(.typeError, at: span, error.message, hint: error.hint))
      return nil
    }
  }
}

extension Scalar {
  /// The scalar that a literal stands for; a percent is its fraction of one.
  package init(_ literal: Literal) {
    switch literal {
    case .integer(let value): self = .integer(value)
    case .number(let value), .percent(let value): self = .number(value)
    case .text(let value): self = .text(value)
    case .boolean(let value): self = .boolean(value)
    }
  }
}

extension Diagnostic {
  package static func unknownColumn(_ name: String, at span: Span, in schema: Schema) -> Diagnostic {
    let names = schema.fields.map(\.name)
    let hint =
      suggestion(for: name, in: names) ?? notANumber(name)
      ?? "columns here: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
    return Diagnostic(.unknownColumn, at: span, "there is no column `\(name)`", hint: hint)
  }

  /// What to write for words that other languages have for values that this one has not.
  private static func notANumber(_ name: String) -> String? {
    switch name.lowercased() {
    case "nan", "na", "null", "none", "nil": "`is missing` asks for missing values"
    case "inf", "infinity": "numbers are finite"
    default: nil
    }
  }

  package static func unknownParameter(_ name: String, at span: Span, known: [String]) -> Diagnostic {
    let sorted = known.sorted()
    let hint =
      nearestName(to: name, in: sorted).map { "did you mean `$\($0)`?" }
      ?? (sorted.isEmpty
        ? "the front matter declares no `params`" : "parameters: \(sorted.joined(separator: ", "))")
    return Diagnostic(.unknownParameter, at: span, "there is no parameter `\(name)`", hint: hint)
  }
}
