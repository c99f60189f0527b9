/// A rectangle with a scale each way, and its axes.
struct PlotArea {
  let x: LinearScale
  let y: LinearScale
  private let xTicks: Ticks
  private let yTicks: Ticks

  /// - Parameters:
  ///   - left, right, top, bottom: the edges in pixels, y downwards.
  ///   - range: what the x axis covers where it is not all of its ticks.
  init(
    left: Double, right: Double, top: Double, bottom: Double, x: Ticks, y: Ticks,
    range: (low: Double, high: Double)? = nil
  ) {
    self.x = LinearScale(range?.low ?? x.low, range?.high ?? x.high, from: left, to: right)
    self.y = LinearScale(y.low, y.high, from: bottom, to: top)
    xTicks = x
    yTicks = y
  }

  /// Horizontal grid lines with their labels on the left.
  func yAxis(labelled: Bool = true) -> SVG {
    var group = SVG("g", ["class": "c-f c-end"])
    for (value, label) in zip(yTicks.values, yTicks.labels) {
      let position = y(value)
      group.append(SVG("path", ["class": "c-grid", "d": horizontal(position)]))
      if labelled {
        group.append(.text(label, ["x": .number(x.start - 8), "y": .number(position + 4)]))
      }
    }
    return group
  }

  /// A base line with ticks and labels below.
  func xAxis(title: String) -> SVG {
    var group = SVG("g", ["class": "c-f c-mid"])
    group.append(SVG("path", ["class": "c-rule", "d": horizontal(y.start)]))
    var lastEnd = -Double.infinity
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      let half = TextMeasure.width(label, size: 11) / 2
      guard x(value) >= x.start - 0.01, x(value) <= x.end + 0.01, x(value) - half > lastEnd else { continue }
      lastEnd = x(value) + half + 6
      group.append(SVG("path", ["class": "c-rule", "d": tick(x(value))]))
      group.append(.text(label, ["x": .number(x(value)), "y": .number(y.start + 17)]))
    }
    let middle = (x.start + x.end) / 2
    let shown = TextMeasure.fitted(title, width: x.end - x.start, size: 12)
    group.append(.text(shown, ["class": "c-s", "x": .number(middle), "y": .number(y.start + 36)]))
    return group
  }

  /// The title of the y axis, above its labels.
  func yTitle(_ title: String, left: Double = 0) -> SVG {
    let shown = TextMeasure.fitted(title, width: x.end - left, size: 12)
    return .text(shown, ["class": "c-s", "x": .number(left), "y": .number(y.end - 12)])
  }

  /// A horizontal line across the area at a pixel.
  func horizontal(_ position: Double) -> SVG.Value {
    var path = SVGPath()
    path.move(x.start, position)
    path.horizontal(x.end)
    return path.data
  }

  private func tick(_ position: Double) -> SVG.Value {
    var path = SVGPath()
    path.move(position, y.start)
    path.vertical(y.start + 4)
    return path.data
  }

  /// The room that the labels of `ticks` take on the left of an area, gap included.
  static func labelRoom(_ ticks: Ticks) -> Double {
    (ticks.labels.map { TextMeasure.width($0, size: 11) }.max() ?? 0) + 12
  }
}
