import Canonical

extension Charts {
  /// One metric by model or by segment: a dot with its interval each, on an axis that need not begin at zero.
  ///
  /// Where differences matter more than sizes. At most forty rows; the table has all.
  /// - Parameter reference: a line to compare with, such as the value of the whole.
  package static func metricDots(metric: String, dots: [Bar], reference: Reference? = nil) -> Picture {
    let drawable = dots.filter(\.value.isDrawable)
    let shown = Array(drawable.prefix(40))
    let remark = Phrase.leftOut(dots.count - drawable.count)
    guard !shown.isEmpty else { return empty(metric, remark) }
    let sentence = BarDrawing.range(shown, metric: metric, reference: reference)
    let drawing = DotDrawing(shown, metric: metric, reference: reference)
    return Picture(
      title: metric, description: Phrase.sentences(sentence, remark), width: width, height: drawing.height,
      twin: BarDrawing.twin(dots, head: "group", value: metric)
    ) { _ in drawing.content() }
  }
}

private struct DotDrawing {
  private static let row = 26.0

  private let dots: [Charts.Bar]
  private let metric: String
  private let reference: Charts.Reference?
  private let format: ValueFormat
  private let area: PlotArea
  private let top: Double

  init(_ dots: [Charts.Bar], metric: String, reference: Charts.Reference?) {
    self.dots = dots
    self.metric = metric
    let reference = reference.flatMap { $0.value.isDrawable ? $0 : nil }
    self.reference = reference
    var values = dots.map(\.value)
    for case let interval? in dots.map(\.interval) { values += [interval.low, interval.high] }
    if let reference { values.append(reference.value) }
    let bounds = values.drawableBounds ?? (0, 1)
    let format = ValueFormat(for: dots.map(\.value))
    self.format = format
    let widest = dots.map { BarDrawing.labelWidth($0) }.max() ?? 0
    let left = (min(max(widest, 40), 232) * 1.05 + 24).rounded()
    let figures = dots.map { TextMeasure.width(format.text($0.value), size: 12) }.max() ?? 0
    top = reference == nil ? 4 : 20
    area = PlotArea(
      left: left, right: Charts.width - figures - 20, top: top,
      bottom: top + Double(dots.count) * Self.row + 4,
      x: Ticks(covering: bounds.low, bounds.high), y: Ticks(covering: 0, 1))
  }

  var height: Double { area.y.start + 44 }

  func content() -> [SVG] {
    var content: [SVG] = []
    if let reference { content.append(rule(reference)) }
    for (index, dot) in dots.enumerated() {
      content.append(draw(dot, top + (Double(index) + 0.5) * Self.row))
    }
    content.append(area.xAxis(title: metric))
    return content
  }

  private func draw(_ dot: Charts.Bar, _ y: Double) -> SVG {
    var group = BarDrawing.label(dot, right: area.x.start - 22, y: y)
    if let interval = dot.interval {
      let path = SVGPath(through: [(area.x(interval.low), y), (area.x(interval.high), y)])
      group.append(SVG("path", ["class": "c-span", "d": path.data]))
    }
    group.append(
      SVG("circle", ["class": "c-mark c-bar", "cx": .number(area.x(dot.value)), "cy": .number(y), "r": 5]))
    group.append(
      .text(format.text(dot.value), ["class": "c-s c-end", "x": .number(Charts.width), "y": .number(y + 4)]))
    return group
  }

  private func rule(_ reference: Charts.Reference) -> SVG {
    let x = area.x(reference.value)
    let path = SVGPath(through: [(x, top - 2), (x, area.y.start)])
    return SVG(
      "g", [:],
      [
        SVG("path", ["class": "c-under", "d": path.data]),
        SVG("path", ["class": "c-ref", "d": path.data]),
        BarDrawing.referenceLabel(reference, format, x, y: top - 7),
      ])
  }
}
