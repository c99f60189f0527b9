extension MarkDrawing {
  /// The most words of a layer; more would neither be read nor fit the size of a picture.
  static let wordLimit = 130

  func words() -> [SVG] {
    let size = layer.look == .quiet ? 11.0 : layer.look == .strong ? 13.0 : 12.0
    let base =
      layer.look == .quiet ? "c-f" : layer.look == .strong ? "c-t" : layer.look == .accent ? "c-reft" : "c-s"
    let anchor = layer.anchor == .middle ? "c-mid" : layer.anchor == .end ? "c-end" : "c-start"
    var groups: [String: [SVG]] = [:]
    for row in chosen() {
      guard let label = row.label, !label.isEmpty else { continue }
      let place = isStacked && isLevel ? (x(row.low) + x(row.high)) / 2 : x(row.x)
      let (px, py) = (place + layer.offset.x, y(row.y) + layer.offset.y)
      guard px.isFinite, py.isFinite else { continue }
      let room = self.room(row, px)
      let shown =
        isCell || isStacked
        ? (TextMeasure.width(label, size: size) <= room ? label : "")
        : TextMeasure.fitted(label, width: room, size: size)
      guard !shown.isEmpty else { continue }
      let plain = isStacked ? onBar(row) : isCell ? nil : "c-halo"
      let color = resolved.isShaded ? shades.step(row.shade).map(shades.textClass) : plain
      groups[color ?? "", default: []].append(
        .text(shown, ["x": .number(px), "y": .number(py + size * 0.36)]))
    }
    return groups.keys.sorted().compactMap { key in
      groups[key].map { SVG("g", ["class": .text("\(base) \(anchor)" + (key.isEmpty ? "" : " \(key)"))], $0) }
    }
  }

  /// On the ground of its bar, so that the weave does not run through the letters.
  private func onBar(_ row: MarkRow) -> String {
    resolved.isColored ? "c-on c-plate \(SeriesStyle(index: row.series).strokeClass)" : "c-on"
  }

  private var isStacked: Bool { layer.statistic.isStack }

  /// Words within cells must not leave them.
  private var isCell: Bool { x.axis.shape == .band && y.axis.shape == .band }

  private func room(_ row: MarkRow, _ px: Double) -> Double {
    if isCell { return x.step - 2 }
    if row.low.isDrawable, row.high.isDrawable, isLevel { return (x(row.high) - x(row.low)).magnitude - 8 }
    switch layer.anchor {
    case .start: return max(width - px, 0)
    case .end: return max(px, 0)
    case .middle: return max(2 * min(px, width - px), 0)
    }
  }

  /// All rows, or those of the largest shade.
  private func chosen() -> [MarkRow] {
    if isCell, y.step < 13 { return [] }
    let limit = max(Self.wordLimit / panelCount, 4)
    let worded = rows.filter { $0.label?.isEmpty == false }
    guard worded.count > limit else { return worded }
    let order = worded.indices.sorted {
      let (a, b) = (worded[$0].shade.magnitude, worded[$1].shade.magnitude)
      return a == b || a.isNaN || b.isNaN ? $0 < $1 : a > b
    }
    return order.prefix(limit).sorted().map { worded[$0] }
  }
}
