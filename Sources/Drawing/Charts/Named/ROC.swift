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

  /// ROC curves on a square, with the diagonal of chance, listed in the order of their areas.
  ///
  /// At most sixteen curves are drawn, those with the largest areas; the table has all.
  /// - Parameters:
  ///   - model: its name, where the curves are its classes, each against the others.
  ///   - threshold: the point of a chosen threshold, with its label.
  package static func roc(
    curves: [ROCSeries], model: String? = nil, threshold: (x: Double, y: Double, label: String)? = nil
  ) -> Chart {
    let square = UnitSquare(
      curves: curves.map { .init(name: $0.name, points: $0.points, score: $0.auc) }, scoreName: "AUC",
      titles: ("false positive rate", "true positive rate"))
    let alone = curves.count == 1 ? "ROC curve of \(curves[0].name)" : "ROC curves"
    var chart = square.chart(title: model.map { "ROC curves of \($0)" } ?? alone)
    if model != nil { chart.subtitle = "each class against the others" }
    let comparison = square.comparison("an area under the curve", best: "the largest")
    chart.takeaway = comparison.isEmpty ? nil : "\(comparison); chance has 0.5."
    chart.annotations.append(.line(.init(0, 0), .init(1, 1), "chance"))
    if let threshold { chart.annotations.append(.point(.init(threshold.x, threshold.y), threshold.label)) }
    return chart
  }
}
