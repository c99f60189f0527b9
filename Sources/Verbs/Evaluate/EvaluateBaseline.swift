import Learning

/// The naive models that others are set beside.
enum EvaluateBaseline {
  static let strategies = ["majority", "prior", "stratified", "uniform", "mean", "median", "previous"]

  static func tasks(_ strategy: String) -> Set<Task> {
    switch strategy {
    case "previous": [.classification, .multilabel, .regression, .ranking]
    case "mean", "median": [.regression, .ranking]
    default: [.classification, .multilabel]
    }
  }

  /// The one that stands there where none is asked for.
  static func standard(_ task: Task) -> String {
    switch task {
    case .classification, .multilabel: "majority"
    case .regression, .ranking: "mean"
    case .clustering: "one cluster"
    case .anomaly: "none flagged"
    }
  }

  /// What is said of each row without a target to learn from.
  static func prediction(_ task: Task, rows: Int) -> Prediction {
    task == .anomaly
      ? .anomalies(
        scores: [Double](repeating: 0, count: rows), flagged: [Bool](repeating: false, count: rows))
      : .clusters(codes: [Int32](repeating: 0, count: rows), count: 1)
  }
}
