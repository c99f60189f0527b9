extension MarkDrawing {
  /// The most points of all panels that are drawn one by one.
  static let pointLimit = 1200
  /// The same where series differ by shape, and where size counts.
  static let seriesPointLimit = 420
  static let sizedPointLimit = 150

  /// As many, less what the axes of many panels take.
  static func pointLimit(_ panels: Int) -> Int { max(pointLimit - 45 * (panels - 1), 400) }

  func dots() -> [SVG] {
    let series = bySeries
    if layer.encoding.size != nil { return sized() }
    if resolved.isShaded { return shaded() }
    if rows.count * panelCount <= 60 {
      let marks = series.map { index, rows in
        var group = SVG("g")
        for row in rows {
          group.append(
            marker(index, place(row, index), radius: (y.end - y.start).magnitude < 30 ? 2 : isLevel ? 5 : 4.5)
          )
        }
        return group
      }
      return marks + values()
    }
    if !resolved.isColored {
      let pixels = rows.map { place($0, 0) }
      let isCrowded = pixels.count * panelCount > Self.pointLimit(panelCount)
      guard isCrowded else { return [DotCloud.dots(pixels)] + values() }
      // Cells of all panels together are about as many as points may be.
      let area = (x.end - x.start).magnitude * (y.end - y.start).magnitude * Double(panelCount)
      let side = min(max((area / 1500).squareRoot(), 8), 24)
      return [DotCloud.binned(pixels, left: x.start, top: min(y.start, y.end), side: side)]
    }
    return series.map { index, rows in small(index, thinned(rows, share: Self.seriesPointLimit / panelCount))
    }
  }

  /// Evenly spaced rows, so that all series together have at most `share`.
  private func thinned(_ rows: [MarkRow], share: Int) -> [MarkRow] {
    let total = self.rows.count
    guard total > share else { return rows }
    let count = max(rows.count * share / total, 1)
    return (0..<count).map { rows[$0 * rows.count / count] }
  }

  /// Where a dot stands; those of several series in one strip stand beside each other.
  private func place(_ row: MarkRow, _ index: Int) -> (x: Double, y: Double) {
    guard resolved.isColored, seriesCount > 1 else { return (x(row.x), y(row.y)) }
    let shift = (Double(index) - Double(seriesCount - 1) / 2)
    if isLevel { return (x(row.x), y(row.y) + shift * min(y.step * 0.7 / Double(seriesCount), 11)) }
    if x.axis.shape == .band {
      return (x(row.x) + shift * min(x.step * 0.7 / Double(seriesCount), 16), y(row.y))
    }
    return (x(row.x), y(row.y))
  }

  private func marker(_ index: Int, _ point: (x: Double, y: Double), radius: Double) -> SVG {
    if resolved.isColored { return SeriesStyle(index: index).marker(point.x, point.y, radius: radius) }
    let kind = layer.look == .outlined ? "c-open \(stroke(index))" : "c-mark \(fill(index))"
    return SVG(
      "circle",
      ["class": .text(kind), "cx": .number(point.x), "cy": .number(point.y), "r": .number(radius)])
  }

  /// Many small marks of one series in one path.
  private func small(_ index: Int, _ rows: [MarkRow]) -> SVG {
    let style = SeriesStyle(index: index)
    return style.cloud(rows.map { place($0, index) })
  }

  private func shaded() -> [SVG] {
    var steps: [Int: [(x: Double, y: Double)]] = [:]
    var swarm = Swarm(halfHeight: layer.swarmed && isLevel ? y.step * 0.42 : 0)
    for row in thinned(rows, share: Self.pointLimit / panelCount) {
      guard let step = shades.step(row.shade) else { continue }
      steps[step, default: []].append(swarm.place(x(row.x), y(row.y)))
    }
    return steps.keys.sorted().compactMap { step in
      steps[step].map { DotCloud.dots($0, className: "c-dots \(shades.strokeClass(step))") }
    }
  }

  private func sized() -> [SVG] {
    let most = rows.lazy.map(\.size).filter { $0.isDrawable && $0 > 0 }.max() ?? 1
    return bySeries.map { index, rows in
      var group = SVG("g", ["class": .text("c-bubble \(fill(index))")])
      for row in thinned(rows, share: Self.sizedPointLimit / panelCount)
      where row.size.isDrawable && row.size >= 0 {
        let radius = max((row.size / most).squareRoot() * 13, 1.5)
        group.append(SeriesStyle(index: index).shape(x(row.x), y(row.y), radius: radius))
      }
      return group
    }
  }

  /// Values of level dots, flush right.
  private func values() -> [SVG] {
    guard layer.encoding.label != nil, isLevel else { return [] }
    var group = SVG("g", ["class": "c-s c-end"])
    for row in rows {
      guard let label = row.label else { continue }
      let shown = TextMeasure.fitted(label, width: width / 4, size: 12)
      group.append(.text(shown, ["x": .number(width), "y": .number(place(row, row.series).y + 4)]))
    }
    return [group]
  }
}

extension SeriesStyle {
  /// Small marks of the shape of the series, in one path.
  func cloud(_ points: [(x: Double, y: Double)]) -> SVG {
    if variant == 0 { return DotCloud.dots(points, className: "c-dots \(strokeClass)") }
    var path = SVGPath()
    for point in points {
      let corners: String =
        switch variant {
        case 1: "h4v4h-4z"
        case 2: "l2.6 4.5h-5.2z"
        default: "l2.8 2.8-2.8 2.8-2.8-2.8z"
        }
      path.move(point.x - (variant == 1 ? 2 : 0), point.y - (variant == 2 ? 3 : variant == 1 ? 2 : 2.8))
      path.raw(corners)
    }
    return SVG("path", ["class": .text("c-cloud \(fillClass)"), "d": path.data])
  }
}

/// Moves dots of a strip aside that would lie on one another: in turn above and below its middle, no further than half its height.
private struct Swarm {
  let halfHeight: Double
  /// How many dots stand in each column of each strip.
  private var counts: [Cell: Int] = [:]

  private struct Cell: Hashable {
    var column: Int
    var strip: Int
  }

  /// The width of a column, and how far dots stand apart in it, in pixels.
  private static let (width, distance) = (3.0, 2.5)

  init(halfHeight: Double) { self.halfHeight = halfHeight }

  mutating func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    guard halfHeight > 0, x.isFinite, y.isFinite else { return (x, y) }
    let cell = Cell(column: Int((x / Self.width).rounded(.down)), strip: Int(y.rounded(.down)))
    let before = counts[cell, default: 0]
    counts[cell] = before + 1
    let levels = max(Int(halfHeight / Self.distance), 1)
    let level = (before + 1) / 2 % (levels + 1)
    return (x, y + Double(before.isMultiple(of: 2) ? level : -level) * Self.distance)
  }
}
