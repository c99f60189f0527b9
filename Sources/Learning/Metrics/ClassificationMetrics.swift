/// Metrics of predicted classes.
enum ClassificationMetrics {
  static let all: [MetricSpec] =
    [accuracy, zeroOneLoss, balancedAccuracy]
    + family("precision", "precision", "of the rows predicted as a class, the share that belongs to it") {
      $0.precision($1)
    }
    + family("recall", "recall", "of the rows of a class, the share predicted as it") { $0.recall($1) }
    + family("f1", "F1", "harmonic mean of precision and recall") { $0.f($1, beta: 1) }
    + family("f2", "F2", "harmonic mean of precision and recall, recall weighing four times as much") {
      $0.f($1, beta: 2)
    }
    + family("f05", "F0.5", "harmonic mean of precision and recall, precision weighing four times as much") {
      $0.f($1, beta: 0.5)
    }
    + family(
      "jaccard", "Jaccard", "of the rows that are of a class or predicted as it, the share that is both"
    ) {
      $0.jaccard($1)
    }
    + family(
      "specificity", "specificity", "of the rows of other classes, the share not predicted as the class"
    ) {
      $0.specificity($1)
    }
    + family("npv", "NPV", "of the rows not predicted as a class, the share that is of another one") {
      $0.negativePredictiveValue($1)
    }
    + [microF1, microJaccard, geometricMean, matthews, positiveLikelihood, negativeLikelihood]
    + [kappa("cohen_kappa", "kappa", "agreement beyond chance") { $0 == $1 ? 0 : 1 }]
    + [
      kappa(
        "cohen_kappa_linear", "linear kappa",
        "agreement beyond chance, where a class further off in the order of the labels counts for more"
      ) { Double(($0 - $1).magnitude) },
      kappa(
        "cohen_kappa_quadratic", "quadratic kappa",
        "agreement beyond chance, where a class further off in the order of the labels counts for its squared distance"
      ) { Double(($0 - $1) * ($0 - $1)) },
    ]

  private static let accuracy = MetricSpec(
    "accuracy", title: "accuracy", summary: "share of the rows whose class is predicted right",
    .counts { $0.hits / $0.total })

  private static let zeroOneLoss = MetricSpec(
    "zero_one_loss", title: "error rate", higherIsBetter: false,
    summary: "share of the rows whose class is predicted wrong; with one class a row also the Hamming loss",
    .counts { 1 - $0.hits / $0.total })

  private static let balancedAccuracy = MetricSpec(
    "balanced_accuracy", title: "balanced accuracy", summary: "mean recall over the classes that occur",
    .counts { counts in
      mean(counts.support.indices.filter { counts.support[$0] > 0 }.map { counts.recall($0) })
    })

  /// A score in its three forms: of the second class (or the mean over classes, where there are more), the mean over
  /// classes, and the mean weighted by the rows of each. Classes that neither occur nor are predicted do not count.
  private static func family(
    _ name: String, _ title: String, _ definition: String,
    _ score: @escaping @Sendable (ConfusionCounts, Int) -> Double
  ) -> [MetricSpec] {
    [
      MetricSpec(
        name, title: title,
        summary: "\(definition); for the second of two classes, the mean over classes where there are more",
        .counts { counts in
          counts.classCount == 2 ? score(counts, 1) : mean(counts.occurring.map { score(counts, $0) })
        }),
      MetricSpec(
        "\(name)_macro", title: "macro \(title)", tasks: [.classification, .multilabel],
        summary: "\(definition); mean over classes",
        .counts { counts in mean(counts.occurring.map { score(counts, $0) }) }),
      MetricSpec(
        "\(name)_weighted", title: "weighted \(title)", tasks: [.classification, .multilabel],
        summary: "\(definition); mean over classes, weighted by their rows",
        .counts { counts in
          let sum = counts.support.indices.reduce(0.0) { $0 + counts.support[$1] * score(counts, $1) }
          guard counts.isMultilabel else { return sum / counts.total }
          let total = FixedOrder.sum(counts.support)
          guard total > 0 else { throw Undefined("no row has a label") }
          return sum / total
        }),
    ]
  }

