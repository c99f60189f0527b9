import Canonical

extension Charts {
  /// How early a ranking by score finds the positive rows.
  package struct GainSeries: Sendable {
    package var name: String
    /// The share of rows taken from the top, rising, and the share of positive rows among them.
    package var points: [(x: Double, y: Double)]

    package init(name: String, points: [(x: Double, y: Double)]) {
      self.name = name
      self.points = points
    }

    /// The share of positive rows found in the first `share` of rows; NaN where the curve does not reach it.
    func found(at share: Double) -> Double {
      let known = points.filter { $0.x.isDrawable && $0.y.isDrawable }
      guard let next = known.firstIndex(where: { $0.x >= share }) else { return .nan }
      guard next > 0, known[next].x > share else { return known[next].y }
      let (a, b) = (known[next - 1], known[next])
      return b.x > a.x ? a.y + (share - a.x) / (b.x - a.x) * (b.y - a.y) : b.y
    }
  }

  /// Cumulative gain: the share of positive rows found by the share of rows looked at, the diagonal of chance beside it.
  package static func gain(curves: [GainSeries]) -> Chart {
    let square = UnitSquare(
      curves: curves.map { .init(name: $0.name, points: $0.points, score: $0.found(at: 0.2)) },
      scoreName: "in 20\u{202F}%:", titles: ("share of rows, highest score first", "share of positives found")
    )
    var chart = square.chart(title: curves.count == 1 ? "Gain of \(curves[0].name)" : "Cumulative gain")
    if let best = square.ranked.first, curves[best].found(at: 0.2).isFinite {
      let most = NumberText.percent(curves[best].found(at: 0.2))
      let names = curves.filter { NumberText.percent($0.found(at: 0.2)) == most }.map(\.name)
      chart.takeaway =
        "The 20\u{202F}% of rows with the highest score of \(Phrase.list(names)) hold \(most) of the positives; chance would give 20\u{202F}%."
    }
    chart.annotations.append(.line(.init(0, 0), .init(1, 1), "chance"))
    return chart
  }

  /// Lift: how many times as many positives as chance the rows with the highest scores hold.
  package static func lift(curves: [GainSeries]) -> Chart {
    var (xs, ys, names): ([Double], [Double], [String?]) = ([], [], [])
    for curve in curves {
      for point in curve.points where point.x > 0 {
        xs.append(point.x)
        ys.append(point.y / point.x)
        names.append(curve.name)
      }
    }
    let x = "share of rows, highest score first"
    let data = Chart.Data([.numbers(x, xs), .numbers("lift", ys), .categories("model", names)])
    var chart = Chart(
      title: curves.count == 1 ? "Lift of \(curves[0].name)" : "Lift", data: data,
      layers: [Chart.Layer(.line, x: x, y: "lift", color: "model")])
    chart.size = .compact
    chart.x.isPercent = true
    chart.y.includesZero = true
    chart.annotations.append(.ruleY(1, "chance"))
    let known = curves.filter { $0.found(at: 0.1).isFinite }
    if let best = known.max(by: { $0.found(at: 0.1) < $1.found(at: 0.1) }) {
      let most = NumberText.fixed(best.found(at: 0.1) / 0.1, 1)
      let names = known.filter { NumberText.fixed($0.found(at: 0.1) / 0.1, 1) == most }.map(\.name)
      chart.takeaway =
        "The first 10\u{202F}% of rows by \(Phrase.list(names)) hold \(most) times as many positives as chance."
    }
    return chart
  }
}
