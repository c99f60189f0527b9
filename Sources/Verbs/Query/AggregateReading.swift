import Frame
import Pipeline
import Syntax

/// A figure of groups of rows, as it is called in an expression: `count()`, `mean(price)`, `quantile(price, 0.9)`.
struct AggregateCall: Sendable {
  var function: Aggregate
  /// Nil for `count()`, which counts rows.
  var argument: Formula?
  /// The column that stands for it in what is left of the expression.
  var field: Field

  /// The figure of each group of the rows of `table`.
  func values(of table: Table, in groups: Grouping) throws -> Column {
    try function.values(of: try argument?.evaluate(over: table), in: groups)
  }
}

/// Takes the aggregates out of an expression: what is left of it is computed from a row for each group.
struct AggregateReading {
  /// Columns that have one value a group, and may stand beside the aggregates.
  let keys: [Field]
  /// Whether all figures are numbers, as what is drawn must be: truth is 0 or 1 then.
  let areNumbers: Bool
  private(set) var calls: [AggregateCall] = []
  private var failed = false

  init(keys: [Field] = [], areNumbers: Bool = false) {
    self.keys = keys
    self.areNumbers = areNumbers
  }

  /// What is left, typed over the keys and the fields of `calls`; an expression without aggregates is of the rows. Nil
  /// after diagnostics.
  mutating func formula(_ expression: Expression, over schema: Schema, _ cell: inout CellCheck) -> Formula? {
    guard Self.holdsAggregate(expression) else { return cell.formula(expression, over: schema) }
    let outer = rewritten(expression, schema, &cell)
    return failed ? nil : typed(outer, &cell)
  }

  /// Whether a call of an aggregate stands in the expression. `min` and `max` of several values are of a row.
  static func holdsAggregate(_ expression: Expression) -> Bool {
    if isAggregate(expression) { return true }
    return expression.parts.contains(where: holdsAggregate)
  }

  private static func isAggregate(_ expression: Expression) -> Bool {
    guard case .call(let name, let arguments) = expression.kind else { return false }
    if name.text == "min" || name.text == "max" { return arguments.count == 1 }
    return Aggregate.names.contains(name.text)
  }

  private mutating func rewritten(
    _ expression: Expression, _ schema: Schema, _ cell: inout CellCheck
  ) -> Expression {
    guard case .call(let name, let arguments) = expression.kind, Self.isAggregate(expression) else {
      return expression.replacingParts { rewritten($0, schema, &cell) }
    }
    guard let field = call(name, arguments, expression.span, schema, &cell) else {
      failed = true
      return Expression(.invalid, expression.span)
    }
    return Expression(.name([Word(field.name, expression.span)]), expression.span)
  }

  private mutating func call(
    _ name: Word, _ arguments: [Expression], _ span: Span, _ schema: Schema, _ cell: inout CellCheck
  ) -> Field? {
    let wanted = name.text == "quantile" ? 2 : 1
    guard arguments.count == wanted || (name.text == "count" && arguments.isEmpty) else {
      let usage = name.text == "quantile" ? "quantile(price, 0.9)" : "\(name.text)(price)"
      cell.error(
        .typeError, at: span,
        "`\(name.text)` of a group takes \(wanted == 1 ? "one value" : "a value and a share")",
        hint: "such as `\(usage)`")
      return nil
    }
    guard let function = function(name, arguments, &cell) else { return nil }
    var type = areNumbers ? ColumnType.number : .integer
    var argument: Formula?
    if let first = arguments.first {
      guard let formula = self.argument(first, of: name, schema, &cell) else { return nil }
      guard let result = resultType(function, formula) else {
        cell.error(
          .typeError, at: first.span,
          "`\(name.text)` needs \(function.wantedText), and this is \(formula.type.name.withArticle)",
          hint: function.wantedText == "numbers"
            ? "`count()` counts the rows of each group" : "compare it, as in `\(name.text)(x > 0)`")
        return nil
      }
      (argument, type) = (formula, result)
    }
    let field = Field("aggregate \(calls.count + 1)", type)
    calls.append(AggregateCall(function: function, argument: argument, field: field))
    return field
  }

