import Frame
import Pipeline
import Syntax

/// Words, scales and rules.
extension PlotReading {
  func style(_ cell: inout CellCheck) -> PlotStyle {
    var style = PlotStyle()
    style.title = cell.clause("title")?.text("text")
    style.subtitle = cell.clause("subtitle")?.text("text")
    for clause in cell.clauses("scale") {
      guard let axis = clause.word("axis")?.text, let kind = clause.word("kind") else { continue }
      let role = role(ofAxis: axis)
      if kind.text != "linear", let channel = channel(role), channel.kind != .number {
        cell.error(
          .typeError, at: kind.span,
          "a \(kind.text) scale is for numbers, and `\(cell.file.text(channel.span))` is \(channel.formula.columnType.name)"
        )
      }
      style.scales[role] = kind.text
    }
    style.sorting = cell.clause("sort")?.word("order").flatMap { PlotSorting(rawValue: $0.text) }
    style.limit = cell.clause("limit")?.integer("count").map { Int($0) }
    style.bins = cell.clause("x")?.integer("bins").map { Int($0) }
    style.isSmooth = cell.clause("smooth") != nil
    if let clause = cell.clause("smooth"), case (let x?, let y?) = (channel(.x), channel(.y)),
      x.kind == .category || y.kind == .category
    {
      cell.error(.typeError, at: clause.span, "`smooth` needs numbers as `x` and `y`")
    } else if let clause = cell.clause("smooth"), channel(.x) == nil || channel(.y) == nil {
      cell.error(.missingClause, at: clause.span, "`smooth` needs `x` and `y`")
    }
    style.colorLimit = cell.clause("color")?.integer("top").map { Int($0) }
    style.facetLimit = cell.clause("facet")?.integer("top").map { Int($0) }
    style.positive = cell.clause("class")?.text("label")
    style.positiveSpan = cell.clause("class")?.span
    style.metrics = cell.clause("metrics")?.words("names").map(\.text)
    return style
  }

  /// The channel that the author's axis has become.
  func role(ofAxis axis: String) -> PlotRole { (axis == "x") != isTurned ? .x : .y }

  func rules(_ channels: [PlotChannel], _ cell: inout CellCheck) -> [PlotRule] {
    cell.clauses("rule").compactMap { clause in
      guard let axis = clause.word("axis")?.text, let expression = clause.expression("at") else { return nil }
      let role = role(ofAxis: axis)
      let kind = channels.first { $0.role == role }?.kind ?? .number
      return PlotRule.of(
        role, expression, label: clause.text("label"), on: kind, over: source.schema, &cell)
    }
  }

  func selected(_ chart: NamedPlot?, _ cell: inout CellCheck) -> [String] {
    guard let chart, chart.clauses.contains("columns") else { return [] }
    let selection = PlotColumns(schema: source.schema, isNumeric: chart.name != "missing")
    return selection.names(cell.clause("columns"), of: chart, &cell)
  }
}
