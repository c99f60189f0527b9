/// What is learned: which of some classes a row belongs to, which of some labels it has, a number, an order of rows, or, without
/// a target, which rows are alike and which are strange.
package enum Task: String, Sendable, CaseIterable {
  case classification
  /// Each row has any number of labels.
  case multilabel
  case regression
  /// Scores whose order alone counts, among rows of one query.
  case ranking
  case clustering
  case anomaly

  /// Whether there is a target to learn from.
  package var hasTarget: Bool {
    switch self {
    case .classification, .multilabel, .regression, .ranking: true
    case .clustering, .anomaly: false
    }
  }

  /// Such as `numbers`: what a model, a metric or a chart of the task is for.
  package var subject: String {
    switch self {
    case .classification: "classes"
    case .multilabel: "several labels a row"
    case .regression: "numbers"
    case .ranking: "rankings"
    case .clustering: "clusters"
    case .anomaly: "anomalies"
    }
  }
}
