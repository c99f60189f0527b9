/// Names series in a row above the panels or as a list at the right, and shades by a strip of them.
struct SeriesKey {
  let height: Double
  private let resolved: ResolvedChart
  private let labels: Chart.SeriesLabels
  private let shades: ShadeScale
  private let items: [Item]

  private struct Item {
    let index: Int
    let name: String
    let full: String
    let x: Double
    let y: Double
  }

  /// How wide the sample before a name is: lines need more than dots and swatches.
  private let sample: Double

  /// Where the names of series go, chosen where that is left open.
  static func placement(_ resolved: ResolvedChart) -> Chart.SeriesLabels {
    guard let series = resolved.series, !series.names.isEmpty, !resolved.chart.size.bare else { return .none }
    let hasLines = resolved.layers.contains { $0.layer.mark == .line && $0.isColored }
    switch resolved.chart.labels {
    case .automatic:
      let isFree = resolved.panelCount == 1 && hasLines && resolved.x == nil && resolved.y == nil
      return isFree && !SeriesEnds.meet(resolved) ? .ends : .above
    case .ends: return resolved.panelCount == 1 && hasLines ? .ends : .above
    case .list: return resolved.panelCount == 1 ? .list : .above
    case .above, .none: return resolved.chart.labels
    }
  }

  init(
    _ resolved: ResolvedChart, _ labels: Chart.SeriesLabels, _ shades: ShadeScale, left: Double,
    width: Double
  ) {
    self.resolved = resolved
    self.labels = labels
    self.shades = shades
    let sample =
      (resolved.layers + resolved.below).contains { $0.isColored && $0.layer.mark == .line } ? 26.0 : 12
    self.sample = sample
    var items: [Item] = []
    var (x, y) = (left, 12.0)
    if labels == .above, let names = resolved.seriesNames {
      for (index, name) in names.enumerated() {
        let note = Self.note(resolved, index)
        let full = note.isEmpty ? name : "\(name) \(note)"
        let shown = TextMeasure.fitted(full, width: width - sample - 10, size: 12)
        let size = sample + 6 + TextMeasure.width(shown, size: 12)
        if x > left, x + size > width { (x, y) = (left, y + 18) }
        items.append(Item(index: index, name: shown, full: full, x: x, y: y))
        x += size + 18
      }
    }
    self.items = items
    let hasStrip =
      resolved.chart.color.isShown && !resolved.chart.size.bare
      && (resolved.layers + resolved.below).contains { $0.isShaded && $0.layer.mark != .text }
    height = (items.isEmpty ? 0 : y + 8) + (hasStrip ? 22 : 0)
    strip = hasStrip
  }

  private let strip: Bool

  private static func note(_ resolved: ResolvedChart, _ index: Int) -> String {
    let notes = resolved.chart.color.notes
    return index < notes.count ? notes[index] : ""
  }

  func content(_ panels: [PlotPanel]) -> [SVG] {
    var content: [SVG] = []
    if !items.isEmpty {
      var group = SVG("g", ["class": "c-s"])
      for item in items {
        for element in drawn(item.index, item.x, item.y - 4) { group.append(element) }
        var text = SVG.text(item.name, ["x": .number(item.x + sample + 6), "y": .number(item.y)])
        if !item.name.utf8.elementsEqual(item.full.utf8) {
          text.append(.title(TextMeasure.clipped(item.full)))
        }
        group.append(text)
      }
      content.append(group)
    }
    if labels == .list, let panel = panels.first { content += list(panel) }
    if strip { content.append(shadeStrip()) }
    return content
  }

