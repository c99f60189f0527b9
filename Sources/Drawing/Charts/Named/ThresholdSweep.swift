import Canonical

extension Charts {
  /// What a decision threshold gives.
  package struct ThresholdPoint: Sendable, Hashable {
    package var threshold: Double
    package var precision: Double
    package var recall: Double

    package init(threshold: Double, precision: Double, recall: Double) {
      self.threshold = threshold
      self.precision = precision
      self.recall = recall
    }

    /// The harmonic mean of precision and recall; zero where both are.
    package var f1: Double {
      precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }
  }

  /// Precision, recall and F1 over the threshold of a score, and the threshold that was chosen; the one with the largest
  /// F1 where none is given.
  package static func thresholdSweep(
    points: [ThresholdPoint], chosen: Double? = nil, model: String = ""
  ) -> Chart {
    let sorted = points.filter { $0.threshold.isDrawable }.sorted { $0.threshold < $1.threshold }
    let names = ["precision", "recall", "F1"]
    let measures: [(ThresholdPoint) -> Double] = [\.precision, \.recall, \.f1]
    let data = Chart.Data([
      .numbers("threshold", measures.flatMap { _ in sorted.map(\.threshold) }),
      .numbers("share", measures.flatMap { sorted.map($0) }),
      .categories("measure", names.flatMap { name in sorted.map { _ in name } }),
    ])
    var chart = Chart(
      title: model.isEmpty ? "Scores by threshold" : "Scores of \(model) by threshold", data: data,
      layers: [Chart.Layer(.line, x: "threshold", y: "share", color: "measure")])
    chart.y.domain = 0...1
    chart.y.title = ""
    chart.twin = twin(sorted)
    let best = sorted.filter { $0.f1.isDrawable }.reduce(nil as ThresholdPoint?) {
      $1.f1 > $0?.f1 ?? -1 ? $1 : $0
    }
    guard let at = chosen ?? best?.threshold,
      let point = sorted.min(by: { ($0.threshold - at).magnitude < ($1.threshold - at).magnitude })
    else { return chart }
    let text = NumberText.significant(at, 3)
    chart.annotations.append(.ruleX(at, "\(chosen == nil ? "largest F1" : "chosen"): \(text)"))
    chart.takeaway =
      "At the threshold \(text)\(chosen == nil ? ", where F1 is largest," : "") precision is \(NumberText.fixed(point.precision, 3)), recall \(NumberText.fixed(point.recall, 3)) and F1 \(NumberText.fixed(point.f1, 3))."
    return chart
  }

  /// At most fifty thresholds, evenly spaced among those given.
  private static func twin(_ points: [ThresholdPoint]) -> PictureTable {
    let count = min(points.count, 50)
    let shown =
      count < points.count ? (0..<count).map { points[$0 * (points.count - 1) / (count - 1)] } : points
    return PictureTable(
      header: ["threshold", "precision", "recall", "F1"], numeric: [true, true, true, true],
      rows: shown.map {
        [$0.threshold, $0.precision, $0.recall, $0.f1].map { NumberText.significant($0, 4) }
      })
  }
}
