import Canonical

extension Charts {
  /// A value for each round of training, the first round first.
  package struct CurveSeries: Sendable, Hashable {
    package var name: String
    package var values: [Double]

    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Lines over the rounds of training, labelled at their ends; at most twelve.
  ///
  /// - Parameters:
  ///   - metric: what the values are, for the axis.
  ///   - best: the round that was kept, counted from one; marked where it is one of those drawn.
  package static func trainingCurve(
    series: [CurveSeries], metric: String = "loss", round: String = "round", best: Int? = nil
  ) -> Picture {
    let title = "\(metric) by \(round)"
    let leftOut = series.reduce(0) { $0 + $1.values.count { !$0.isDrawable } }
    let remark = Phrase.leftOut(leftOut)
    let all = series.filter { $0.values.contains(where: \.isDrawable) }
    guard !all.isEmpty else { return empty(title, remark) }
    let drawing = CurveDrawing(Array(all.prefix(12)), metric: metric, round: round, best: best)
    return Picture(
      title: title, description: Phrase.sentences(drawing.takeaway, remark), width: width,
      height: CurveDrawing.height, twin: CurveDrawing.twin(all, round)
    ) { _ in drawing.content() }
  }
}

private struct CurveDrawing {
  static let height = 284.0

  private let series: [Charts.CurveSeries]
  private let metric: String
  private let round: String
  private let best: Int?
  private let format: ValueFormat
  private let area: PlotArea
  private let rounds: Int

  init(_ series: [Charts.CurveSeries], metric: String, round: String, best: Int?) {
    self.series = series
    self.metric = metric
    self.round = round
    let rounds = series.map(\.values.count).max() ?? 1
    self.rounds = rounds
    self.best = best.flatMap { (1...max(rounds, 1)).contains($0) ? $0 : nil }
    let bounds = series.lazy.flatMap(\.values).drawableBounds ?? (0, 1)
    let format = ValueFormat(for: [bounds.low, bounds.high])
    self.format = format
    let y = Ticks(covering: bounds.low, bounds.high)
    let labels = series.map {
      TextMeasure.width($0.name, size: 13, weight: .medium)
        + TextMeasure.width(format.text($0.values.last(where: \.isDrawable) ?? 0), size: 12) + 8
    }
    area = PlotArea(
      left: PlotArea.labelRoom(y), right: Charts.width - min(labels.max() ?? 0, 220) - 20, top: 30,
      bottom: 240,
      x: Self.roundTicks(rounds), y: y)
  }

  /// Whole rounds from one, or from zero where that is rounder; the scale ends with the last round.
  private static func roundTicks(_ rounds: Int) -> Ticks {
    rounds < 3
      ? Ticks(covering: 0, Double(max(rounds, 2)), count: 2) : Ticks(covering: 0, Double(rounds), count: 6)
  }

  private func x(_ index: Int) -> Double { area.x(Double(index + 1)) }

  func content() -> [SVG] {
    var content = [area.yAxis(), area.xAxis(title: round), area.yTitle(metric)]
    if let best { content.append(rule(best)) }
    for (index, curve) in series.enumerated() {
      content.append(draw(curve, SeriesStyle(index: index)))
    }
    return content + ends()
  }

  private func rule(_ best: Int) -> SVG {
    let x = x(best - 1)
    let path = SVGPath(through: [(x, area.y.end - 2), (x, area.y.start)])
    let text = "kept: \(round) \(NumberText.thousands(best))"
    let half = TextMeasure.width(text, size: 11) / 2
    let center = max(min(x, area.x.end - half), area.x.start + half + 60)
    return SVG(
      "g", [:],
      [
        SVG("path", ["class": "c-ref", "d": path.data]),
        .text(text, ["class": "c-reft c-mid", "x": .number(center), "y": .number(area.y.end - 8)]),
      ])
  }

  /// A line with gaps where values are missing; a single value between gaps is a dot.
  private func draw(_ curve: Charts.CurveSeries, _ style: SeriesStyle) -> SVG {
    var group = SVG("g", [:], [.title(curve.name)])
    for run in curve.values.indices.split(whereSeparator: { !curve.values[$0].isDrawable }) {
      let points = run.map { (x: x($0), y: area.y(curve.values[$0])) }
      if points.count == 1 {
        group.append(style.marker(points[0].x, points[0].y))
      } else {
        group.append(style.line(SVGPath(through: LineThinning.thinned(points, limit: 720 / series.count))))
      }
    }
    return group
  }

  private func ends() -> [SVG] {
    let last = series.map { curve in curve.values.lastIndex(where: \.isDrawable) ?? 0 }
    let wanted = zip(series, last).map { area.y($0.values[$1]) - 8.5 }
    let tops = LabelStack.place(
      desired: wanted, sizes: series.map { _ in 17 }, low: area.y.end - 9, high: area.y.start + 9)
    return series.indices.map { index in
      end(series[index], last[index], SeriesStyle(index: index), middle: tops[index] + 8.5)
    }
  }

  private func end(
    _ curve: Charts.CurveSeries, _ index: Int, _ style: SeriesStyle, middle: Double
  ) -> SVG {
    let (x, y) = (x(index), area.y(curve.values[index]))
    let text = area.x.end + 14
    let lead = SVGPath(through: [(x, y), (area.x.end + 2, y), (text - 4, middle)])
    let value = format.text(curve.values[index])
    let room = Charts.width - text - TextMeasure.width(value, size: 12) - 8
    let name = TextMeasure.fitted(curve.name, width: room, size: 13, weight: .medium)
    return SVG(
      "g", ["class": "c-t"],
      [
        SVG("path", ["class": "c-rule", "d": lead.data]), style.marker(x, y),
        SVG(
          "text", ["x": .number(text), "y": .number(middle + 4.5)],
          [
            SVG("tspan", ["class": "c-m"], [.characters(name)]),
            SVG("tspan", ["class": "c-s", "dx": 6], [.characters(value)]),
          ]),
      ])
  }

  var takeaway: String {
    let parts = series.map { curve in
      let first = curve.values.first(where: \.isDrawable) ?? 0
      let last = curve.values.last(where: \.isDrawable) ?? 0
      return "\(curve.name) goes from \(format.text(first)) to \(format.text(last))"
    }
    let over = " over \(Phrase.count(rounds, round))"
    return Phrase.list(parts) + over
      + (best.map { "; \(round) \(NumberText.thousands($0)) was kept." } ?? ".")
  }

  /// Every round up to fifty; beyond that the first, the last and evenly spaced ones between.
  static func twin(_ series: [Charts.CurveSeries], _ round: String) -> PictureTable {
    let count = series.map(\.values.count).max() ?? 0
    let shown = count <= 50 ? Array(0..<count) : (0..<50).map { $0 * (count - 1) / 49 }
    return PictureTable(
      header: [round] + series.map(\.name), numeric: [Bool](repeating: true, count: series.count + 1),
      rows: shown.map { index in
        [NumberText.thousands(index + 1)]
          + series.map { index < $0.values.count ? NumberText.significant($0.values[index], 4) : "" }
      })
  }
}
