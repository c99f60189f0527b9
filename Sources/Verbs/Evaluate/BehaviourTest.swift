import Canonical
import Frame
import Learning

/// A test of how predictions change with the values that they are made from.
struct BehaviourTest: Sendable {
  enum Kind: Sendable {
    /// Another value in the column must not change the prediction.
    case invariant(String)
    /// Raising the column must not move the prediction the other way.
    case directional(String, up: Bool, by: Double?, label: String?)
    /// Noise in the columns must hardly change predictions.
    case perturb([String], noise: Double, draws: Int)
  }

  var kind: Kind
  /// The share of rows that may fail.
  var atMost: Double
  /// For numbers: how far a prediction may move, in standard deviations of the target.
  var tolerance: Double

  init(_ kind: Kind, atMost: Double, tolerance: Double) {
    self.kind = kind
    self.atMost = atMost
    self.tolerance = tolerance
  }

  var isRandom: Bool {
    if case .perturb = kind { true } else { false }
  }

  /// As the clause is written.
  var text: String {
    switch kind {
    case .invariant(let column): "invariant \(column)"
    case .directional(let column, let up, _, let label):
      "directional \(column) \(up ? "up" : "down")" + (label.map { " class: \"\($0)\"" } ?? "")
    case .perturb(let columns, let noise, _):
      "perturb \(columns.prefix(4).joined(separator: ", "))\(columns.count > 4 ? ", …" : "") noise: \(NumberText.significant(noise))"
    }
  }
}

/// What came of a test of one model.
struct TestResult: Sendable, Hashable {
  /// As the clause is written.
  var test: String
  /// The position of the model.
  var model: Int
  var tried: Int
  var failed: Int
  var atMost: Double
  var examples: [Example]

  /// A row whose prediction is not as it should be.
  struct Example: Sendable, Hashable {
    /// The position in the table judged, or among the cases.
    var row: Int
    /// What was changed, such as `sex: male → female`.
    var change: String
    var before: String
    var after: String
  }

  static let mostExamples = 3

  var passed: Bool { tried == 0 || Double(failed) <= atMost * Double(tried) + 1e-9 }
}
