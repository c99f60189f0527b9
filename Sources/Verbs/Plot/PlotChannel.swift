import Frame
import Pipeline
import Syntax

/// What a mark says with a value: its place, its colour, its size.
enum PlotRole: String, Sendable, CaseIterable {
  case x, y, color, size, text, low, high, facet, row

  /// Whether the channel needs numbers or times.
  var isMeasure: Bool { [.size, .low, .high].contains(self) }

  /// Whether the channel tells groups apart.
  var isGrouping: Bool { [.facet, .row].contains(self) }
}

/// A channel of a chart: the expression that it shows.
struct PlotChannel: Sendable {
  /// How the values are drawn.
  enum Kind: Sendable, Hashable {
    case number, time, category

    init?(_ type: FormulaType) {
      switch type {
      case .number, .integer: self = .number
      case .date, .datetime: self = .time
      case .text, .boolean: self = .category
      case .missing: return nil
      }
    }

    /// As in messages.
    var noun: String {
      switch self {
      case .number: "numbers"
      case .time: "times"
      case .category: "categories"
      }
    }
  }

  var role: PlotRole
  /// Of a row; of a group where there are aggregates.
  var formula: Formula
  var aggregates: [AggregateCall]
  var kind: Kind
  var isInteger: Bool
  /// The name of the axis or key.
  var title: String
  /// Its place in the cell, for messages.
  var span: Span
  /// Whether the mean is the verb's choice, for places that several rows share.
  var isAveraged = false

  var isAggregated: Bool { !aggregates.isEmpty }

  /// Whether all values are whole numbers: those of an integer column, and counts.
  var isWhole: Bool {
    guard let only = aggregates.first else { return isInteger }
    return only.function == .count
      && formula.canonicalText == Formula.column(only.field).canonicalText
  }

  /// The columns of the source that it reads.
  var columns: [String] {
    isAggregated ? aggregates.flatMap { $0.argument?.columns ?? [] } : formula.columns
  }

  /// What it computes, for the key.
  var canonicalText: String {
    guard isAggregated else { return formula.canonicalText }
    let parts = aggregates.map {
      "\($0.field.name) = \($0.function) of \($0.argument?.canonicalText ?? "rows")"
    }
    return ([formula.canonicalText] + parts).joined(separator: "; ")
  }
}

extension PlotChannel {
  /// The channel that a clause or an option says; nil after an error.
  static func of(
    _ role: PlotRole, _ expression: Expression, title: String?, over schema: Schema, _ cell: inout CellCheck
  ) -> PlotChannel? {
    var reading = AggregateReading(areNumbers: true)
    guard let formula = reading.formula(expression, over: schema, &cell) else { return nil }
    guard let kind = Kind(formula.type) else {
      cell.error(.typeError, at: expression.span, "there is nothing to draw but missing values")
      return nil
    }
    if role.isMeasure, kind == .category {
      let shown = cell.file.text(expression.span)
      cell.error(
        .typeError, at: expression.span,
        "`\(role.rawValue)` needs numbers, and `\(shown)` is \(formula.columnType.name)",
        hint: numbers(in: schema).map { "numbers here: \($0)" })
      return nil
    }
    if role.isGrouping, !reading.calls.isEmpty {
      cell.error(
        .typeError, at: expression.span, "panels are made of rows, and this is a figure of a group",
        hint: "name a column, such as a category")
      return nil
    }
    return PlotChannel(
      role: role, formula: formula, aggregates: reading.calls, kind: kind,
      isInteger: formula.type == .integer, title: title ?? words(expression), span: expression.span)
  }

  /// The names of numeric columns, for hints.
  static func numbers(in schema: Schema) -> String? {
    let names = schema.fields.filter(\.type.isNumeric).map(\.name)
    guard !names.isEmpty else { return nil }
    return names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  /// How an expression is called where the author gives no title: `mean body_mass_g`, `rows`, `age / 10`.
  private static func words(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let path): return path.map(\.text).joined(separator: ".")
    case .call(let name, let arguments) where AggregateReading.holdsAggregate(expression):
      if name.text == "count", arguments.isEmpty { return "rows" }
      guard let first = arguments.first else { break }
      let inner = words(first)
      if name.text == "quantile", arguments.count == 2 {
        return "\(ExpressionPrinter.text(arguments[1])) quantile of \(inner)"
      }
      if name.text == "sum" { return "sum of \(inner)" }
      if name.text == "count" { return "values of \(inner)" }
      return "\(name.text) \(inner)"
    default: break
    }
    return ExpressionPrinter.text(expression)
  }
}
