/// The names of series beside the ends of their lines.
struct SeriesEnds {
  let resolved: ResolvedChart
  let panel: PlotPanel

  /// The room at the right of the panels for names, or for a list of them.
  static func room(_ resolved: ResolvedChart, _ labels: Chart.SeriesLabels) -> Double {
    let width = resolved.chart.size.width
    switch labels {
    case .ends:
      let ends = Self.ends(resolved)
      let format = ValueFormat(for: ends.map(\.row.y))
      let sizes = ends.map { end in
        TextMeasure.width(end.name, size: 13, weight: .medium)
          + TextMeasure.width(Self.value(end.row.y, resolved, format), size: 12) + 8
      }
      return min(sizes.max() ?? 0, width * 0.32) + 20
    case .list: return width * 0.4 + 6
    case .automatic, .above, .none: return 0
    }
  }

  private struct End {
    let name: String
    let index: Int
    let row: MarkRow
  }

  /// The last row of each series.
  private static func ends(_ resolved: ResolvedChart) -> [End] {
    guard let names = resolved.seriesNames else { return [] }
    var last: [Int: MarkRow] = [:]
    for layer in resolved.layers where layer.layer.mark == .line && layer.isColored {
      for row in layer.rows where row.y.isDrawable {
        if let known = last[row.series], known.x > row.x { continue }
        last[row.series] = row
      }
    }
    return names.indices.compactMap { index in
      last[index].map { End(name: names[index], index: index, row: $0) }
    }
  }

  /// Whether two lines end so near each other that one marker would hide the other, and names could be mistaken.
  static func meet(_ resolved: ResolvedChart) -> Bool {
    let ends = Self.ends(resolved).map(\.row.y).sorted()
    let values = resolved.layers.filter { $0.layer.mark == .line }.flatMap { $0.rows.map(\.y) }
    guard let bounds = values.drawableBounds else { return false }
    let least = (bounds.high - bounds.low) * 0.01
    return zip(ends, ends.dropFirst()).contains { $1 - $0 <= least }
  }

  private static func value(_ value: Double, _ resolved: ResolvedChart, _ format: ValueFormat) -> String {
    resolved.chart.y.isPercent ? ChartNumbers.percent(value, 1) : format.text(value)
  }

  func content() -> [SVG] {
    let ends = Self.ends(resolved)
    let format = ValueFormat(for: ends.map(\.row.y))
    let tops = LabelStack.place(
      desired: ends.map { panel.y.held(panel.y($0.row.y)) - 8.5 }, sizes: ends.map { _ in 17 },
      low: panel.top - 9, high: panel.bottom + 9)
    return ends.indices.map { index in
      label(ends[index], middle: tops[index] + 8.5, Self.value(ends[index].row.y, resolved, format))
    }
  }

  private func label(_ end: End, middle: Double, _ value: String) -> SVG {
    let (x, y) = (panel.x(end.row.x), panel.y(end.row.y))
    let text = panel.right + 14
    let lead = SVGPath(through: [(x, y), (panel.right + 2, y), (text - 4, middle)])
    let room = resolved.chart.size.width - text - TextMeasure.width(value, size: 12) - 8
    let name = TextMeasure.fitted(end.name, width: room, size: 13, weight: .medium)
    var group = SVG("g", ["class": "c-t"])
    if !name.utf8.elementsEqual(end.name.utf8) { group.append(.title(TextMeasure.clipped(end.name))) }
    group.append(SVG("path", ["class": "c-rule", "d": lead.data]))
    group.append(SeriesStyle(index: end.index).marker(x, y))
    group.append(
      SVG(
        "text", ["x": .number(text), "y": .number(middle + 4.5)],
        [
          SVG("tspan", ["class": "c-m"], [.characters(name)]),
          SVG("tspan", ["class": "c-s", "dx": 6], [.characters(value)]),
        ]))
    return group
  }
}

extension ResolvedLayer {
  /// Whether words stand at the right of its level marks.
  fileprivate var hasEndValues: Bool {
    switch layer.mark {
    case .bar, .dot: true
    case .text: layer.anchor == .start
    default: false
    }
  }
}

/// The room that values at the ends of level bars and dots take at the right.
enum ValueLabels {
  static func room(_ resolved: ResolvedChart) -> Double {
    var room = 0.0
    for layer in resolved.layers where layer.isLevel && layer.hasEndValues {
      let widest = layer.rows.lazy.compactMap(\.label).map { TextMeasure.width($0, size: 12) }.max() ?? 0
      if widest > 0 {
        room = max(room, min(widest, resolved.chart.size.width / 4) + (layer.layer.mark == .dot ? 20 : 12))
      }
    }
    return room
  }
}
