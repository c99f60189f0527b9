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
      MetricSpec(
        "roc_auc_micro", title: "micro ROC AUC", tasks: [.multilabel],
        summary: "ROC AUC of all pairs of a row and a label together", .ranks(.area, .micro, { $0 })),
      MetricSpec(
        "average_precision_micro", title: "micro average precision", tasks: [.multilabel],
        summary: "average precision of all pairs of a row and a label together",
        .ranks(.averagePrecision, .micro, { $0 })),
      rank(
        "ks", "KS",
        "largest distance of true and false positive rate over all thresholds (Kolmogorov and Smirnov); mean over more than two classes",
        .kolmogorovSmirnov, .macro),
    ] + [logLoss, brier, d2LogLoss, d2Brier]

  private static func rank(
    _ name: String, _ title: String, _ summary: String, _ statistic: RankStatistic, _ mean: RankMean,
    _ map: @escaping @Sendable (Double) -> Double = { $0 }
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.classification, .multilabel], summary: summary,
      .ranks(statistic, mean, map))
  }

  private static let logLoss = MetricSpec(
    "log_loss", title: "log loss", tasks: [.classification, .multilabel], higherIsBetter: false,
    summary:
      "mean of minus the logarithm of the probability given to the true class, clipped at 2.2e-16; mean over several labels a row",
    .sums({ RowTerms([try losses($0)]) }, { $0.mean(0) }))

  /// Of two classes half of the sum over both, as G. W. Brier's (1950) score is mostly given for them.
  private static let brier = MetricSpec(
    "brier", title: "Brier score", tasks: [.classification, .multilabel], higherIsBetter: false,
    summary:
      "mean squared difference of the probability of the second class and 1 where it is true, 0 where not; sum over the classes where there are more, mean over several labels a row",
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
    func loss(_ probability: Double) -> Double {
      -Elementary.log(min(max(probability, Double.ulpOfOne), 1 - Double.ulpOfOne))
    }
    if evaluated.task == .multilabel {
      return meanOfLabels(evaluated, values) { loss($1 ? $0 : 1 - $0) }
    }
    return evaluated.truthCodes.enumerated().map { row, code in loss(values[row * size + Int(code)]) }
  }

  /// For each row the mean over the labels of what `term` makes of the probability and of whether the label is true.
  private static func meanOfLabels(
    _ evaluated: Evaluated, _ values: [Double], _ term: (Double, Bool) -> Double
  ) -> [Double] {
    let size = evaluated.labels.count
    return (0..<evaluated.count).map { row in
      var sum = 0.0
      for place in row * size..<(row + 1) * size {
        sum += term(values[place], evaluated.truthFlags[place] != 0)
      }
      return sum / Double(size)
    }
  }

  private static func squares(_ evaluated: Evaluated) throws -> [Double] {
    let values = try probabilities(evaluated)
    let size = evaluated.labels.count
    if evaluated.task == .multilabel {
      return meanOfLabels(evaluated, values) { ($0 - ($1 ? 1 : 0)) * ($0 - ($1 ? 1 : 0)) }
    }
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
