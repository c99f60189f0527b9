import Canonical

extension MarkDrawing {
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
      x = min(x1, x2)
      y = min(y1, y2)
      width = (x2 - x1).magnitude
      height = (y2 - y1).magnitude
    }
  }

  func bars() -> [SVG] {
    var content: [SVG] = []
    let step = self.step
    for (index, rows) in bySeries {
      let boxes = tallest(rows).compactMap { box($0, index, step) }
      content += drawn(boxes, index)
    }
    if isLevel, !overlaps, !layer.statistic.isStack { content.append(zero()) }
    return content + endValues(step)
  }

  /// The most bars over numbers; more would be narrower than can be seen.
  static let barLimit = 220

  /// Of rows that share a strip of pixels, the one that reaches farthest.
  private func tallest(_ rows: [MarkRow]) -> [MarkRow] {
    let share = max(Self.barLimit / max(seriesCount, 1) / panelCount, 8)
    guard rows.count > share, !isLevel, x.axis.shape != .band, x.end > x.start else { return rows }
    var kept: [Int: MarkRow] = [:]
    for row in rows {
      let place = (x(row.x) - x.start) / (x.end - x.start)
      guard place.isFinite else { continue }
      let strip = Int(min(max(place, 0), 1) * Double(share))
      if let known = kept[strip], known.y.magnitude >= row.y.magnitude { continue }
      kept[strip] = row
    }
    return kept.keys.sorted().compactMap { kept[$0] }
  }

  /// Where level bars begin.
  private func zero() -> SVG {
    var path = SVGPath()
    path.polyline([(base(x), min(y.start, y.end)), (base(x), max(y.start, y.end))])
    return SVG("path", ["class": "c-rule", "d": path.data])
  }

  private func drawn(_ boxes: [Box], _ index: Int) -> [SVG] {
    var path = SVGPath()
    for box in boxes {
      path.rectangle(x: box.x, y: box.y, width: max(box.width, 0.8), height: max(box.height, 0.8))
    }
    guard !path.isEmpty else { return [] }
    switch layer.look {
    case .hatched:
      var lines = SVGPath()
      for box in boxes { lines.hatch(box.x, box.y, box.width, box.height) }
      return [
        SVG("path", ["class": .text("c-hatched \(stroke(index))"), "d": path.data]),
        SVG("path", ["class": .text("c-thin \(stroke(index))"), "d": lines.data]),
      ]
    case .outlined: return [SVG("path", ["class": "c-hit", "d": path.data])]
    case .plain, .quiet, .strong, .accent:
      let bars = SVG("path", ["class": .text(fill(index)), "d": path.data])
      guard resolved.isWoven, seriesCount > 1 else { return [bars] }
      return [bars] + SeriesStyle(index: index).weave(boxes, isLevel: isLevel)
    }
  }

  /// The pixels from one upright bar to the next.
  private var step: Double {
    x.axis.shape == .band ? x.step : max(narrowest, (x.end - x.start) / Double(2 * Self.barLimit))
  }

  /// Where the bar of a row stands: across its strip, or between its ends.
  private func box(_ row: MarkRow, _ index: Int, _ step: Double) -> Box? {
    let isStacked = layer.statistic.isStack
    let beside = resolved.isColored && !isStacked && seriesCount > 1 && row.x2.isNaN && !overlaps
    if isLevel {
      let (from, to) = ends(row, x, row.x)
      guard from.isFinite, to.isFinite else { return nil }
      let (top, bottom) = strip(y(row.y), y.step, index, beside)
      return Box(from, top, isStacked ? max(to - 2, from + 0.6) : to, bottom)
    }
    let (from, to) = ends(row, y, row.y)
    guard from.isFinite, to.isFinite, row.y != 0 || overlaps else { return nil }
    if !row.x2.isNaN {
      let (left, right) = (x(row.x), x(row.x2))
      return Box(left + 0.5, from, max(right - 0.5, left + 1), to)
    }
    let (left, right) = strip(x(row.x), step, index, beside)
    return Box(left, from, right, to)
  }

  /// Intervals of time lie over each other.
  private var overlaps: Bool { layer.encoding.low != nil }

  private func ends(_ row: MarkRow, _ axis: PlacedAxis, _ value: Double) -> (Double, Double) {
    let isInterval = layer.encoding.low != nil || layer.statistic.isStack
    if isInterval, row.low.isDrawable, row.high.isDrawable {
      return (axis.held(axis(row.low)), axis.held(axis(row.high)))
    }
    return (base(axis), axis.held(axis(value)))
  }

  private func strip(_ middle: Double, _ step: Double, _ index: Int, _ beside: Bool) -> (Double, Double) {
    guard beside else { return (middle - half(step), middle + half(step)) }
    let whole = min(step * 0.76, 22 * Double(seriesCount))
    let each = whole / Double(seriesCount)
    let start = middle - whole / 2 + Double(index) * each
    return (start, start + each - min(1, each * 0.2))
  }

  /// The pixels between the two nearest places of numeric x.
  private var narrowest: Double {
    let places = Set(rows.map { x($0.x) }).filter(\.isFinite).sorted()
    let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
    return max(gaps.min() ?? (x.end - x.start) / 4, 1)
  }

  /// The words of `label` behind the ends of level bars, and above upright ones where they fit.
  private func endValues(_ step: Double) -> [SVG] {
    guard layer.encoding.label != nil else { return [] }
    var group = SVG("g", ["class": .text(isLevel ? "c-s c-start" : "c-s c-mid")])
    for row in rows.prefix(80) {
      guard let label = row.label, let box = box(row, row.series, step) else { continue }
      if isLevel {
        let reach = row.high.isDrawable && !layer.statistic.isStack ? x.held(x(row.high)) : box.x + box.width
        let shown = TextMeasure.fitted(label, width: max(width - reach - 7, 0), size: 12)
        group.append(
          .text(shown, ["x": .number(max(reach, box.x + box.width) + 7), "y": .number(y(row.y) + 4)]))
      } else if TextMeasure.width(label, size: 12) <= x.step - 2 {
        group.append(.text(label, ["x": .number(box.x + box.width / 2), "y": .number(box.y - 5)]))
      }
    }
    return [group]
  }
}

extension Chart.Statistic? {
  var isStack: Bool { if case .stack? = self { true } else { false } }
}

extension SVGPath {
  /// Strokes at 45 degrees across a rectangle, every six pixels.
  mutating func hatch(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    guard width.isFinite, height.isFinite, width > 1, height > 1 else { return }
    var offset = 6.0
    while offset < width + height, offset < 3000 {
      let (startX, startY) = (x + min(offset, width), y + max(offset - width, 0))
      let (endX, endY) = (x + max(offset - height, 0), y + min(offset, height))
      move(startX, startY)
      line(endX, endY)
      offset += 6
    }
  }
}
