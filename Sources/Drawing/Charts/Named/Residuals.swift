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
  /// Beyond some 1,200 rows a panel counts rows on a grid and draws squares, larger where there are more.
  /// - Parameter unit: of the target.
  package static func residuals(series: [ResidualSeries], unit: String? = nil) -> Chart {
    let all = series.map(ResidualPoints.init)
    let of = unit.map { " (\($0))" } ?? ""
    var chart = ResidualPoints.chart(
      all, title: series.count == 1 ? "Residuals of \(series[0].name)" : "Residuals by model",
      y: "residual" + of, unit: unit
    ) { $0.residuals }
    let zero = Chart.Data([.numbers("zero", [0])])
    chart.layers.append(Chart.Layer(.rule, y: "zero", data: zero, look: .strong))
    chart.y.includesZero = true
    return chart
  }

  /// Actual values over predictions with the line on which they are equal, a panel a model, at most six.
  package static func predictedActual(series: [ResidualSeries], unit: String? = nil) -> Chart {
    let all = series.map(ResidualPoints.init)
    var chart = ResidualPoints.chart(
      all,
      title: series.count == 1
        ? "Predicted and actual of \(series[0].name)" : "Predicted and actual by model",
      y: "actual" + (unit.map { " (\($0))" } ?? ""), unit: unit
    ) { $0.actual }
    let bounds = all.flatMap { $0.predicted + $0.actual }.drawableBounds
    if let bounds, bounds.low < bounds.high {
      chart.x.domain = bounds.low...bounds.high
      chart.y.domain = bounds.low...bounds.high
      chart.annotations = [
        .line(.init(bounds.low, bounds.low), .init(bounds.high, bounds.high), "")
      ]
      chart.subtitle = "dashed where both are equal"
      if all.count == 1 { chart.size = Chart.Size(width: 440, panel: 300, square: true) }
    }
    return chart
  }
}

/// The drawable rows of a series, with the figures that describe them.
private struct ResidualPoints {
  let name: String
  let predicted: [Double]
  let actual: [Double]
  let residuals: [Double]
  /// Rows that are not finite.
  let leftOut: Int
  let mean: Double
  let deviation: Double
  let largest: Double

  init(_ series: Charts.ResidualSeries) {
    name = series.name
    let rows = zip(series.predicted, series.actual).filter { predicted, actual in
      predicted.isDrawable && actual.isDrawable && (actual - predicted).isDrawable
    }
    leftOut = max(series.predicted.count, series.actual.count) - rows.count
    predicted = rows.map(\.0)
    actual = rows.map(\.1)
    residuals = rows.map { $0.1 - $0.0 }
    // Summed in units of the largest residual, so that no square overflows.
    let largest = residuals.lazy.map(\.magnitude).max() ?? 0
    let count = Double(max(residuals.count, 1))
    let unit = largest > 0 ? largest : 1
    let mean = residuals.reduce(0) { $0 + $1 / unit } / count
    let square = residuals.reduce(0) { $0 + ($1 / unit - mean) * ($1 / unit - mean) } / count
    self.largest = largest
    self.mean = mean * unit
    deviation = square.squareRoot() * unit
  }

  static func chart(
    _ all: [ResidualPoints], title: String, y: String, unit: String?, _ values: (ResidualPoints) -> [Double]
  ) -> Chart {
    let filled = all.filter { !$0.residuals.isEmpty }
    let drawn = filled.prefix(6)
    let x = "predicted" + (unit.map { " (\($0))" } ?? "")
    let data = Chart.Data([
      .numbers(x, drawn.flatMap(\.predicted)), .numbers(y, drawn.flatMap(values)),
      .categories("model", drawn.flatMap { points in points.residuals.map { _ in points.name } }),
    ])
    var chart = Chart(title: title, data: data, layers: [Chart.Layer(.dot, x: x, y: y)])
    if drawn.count > 1 {
      chart.facet = Chart.Facet("model", notes: drawn.map { "sd \(NumberText.significant($0.deviation, 3))" })
    } else {
      chart.size = .compact
    }
    if !filled.isEmpty { chart.takeaway = takeaway(Array(drawn), unit) }
    let leftOut = all.reduce(0) { $0 + $1.leftOut }
    if leftOut > 0 { chart.remarks.append(Phrase.leftOut(leftOut, "row")) }
    if filled.count > 6 { chart.remarks.append("\(Phrase.count(filled.count - 6, "more model")) not drawn.") }
    chart.twin = twin(filled)
    return chart
  }

  private static func takeaway(_ all: [ResidualPoints], _ unit: String?) -> String {
    let unit = unit.map { " \($0)" } ?? ""
    let parts = all.map {
      "\($0.name): mean \(NumberText.significant($0.mean, 3))\(unit), standard deviation "
        + "\(NumberText.significant($0.deviation, 3))\(unit) over \(Phrase.count($0.residuals.count, "row"))"
    }
    return "Residuals of " + parts.joined(separator: "; ") + "."
  }

  private static func twin(_ all: [ResidualPoints]) -> PictureTable {
    PictureTable(
      header: ["model", "rows", "mean residual", "standard deviation", "largest"],
      numeric: [false, true, true, true, true],
      rows: all.map {
        [$0.name, NumberText.thousands($0.residuals.count)]
          + [$0.mean, $0.deviation, $0.largest].map { NumberText.significant($0, 4) }
      })
  }
}
