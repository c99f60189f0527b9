/// Draws what a chart says about places of its scales.
struct AnnotationDrawing {
  let panel: PlotPanel
  let width: Double
  /// Whether rules need a pale edge, because they lie over fills; thin marks would be cut by it.
  let isOverFills: Bool
  private let x: PlacedAxis
  private let y: PlacedAxis

  init(panel: PlotPanel, width: Double, y: PlacedAxis, layers: [Chart.Layer]) {
    self.panel = panel
    self.width = width
    isOverFills = layers.contains { [.bar, .rect].contains($0.mark) }
    x = panel.x
    self.y = y
  }

  private var top: Double { min(y.start, y.end) }
  private var bottom: Double { max(y.start, y.end) }

  /// Tints, which lie under the marks.
  func behind(_ annotations: [Chart.Annotation]) -> [SVG] {
    annotations.compactMap { annotation in
      switch annotation {
      case .bandX(let range, _):
        let (a, b) = (x.held(x(range.lowerBound)), x.held(x(range.upperBound)))
        return a.isFinite && b.isFinite ? tint(MarkDrawing.Box(a, top, b, bottom)) : nil
      case .bandY(let range, _):
        let (a, b) = (y.held(y(range.lowerBound)), y.held(y(range.upperBound)))
        return a.isFinite && b.isFinite ? tint(MarkDrawing.Box(x.start, a, x.end, b)) : nil
      case .line(let from, let to, _):
        let path = SVGPath(through: [(x(from.x), y(from.y)), (x(to.x), y(to.y))])
        return SVG("path", ["class": "c-dash", "d": path.data])
      case .ruleX, .ruleY, .point, .text: return nil
      }
    }
  }

  private func tint(_ box: MarkDrawing.Box) -> SVG {
    var path = SVGPath()
    path.rectangle(x: box.x, y: box.y, width: max(box.width, 1), height: max(box.height, 1))
    return SVG("path", ["class": "c-wash", "d": path.data])
  }

  /// Rules, rings and words, which lie over the marks.
  func above(_ annotations: [Chart.Annotation]) -> [SVG] {
    let raised = annotations.filter(\.standsAbove)
    return raisedLabels(raised) + annotations.flatMap(draw)
  }

  private func draw(_ annotation: Chart.Annotation) -> [SVG] {
    switch annotation {
    case .ruleX(let value, _):
      let place = x(value)
      guard place.isFinite, x.axis.contains(value) else { return [] }
      return rule([(place, top - 3), (place, bottom)])
    case .ruleY(let value, let label):
      let place = y(value)
      guard place.isFinite, y.axis.contains(value) else { return [] }
      return rule([(x.start, place), (x.end, place)])
        + (label.isEmpty
          ? [] : [words(label, x.start + 5, place - top < 16 ? place + 13 : place - 5, "c-start")])
    case .bandX: return []
    case .bandY(let range, let label):
      let place = y.held(y(range.upperBound))
      return label.isEmpty || !place.isFinite ? [] : [words(label, x.start + 4, place + 13, "c-start")]
    case .line(let from, let to, let label): return along(from, to, label)
    case .point(let point, let label): return ring(point, label)
    case .text(let point, let text):
      let (px, py) = (x(point.x), y(point.y))
      return px.isFinite && py.isFinite ? [words(text, px, py, "c-mid")] : []
    }
  }

  private func rule(_ points: [(x: Double, y: Double)]) -> [SVG] {
    let path = SVGPath(through: points)
    let line = SVG("path", ["class": "c-ref", "d": path.data])
    return isOverFills ? [SVG("path", ["class": "c-under", "d": path.data]), line] : [line]
  }

  /// Labels of rules and bands of x, beside each other above the panel.
  private func raisedLabels(_ annotations: [Chart.Annotation]) -> [SVG] {
    var wanted: [(text: String, at: Double)] = []
    for annotation in annotations {
      switch annotation {
      case .ruleX(let value, let label) where x.axis.contains(value): wanted.append((label, x(value)))
      case .bandX(let range, let label):
        wanted.append((label, (x.held(x(range.lowerBound)) + x.held(x(range.upperBound))) / 2))
      default: break
      }
    }
    wanted = wanted.filter { $0.at.isFinite }
    let room = min(300, width / Double(max(wanted.count, 1)) - 12)
    let texts = wanted.map { TextMeasure.fitted($0.text, width: room, size: 11) }
    let sizes = texts.map { TextMeasure.width($0, size: 11) + 12 }
    let starts = LabelStack.place(
      desired: zip(wanted, sizes).map { $0.at - $1 / 2 }, sizes: sizes, low: -6, high: width + 6)
    return texts.indices.map { index in
      .text(
        texts[index],
        ["class": "c-reft c-mid", "x": .number(starts[index] + sizes[index] / 2), "y": .number(top - 8)])
    }
  }

  private func words(_ label: String, _ px: Double, _ py: Double, _ anchor: String) -> SVG {
    let room = anchor == "c-end" ? px : anchor == "c-start" ? width - px : 2 * min(px, width - px)
    let shown = TextMeasure.fitted(label, width: max(room, 0), size: 11)
    return .text(
      shown, ["class": .text("c-reft c-halo \(anchor)"), "x": .number(px), "y": .number(py)])
  }

  /// The label of a line between two points, along it, near its lower end.
  private func along(_ from: Chart.Point, _ to: Chart.Point, _ label: String) -> [SVG] {
    let (ax, ay, bx, by) = (x(from.x), y(from.y), x(to.x), y(to.y))
    guard !label.isEmpty, [ax, ay, bx, by].allSatisfy(\.isFinite) else { return [] }
    if (ay - by).magnitude < 2 {
      let shown = TextMeasure.fitted(label, width: x.end - x.start, size: 11)
      return [
        .text(
          shown,
          [
            "class": "c-f c-halo c-start", "x": .number(min(ax, bx) + 5),
            "y": .number(ay - top < 16 ? ay + 13 : ay - 5),
          ])
      ]
    }
    let (px, py) = (ax + (bx - ax) * 0.66, ay + (by - ay) * 0.66)
    guard (((ay - by).magnitude) - ((bx - ax).magnitude)).magnitude < 3, by < ay else {
      return [.text(label, ["class": "c-f c-halo c-start", "x": .number(px + 6), "y": .number(py + 12)])]
    }
    return [
      .text(
        label,
        [
          "class": "c-f c-halo c-mid",
          "transform": .text("translate(\(SVG.number(px + 10)) \(SVG.number(py + 10)))rotate(-45)"),
        ])
    ]
  }

  private func ring(_ point: Chart.Point, _ label: String) -> [SVG] {
    let (px, py) = (x(point.x), y(point.y))
    guard px.isFinite, py.isFinite, x.axis.contains(point.x), y.axis.contains(point.y) else { return [] }
    let ring = SVG("circle", ["class": "c-ring", "cx": .number(px), "cy": .number(py), "r": 6])
    guard !label.isEmpty else { return [ring] }
    let size = TextMeasure.width(label, size: 11)
    let isRight = px + 9 + size <= x.end
    // Below the ring, but not over the axis.
    let baseline = py + 18 <= bottom || py - 20 < top ? py + 15 : py - 10
    return [ring, words(label, isRight ? px + 9 : px - 9, baseline, isRight ? "c-start" : "c-end")]
  }
}
