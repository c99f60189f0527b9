/// Metrics of predicted classes, from the confusion matrix.
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
    guard let matrix = ConfusionMatrix(evaluated) else { return nil }
    let right = matrix.labels.indices.reduce(0) { $0 + matrix.counts[$1][$1] }
    return Double(right) / Double(matrix.total)
  }

  private static let balancedAccuracy = MetricSpec(
    "balanced_accuracy", title: "balanced accuracy", summary: "mean recall over the classes that occur"
  ) { evaluated in
    guard let matrix = ConfusionMatrix(evaluated) else { return nil }
    let occurring = matrix.labels.indices.filter { matrix.support($0) > 0 }
    return mean(occurring.map { matrix.recall($0) })
  }

  /// A score in its three forms: of the second class (or the mean over classes, where there are more), the mean over
  /// classes, and the mean weighted by the rows of each. Classes that neither occur nor are predicted do not count.
  private static func family(
    _ name: String, _ title: String, _ definition: String,
    _ score: @escaping @Sendable (ConfusionMatrix, Int) -> Double
  ) -> [MetricSpec] {
    [
      MetricSpec(
        name, title: title,
        summary: "\(definition); for the second of two classes, the mean over classes where there are more"
      ) { evaluated in
        guard let matrix = ConfusionMatrix(evaluated) else { return nil }
        return matrix.labels.count == 2 ? score(matrix, 1) : mean(matrix.occurring.map { score(matrix, $0) })
      },
      MetricSpec("\(name)_macro", title: "macro \(title)", summary: "\(definition); mean over classes") {
        evaluated in
        guard let matrix = ConfusionMatrix(evaluated) else { return nil }
        return mean(matrix.occurring.map { score(matrix, $0) })
      },
      MetricSpec(
        "\(name)_weighted", title: "weighted \(title)",
        summary: "\(definition); mean over classes, weighted by their rows"
      ) { evaluated in
        guard let matrix = ConfusionMatrix(evaluated) else { return nil }
        let sum = matrix.labels.indices.reduce(0.0) { $0 + Double(matrix.support($1)) * score(matrix, $1) }
        return sum / Double(matrix.total)
      },
    ]
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
