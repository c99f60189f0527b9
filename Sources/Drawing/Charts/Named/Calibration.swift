extension Charts {
  /// How often what one model called probable came true.
  package struct CalibrationSeries: Sendable {
    package var name: String
    /// For each bin the mean predicted probability and the observed share, each from 0 to 1, by rising probability.
    package var points: [(x: Double, y: Double)]
    /// An interval for the observed share of each bin; empty where not known.
    package var intervals: [(low: Double, high: Double)]
    /// The expected calibration error.
    package var error: Double
    /// The predicted probabilities, for the histogram below; empty for none.
    package var predictions: [Double]

    package init(
      name: String, points: [(x: Double, y: Double)], error: Double,
      intervals: [(low: Double, high: Double)] = [], predictions: [Double] = []
    ) {
      self.name = name
      self.points = points
      self.error = error
      self.intervals = intervals
      self.predictions = predictions
    }
  }

  /// Reliability curves: the observed share over the predicted probability, a marker a bin, at most sixteen curves,
  /// the best calibrated listed first; below, how often which probability was predicted.
  package static func calibration(curves: [CalibrationSeries]) -> Chart {
    var square = UnitSquare(
      curves: curves.map { .init(name: $0.name, points: $0.points, score: $0.error) },
      scoreName: "calibration error", titles: ("predicted probability", "observed share"))
    square.isLargerBetter = false
    square.isPointed = true
    var chart = square.chart(
      title: curves.count == 1 ? "Calibration of \(curves[0].name)" : "Calibration")
    let comparison = square.comparison("a calibration error", best: "the smallest")
    chart.takeaway = comparison.isEmpty ? nil : comparison + "."
    chart.annotations.append(.line(.init(0, 0), .init(1, 1), "perfect"))
    let drawn = square.ranked.prefix(16).map { curves[$0] }
    if let intervals = intervals(drawn) { chart.layers.insert(intervals, at: 0) }
    chart.below = histogram(drawn)
    return chart
  }

  private static func intervals(_ curves: [CalibrationSeries]) -> Chart.Layer? {
    var (xs, lows, highs, names): ([Double], [Double], [Double], [String?]) = ([], [], [], [])
    for curve in curves {
      for (point, interval) in zip(curve.points, curve.intervals) {
        xs.append(point.x)
        lows.append(interval.low)
        highs.append(interval.high)
        names.append(curve.name)
      }
    }
    guard !xs.isEmpty else { return nil }
    let data = Chart.Data([
      .numbers("predicted probability", xs), .numbers("low", lows), .numbers("high", highs),
      .categories("model", names),
    ])
    return Chart.Layer(
      .rule, x: "predicted probability", color: "model", low: "low", high: "high", data: data)
  }

  private static func histogram(_ curves: [CalibrationSeries]) -> Chart.Pane? {
    let given = curves.filter { !$0.predictions.isEmpty }
    guard !given.isEmpty else { return nil }
    let data = Chart.Data([
      .numbers("predicted probability", given.flatMap(\.predictions)),
      .categories("model", given.flatMap { curve in curve.predictions.map { _ in curve.name } }),
    ])
    var layer = Chart.Layer(
      given.count == 1 ? .bar : .line, x: "predicted probability", color: "model",
      statistic: .bin(count: 20, of: given.count == 1 ? .count : .share), data: data)
    layer.stepped = given.count > 1
    var scale = Chart.Scale(title: given.count == 1 ? "rows" : "share of rows")
    scale.includesZero = true
    scale.isPercent = given.count > 1
    return Chart.Pane(layers: [layer], y: scale, height: 52)
  }
}
