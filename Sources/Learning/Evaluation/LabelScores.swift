import Frame

/// How well one of several labels is predicted.
package struct LabelScores: Sendable, Equatable {
  /// The label.
  package let label: String
  /// How many rows have it.
  package let support: Int
  /// For how many rows it is said.
  package let predicted: Int
  /// Of the rows for which it is said, the share that has it; 0 where there are none.
  package let precision: Double
  /// Of the rows that have it, the share for which it is said; 0 where there are none.
  package let recall: Double
  /// The harmonic mean of both.
  package let f1: Double
  /// Nil where it is not asked for, or where too few resamples have a row with the label.
  package let interval: ScoreInterval?

  package init(
    label: String, support: Int, predicted: Int, precision: Double, recall: Double, f1: Double,
    interval: ScoreInterval?
  ) {
    self.label = label
    self.support = support
    self.predicted = predicted
    self.precision = precision
    self.recall = recall
    self.f1 = f1
    self.interval = interval
  }

  /// The scores of each label, in byte order; empty unless rows may have several. Weights of rows count in shares, not in numbers
  /// of rows.
  /// - Parameter plan: how the intervals of F1 are found; nil for none.
  package static func all(_ evaluated: Evaluated, _ plan: BootstrapPlan?) -> [LabelScores] {
    guard evaluated.task == .multilabel, let cells = try? ConfusionCells(evaluated),
      let counts = try? cells.counts(evaluated.weights), let rows = try? cells.counts(nil)
    else { return [] }
    let bootstrap = plan.map { Bootstrap([evaluated], evaluated.labels.indices.map(f1), $0) }
    return evaluated.labels.enumerated().map { label, name in
      LabelScores(
        label: name, support: Int(rows.support[label]), predicted: Int(rows.predicted[label]),
        precision: counts.precision(label), recall: counts.recall(label), f1: counts.f(label, beta: 1),
        interval: rows.support[label] > 0 ? bootstrap?.interval(model: 0, metric: label) : nil)
    }
  }

  private static func f1(_ label: Int) -> MetricSpec {
    MetricSpec(
      "f1", title: "F1", tasks: [.multilabel], summary: "F1 of one label", .counts { $0.f(label, beta: 1) })
  }
}
