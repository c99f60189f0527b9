import Canonical

extension Charts {
  /// The receiver operating characteristic of one model.
  package struct ROCSeries: Sendable {
    package var name: String
    /// False positive rate and true positive rate, each from 0 to 1, in the order of falling thresholds.
    package var points: [(x: Double, y: Double)]
    package var auc: Double

    package init(name: String, points: [(x: Double, y: Double)], auc: Double) {
      self.name = name
      self.points = points
      self.auc = auc
    }
  }

  /// ROC curves on a square, with the diagonal of chance, labelled in the order of their areas.
  ///
  /// At most sixteen curves are drawn, those with the largest areas; the table has all.
  ///
  /// - Parameter model: its name, where the curves are its classes, each against the others.
  package static func roc(curves: [ROCSeries], model: String? = nil) -> Picture {
    let drawing = UnitCurves(
      curves.map { UnitCurves.Curve(name: $0.name, points: $0.points, score: $0.auc) }, scoreName: "AUC",
      x: "false positive rate", y: "true positive rate", guide: .diagonal("chance"))
    var sentence = ""
    if let best = drawing.scores.first {
      let others = drawing.scores.dropFirst().map { "\($0.name) \($0.score)" }
      sentence = "\(best.name) has an area under the curve of \(best.score)"
      sentence +=
        others.isEmpty ? "; chance has 0.5." : ", the largest; \(Phrase.list(others)); chance has 0.5."
    }
    if let model {
      var picture = drawing.picture(title: "ROC curves of \(model)", sentence: sentence)
      picture.subtitle = "each class against the others"
      return picture
    }
    let title = curves.count == 1 ? "ROC curve of \(curves[0].name)" : "ROC curves"
    return drawing.picture(title: title, sentence: sentence)
  }
}