  /// Over all classes together precision, recall, F1 and accuracy are one number, where each row has one class.
  private static let microF1 = MetricSpec(
    "f1_micro", title: "micro F1", tasks: [.classification, .multilabel],
    summary: "F1 over the rows of all classes together, which is the accuracy where each row has one class",
    .counts { $0.isMultilabel ? $0.pooled.f1 : $0.hits / $0.total })

  private static let microJaccard = MetricSpec(
    "jaccard_micro", title: "micro Jaccard", tasks: [.classification, .multilabel],
    summary: "Jaccard index over the rows of all classes together",
    .counts { $0.isMultilabel ? $0.pooled.jaccard : $0.hits / (2 * $0.total - $0.hits) })

  private static let geometricMean = MetricSpec(
    "geometric_mean", title: "geometric mean",
    summary:
      "geometric mean of the recall over the classes that occur (imbalanced-learn's geometric_mean_score)",
    .counts { counts in
      let recalls = counts.support.indices.filter { counts.support[$0] > 0 }.map { counts.recall($0) }
      if recalls.contains(0) { return 0 }
      return Elementary.exp(mean(recalls.map { Elementary.log($0) }))
    })

  /// The multiclass coefficient of J. Gorodkin (2004), 0 where all rows are of one class or predicted as one.
  private static let matthews = MetricSpec(
    "matthews_corrcoef", title: "MCC",
    summary:
      "correlation of true and predicted classes; 0 where all rows are of one class or predicted as one",
    .counts { counts in
      let product = FixedOrder.dot(counts.support, counts.predicted)
      let total = counts.total * counts.total
      let spread =
        (total - FixedOrder.dot(counts.predicted, counts.predicted))
        * (total - FixedOrder.dot(counts.support, counts.support))
      return spread <= 0 ? 0 : (counts.hits * counts.total - product) / spread.squareRoot()
    })

  /// J. Cohen's agreement beyond chance, with what a pair of classes costs by their places among those that occur.
  private static func kappa(
    _ name: String, _ title: String, _ definition: String,
    _ cost: @escaping @Sendable (Int, Int) -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, summary: definition,
      .counts { counts in
        let occurring = counts.occurring
        let places = Dictionary(uniqueKeysWithValues: zip(occurring, occurring.indices))
        let observed = counts.cells.reduce(0.0) { sum, cell in
          guard let a = places[Int(cell.truth)], let b = places[Int(cell.predicted)] else { return sum }
          return sum + cost(a, b) * cell.weight
        }
        var expected = 0.0
        for (a, truth) in occurring.enumerated() {
          for (b, predicted) in occurring.enumerated() {
            expected += cost(a, b) * (counts.support[truth] * counts.predicted[predicted] / counts.total)
          }
        }
        guard expected > 0 else { throw Undefined("all rows are of one class and predicted as it") }
        return 1 - observed / expected
      })
  }

  private static let positiveLikelihood = MetricSpec(
    "positive_likelihood_ratio", title: "LR+",
    summary: "recall divided by the false positive rate, of two classes",
    .counts { counts in
      let (recall, specificity) = try rates(counts)
      guard specificity < 1 else { throw Undefined("there are no false positives") }
      return recall / (1 - specificity)
    })

  private static let negativeLikelihood = MetricSpec(
    "negative_likelihood_ratio", title: "LR−", higherIsBetter: false,
    summary: "share of the second class that is missed divided by the specificity, of two classes",
    .counts { counts in
      let (recall, specificity) = try rates(counts)
      guard specificity > 0 else { throw Undefined("there are no true negatives") }
      return (1 - recall) / specificity
    })

  private static func rates(_ counts: ConfusionCounts) throws -> (recall: Double, specificity: Double) {
    guard counts.classCount == 2 else { throw Undefined("it needs two classes") }
    guard counts.support[0] > 0, counts.support[1] > 0 else {
      throw Undefined("it needs rows of both classes")
    }
    return (counts.recall(1), counts.specificity(1))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
