import Canonical

extension Charts {
  /// What one model predicted, and what was so, row by row.
  package struct ResidualSeries: Sendable, Hashable {
    package var name: String
    package var predicted: [Double]
    package var actual: [Double]

    package init(name: String, predicted: [Double], actual: [Double]) {
      self.name = name
      self.predicted = predicted
      self.actual = actual
    }
  }

  /// Residuals (actual less predicted) over predictions, a panel a model on common axes, at most six.
  ///
  /// Above 2,000 rows a panel counts rows on a grid and draws squares, larger where there are more.
  /// - Parameter unit: of the target.
  package static func residuals(series: [ResidualSeries], unit: String? = nil) -> Picture {
    let title = series.count == 1 ? "Residuals of \(series[0].name)" : "Residuals by model"
    let given = series.reduce(0) { $0 + max($1.predicted.count, $1.actual.count) }
    let all = series.map(ResidualPoints.init).filter { !$0.points.isEmpty }
    let remark = Phrase.leftOut(given - series.reduce(0) { $0 + ResidualPoints($1).points.count }, "row")
    guard !all.isEmpty else { return empty(title, remark) }
    let drawing = ResidualDrawing(Array(all.prefix(6)), unit: unit)
    return Picture(
      title: title, description: Phrase.sentences(ResidualPoints.takeaway(all, unit), remark), width: width,
      height: drawing.height, twin: ResidualPoints.twin(all)
    ) { _ in drawing.content() }
  }
}

/// The drawable rows of a series as points, with the figures that describe them.
private struct ResidualPoints {
  let name: String
  let points: [(x: Double, y: Double)]
  let mean: Double
  let deviation: Double
  let largest: Double

  init(_ series: Charts.ResidualSeries) {
    name = series.name
    points = zip(series.predicted, series.actual).compactMap { predicted, actual in
      let residual = actual - predicted
      return predicted.isDrawable && actual.isDrawable && residual.isDrawable ? (predicted, residual) : nil
    }
    // Summed in units of the largest residual, so that no square overflows.
    let largest = points.lazy.map(\.y.magnitude).max() ?? 0
    let count = Double(max(points.count, 1))
    let unit = largest > 0 ? largest : 1
    let mean = points.reduce(0) { $0 + $1.y / unit } / count
    let square = points.reduce(0) { $0 + ($1.y / unit - mean) * ($1.y / unit - mean) } / count
    self.largest = largest
    self.mean = mean * unit
    deviation = square.squareRoot() * unit
  }

  static func takeaway(_ all: [ResidualPoints], _ unit: String?) -> String {
    let unit = unit.map { " \($0)" } ?? ""
    let parts = all.prefix(6).map {
      "\($0.name): mean \(NumberText.significant($0.mean, 3))\(unit), standard deviation "
        + "\(NumberText.significant($0.deviation, 3))\(unit) over \(Phrase.count($0.points.count, "row"))"
    }
    return "Residuals of " + parts.joined(separator: "; ") + "."
  }

  static func twin(_ all: [ResidualPoints]) -> PictureTable {
    PictureTable(
      header: ["model", "rows", "mean residual", "standard deviation", "largest"],
      numeric: [false, true, true, true, true],
      rows: all.map {
        [$0.name, NumberText.thousands($0.points.count)]
          + [$0.mean, $0.deviation, $0.largest].map { NumberText.significant($0, 4) }
      })
  }
}

private struct ResidualDrawing {
  private static let gap = 28.0
  private static let panelHeight = 210.0

  private let series: [ResidualPoints]
  private let unit: String
  private let x: Ticks
  private let range: (low: Double, high: Double)
  private let y: Ticks
  private let left: Double
  private let columns: Int

  init(_ series: [ResidualPoints], unit: String?) {
    self.series = series
    self.unit = unit.map { " (\($0))" } ?? ""
    columns = min(series.count, series.count == 4 ? 2 : 3)
    let across = series.lazy.flatMap(\.points).map(\.x).drawableBounds ?? (0, 1)
    let up = series.lazy.flatMap(\.points).map(\.y).drawableBounds ?? (0, 0)
    let margin = (across.high - across.low) * 0.03
    let ticks = Ticks(covering: across.low, across.high, count: columns == 1 ? 8 : 5)
    // Where the ticks had to be widened, all of them are shown.
    let narrow = margin < (ticks.high - ticks.low) * 0.003
    range = narrow ? (ticks.low, ticks.high) : (across.low - margin, across.high + margin)
    x = ticks
    y = Ticks(covering: min(up.low, 0), max(up.high, 0), count: 5)
    left = PlotArea.labelRoom(y)
  }

  var height: Double { Double((series.count + columns - 1) / columns) * block }

  private var block: Double { 48 + Self.panelHeight + 44 }

  func content() -> [SVG] {
    let room = (Charts.width - left - 14 - Self.gap * Double(columns - 1)) / Double(columns)
    let title = TextMeasure.fitted("residual" + unit, width: Charts.width, size: 12)
    var content: [SVG] = [.text(title, ["class": "c-s", "x": 0, "y": 12])]
    for (index, points) in series.enumerated() {
      let column = index % columns
      let start = left + Double(column) * (room + Self.gap)
      let top = Double(index / columns) * block + 48
      let area = PlotArea(
        left: start, right: start + room, top: top, bottom: top + Self.panelHeight, x: x, y: y,
        range: range)
      content.append(panel(points, area, labelled: column == 0))
    }
    return content
  }

  private func panel(_ points: ResidualPoints, _ area: PlotArea, labelled: Bool) -> SVG {
    let spread = "sd \(NumberText.significant(points.deviation, 3))"
    let room = area.x.end - area.x.start - TextMeasure.width(spread, size: 12) - 10
    let name = TextMeasure.fitted(points.name, width: room, size: 13, weight: .medium)
    let head = SVG.Value.number(area.y.end - 14)
    return SVG(
      "g", ["class": "c-t"],
      [
        .text(name, ["class": "c-m", "x": .number(area.x.start), "y": head]),
        .text(spread, ["class": "c-s c-end", "x": .number(area.x.end), "y": head]),
        area.yAxis(labelled: labelled), marks(points, area),
        SVG("path", ["class": "c-whisker", "d": area.horizontal(area.y(0))]),
        area.xAxis(title: "predicted" + unit),
      ])
  }

  private func marks(_ points: ResidualPoints, _ area: PlotArea) -> SVG {
    let pixels = points.points.map { (x: area.x($0.x), y: area.y($0.y)) }
    return pixels.count > 2000
      ? DotCloud.binned(pixels, left: area.x.start, top: area.y.end, side: columns == 1 ? 10 : 7)
      : DotCloud.dots(pixels)
  }
}
