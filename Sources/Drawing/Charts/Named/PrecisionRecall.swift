import Canonical

extension Charts {
  /// Precision over recall of one model.
  package struct PrecisionRecallSeries: Sendable {
    package var name: String
    /// Recall and precision, each from 0 to 1, in the order of falling thresholds.
    package var points: [(x: Double, y: Double)]
    package var averagePrecision: Double

    package init(name: String, points: [(x: Double, y: Double)], averagePrecision: Double) {
      self.name = name
      self.points = points
      self.averagePrecision = averagePrecision
    }
  }

  /// Precision–recall curves on a square, listed in the order of their average precision, at most sixteen.
  ///
  /// - Parameters:
  ///   - prevalence: the share of positive rows, which is the precision of chance.
  ///   - model: its name, where the curves are its classes, each against the others.
  package static func precisionRecall(
    curves: [PrecisionRecallSeries], prevalence: Double? = nil, model: String? = nil
  ) -> Chart {
    let square = UnitSquare(
      curves: curves.map { .init(name: $0.name, points: $0.points, score: $0.averagePrecision) },
      scoreName: "AP", titles: ("recall", "precision"))
    let alone =
      curves.count == 1 ? "Precision–recall curve of \(curves[0].name)" : "Precision–recall curves"
    var chart = square.chart(title: model.map { "Precision–recall curves of \($0)" } ?? alone)
    if model != nil { chart.subtitle = "each class against the others" }
    let chance = prevalence.flatMap { (0...1).contains($0) ? $0 : nil }
    let comparison = square.comparison("an average precision", best: "the largest")
    let foot = chance.map { "; chance has \(NumberText.fixed($0, 3))." } ?? "."
    chart.takeaway = comparison.isEmpty ? nil : comparison + foot
    if let chance {
      chart.annotations.append(
        .line(.init(0, chance), .init(1, chance), "chance \(NumberText.fixed(chance, 3))"))
    }
    return chart
  }
}
