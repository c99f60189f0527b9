extension MarkDrawing {
  typealias Pixel = (x: Double, y: Double)

  /// The runs of a line between its gaps, in pixels.
  private func runs(_ rows: [MarkRow]) -> [[Pixel]] {
    let sorted =
      layer.encoding.order == nil
      ? rows.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }.map(\.element)
      : rows.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(
        \.element)
    return sorted.split { $0.y.isNaN }.map { part in
      let points = part.map { (x: x($0.x), y: y($0.y)) }
      return layer.stepped ? Self.stepped(points) : points
    }
  }

  private static func stepped(_ points: [Pixel]) -> [Pixel] {
    var out: [Pixel] = []
    for point in points {
      if let last = out.last, last.y != point.y { out.append((point.x, last.y)) }
      out.append(point)
    }
    return out
  }

  /// The lines of a series: one, or one for each group.
  private func lines(of rows: [MarkRow]) -> [[MarkRow]] {
    guard layer.encoding.group != nil else { return [rows] }
    var groups: [Int: [MarkRow]] = [:]
    for row in rows { groups[row.line, default: []].append(row) }
    return groups.keys.sorted().compactMap { groups[$0] }
  }

  func lines() -> [SVG] {
    let all = bySeries.map { ($0.index, lines(of: $0.rows)) }
    let count = max(all.reduce(0) { $0 + $1.1.count } * panelCount, 1)
    let limit = max(560 / count, 8)
    return all.reversed().map { index, lines in line(index, lines, limit) }
  }

  private func line(_ index: Int, _ lines: [[MarkRow]], _ limit: Int) -> SVG {
    let style = SeriesStyle(index: index)
    var path = SVGPath()
    var marks: [Pixel] = []
    for rows in lines {
      for run in runs(rows) {
        if run.count == 1 { marks.append(run[0]) }
        let thin = LineThinning.thinned(run, limit: limit)
        if run.count > 1 { path.polyline(thin) }
        let few = resolved.isColored && seriesCount > 1 && labels != .ends && labels != .none
        if run.count > 1, layer.pointed, run.count <= 40 {
          marks += run
        } else if run.count > 1, few {
          marks += Self.along(thin, seriesCount > 8 ? [0.45] : [0.2, 0.45, 0.7])
        }
      }
    }
    let plain = resolved.isColored || layer.look == .plain
    var group = SVG("g")
    if !path.isEmpty {
      group.append(
        plain
          ? style.line(path)
          : SVG(
            "path",
            [
              "class": .text("\(layer.look == .quiet ? "c-hair" : "c-line") \(stroke(index))"),
              "d": path.data,
            ]))
    }
    if plain { for mark in marks { group.append(style.marker(mark.x, mark.y, radius: 4)) } }
    return group
  }

  /// Points of a line at shares of its length.
  private static func along(_ points: [Pixel], _ shares: [Double]) -> [Pixel] {
    func length(_ a: Pixel, _ b: Pixel) -> Double {
      ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
    }
    let total = zip(points, points.dropFirst()).reduce(0) { $0 + length($1.0, $1.1) }
    var found: [Pixel] = []
    var before = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let piece = length(a, b)
      while found.count < shares.count, piece > 0, before + piece >= shares[found.count] * total {
        let t = (shares[found.count] * total - before) / piece
        found.append((a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)))
      }
      before += piece
    }
    return found
  }

  func areas() -> [SVG] {
    bySeries.flatMap { index, rows -> [SVG] in
      let hasInterval = layer.encoding.low != nil || rows.contains { !$0.low.isNaN }
      if hasInterval { return [ribbon(index, rows)] + (layer.statistic.isStack ? name(index, rows) : []) }
      let sorted = rows.filter { !$0.y.isNaN }.sorted { $0.x < $1.x }
      let pixels = sorted.map { (x: x($0.x), y: y($0.y)) }
      let run = LineThinning.thinned(
        layer.stepped ? Self.stepped(pixels) : pixels, limit: max(400 / seriesCount / panelCount, 8))
      guard let first = run.first, let last = run.last else { return [] }
      var fillPath = SVGPath()
      fillPath.polyline([(first.x, base(y))] + run + [(last.x, base(y))])
      fillPath.close()
      var edge = SVGPath()
      edge.polyline(run)
      return [
        SVG("path", ["class": .text("c-tint \(fill(index))"), "d": fillPath.data]),
        SeriesStyle(index: index).line(edge),
      ]
    }
  }

  func bands() -> [SVG] { bySeries.map { ribbon($0.index, $0.rows) } }

  /// A tint between `low` and `high`, with thin edges that stand out by themselves.
  private func ribbon(_ index: Int, _ rows: [MarkRow]) -> SVG {
    let sorted = rows.filter { $0.low.isDrawable && $0.high.isDrawable }.sorted { $0.x < $1.x }
    let limit = max(240 / max(seriesCount, 1) / panelCount, 8)
    let upper = LineThinning.thinned(sorted.map { (x: x($0.x), y: y.held(y($0.high))) }, limit: limit)
    let lower = LineThinning.thinned(sorted.map { (x: x($0.x), y: y.held(y($0.low))) }, limit: limit)
    var path = SVGPath()
    path.polyline(upper + lower.reversed())
    path.close()
    var tint = SVG("path", ["class": .text("c-ribbon \(fill(index)) \(stroke(index))"), "d": path.data])
    let dash = SeriesStyle(index: index).dash
    if layer.statistic.isStack, !dash.isEmpty { tint["stroke-dasharray"] = .text(dash) }
    return tint
  }
}

extension SVGPath {
  /// Straight pieces in relative steps of a tenth of a pixel, which take half the bytes of absolute ones.
  mutating func polyline(_ points: [(x: Double, y: Double)]) {
    guard let first = points.first else { return }
    move(first.x, first.y)
    var (x, y) = ((first.x * 10).rounded() / 10, (first.y * 10).rounded() / 10)
    for point in points.dropFirst() {
      let (dx, dy) = (SVG.number(point.x - x), SVG.number(point.y - y))
      relativeLine(dx, dy)
      x += (((point.x - x) * 10).rounded(.toNearestOrAwayFromZero)) / 10
      y += (((point.y - y) * 10).rounded(.toNearestOrAwayFromZero)) / 10
    }
  }
}
