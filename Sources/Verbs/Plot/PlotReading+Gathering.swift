import Frame
import Pipeline
import Syntax

/// What is computed for the marks.
extension PlotReading {
  func gathering(
    _ form: PlotForm, _ condition: Formula?, _ cell: inout CellCheck
  ) -> PlotGathering {
    var gathering = PlotGathering(channels: channels, condition: condition)
    if source.names.count > 1, source.kind == .table { addSource(&gathering, form) }
    let bins = cell.clause("x")?.integer("bins").map { Int($0) }
    guard case .marks(let layers) = form else {
      if case .named(let chart) = form, chart.name == "heatmap", channel(.color) == nil {
        gathering.channels.append(.count(.color, at: channels[0].span))
      }
      return gathering
    }
    let (x, y) = (channel(.x), channel(.y))
    let isSingle = layers.allSatisfy(\.mark.isSingle)
    if isSingle, channel(.color) == nil, x?.kind == .category, y?.kind == .category {
      gathering.channels.append(.count(.color, at: channels[0].span))
    } else if isSingle, layers.contains(where: { $0.mark == .bar }), channel(.low) == nil, let one = x ?? y,
      x == nil || y == nil, one.kind == .category
    {
      gathering.channels.append(.count(one.role == .x ? .y : .x, at: one.span))
    } else if isSingle, !(layers.contains { $0.mark == .rect } && channel(.color) == nil) {
      gathering.average(measure: y?.kind == .category ? .x : .y)
    }
    if let bins {
      if gathering.isAggregated, x?.kind != .category { gathering.bins = bins }
      if x?.kind == .category {
        cell.error(
          .typeError, at: channel(.x)?.span ?? cell.cell.verb.span,
          "`bins:` cuts numbers, and this is a category")
      }
    }
    return gathering
  }

  /// Several tables are told apart by colour, unless the author says how.
  func addSource(_ gathering: inout PlotGathering, _ form: PlotForm) {
    let column = PlotSource.sourceColumn
    let isRead = gathering.columns.contains { $0.hasSameBytes(as: column) }
    if case .named(let chart) = form, !chart.takes.contains(.color), chart.name != "drift" { return }
    guard channel(.color) == nil, !isRead, let field = source.schema[column] else { return }
    gathering.channels.append(
      PlotChannel(
        role: .color, formula: .column(field), aggregates: [], kind: .category, isInteger: false,
        title: "table", span: channels.first?.span ?? Span(0, 0)))
  }
}

extension PlotChannel {
  /// The number of rows of each group.
  static func count(_ role: PlotRole, at span: Span) -> PlotChannel {
    let aggregate = AggregateCall(function: .count, argument: nil, field: Field("aggregate 1", .number))
    return PlotChannel(
      role: role, formula: .column(aggregate.field), aggregates: [aggregate], kind: .number,
      isInteger: true, title: "rows", span: span)
  }
}

extension PlotGathering {
  /// Makes means of the plain numbers that a mark measures, so that each place is drawn once.
  mutating func average(measure: PlotRole) {
    let measures: [PlotRole] = [measure, .low, .high, .size]
    guard channels.contains(where: { $0.role == measure || $0.role == .low }) else { return }
    for index in channels.indices where measures.contains(channels[index].role) {
      let channel = channels[index]
      guard !channel.isAggregated, channel.kind == .number else { continue }
      channels[index].aggregates = [
        AggregateCall(function: .mean, argument: channel.formula, field: Field("aggregate 1", .number))
      ]
      channels[index].formula = .column(Field("aggregate 1", .number))
      channels[index].isAveraged = true
    }
  }
}
