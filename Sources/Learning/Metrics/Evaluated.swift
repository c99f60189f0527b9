import Canonical
import Frame

/// The truth and a model's prediction for the same rows, with one list of labels.
package struct Evaluated: Sendable {
  /// The true values, with their own labels.
  package let truth: Target
  /// What the model said.
  package let prediction: Prediction
  /// The model's classes in byte order; empty for a regression.
  package let labels: [String]
  /// The true class of each row as a position in `labels`; empty for a regression.
  package let truthCodes: [Int32]
  /// The predicted class of each row; empty for a regression.
  package let predictedCodes: [Int32]

  /// What was predicted.
  package var task: Task { labels.isEmpty ? .regression : .classification }

  /// The number of rows.
  package var count: Int { truth.count }

  /// Fails where the sizes or tasks differ, and where the truth has a class that the model has never seen.
  package init(truth: Target, prediction: Prediction) throws(LearningError) {
    guard truth.count == prediction.count else {
      throw LearningError("\(prediction.count) predictions stand beside \(truth.count) true values")
    }
    guard truth.count > 0 else { throw LearningError("there are no rows to evaluate on") }
    self.truth = truth
    self.prediction = prediction
    switch (truth, prediction) {
    case (.numbers, .values):
      labels = []
      truthCodes = []
    case (.classes(let labels, let codes), .probabilities(let known, _)),
      (.classes(let labels, let codes), .thresholded(let known, _, _)),
      (.classes(let labels, let codes), .scores(let known, _)):
      self.labels = known
      truthCodes = try Evaluated.aligned(labels, codes, with: known)
    case (.none, _), (_, .clusters), (_, .anomalies):
      throw LearningError("there is no truth to hold the model against: it was fitted without a target")
    case (.numbers, _):
      throw LearningError("the model predicts classes, and the true values are numbers")
    case (.classes, .values):
      throw LearningError("the model predicts numbers, and the true values are classes")
    }
    predictedCodes = prediction.labelCodes
  }

  private static func aligned(
    _ labels: [String], _ codes: [Int32], with known: [String]
  ) throws(LearningError) -> [Int32] {
    let index = NameIndex(known)
    let positions = labels.map { index[$0] }
    let strangers = zip(labels, positions).filter { $0.1 == nil }.map(\.0)
    guard strangers.isEmpty else {
      let rows = codes.reduce(0) { $0 + (positions[Int($1)] == nil ? 1 : 0) }
      throw LearningError(
        "\(NumberText.thousands(rows)) \(rows == 1 ? "row has a class" : "rows have classes") the model has never seen: "
          + enumeration(strangers),
        hint: "train on rows of every class: `stratify by` the target when the rows are split")
    }
    return codes.map { Int32(positions[Int($0)] ?? 0) }
  }

  /// The rows with these numbers, as a slice of the data.
  package func rows(_ rows: [Int32]) throws(LearningError) -> Evaluated {
    try Evaluated(truth: truth.rows(rows), prediction: prediction.rows(rows))
  }
}
