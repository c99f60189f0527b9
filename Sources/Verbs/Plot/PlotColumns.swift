import Frame
import Pipeline
import Syntax

/// The columns that `columns` picks for a chart of many.
struct PlotColumns {
  var schema: Schema
  /// Whether the chart draws numbers alone.
  var isNumeric: Bool

  /// More columns than these cannot be read beside each other.
  static let most = 40

  /// In the order of the table; the ids are left out where the author names no columns.
  func names(_ clause: ParsedClause?, of chart: NamedPlot, _ cell: inout CellCheck) -> [String] {
    let fields = clause?.selector("columns").map { picked($0, &cell) } ?? standard
    let names = fields.map(\.name)
    let fewest = chart.name == "correlation" ? 2 : 1
    if names.count < fewest, !cell.hasErrors {
      cell.error(
        clause == nil ? .typeError : .wrongValue, at: clause?.span ?? cell.cell.verb.span,
        "`chart \(chart.name)` needs \(fewest == 2 ? "two columns of numbers" : isNumeric ? "a column of numbers" : "a column")",
        hint: PlotChannel.numbers(in: schema).map { "numbers here: \($0)" })
    }
    if names.count > Self.most {
      cell.error(
        .wrongValue, at: clause?.span ?? cell.cell.verb.span,
        "\(names.count) columns are more than the \(Self.most) that can be drawn",
        hint: "pick some of them: `columns starts_with(\"x_\")`")
    }
    return names
  }

  private var standard: [Field] {
    schema.fields.filter { (!isNumeric || $0.type.isNumeric) && $0.role != .id }
  }

  private func picked(_ selector: Selector, _ cell: inout CellCheck) -> [Field] {
    let without = Set(selector.exceptions.flatMap { matches($0, isException: true, &cell) })
    var picked = Set(selector.terms.flatMap { matches($0, isException: false, &cell) })
    picked.subtract(without)
    return schema.fields.indices.filter { picked.contains($0) }.map { schema.fields[$0] }
  }

  private func matches(_ term: Selector.Term, isException: Bool, _ cell: inout CellCheck) -> [Int] {
    switch term {
    case .column(let word):
      guard let field = cell.field(word, in: schema), let index = schema.index(of: field.name) else {
        return []
      }
      if isNumeric, !field.type.isNumeric, !isException {
        cell.error(
          .typeError, at: word.span, "the chart draws numbers, and `\(word.text)` is \(field.type.name)",
          hint: PlotChannel.numbers(in: schema).map { "numbers here: \($0)" })
        return []
      }
      return [index]
    case .kind(let word): return indices { Self.isOfKind($0.type, word.text) }
    case .startsWith(let prefix, _): return indices { $0.name.utf8.starts(with: prefix.utf8) }
    case .matches(let text, let span):
      do {
        let pattern = try Pattern(text)
        return indices { pattern.matches($0.name) }
      } catch {
        cell.error(
          .wrongValue, at: span, "the pattern /\(text)/ cannot be read: \(error.message)",
          hint: "write `\\(` for the character itself")
        return []
      }
    }
  }

  private func indices(_ isPicked: (Field) -> Bool) -> [Int] {
    schema.fields.indices.filter {
      isPicked(schema.fields[$0]) && (!isNumeric || schema.fields[$0].type.isNumeric)
    }
  }

  private static func isOfKind(_ type: ColumnType, _ kind: String) -> Bool {
    switch kind {
    case "numeric": type.isNumeric
    case "categorical": type == .category
    case "text": type == .text
    case "datetime": type.isTemporal
    default: true
    }
  }
}
