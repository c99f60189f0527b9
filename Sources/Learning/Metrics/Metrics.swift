import Frame

/// The metrics, with scikit-learn's names and definitions.
package enum Metrics {
  /// In the order of the documentation.
  package static let all: [MetricSpec] =
    ClassificationMetrics.all + MultilabelMetrics.all + ProbabilityMetrics.all + CalibrationMetrics.all
    + LabelRankMetrics.all
    + RegressionMetrics.all + QueryMetrics.all + ClusteringMetrics.all

  /// The metric of this name.
  package static subscript(name: String) -> MetricSpec? { all.first { $0.name.hasSameBytes(as: name) } }

  /// The metrics shown where none are asked for.
  package static func defaults(for task: Task) -> [MetricSpec] {
    let names: [String] =
      switch task {
      case .classification: ["accuracy", "balanced_accuracy", "f1_macro", "roc_auc", "log_loss"]
      case .multilabel:
        ["f1_macro", "f1_micro", "subset_accuracy", "hamming_loss", "roc_auc"]
      case .ranking: ["ndcg", "ndcg_10", "map", "mrr"]
      case .regression: ["r2", "mae", "rmse"]
      case .clustering: ["silhouette", "davies_bouldin", "calinski_harabasz"]
      case .anomaly: ["flagged_share"]
      }
    return names.compactMap { self[$0] }
  }
}
