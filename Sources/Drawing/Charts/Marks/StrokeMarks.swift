extension MarkDrawing {
  func rules() -> [SVG] {
    bySeries.flatMap { index, rows -> [SVG] in
      var path = SVGPath()
      for row in rows { add(row, index, to: &path) }
      guard !path.isEmpty else { return [] }
      let drawn = SVG("path", ["class": .text("c-span \(stroke(index))"), "d": path.data])
      return layer.look == .strong ? [SVG("path", ["class": "c-under", "d": path.data]), drawn] : [drawn]
    }
  }

  private func add(_ row: MarkRow, _ index: Int, to path: inout SVGPath) {
    let shift =
      resolved.isColored && seriesCount > 1
      ? (Double(index) - Double(seriesCount - 1) / 2) : 0
    if row.low.isDrawable, row.high.isDrawable {
      if isLevel {
        let at = y(row.y) + shift * min(y.step * 0.7 / Double(seriesCount), 11)
        guard at.isFinite else { return }
        path.move(x.held(x(row.low)), at)
        path.horizontal(x.held(x(row.high)))
      } else {
        let at = x(row.x) + (x.axis.shape == .band ? shift * min(x.step * 0.7 / Double(seriesCount), 16) : 0)
        guard at.isFinite else { return }
        path.move(at, y.held(y(row.low)))
        path.vertical(y.held(y(row.high)))
      }
    } else if layer.encoding.y == nil, row.x.isDrawable, x(row.x).isFinite {
      path.move(x(row.x), y.start)
      path.vertical(y.end)
    } else if layer.encoding.x == nil, row.y.isDrawable, y(row.y).isFinite {
      path.move(x.start, y(row.y))
      path.horizontal(x.end)
    }
  }

  /// Short strokes, along the edge where one place alone is known.
  func ticks() -> [SVG] {
    bySeries.map { index, rows in
      let few = Self.distinct(
        rows.map { (x: x($0.x), y: y($0.y)) }, limit: 500 / max(seriesCount, 1) / panelCount)
      var path = SVGPath()
      for (px, py) in few {
        if layer.encoding.y == nil, px.isFinite {
          path.move(px, y.start)
          path.raw("v-7")
        } else if layer.encoding.x == nil, py.isFinite {
          path.move(x.start, py)
          path.raw("h7")
        } else if px.isFinite, py.isFinite {
          path.move(isLevel ? px : px - 6, isLevel ? py - 6 : py)
          path.raw(isLevel ? "v12" : "h12")
        }
      }
      return SVG("path", ["class": .text("c-thin \(stroke(index))"), "d": path.data])
    }
  }

  /// Places that differ by a pixel at least, evenly spaced where they are more than `limit`.
  private static func distinct(_ points: [(x: Double, y: Double)], limit: Int) -> [(x: Double, y: Double)] {
    struct Cell: Hashable {
      var x: Int
      var y: Int
    }
    var seen = Set<Cell>()
    let unique = points.filter { point in
      let px = point.x.isFinite ? min(max(point.x, -1e6), 1e6) : 0
      let py = point.y.isFinite ? min(max(point.y, -1e6), 1e6) : 0
      return seen.insert(Cell(x: Int(px.rounded()), y: Int(py.rounded()))).inserted
    }
    let limit = max(limit, 8)
    guard unique.count > limit else { return unique }
    return (0..<limit).map { unique[$0 * unique.count / limit] }
  }

  /// A box from quartile to quartile, whiskers, the median across it, and what lies beyond as rings.
  func boxes() -> [SVG] {
    bySeries.flatMap { index, rows -> [SVG] in
      var samples: [Double: [Double]] = [:]
      for row in rows { samples[isLevel ? row.y : row.x, default: []].append(isLevel ? row.x : row.y) }
      var (frames, whiskers, medians) = (SVGPath(), SVGPath(), SVGPath())
      var outliers: [(x: Double, y: Double)] = []
      for (position, values) in samples.sorted(by: { $0.key < $1.key }) {
        guard let box = BoxSummary(values), position.isFinite else { continue }
        let (middle, thick) = across(position, index)
        add(box, middle, thick, &frames, &whiskers, &medians)
        outliers += distinctOutliers(box).map { isLevel ? (x: x($0), y: middle) : (x: middle, y: y($0)) }
      }
      return [
        SVG("path", ["class": .text("c-thin \(stroke(index))"), "d": whiskers.data]),
        SVG("path", ["class": .text("c-box \(fill(index)) \(stroke(index))"), "d": frames.data]),
        SVG("path", ["class": "c-whisker", "d": medians.data]),
      ]
        + (outliers.isEmpty
          ? [] : [DotCloud.dots(Array(outliers.prefix(300)), className: "c-outlier \(stroke(index))")])
    }
  }

  private func distinctOutliers(_ box: BoxSummary) -> [Double] {
    guard box.outliers.count > 24 else { return box.outliers }
    return box.outliers.prefix(12) + box.outliers.suffix(12)
  }

  private func across(_ position: Double, _ index: Int) -> (middle: Double, thick: Double) {
    let axis = isLevel ? y : x
    let step = axis.axis.shape == .band ? axis.step : 40
    guard resolved.isColored, seriesCount > 1 else { return (axis(position), half(step)) }
    let each = min(step * 0.8, 26 * Double(seriesCount)) / Double(seriesCount)
    return (axis(position) + (Double(index) - Double(seriesCount - 1) / 2) * each, each * 0.38)
  }

  private func add(
    _ box: BoxSummary, _ middle: Double, _ thick: Double, _ frames: inout SVGPath,
    _ whiskers: inout SVGPath, _ medians: inout SVGPath
  ) {
    let axis = isLevel ? x : y
    let (low, lower, median) = (
      axis.held(axis(box.low)), axis.held(axis(box.lower)), axis.held(axis(box.median))
    )
    let (upper, high) = (axis.held(axis(box.upper)), axis.held(axis(box.high)))
    if isLevel {
      whiskers.polyline([(low, middle), (lower, middle)])
      whiskers.polyline([(upper, middle), (high, middle)])
      frames.rectangle(x: lower, y: middle - thick, width: max(upper - lower, 0.5), height: 2 * thick)
      medians.polyline([(median, middle - thick), (median, middle + thick)])
    } else {
      whiskers.polyline([(middle, low), (middle, lower)])
      whiskers.polyline([(middle, upper), (middle, high)])
      frames.rectangle(x: middle - thick, y: upper, width: 2 * thick, height: max(lower - upper, 0.5))
      medians.polyline([(middle - thick, median), (middle + thick, median)])
    }
  }
}
