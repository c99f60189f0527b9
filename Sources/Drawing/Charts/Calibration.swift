import Canonical

extension Charts {
  /// How often what one model called probable came true.
  package struct CalibrationSeries: Sendable {
    package var name: String
    /// For each bin the mean predicted probability and the observed share, each from 0 to 1, by rising probability.
    package var points: [(x: Double, y: Double)]
    /// The expected calibration error.
    package var error: Double

    package init(name: String, points: [(x: Double, y: Double)], error: Double) {
      self.name = name
      self.points = points
      self.error = error
    }
  }

  /// Reliability curves: the observed share over the predicted probability, a marker a bin, at most sixteen curves,
  /// the best calibrated labelled first.
  package static func calibration(curves: [CalibrationSeries]) -> Picture {
    let drawing = UnitCurves(
      curves.map { UnitCurves.Curve(name: $0.name, points: $0.points, score: $0.error) },
      scoreName: "calibration error", x: "predicted probability", y: "observed share",
      guide: .diagonal("perfect"), marksPoints: true, best: { $0 < $1 })
    var sentence = ""
    if let best = drawing.scores.first {
      let others = drawing.scores.dropFirst().map { "\($0.name) \($0.score)" }
      sentence = "\(best.name) has a calibration error of \(best.score)"
      sentence += others.isEmpty ? "." : ", the smallest; \(Phrase.list(others))."
    }
    let title = curves.count == 1 ? "Calibration of \(curves[0].name)" : "Calibration"
    return drawing.picture(title: title, sentence: sentence)
  }
}
