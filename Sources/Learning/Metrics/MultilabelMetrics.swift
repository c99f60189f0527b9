/// Metrics of rows that may have several labels: of whole sets, and of each row's own.
enum MultilabelMetrics {
  static let all: [MetricSpec] = [
    MetricSpec(
      "subset_accuracy", title: "subset accuracy", tasks: [.multilabel],
      summary:
        "share of the rows whose labels are all predicted right (scikit-learn's accuracy of several labels)",
      .mean { $0.allSatisfy { $0 == 0 || $0 == 3 } ? 1 : 0 }),
    MetricSpec(
      "hamming_loss", title: "Hamming loss", tasks: [.multilabel], higherIsBetter: false,
      summary: "share of all pairs of a row and a label that are predicted wrong",
      .mean { flags in Double(flags.count { $0 == 1 || $0 == 2 }) / Double(flags.count) }),
    MetricSpec(
      "precision_micro", title: "micro precision", tasks: [.multilabel],
      summary: "of all labels predicted, the share that is true", .counts { $0.pooled.precision }),
    MetricSpec(
      "recall_micro", title: "micro recall", tasks: [.multilabel],
      summary: "of all true labels, the share that is predicted", .counts { $0.pooled.recall }),
    samples(
      "precision", "precision", "of the labels predicted for a row, the share that is true", \.precision),
    samples("recall", "recall", "of the true labels of a row, the share that is predicted", \.recall),
    samples("f1", "F1", "harmonic mean of precision and recall of a row's labels", \.f1),
    samples(
      "jaccard", "Jaccard",
      "of the labels that a row has or that are predicted for it, the share that is both",
      \.jaccard),
  ]

  private static func samples(
    _ name: String, _ title: String, _ definition: String,
    _ score: @escaping @Sendable (LabelAgreement) -> Double
  ) -> MetricSpec {
    MetricSpec(
      "\(name)_samples", title: "\(title) by row", tasks: [.multilabel],
      summary: "\(definition); mean over rows",
      .mean { score(LabelAgreement($0)) })
  }
}

/// How many labels are true, predicted and both.
struct LabelAgreement: Sendable {
  var truth: Double
  var predicted: Double
  var both: Double

  init(truth: Double, predicted: Double, both: Double) {
    self.truth = truth
    self.predicted = predicted
    self.both = both
  }

  /// Of one row. `flags`: bit 0 where a label is true, bit 1 where it is predicted.
  init(_ flags: ArraySlice<UInt8>) {
    truth = Double(flags.count { $0 & 1 != 0 })
    predicted = Double(flags.count { $0 & 2 != 0 })
    both = Double(flags.count { $0 == 3 })
  }

  /// 0 where none is predicted.
  var precision: Double { share(both, predicted) }
  /// 0 where none is true.
  var recall: Double { share(both, truth) }
  /// 0 where none is predicted or true.
  var f1: Double { share(2 * both, truth + predicted) }
  /// 0 where none is predicted or true.
  var jaccard: Double { share(both, truth + predicted - both) }

  private func share(_ part: Double, _ whole: Double) -> Double { whole <= 0 ? 0 : part / whole }
}

extension ConfusionCounts {
  /// Of all pairs of a row and a label together.
  var pooled: LabelAgreement {
    LabelAgreement(
      truth: FixedOrder.sum(support), predicted: FixedOrder.sum(predicted), both: FixedOrder.sum(right))
  }
}

extension MetricForm {
  /// The mean over rows of what `value` says of their labels: bit 0 where one is true, bit 1 where it is predicted.
  fileprivate static func mean(_ value: @escaping @Sendable (ArraySlice<UInt8>) -> Double) -> MetricForm {
    .sums(
      { evaluated in
        let (width, flags) = (evaluated.labels.count, evaluated.labelFlags)
        return RowTerms([(0..<evaluated.count).map { value(flags[$0 * width..<($0 + 1) * width]) }])
      }, { $0.mean(0) })
  }
}
