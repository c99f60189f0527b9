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

  /// Precision–recall curves on a square, labelled in the order of their average precision, at most sixteen.
  ///
  /// - Parameter prevalence: the share of positive rows, which is the precision of chance.
  package static func precisionRecall(curves: [PrecisionRecallSeries], prevalence: Double? = nil) -> Picture {
    let chance = prevalence.flatMap { (0...1).contains($0) ? $0 : nil }
    let share = chance.map { NumberText.fixed($0, 3) }
    let drawing = UnitCurves(
      curves.map { UnitCurves.Curve(name: $0.name, points: $0.points, score: $0.averagePrecision) },
      scoreName: "AP", x: "recall", y: "precision",
      guide: chance.map { .level($0, "chance \(NumberText.fixed($0, 3))") })
    var sentence = ""
    if let best = drawing.scores.first {
      let others = drawing.scores.dropFirst().map { "\($0.name) \($0.score)" }
      sentence = "\(best.name) has an average precision of \(best.score)"
      if !others.isEmpty { sentence += ", the largest; \(Phrase.list(others))" }
      sentence += share.map { "; chance has \($0)." } ?? "."
    }
    let title =
      curves.count == 1 ? "Precision–recall curve of \(curves[0].name)" : "Precision–recall curves"
    return drawing.picture(title: title, sentence: sentence)
  }
}
