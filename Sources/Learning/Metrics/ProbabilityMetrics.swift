/// Metrics of predicted probabilities.
enum ProbabilityMetrics {
  static let all: [MetricSpec] = [areaUnderCurve, logLoss]

  /// Two classes: of the second. More: the mean over classes of each against the rest (Hand and Till's one-vs-rest).
  private static let areaUnderCurve = MetricSpec(
    "roc_auc", title: "ROC AUC",
    summary:
      "probability that a row of the class is ranked above a row of another; mean of one against the rest for "
      + "more than two classes",
    undefinedWhen: "it needs rows of every class"
  ) { evaluated in
    if evaluated.labels.count == 2 { return area(evaluated, 1) }
    let areas = evaluated.labels.indices.compactMap { area(evaluated, $0) }
    guard areas.count == evaluated.labels.count else { return nil }
    return areas.reduce(0, +) / Double(areas.count)
  }

  private static func area(_ evaluated: Evaluated, _ label: Int) -> Double? {
    RankedScores(evaluated, label: label).area
  }

  private static let logLoss = MetricSpec(
    "log_loss", title: "log loss", higherIsBetter: false,
    summary: "mean of minus the logarithm of the probability given to the true class, clipped at 2.2e-16"
  ) { evaluated in
    guard let (labels, values) = evaluated.prediction.probabilities else { return nil }
    let losses = evaluated.truthCodes.enumerated().map { row, code in
      let probability = values[row * labels.count + Int(code)]
      return -Elementary.log(min(max(probability, Double.ulpOfOne), 1 - Double.ulpOfOne))
    }
    return FixedOrder.sum(losses) / Double(losses.count)
  }
}
