/// Metrics of predicted probabilities.
enum ProbabilityMetrics {
  static let all: [MetricSpec] =
    [
      rank(
        "roc_auc", "ROC AUC",
        "probability that a row of the class is ranked above a row of another; mean of one against the rest for more than two classes",
        .area, .macro),
      rank(
        "roc_auc_weighted", "weighted ROC AUC",
        "ROC AUC of each class against the rest, weighted by their rows", .area, .weighted),
      rank("gini", "Gini", "2 · ROC AUC − 1", .area, .macro) { 2 * $0 - 1 },
      rank(
        "average_precision", "average precision",
        "mean of the precisions over all thresholds, each weighed by the recall it adds; mean over more than two classes",
        .averagePrecision, .macro),
      rank(
        "average_precision_weighted", "weighted average precision",
        "average precision of each class against the rest, weighted by their rows", .averagePrecision,
        .weighted),
      rank(
        "ks", "KS",
        "largest distance of true and false positive rate over all thresholds (Kolmogorov and Smirnov); mean over more than two classes",
        .kolmogorovSmirnov, .macro),
    ] + [logLoss, brier, d2LogLoss, d2Brier]

  private static func rank(
    _ name: String, _ title: String, _ summary: String, _ statistic: RankStatistic, _ mean: RankMean,
    _ map: @escaping @Sendable (Double) -> Double = { $0 }
  ) -> MetricSpec {
    MetricSpec(name, title: title, summary: summary, .ranks(statistic, mean, map))
  }

  private static let logLoss = MetricSpec(
    "log_loss", title: "log loss", higherIsBetter: false,
    summary: "mean of minus the logarithm of the probability given to the true class, clipped at 2.2e-16",
    .sums({ RowTerms([try losses($0)]) }, { $0.mean(0) }))

  /// Of two classes half of the sum over both, as G. W. Brier's (1950) score is mostly given for them.
  private static let brier = MetricSpec(
    "brier", title: "Brier score", higherIsBetter: false,
    summary:
      "mean squared difference of the probability of the second class and 1 where it is true, 0 where not; sum over the classes where there are more",
    .sums({ RowTerms([try squares($0)]) }, { $0.mean(0) }))

  private static let d2LogLoss = MetricSpec(
    "d2_log_loss", title: "D² log loss",
    summary: "share of the log loss of always giving the shares of the classes that is saved",
    .sums(
      { evaluated in try byClass(evaluated, try losses(evaluated)) },
      { sums in
        let null = sums.weights.reduce(0.0) { sum, weight in
          sum - (weight > 0 ? weight * Elementary.log(weight / sums.weight) : 0)
        }
        guard null > 0 else { throw Undefined("all rows are of one class") }
        return 1 - FixedOrder.sum(sums.sums[0]) / null
      }))

  private static let d2Brier = MetricSpec(
    "d2_brier", title: "Brier skill",
    summary: "share of the Brier score of always giving the shares of the classes that is saved",
    .sums(
      { evaluated in try byClass(evaluated, try squares(evaluated)) },
      { sums in
        let total = sums.weight
        let shares = sums.weights.map { $0 / total }
        let null = (1 - FixedOrder.dot(shares, shares)) * total * (shares.count == 2 ? 0.5 : 1)
        guard null > 0 else { throw Undefined("all rows are of one class") }
        return 1 - FixedOrder.sum(sums.sums[0]) / null
      }))

  private static func byClass(_ evaluated: Evaluated, _ terms: [Double]) throws -> RowTerms {
    guard evaluated.count >= 2 else { throw Undefined("it needs two rows") }
    return RowTerms([terms], groups: evaluated.truthCodes, groupCount: evaluated.labels.count)
  }

  static func probabilities(_ evaluated: Evaluated) throws -> [Double] {
    guard let values = evaluated.probabilities else { throw Undefined("the model gives no probabilities") }
    return values
  }

  private static func losses(_ evaluated: Evaluated) throws -> [Double] {
    let values = try probabilities(evaluated)
    let size = evaluated.labels.count
    return evaluated.truthCodes.enumerated().map { row, code in
      let probability = values[row * size + Int(code)]
      return -Elementary.log(min(max(probability, Double.ulpOfOne), 1 - Double.ulpOfOne))
    }
  }

  private static func squares(_ evaluated: Evaluated) throws -> [Double] {
    let values = try probabilities(evaluated)
    let size = evaluated.labels.count
    return evaluated.truthCodes.enumerated().map { row, code in
      var sum = 0.0
      for label in 0..<size {
        let distance = values[row * size + label] - (label == Int(code) ? 1 : 0)
        sum += distance * distance
      }
      return size == 2 ? sum / 2 : sum
    }
  }
}
