import Canonical

extension Charts {
  /// The receiver operating characteristic of one model.
  package struct ROCSeries: Sendable {
    package var name: String
    /// False positive rate and true positive rate, each from 0 to 1, in the order of falling thresholds.
    package var points: [(x: Double, y: Double)]
    package var auc: Double

    package init(name: String, points: [(x: Double, y: Double)], auc: Double) {
      self.name = name
      self.points = points
      self.auc = auc
    }
  }

  /// ROC curves on a square, with the diagonal of chance, labelled at their end in the order of their areas.
  ///
  /// At most sixteen curves are drawn, those with the largest areas; the table has all.
  package static func roc(curves: [ROCSeries]) -> Picture {
    let title = curves.count == 1 ? "ROC curve of \(curves[0].name)" : "ROC curves"
    var leftOut = 0
    var kept: [ROCSeries] = []
    for var curve in curves {
      let all = curve.points.count
      curve.points = curve.points.filter { (0...1).contains($0.x) && (0...1).contains($0.y) }
      leftOut += all - curve.points.count
      if !curve.points.isEmpty { kept.append(curve) }
    }
    let remark =
      leftOut == 0
      ? ""
      : "\(Phrase.count(leftOut, "point")) outside the unit square \(leftOut == 1 ? "is" : "are") left out."
    guard !kept.isEmpty else { return empty(title, remark) }

    let ranked = kept.indices.sorted { ROCDrawing.order(kept[$0], $0, kept[$1], $1) }
    let drawing = ROCDrawing(kept, ranked: Array(ranked.prefix(16)))
    let sentence = ROCDrawing.takeaway(ranked.map { kept[$0] })
    let twin = PictureTable(
      header: ["model", "AUC", "points"], numeric: [false, true, true],
      rows: kept.map { [$0.name, ROCDrawing.area($0), NumberText.thousands($0.points.count)] })
    return Picture(
      title: title, description: Phrase.sentences(sentence, remark), width: width, height: ROCDrawing.height,
      twin: twin
    ) { _ in drawing.content() }
  }
}

private struct ROCDrawing {
  static let height = 452.0

  private let curves: [Charts.ROCSeries]
  private let ranked: [Int]
  private let area: PlotArea

  init(_ curves: [Charts.ROCSeries], ranked: [Int]) {
    self.curves = curves
    self.ranked = ranked
    let ticks = Ticks(covering: 0, 1)
    area = PlotArea(left: 36, right: 416, top: 28, bottom: 408, x: ticks, y: ticks)
  }

  /// Larger areas first, unknown ones last, then in the order given.
  static func order(_ a: Charts.ROCSeries, _ i: Int, _ b: Charts.ROCSeries, _ j: Int) -> Bool {
    let (first, second) = (a.auc.isFinite ? a.auc : -1, b.auc.isFinite ? b.auc : -1)
    return first == second ? i < j : first > second
  }

  static func area(_ curve: Charts.ROCSeries) -> String {
    curve.auc.isFinite ? NumberText.fixed(curve.auc, 3) : "unknown"
  }

  static func takeaway(_ ranked: [Charts.ROCSeries]) -> String {
    let best = "\(ranked[0].name) has an area under the curve of \(area(ranked[0]))"
    guard ranked.count > 1 else { return best + "; chance has 0.5." }
    let others = ranked.dropFirst().map { "\($0.name) \(area($0))" }
    return best + ", the largest; " + Phrase.list(others) + "; chance has 0.5."
  }

  func content() -> [SVG] {
    let diagonal = SVGPath(through: [(area.x.start, area.y.start), (area.x.end, area.y.end)])
    let axes = [
      area.yAxis(), area.xAxis(title: "false positive rate"), area.yTitle("true positive rate"),
      SVG("path", ["class": "c-dash", "d": diagonal.data]), chance(),
    ]
    let lines = ranked.reversed().map { curve(curves[$0], SeriesStyle(index: $0)) }
    return axes + lines + labels()
  }

  private func chance() -> SVG {
    let at = "\(SVG.number(area.x(0.8) + 10)) \(SVG.number(area.y(0.8) + 10))"
    return .text("chance", ["class": "c-f c-mid", "transform": "translate(\(at))rotate(-45)"])
  }

  private func curve(_ curve: Charts.ROCSeries, _ style: SeriesStyle) -> SVG {
    let pixels = curve.points.map { (x: area.x($0.x), y: area.y($0.y)) }
    let path = SVGPath(through: LineThinning.thinned(pixels, limit: max(20, 400 / ranked.count)))
    var group = SVG("g", [:], [.title("\(curve.name), AUC \(Self.area(curve))"), style.line(path)])
    if ranked.count > 1 {
      for level in [0.3, 0.6, 0.85] {
        guard let point = Self.crossing(pixels, at: area.y(level)) else { continue }
        group.append(style.marker(point.x, point.y, radius: 4))
      }
    }
    return group
  }

  /// Where a line first rises to the pixel `y`; nil when it never does.
  private static func crossing(
    _ points: [(x: Double, y: Double)], at y: Double
  ) -> (x: Double, y: Double)? {
    for (a, b) in zip(points, points.dropFirst()) where a.y > y && b.y <= y {
      return (a.x + (b.x - a.x) * (a.y - y) / (a.y - b.y), y)
    }
    return nil
  }

  private func labels() -> [SVG] {
    let left = area.x.end + 22
    let step = min(42, (area.y.start - area.y.end) / Double(ranked.count))
    return ranked.enumerated().map { position, index in
      label(curves[index], SeriesStyle(index: index), left, area.y.end + Double(position) * step, step)
    }
  }

  private func label(
    _ curve: Charts.ROCSeries, _ style: SeriesStyle, _ left: Double, _ top: Double, _ step: Double
  ) -> SVG {
    let sample = SVGPath(through: [(left, top + 8), (left + 30, top + 8)])
    let text = left + 40
    let score = "AUC \(Self.area(curve))"
    var group = SVG("g", ["class": "c-t"], [style.line(sample)])
    if ranked.count > 1 { group.append(style.marker(left + 15, top + 8, radius: 4)) }
    let twoLines = step >= 34
    let room = Charts.width - text - (twoLines ? 0 : TextMeasure.width(score, size: 12) + 12)
    let name = TextMeasure.fitted(curve.name, width: room, size: 13, weight: .medium)
    group.append(.text(name, ["class": "c-m", "x": .number(text), "y": .number(top + 12.5)]))
    group.append(
      twoLines
        ? .text(score, ["class": "c-s", "x": .number(text), "y": .number(top + 28)])
        : .text(score, ["class": "c-s c-end", "x": .number(Charts.width), "y": .number(top + 12.5)]))
    return group
  }
}
