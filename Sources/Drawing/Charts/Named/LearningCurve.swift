import Canonical

extension Charts {
  /// The score of models fitted on more and more rows, with its spread over folds.
  package struct LearningSeries: Sendable {
    package struct Point: Sendable {
      package var rows: Int
      package var score: Double
      package var low: Double
      package var high: Double

      package init(rows: Int, score: Double, low: Double, high: Double) {
        self.rows = rows
        self.score = score
        self.low = low
        self.high = high
      }
    }

    /// Such as `training` or `validation`.
    package var name: String
    package var points: [Point]

    package init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// Scores over the number of training rows: a line with its band a series, labelled at the end.
  ///
  /// - Parameter metric: what the scores are, for the axis.
  package static func learningCurve(series: [LearningSeries], metric: String) -> Chart {
    let all = series.flatMap { curve in curve.points.map { (curve.name, $0) } }
    let data = Chart.Data([
      .numbers("training rows", all.map { Double($0.1.rows) }), .numbers(metric, all.map(\.1.score)),
      .numbers("low", all.map(\.1.low)), .numbers("high", all.map(\.1.high)),
      .categories("series", all.map(\.0)),
    ])
    var line = Chart.Layer(
      .line, x: "training rows", y: metric, color: "series", low: "low", high: "high")
    line.pointed = true
    var chart = Chart(
      title: "Learning curve", data: data,
      layers: [
        Chart.Layer(.band, x: "training rows", color: "series", low: "low", high: "high"), line,
      ])
    chart.x.isWhole = true
    chart.takeaway = sentence(series, metric)
    return chart
  }

  /// Says what more rows did to the last series, which is the one that counts.
  private static func sentence(_ series: [LearningSeries], _ metric: String) -> String? {
    guard let curve = series.last else { return nil }
    let known = curve.points.filter { $0.score.isDrawable }.sorted { $0.rows < $1.rows }
    guard let first = known.first, let last = known.last else { return nil }
    let format = ValueFormat(for: known.map(\.score))
    if known.count == 1 {
      return
        "\(metric) of \(curve.name) is \(format.text(first.score)) with \(Phrase.count(first.rows, "row"))."
    }
    if known.allSatisfy({ $0.score == first.score }) {
      return
        "\(metric) of \(curve.name) is \(format.text(first.score)) with \(Phrase.count(first.rows, "row")) as with \(NumberText.thousands(last.rows))."
    }
    var text =
      "\(metric) of \(curve.name) goes from \(format.text(first.score)) with \(Phrase.count(first.rows, "row")) to \(format.text(last.score)) with \(NumberText.thousands(last.rows))"
    if known.count > 2 {
      let before = known[known.count - 2]
      let isFlat = (last.score - before.score).magnitude <= max((last.high - last.low).magnitude / 4, 0)
      text += isFlat ? "; the last rows added little" : "; it is still moving"
    }
    return text + "."
  }
}
