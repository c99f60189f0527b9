import Pipeline
import Syntax

/// Which marks are drawn.
extension PlotReading {
  /// The marks that are written, or those that the types ask for; nil after an error.
  mutating func layers(_ cell: inout CellCheck) -> [PlotLayer]? {
    let written = cell.clauses("mark").compactMap { clause -> PlotLayer? in
      guard let mark = clause.word("kind").flatMap({ PlotMark(rawValue: $0.text) }) else { return nil }
      return PlotLayer(
        mark: mark,
        stacking: clause.word("stack").flatMap { PlotLayer.Stacking(rawValue: $0.text) } ?? .no)
    }
    refuse(["columns", "class", "metrics", "on"], of: "mark", &cell)
    if written.isEmpty { return chosen(&cell) }
    if written.allSatisfy({ $0.mark == .text }), let color = channel(.color) {
      cell.error(
        .unknownClause, at: color.span, "words have no colour",
        hint: "a `mark dot` beside `mark text` shows it")
    }
    for (layer, clause) in zip(written, cell.clauses("mark")) where !checkMark(layer, clause, &cell) {
      return nil
    }
    return written
  }

  /// Bars over numbers alone count them.
  func isHistogram(_ layers: [PlotLayer]) -> Bool {
    layers.count == 1 && layers[0].mark == .bar && layers[0].stacking == .no && channel(.y) == nil
      && channel(.low) == nil && channel(.x).map { $0.kind != .category && !$0.isAggregated } ?? false
  }

  func checkMark(_ layer: PlotLayer, _ clause: ParsedClause, _ cell: inout CellCheck) -> Bool {
    let what = "`mark \(layer.mark.rawValue)`"
    for role in layer.mark.needs where channel(role) == nil {
      let kinds: [PlotChannel.Kind] = role == .text ? [.category, .number] : [.number]
      missing(role, kinds, of: what, &cell)
      return false
    }
    let (x, y) = (channel(.x), channel(.y))
    guard x != nil || y != nil else {
      missing(layer.mark == .box ? .y : .x, [.number], of: what, &cell)
      return false
    }
    switch layer.mark {
    case .line, .area:
      if let y, y.kind == .category {
        wrong(y, [.number], of: what, &cell)
        return false
      }
    case .bar where channel(.low) == nil:
      if let x, let y, x.kind == .category, y.kind == .category {
        wrong(y, [.number], of: what, &cell)
        return false
      }
    case .box:
      if ![x, y].contains(where: { $0?.kind == .number }) {
        guard let other = y ?? x else { return false }
        wrong(other, [.number], of: what, &cell)
        return false
      }
    default: break
    }
    if layer.stacking != .no, channel(.color) == nil {
      cell.error(
        .missingClause, at: clause.span, "there is nothing to stack without `color`",
        hint: "`color` names the parts of each \(layer.mark.rawValue)")
      return false
    }
    return true
  }

  /// What the types ask for.
  mutating func chosen(_ cell: inout CellCheck) -> [PlotLayer]? {
    switch (channel(.x), channel(.y)) {
    case (nil, nil):
      if let low = channel(.low) ?? channel(.high) {
        missing(low.role == .low ? .x : .y, [.category], of: "`plot`", &cell)
      } else {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "`plot` does not say what to draw",
          hint:
            "`x COLUMN`, `x` and `y`, or one of the charts: \(NamedPlot.names(for: source.kind, task: source.task).joined(separator: ", "))"
        )
      }
      return nil
    case (let x?, nil), (nil, let x?):
      if x.isAggregated {
        missing(x.role == .x ? .y : .x, [.category], of: "an aggregate", &cell)
        return nil
      }
      // Bars that are sorted lie, so that their names can be read.
      if x.kind == .category, x.role == .x { turn() }
      return [PlotLayer(mark: .bar)]
    case (let x?, let y?):
      switch (x.kind, y.kind) {
      case (.category, .category): return [PlotLayer(mark: .rect)]
      case (.category, _):
        turn()
        return [PlotLayer(mark: .bar)]
      case (_, .category): return [PlotLayer(mark: .bar)]
      case (.time, _): return [PlotLayer(mark: .line)]
      default:
        let isGrouped = y.isAggregated || x.isAggregated
        if isGrouped, cell.clause("x")?.integer("bins") != nil { return [PlotLayer(mark: .bar)] }
        return [PlotLayer(mark: isGrouped && !x.isAggregated ? .line : .dot)]
      }
    }
  }

  /// Exchanges x and y.
  mutating func turn() {
    isTurned.toggle()
    for index in channels.indices {
      switch channels[index].role {
      case .x: channels[index].role = .y
      case .y: channels[index].role = .x
      default: break
      }
    }
  }
}