  /// What a series looks like: its line with a marker, its dot, or a swatch of its bars.
  private func drawn(_ index: Int, _ x: Double, _ y: Double) -> [SVG] {
    let style = SeriesStyle(index: index)
    let marks = Set((resolved.layers + resolved.below).filter(\.isColored).map(\.layer.mark))
    if marks.contains(.line) {
      let line = style.line(SVGPath(through: [(x, y), (x + sample, y)]))
      return [line, style.marker(x + sample / 2, y, radius: 4)]
    }
    if marks.contains(.dot) { return [style.marker(x + sample / 2, y, radius: 4.5)] }
    let swatch = SVG(
      "rect",
      ["class": .text(style.fillClass), "x": .number(x), "y": .number(y - 5.5), "width": 11, "height": 11])
    guard let woven = resolved.layers.first(where: \.isWoven), seriesCount > 1 else { return [swatch] }
    let box = MarkDrawing.Box(x, y - 5.5, x + 11, y + 5.5)
    return [swatch] + style.weave([box], isLevel: woven.isLevel)
  }

  private var seriesCount: Int { resolved.series?.names.count ?? 1 }

  private func list(_ panel: PlotPanel) -> [SVG] {
    guard let names = resolved.seriesNames else { return [] }
    let step = min(42, (panel.bottom - panel.top) / Double(max(names.count, 1)))
    let left = panel.right + 14
    let text = left + sample + 6
    let width = resolved.chart.size.width
    let ranking = resolved.chart.color.ranking
    let order =
      Set(ranking) == Set(names.indices) && ranking.count == names.count ? ranking : Array(names.indices)
    return order.enumerated().map { position, index in
      let name = names[index]
      let top = panel.top + Double(position) * step
      let note = Self.note(resolved, index)
      let isTall = step >= 34 || note.isEmpty
      let noteRoom = isTall ? 0 : TextMeasure.width(note, size: 12) + 12
      let shown = TextMeasure.fitted(name, width: width - text - noteRoom, size: 13, weight: .medium)
      var group = SVG("g", ["class": "c-t"])
      if !shown.utf8.elementsEqual(name.utf8) { group.append(.title(TextMeasure.clipped(name))) }
      for element in drawn(index, left, top + 8) { group.append(element) }
      group.append(.text(shown, ["class": "c-m", "x": .number(text), "y": .number(top + 12.5)]))
      if !note.isEmpty {
        group.append(
          isTall
            ? .text(
              TextMeasure.fitted(note, width: width - text, size: 12),
              ["class": "c-s", "x": .number(text), "y": .number(top + 28)])
            : .text(note, ["class": "c-s c-end", "x": .number(width), "y": .number(top + 12.5)]))
      }
      return group
    }
  }

  private func shadeStrip() -> SVG {
    let y = height - 22
    let scale = resolved.chart.color
    let column = resolved.column(\.color)
    let title =
      scale.title ?? column.map(\.name)
      ?? (resolved.layers.contains { $0.layer.statistic.isGrid } ? "rows" : "")
    let most = max(shades.low.magnitude, shades.high.magnitude)
    let ends = shades.kind == .diverging ? (-most, most) : (shades.low, shades.high)
    func text(_ value: Double) -> String {
      scale.isPercent ? ChartNumbers.percent(value, 0) : ChartNumbers.plain(value)
    }
    var group = SVG("g", ["class": "c-f"])
    var x = 0.0
    let shown = TextMeasure.fitted(title, width: 240, size: 11)
    if !shown.isEmpty {
      group.append(.text(shown, ["x": 0, "y": .number(y + 11)]))
      x += TextMeasure.width(shown, size: 11) + 10
    }
    group.append(.text(text(ends.0), ["x": .number(x), "y": .number(y + 11)]))
    x += TextMeasure.width(text(ends.0), size: 11) + 6
    for step in shades.steps {
      group.append(
        SVG(
          "rect",
          [
            "class": .text(shades.fillClass(step)), "x": .number(x), "y": .number(y + 2), "width": 16,
            "height": 10,
          ]))
      x += 17
    }
    group.append(.text(text(ends.1), ["x": .number(x + 5), "y": .number(y + 11)]))
    return group
  }
}
