/// What is learned: which of some classes a row belongs to, a number, or, without a target, which rows are alike and which
/// are strange.
package enum Task: String, Sendable, CaseIterable {
  case classification
  case regression
  case clustering
  case anomaly

  /// Whether there is a target to learn from.
  package var hasTarget: Bool {
    switch self {
    case .classification, .regression: true
    case .clustering, .anomaly: false
    }
  }
}
