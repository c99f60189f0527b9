import Learning

/// The charts of an evaluation.
enum EvaluationChart: String, Sendable, CaseIterable {
  case confusion, roc
  case precisionRecall = "precision_recall"
  case calibration, lift, threshold, residuals, predicted

  /// The tasks that it can be drawn for: with several labels a row, a curve for each label.
  var tasks: Set<Task> {
    switch self {
    case .residuals, .predicted: [.regression]
    case .confusion: [.classification]
    default: [.classification, .multilabel]
    }
  }

  /// Whether it is about one class against the others.
  var isOfOneClass: Bool {
    switch self {
    case .roc, .precisionRecall, .calibration, .lift, .threshold: true
    case .confusion, .residuals, .predicted: false
    }
  }

  var clauses: [String] { isOfOneClass ? ["class"] : [] }

  var summary: String {
    switch self {
    case .confusion: "which classes are taken for which"
    case .roc: "true against false positive rate over all thresholds"
    case .precisionRecall: "precision over recall over all thresholds"
    case .calibration: "whether a probability of 70 % comes true seven times in ten"
    case .lift: "how many of the positives are among the rows ranked first"
    case .threshold: "precision, recall and F1 for each threshold"
    case .residuals: "what is left over, by prediction"
    case .predicted: "predictions beside what came true"
    }
  }
}
