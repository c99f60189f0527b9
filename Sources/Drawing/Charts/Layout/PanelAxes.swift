/// The axes, grid and heading of a panel.
struct PanelAxes {
  let panel: PlotPanel
  let chart: Chart

  func content() -> [SVG] {
    guard !panel.isBare else { return [] }
    var content: [SVG] = []
    if !panel.name.isEmpty { content.append(heading()) }
    if !panel.yTitle.isEmpty { content.append(yTitle()) }
    if panel.y.axis.shape == .band { content += bands() } else { content += levels(panel.y, chart.y.isShown) }
    if let below = panel.below {
      content += levels(below, chart.below?.y.isShown ?? true)
      if !panel.belowTitle.isEmpty {
        let shown = TextMeasure.fitted(panel.belowTitle, width: panel.right, size: 11)
        content.append(.text(shown, ["class": "c-f", "x": .number(panel.left), "y": .number(below.end - 6)]))
      }
    }
    return content
  }

  private func heading() -> SVG {
    let note = TextMeasure.fitted(panel.note, width: (panel.right - panel.left) / 2, size: 12)
    let room = panel.right - panel.left - (note.isEmpty ? 0 : TextMeasure.width(note, size: 12) + 10)
    let name = TextMeasure.fitted(panel.name, width: room, size: 13, weight: .medium)
    let y = SVG.Value.number(panel.top - 12)
    var group = SVG("g", ["class": "c-t"])
    if !name.utf8.elementsEqual(panel.name.utf8) { group.append(.title(TextMeasure.clipped(panel.name))) }
    group.append(.text(name, ["class": "c-m", "x": .number(panel.left), "y": y]))
    if !note.isEmpty { group.append(.text(note, ["class": "c-s c-end", "x": .number(panel.right), "y": y])) }
    return group
  }

  private func yTitle() -> SVG {
    let raised = (panel.name.isEmpty ? 0.0 : 24) + (chart.annotations.contains(where: \.standsAbove) ? 18 : 0)
    let left = chart.y.isShown ? 0 : panel.left
    let shown = TextMeasure.fitted(panel.yTitle, width: panel.right - left, size: 12)
    return .text(shown, ["class": "c-s", "x": .number(left), "y": .number(panel.top - 14 - raised)])
  }

  /// Horizontal grid lines with their labels on the left.
  private func levels(_ axis: PlacedAxis, _ isShown: Bool) -> [SVG] {
    guard isShown else { return [] }
    var path = SVGPath()
    var group = SVG("g", ["class": "c-f c-end"])
    for tick in axis.axis.ticks {
      let y = axis(tick.value)
      path.move(panel.left, y)
      path.horizontal(panel.right)
      if panel.isFirstColumn {
        group.append(.text(tick.label, ["x": .number(panel.left - 8), "y": .number(y + 4)]))
      }
    }
    return [SVG("path", ["class": "c-grid", "d": path.data]), group]
  }

  /// The names of categories down the left.
  private func bands() -> [SVG] {
    guard chart.y.isShown, panel.isFirstColumn else { return [] }
    var group = SVG("g", ["class": "c-t c-end"])
    let step = panel.y.step
    for (index, name) in panel.y.axis.categories.enumerated()
    where step >= 10 || index % Int(12 / step + 1) == 0 {
      let y = panel.y(Double(index))
      var end = panel.left - 12
      if index < chart.y.notes.count, !chart.y.notes[index].isEmpty {
        let note = TextMeasure.fitted(chart.y.notes[index], width: panel.left / 2, size: 11)
        group.append(.text(note, ["class": "c-f", "x": .number(end), "y": .number(y + 4)]))
        end -= TextMeasure.width(note, size: 11) + 10
      }
      let shown = TextMeasure.fitted(name, width: end / 1.02, size: 13)
      var label = SVG.text(shown, ["x": .number(end), "y": .number(y + 4.5)])
      if !shown.utf8.elementsEqual(name.utf8) { label.append(.title(TextMeasure.clipped(name))) }
      group.append(label)
    }
    return [group]
  }

  /// A base line with ticks and labels below, or above where the axis is opposite.
  func xAxis() -> SVG? {
    guard !panel.isBare, chart.x.isShown else { return nil }
    var group = SVG("g", ["class": "c-f c-mid"])
    let isBand = panel.x.axis.shape == .band
    if isBand { appendBands(&group) } else { appendTicks(&group) }
    guard !panel.xTitle.isEmpty else { return group }
    let shown = TextMeasure.fitted(panel.xTitle, width: panel.right - panel.left, size: 12)
    if chart.x.isOpposite {
      group.append(
        .text(
          shown,
          ["class": "c-s c-start", "x": .number(panel.left), "y": .number(panel.axisY - labelDepth - 8)]))
    } else {
      group.append(
        .text(
          shown,
          [
            "class": "c-s", "x": .number((panel.left + panel.right) / 2),
            "y": .number(panel.axisY + labelDepth + 12),
          ]))
    }
    return group
  }

  private var labelDepth: Double {
    guard panel.slanted else { return 24 }
    let widest = panel.x.axis.categories.map { TextMeasure.width($0, size: 12) }.max() ?? 0
    return (min(widest, 104) * 0.708 + 22).rounded()
  }

  private func appendTicks(_ group: inout SVG) {
    var path = SVGPath()
    path.move(panel.left, panel.axisY)
    path.horizontal(panel.right)
    var lastEnd = -Double.infinity
    for tick in panel.x.axis.ticks {
      let x = panel.x(tick.value)
      let half = TextMeasure.width(tick.label, size: 11) / 2
      guard x >= panel.left - 0.1, x <= panel.right + 0.1, x - half > lastEnd else { continue }
      guard x + half <= chart.size.width + 0.1, x - half >= -0.1 else { continue }
      lastEnd = x + half + 6
      path.move(x, panel.axisY)
      path.vertical(panel.axisY + 4)
      group.append(.text(tick.label, ["x": .number(x), "y": .number(panel.axisY + 17)]))
    }
    group.append(SVG("path", ["class": "c-rule", "d": path.data]))
  }

  private func appendBands(_ group: inout SVG) {
    let step = panel.x.step
    let every = max(1, Int((12 / max(step, 0.1)).rounded(.up)))
    for (index, name) in panel.x.axis.categories.enumerated() {
      if panel.slanted, index % every != 0 { continue }
      let x = panel.x(Double(index))
      let shown = TextMeasure.fitted(name, width: panel.slanted ? 104 : step - 4, size: 12)
      var label: SVG
      if panel.slanted {
        let y = chart.x.isOpposite ? panel.axisY - 7 : panel.axisY + 12
        let at = "translate(\(SVG.number(x + (chart.x.isOpposite ? 2 : 3))) \(SVG.number(y)))rotate(-45)"
        label = .text(
          shown, ["class": chart.x.isOpposite ? "c-s c-start" : "c-s c-end", "transform": .text(at)])
      } else {
        let y = chart.x.isOpposite ? panel.axisY - 9 : panel.axisY + 17
        label = .text(shown, ["class": "c-s", "x": .number(x), "y": .number(y)])
      }
      if !shown.utf8.elementsEqual(name.utf8) { label.append(.title(TextMeasure.clipped(name))) }
      group.append(label)
    }
    guard !chart.layers.contains(where: { $0.mark == .rect }) else { return }
    var path = SVGPath()
    path.move(panel.left, panel.axisY)
    path.horizontal(panel.right)
    group.append(SVG("path", ["class": "c-rule", "d": path.data]))
  }
}
