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
  ) -> Chart {
    let known = series.filter { $0.values.contains(where: \.isDrawable) }
    let rounds = known.map(\.values.count).max() ?? 0
    let data = Chart.Data([
      .numbers(round, known.flatMap { $0.values.indices.map { Double($0 + 1) } }),
      .numbers(metric, known.flatMap(\.values)),
      .categories("series", known.flatMap { curve in curve.values.map { _ in curve.name } }),
    ])
    var chart = Chart(
      title: "\(metric) by \(round)", data: data,
      layers: [Chart.Layer(.line, x: round, y: metric, color: "series")])
    chart.x.isWhole = true
    let kept = best.flatMap { (1...max(rounds, 1)).contains($0) ? $0 : nil }
    if let kept {
      chart.annotations.append(.ruleX(Double(kept), "kept: \(round) \(NumberText.thousands(kept))"))
    }
    chart.twin = twin(known, round)
    let format = ValueFormat(for: known.flatMap { $0.values.filter(\.isDrawable) })
    let parts = known.map { curve in
      let first = curve.values.first(where: \.isDrawable) ?? 0
      let last = curve.values.last(where: \.isDrawable) ?? 0
      let known = curve.values.filter(\.isDrawable)
      return known.allSatisfy { $0 == first }
        ? "\(curve.name) is \(format.text(first))\(known.count > 1 ? " throughout" : "")"
        : "\(curve.name) goes from \(format.text(first)) to \(format.text(last))"
    }
    guard !parts.isEmpty else { return chart }
    chart.takeaway =
      Phrase.list(parts) + " over \(Phrase.count(rounds, round))"
      + (kept.map { "; \(round) \(NumberText.thousands($0)) was kept." } ?? ".")
    return chart
  }

  /// Every round up to fifty; beyond that the first, the last and evenly spaced ones between.
  private static func twin(_ series: [CurveSeries], _ round: String) -> PictureTable {
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
