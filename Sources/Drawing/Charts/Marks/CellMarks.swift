extension MarkDrawing {
  /// Cells by shade, one path a shade; neighbours of one shade in a row are one rectangle.
  func cells() -> [SVG] {
    if !resolved.isShaded { return plainCells() }
    var steps: [Int: [MarkRow]] = [:]
    for row in rows { if let step = shades.step(row.shade) { steps[step, default: []].append(row) } }
    var content: [SVG] = []
    for step in steps.keys.sorted() {
      guard let rows = steps[step] else { continue }
      content += strokes(Self.joined(rows.compactMap(cell)), shades.fillClass(step))
    }
    content.append(contentsOf: belowZero())
    return content + gaps()
  }

  /// Rows of cells as thick lines, which take a third of the bytes of rectangles: a path for each height.
  private func strokes(_ boxes: [Box], _ className: String) -> [SVG] {
    var paths: [(height: Double, path: SVGPath)] = []
    for box in boxes {
      let place = paths.firstIndex { ($0.height - box.height).magnitude < 0.05 }
      let index = place ?? paths.count
      if place == nil { paths.append((box.height, SVGPath())) }
      paths[index].path.run(box.x, box.y + box.height / 2, width: box.width)
    }
    return paths.map { height, path in
      SVG("path", ["class": .text("c-cell \(className)"), "stroke-width": .number(height), "d": path.data])
    }
  }

  /// A bar in every cell below zero that holds no words, so that its colour does not stand alone.
  private func belowZero() -> [SVG] {
    guard shades.kind == .diverging, !hasWords else { return [] }
    var (pale, deep) = (SVGPath(), SVGPath())
    for row in rows {
      guard let step = shades.step(row.shade), step < 3, let box = cell(row) else { continue }
      let (left, middle) = (box.x + box.width / 2 - 2, box.y + box.height / 2)
      if step == 0 { deep.run(left, middle, width: 4) } else { pale.run(left, middle, width: 4) }
    }
    return [("c-minus", pale), ("c-minus-deep", deep)].filter { !$0.1.isEmpty }.map { name, path in
      SVG("path", ["class": .text(name), "d": path.data])
    }
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

extension SVGPath {
  /// A level line from (`x`, `y`), by relative steps after the first.
  mutating func run(_ x: Double, _ y: Double, width: Double) {
    if let pen {
      relativeMove(SVG.number(x - pen.x), SVG.number(y - pen.y))
      self.pen = Point(x: pen.x + Self.written(x - pen.x), y: pen.y + Self.written(y - pen.y))
    } else {
      move(x, y)
      pen = Point(x: Self.written(x), y: Self.written(y))
    }
    raw("h\(SVG.number(width))")
    pen?.x += Self.written(width)
  }

  private static func written(_ value: Double) -> Double {
    (value * 10).rounded(.toNearestOrAwayFromZero) / 10
  }
}
