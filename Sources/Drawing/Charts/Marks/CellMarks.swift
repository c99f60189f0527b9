extension MarkDrawing {
  /// Cells by shade, one path a shade; neighbours of one shade in a row are one rectangle.
  func cells() -> [SVG] {
    if !resolved.isShaded { return plainCells() }
    var steps: [Int: [MarkRow]] = [:]
    for row in rows { if let step = shades.step(row.shade) { steps[step, default: []].append(row) } }
    var content: [SVG] = []
    for step in steps.keys.sorted() {
      guard let rows = steps[step] else { continue }
      var path = SVGPath()
      for box in Self.joined(rows.compactMap(cell)) {
        path.rectangle(x: box.x, y: box.y, width: box.width, height: box.height)
      }
      content.append(SVG("path", ["class": .text(shades.fillClass(step)), "d": path.data]))
    }
    return content + gaps()
  }

  private func plainCells() -> [SVG] {
    bySeries.map { index, rows in
      var path = SVGPath()
      for box in rows.compactMap(cell) {
        path.rectangle(
          x: box.x + 0.8, y: box.y + 0.8, width: max(box.width - 1.6, 0.5), height: max(box.height - 1.6, 0.5)
        )
      }
      let kind = layer.look == .outlined ? "c-hit" : fill(index)
      return SVG("path", ["class": .text(kind), "d": path.data])
    }
  }

  private func cell(_ row: MarkRow) -> Box? {
    if !row.x2.isNaN { return Box(x(row.x), y(row.y), x(row.x2), y(row.y2)) }
    let (w, h) = (x.axis.shape == .band ? x.step : 10, y.axis.shape == .band ? y.step : 10)
    let (cx, cy) = (x(row.x), y(row.y))
    guard cx.isFinite, cy.isFinite else { return nil }
    return Box(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)
  }

  private static func joined(_ boxes: [Box]) -> [Box] {
    var out: [Box] = []
    for box in boxes.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) {
      if let last = out.last, last.y == box.y, last.height == box.height,
        (last.x + last.width - box.x).magnitude < 0.05
      {
        out[out.count - 1].width = box.x + box.width - last.x
      } else {
        out.append(box)
      }
    }
    return out
  }

  /// Lines of paper between cells of categories.
  private func gaps() -> [SVG] {
    guard x.axis.shape == .band, y.axis.shape == .band, x.step >= 6, y.step >= 6 else { return [] }
    var path = SVGPath()
    for index in x.axis.categories.indices.dropFirst() {
      path.move(x(Double(index) - 0.5), min(y.start, y.end))
      path.vertical(max(y.start, y.end))
    }
    for index in y.axis.categories.indices.dropFirst() {
      path.move(x.start, y(Double(index) - 0.5))
      path.horizontal(x.end)
    }
    return [SVG("path", ["class": "c-gap", "d": path.data])]
  }
}
