/// Metrics of predicted classes.
enum ClassificationMetrics {
  static let all: [MetricSpec] =
    [accuracy, balancedAccuracy]
    + family("precision", "precision", "of the rows predicted as a class, the share that belongs to it") {
      $0.precision($1)
    }
    + family("recall", "recall", "of the rows of a class, the share predicted as it") { $0.recall($1) }
    + family("f1", "F1", "harmonic mean of precision and recall") { $0.f1($1) }

  private static let accuracy = MetricSpec(
    "accuracy", title: "accuracy", summary: "share of the rows whose class is predicted right"
  ) { evaluated in
    guard let counts = ClassCounts(evaluated) else { return nil }
    return Double(counts.right.reduce(0, +)) / Double(counts.total)
  }

  private static let balancedAccuracy = MetricSpec(
    "balanced_accuracy", title: "balanced accuracy", summary: "mean recall over the classes that occur"
  ) { evaluated in
    guard let counts = ClassCounts(evaluated) else { return nil }
    let occurring = counts.support.indices.filter { counts.support[$0] > 0 }
    return mean(occurring.map { counts.recall($0) })
  }

  /// A score in its three forms: of the second class (or the mean over classes, where there are more), the mean over
  /// classes, and the mean weighted by the rows of each. Classes that neither occur nor are predicted do not count.
  private static func family(
    _ name: String, _ title: String, _ definition: String,
    _ score: @escaping @Sendable (ClassCounts, Int) -> Double
  ) -> [MetricSpec] {
    [
      MetricSpec(
        name, title: title,
        summary: "\(definition); for the second of two classes, the mean over classes where there are more"
      ) { evaluated in
        guard let counts = ClassCounts(evaluated) else { return nil }
        return counts.classCount == 2 ? score(counts, 1) : mean(counts.occurring.map { score(counts, $0) })
      },
      MetricSpec("\(name)_macro", title: "macro \(title)", summary: "\(definition); mean over classes") {
        evaluated in
        guard let counts = ClassCounts(evaluated) else { return nil }
        return mean(counts.occurring.map { score(counts, $0) })
      },
      MetricSpec(
        "\(name)_weighted", title: "weighted \(title)",
        summary: "\(definition); mean over classes, weighted by their rows"
      ) { evaluated in
        guard let counts = ClassCounts(evaluated) else { return nil }
        let sum = counts.support.indices.reduce(0.0) { $0 + Double(counts.support[$1]) * score(counts, $1) }
        return sum / Double(counts.total)
      },
    ]
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
