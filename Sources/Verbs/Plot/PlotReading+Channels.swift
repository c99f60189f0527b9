import Frame
import Pipeline
import Syntax

/// Which channels there are, and whether a chart can be drawn of them.
extension PlotReading {
  mutating func readChannels(_ cell: inout CellCheck) {
    for role in PlotRole.allCases where role != .row {
      guard let clause = cell.clause(role.rawValue), let expression = clause.expression("value") else {
        continue
      }
      let title = clause.text("title")
      if let channel = PlotChannel.of(role, expression, title: title, over: source.schema, &cell) {
        channels.append(channel)
      }
      if role == .facet, let row = clause.expression("row"),
        let channel = PlotChannel.of(.row, row, title: nil, over: source.schema, &cell)
      {
        channels.append(channel)
      }
    }
  }

  func channel(_ role: PlotRole) -> PlotChannel? { channels.first { $0.role == role } }

  /// Whether the channels that the chart needs are there, and of kinds that it can draw.
  func checkNeeds(_ chart: NamedPlot, _ cell: inout CellCheck) -> Bool {
    if chart.name == "box" || chart.name == "means" { return checkGroups(chart, &cell) }
    for need in chart.needs {
      guard let channel = channel(need.role) else {
        missing(need.role, need.kinds, of: "`chart \(chart.name)`", &cell)
        return false
      }
      guard !channel.isAggregated || chart.name == "heatmap" else {
        cell.error(
          .typeError, at: channel.span,
          "`chart \(chart.name)` is drawn from rows, and this is a figure of a group",
          hint: "give it a column")
        return false
      }
      guard need.kinds.contains(channel.kind) else {
        wrong(channel, need.kinds, of: "`chart \(chart.name)`", &cell)
        return false
      }
    }
    if chart.name == "drift", source.names.count != 2 {
      cell.error(
        .cellHeader, at: cell.cell.verb.span, "`chart drift` compares two tables",
        hint: "`plot from reference, current`")
      return false
    }
    return true
  }

  /// One channel of numbers, and where there are two, a category beside it.
  func checkGroups(_ chart: NamedPlot, _ cell: inout CellCheck) -> Bool {
    let places = channels.filter { $0.role == .x || $0.role == .y }
    if let aggregated = places.first(where: \.isAggregated) {
      cell.error(
        .typeError, at: aggregated.span,
        "`chart \(chart.name)` is drawn from rows, and this is a figure of a group",
        hint: "give it a column")
      return false
    }
    guard let measure = places.first(where: { $0.kind == .number }) else {
      if let first = places.first {
        wrong(first, [.number], of: "`chart \(chart.name)`", &cell)
      } else {
        missing(.y, [.number], of: "`chart \(chart.name)`", &cell)
      }
      return false
    }
    if chart.name == "means", places.count < 2 {
      missing(measure.role == .y ? .x : .y, [.category], of: "`chart means`", &cell)
      return false
    }
    if let other = places.first(where: { $0.role != measure.role }), other.kind == .time {
      wrong(other, [.category], of: "`chart \(chart.name)`", &cell)
      return false
    }
    return true
  }

  func missing(
    _ role: PlotRole, _ kinds: [PlotChannel.Kind], of what: String, _ cell: inout CellCheck
  ) {
    let fitting = source.schema.fields.filter { field in
      kinds.contains { $0.fits(field.type) }
    }.map { ExpressionPrinter.name($0.name) }
    cell.error(
      .missingClause, at: cell.cell.verb.span, "\(what) needs `\(role.rawValue)`",
      hint: fitting.isEmpty
        ? "there are no \(kinds[0].noun) in `\(source.names[0])`"
        : "`\(role.rawValue) \(fitting[0])`; \(kinds[0].noun) here: \(fitting.prefix(8).joined(separator: ", "))"
    )
  }

  func wrong(
    _ channel: PlotChannel, _ kinds: [PlotChannel.Kind], of what: String, _ cell: inout CellCheck
  ) {
    let fitting = source.schema.fields.filter { field in kinds.contains { $0.fits(field.type) } }.map(\.name)
    let wanted = kinds.map(\.noun).joined(separator: " or ")
    cell.error(
      .typeError, at: channel.span,
      "\(what) wants \(wanted) as `\(channel.role.rawValue)`, and `\(cell.file.text(channel.span))` is \(channel.formula.columnType.name)",
      hint: fitting.isEmpty ? nil : "\(kinds[0].noun) here: \(fitting.prefix(8).joined(separator: ", "))")
  }
}

extension PlotChannel.Kind {
  /// Whether a column of the type can be read as this kind.
  func fits(_ type: ColumnType) -> Bool {
    switch self {
    case .number: type.isNumeric
    case .time: type.isTemporal
    case .category: type.isTextual || type == .boolean
    }
  }
}
