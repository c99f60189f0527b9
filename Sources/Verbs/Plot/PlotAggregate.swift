import Frame
import Pipeline
import Syntax

/// A figure of a group of rows: `count()`, `mean(price)`, `quantile(price, 0.9)`.
struct PlotAggregate: Sendable {
  /// What is computed of the values of a group; missing values are left out.
  enum Function: Sendable, Hashable {
    case count, mean, median, sum, min, max
    case quantile(Double)

    /// The words that open an aggregate, in the order of the documentation.
    static let names = ["count", "mean", "median", "sum", "min", "max", "quantile"]

    /// The functions of a name alone; nil for `quantile`, which needs a share, and for other names.
    init?(name: String) {
      switch name {
      case "count": self = .count
      case "mean": self = .mean
      case "median": self = .median
      case "sum": self = .sum
      case "min": self = .min
      case "max": self = .max
      default: return nil
      }
    }
  }

  var function: Function
  /// nil for `count()`, which counts rows.
  var argument: Formula?
  /// The name of its column among those that the groups have.
  var column: String

  /// Sums and counts of nothing are zero; any other figure of nothing is missing.
  func value(of values: [Double]) -> Double {
    switch function {
    case .count: return Double(values.count)
    case .sum: return values.reduce(0, +)
    case .mean: return Self.mean(values)
    case .min: return values.min() ?? .nan
    case .max: return values.max() ?? .nan
    case .median: return Quantile.value(0.5, of: values.sorted())
    case .quantile(let share): return Quantile.value(share, of: values.sorted())
    }
  }

  /// NaN of nothing.
  static func mean(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sum = values.reduce(0, +)
    return sum.isFinite
      ? sum / Double(values.count) : values.reduce(0) { $0 + $1 / Double(values.count) }
  }
}

/// Takes the aggregates out of an expression: what is left of it is computed from a row for each group.
struct PlotAggregateReading {
  private(set) var aggregates: [PlotAggregate] = []
  private var failed = false

  /// The expression of a channel, typed; nil after diagnostics.
  mutating func formula(
    _ expression: Expression, over schema: Schema, _ cell: inout CellCheck
  ) -> Formula? {
    guard Self.holdsAggregate(expression) else { return cell.formula(expression, over: schema) }
    let outer = rewritten(expression, schema, &cell)
    guard !failed else { return nil }
    return typed(outer, &cell)
  }

  /// Whether a call of an aggregate stands in the expression. `min` and `max` of several values are of a row.
  static func holdsAggregate(_ expression: Expression) -> Bool {
    if isAggregate(expression) { return true }
    switch expression.kind {
    case .unary(_, let operand), .isMissing(let operand, _): return holdsAggregate(operand)
    case .binary(_, let left, let right): return holdsAggregate(left) || holdsAggregate(right)
    case .call(_, let arguments): return arguments.contains(where: holdsAggregate)
    case .membership(let operand, let items, _):
      return holdsAggregate(operand) || items.contains(where: holdsAggregate)
    case .between(let a, let b, let c, _), .conditional(let a, let b, let c):
      return [a, b, c].contains(where: holdsAggregate)
    case .literal, .name, .parameter, .invalid: return false
    }
  }

  private static func isAggregate(_ expression: Expression) -> Bool {
    guard case .call(let name, let arguments) = expression.kind else { return false }
    if name.text == "min" || name.text == "max" { return arguments.count == 1 }
    return PlotAggregate.Function.names.contains(name.text)
  }

  private mutating func rewritten(
    _ expression: Expression, _ schema: Schema, _ cell: inout CellCheck
  ) -> Expression {
    var copy = expression
    switch expression.kind {
    case .call(let name, let arguments) where Self.isAggregate(expression):
      guard let column = aggregate(name, arguments, expression.span, schema, &cell) else {
        failed = true
        return Expression(.invalid, expression.span)
      }
      copy.kind = .name([Word(column, expression.span)])
    case .call(let name, let arguments):
      copy.kind = .call(name, arguments.map { rewritten($0, schema, &cell) })
    case .unary(let symbol, let operand): copy.kind = .unary(symbol, rewritten(operand, schema, &cell))
    case .isMissing(let operand, let negated):
      copy.kind = .isMissing(rewritten(operand, schema, &cell), negated: negated)
    case .binary(let symbol, let left, let right):
      copy.kind = .binary(symbol, rewritten(left, schema, &cell), rewritten(right, schema, &cell))
    case .membership(let operand, let items, let negated):
      copy.kind = .membership(
        rewritten(operand, schema, &cell), items.map { rewritten($0, schema, &cell) }, negated: negated)
    case .between(let a, let b, let c, let negated):
      copy.kind = .between(
        rewritten(a, schema, &cell), rewritten(b, schema, &cell), rewritten(c, schema, &cell),
        negated: negated)
    case .conditional(let a, let b, let c):
      copy.kind = .conditional(
        rewritten(a, schema, &cell), rewritten(b, schema, &cell), rewritten(c, schema, &cell))
    case .literal, .name, .parameter, .invalid: break
    }
    return copy
  }

  /// The column of an aggregate among those of the groups; nil after diagnostics.
  private mutating func aggregate(
    _ name: Word, _ arguments: [Expression], _ span: Span, _ schema: Schema, _ cell: inout CellCheck
  ) -> String? {
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
    var argument: Formula?
    if let first = arguments.first {
      if Self.holdsAggregate(first) {
        cell.error(
          .typeError, at: first.span, "an aggregate cannot stand within another",
          hint: "`\(name.text)` is of the rows of a group; give it a column or a formula of columns")
        return nil
      }
      guard let formula = cell.formula(first, over: schema) else { return nil }
      guard function == .count || [.number, .integer, .boolean].contains(formula.type) else {
        cell.error(
          .typeError, at: first.span,
          "`\(name.text)` needs numbers, and this is \(formula.type.name.withArticle)",
          hint: "`count()` counts the rows of each group")
        return nil
      }
      argument = formula
    }
    let column = "aggregate \(aggregates.count + 1)"
    aggregates.append(PlotAggregate(function: function, argument: argument, column: column))
    return column
  }

  private func function(
    _ name: Word, _ arguments: [Expression], _ cell: inout CellCheck
  ) -> PlotAggregate.Function? {
    if let function = PlotAggregate.Function(name: name.text) { return function }
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

  /// What is left of the expression: names are the aggregates and nothing else.
  private func typed(_ expression: Expression, _ cell: inout CellCheck) -> Formula? {
    let names = Set(aggregates.map(\.column))
    var typing = ExpressionTyping(parameters: cell.parameters) { path in
      let name = path[0].text
      if names.contains(name) { return .success(.column(Field(name, .number))) }
      let span = path.dropFirst().reduce(path[0].span) { $0.union($1.span) }
      let column = path.map(\.text).joined(separator: ".")
      return .failure(
        Diagnostic(
          .typeError, at: span, "`\(column)` is a value of a row, and stands beside one of a group",
          hint: "`mean(\(column))` is a value of the group"))
    }
    let formula = typing.formula(expression)
    for diagnostic in typing.diagnostics { cell.report(diagnostic) }
    return formula
  }
}