  private func resultType(_ function: Aggregate, _ argument: Formula) -> ColumnType? {
    let result = function.resultType(of: argument.columnType)
    guard areNumbers, result != nil else { return result }
    let isNumber = argument.columnType.isNumeric || argument.columnType == .boolean
    return isNumber || function == .count ? .number : nil
  }

  private func argument(
    _ expression: Expression, of name: Word, _ schema: Schema, _ cell: inout CellCheck
  ) -> Formula? {
    guard !Self.holdsAggregate(expression) else {
      cell.error(
        .typeError, at: expression.span, "an aggregate cannot stand within another",
        hint: "`\(name.text)` is of the rows of a group; give it a column or a formula of columns")
      return nil
    }
    return cell.formula(expression, over: schema)
  }

  private func function(_ name: Word, _ arguments: [Expression], _ cell: inout CellCheck) -> Aggregate? {
    if let function = Aggregate(name: name.text) { return function }
    let share = arguments[1]
    let literal: Literal? =
      switch share.kind {
      case .literal(let literal): literal
      case .parameter(let name): cell.parameters[name]
      default: nil
      }
    guard let value = literal?.number, (0...1).contains(value) else {
      cell.error(
        .wrongValue, at: share.span, "`quantile` wants a share between 0 and 1",
        hint: "such as `quantile(price, 0.9)` or `quantile(price, 90%)`")
      return nil
    }
    return .quantile(value)
  }

  /// What is left of the expression: names are the aggregates, the keys and nothing else.
  private func typed(_ expression: Expression, _ cell: inout CellCheck) -> Formula? {
    let known = keys + calls.map(\.field)
    var typing = ExpressionTyping(parameters: cell.parameters) { path in
      let name = path.map(\.text).joined(separator: ".")
      if let field = known.first(where: { $0.name.hasSameBytes(as: name) }) {
        return .success(.column(field))
      }
      let span = path.dropFirst().reduce(path[0].span) { $0.union($1.span) }
      return .failure(
        Diagnostic(
          .typeError, at: span, "`\(name)` is a value of a row, and stands beside one of a group",
          hint: "`mean(\(name))` is a value of the group"))
    }
    let formula = typing.formula(expression)
    for diagnostic in typing.diagnostics { cell.report(diagnostic) }
    return formula
  }
}

extension Expression {
  /// The expressions that stand directly in this one.
  fileprivate var parts: [Expression] {
    switch kind {
    case .unary(_, let operand), .isMissing(let operand, _): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .membership(let operand, let items, _): [operand] + items
    case .between(let a, let b, let c, _), .conditional(let a, let b, let c): [a, b, c]
    case .literal, .name, .parameter, .invalid: []
    }
  }

  /// The same expression of other parts.
  fileprivate func replacingParts(_ new: (Expression) -> Expression) -> Expression {
    var copy = self
    switch kind {
    case .unary(let symbol, let operand): copy.kind = .unary(symbol, new(operand))
    case .isMissing(let operand, let negated): copy.kind = .isMissing(new(operand), negated: negated)
    case .binary(let symbol, let left, let right): copy.kind = .binary(symbol, new(left), new(right))
    case .call(let name, let arguments): copy.kind = .call(name, arguments.map(new))
    case .membership(let operand, let items, let negated):
      copy.kind = .membership(new(operand), items.map(new), negated: negated)
    case .between(let a, let b, let c, let negated):
      copy.kind = .between(new(a), new(b), new(c), negated: negated)
    case .conditional(let a, let b, let c): copy.kind = .conditional(new(a), new(b), new(c))
    case .literal, .name, .parameter, .invalid: break
    }
    return copy
  }
}
