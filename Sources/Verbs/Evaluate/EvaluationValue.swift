import Canonical
import Frame
import Learning
import Pipeline

/// An evaluation as known before anything runs: which models, which metrics.
struct EvaluationType: ValueType {
  var models: [String]
  var metrics: [String]
  var task: Task
  /// The column that was predicted.
  var target: Field
  /// The table that the models were judged on.
  var judged: TableType

  /// What can be named of it.
  var members: EvaluationMembers

  var kind: String { "evaluation" }

  var memberNames: [String] { members.all.map(\.path) }

  func memberType(_ path: [String]) -> FormulaType? {
    let name = path.joined(separator: ".")
    return members.all.first { $0.path.hasSameBytes(as: name) }.map { $0.isCount ? .integer : .number }
  }
}

/// The scores of models on the same rows.
struct EvaluationValue: Value {
  /// The models in order, the baseline last, under the name `baseline`.
  var scores: [ModelScores]
  var rows: Int
  /// The part that holds the truth and what each model said: `EvaluationPredictions`.
  var predictions: Digest
  /// The rows that the models were judged on.
  var judged: TableValue
  /// All that was found.
  var report: EvaluationReport
  var members: EvaluationMembers
  /// Of a ranking, how many queries that are judged it has learned from.
  var sharedQueries: Int? = nil

  struct ModelScores: Sendable {
    var name: String
    /// In the order asked for; nil where the metric is not defined on these rows.
    var metrics: [(name: String, value: Double?)]
  }

  func member(_ path: [String]) throws -> Scalar? {
    let name = path.joined(separator: ".")
    guard let member = members.all.first(where: { $0.path.hasSameBytes(as: name) }) else { return nil }
    guard let value = member.value(report).value else { return .missing }
    return member.isCount ? .integer(Int64(value)) : .number(value)
  }

  func reasonMissing(_ path: [String]) -> String? {
    let name = path.joined(separator: ".")
    return members.all.first { $0.path.hasSameBytes(as: name) }?.value(report).reason
  }

  /// The truth and what each model said of it, in the order of the rows judged.
  func stored() throws -> EvaluationPredictions {
    try judged.parts.decoded(predictions) { reader throws(DecodingFailure) in
      try EvaluationPredictions(decoding: &reader)
    }
  }

  /// Scores and predictions; with columns, those of the table that was judged on too.
  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] {
    let text = scores.map { score in
      score.name + ":"
        + score.metrics.map { "\($0.name)=\($0.value.map { NumberText.exact($0) } ?? "")" }.joined(
          separator: ",")
    }
    let own = [
      Ingredient(
        .input, role: "scores", value: Digest(of: text.joined(separator: ";")).description, label: label),
      Ingredient(
        .input, role: "predictions", value: predictions.description, label: "predictions of \(label)"),
    ]
    guard case .columns = parts else { return own }
    return own + judged.ingredients(reading: parts, label: "rows of \(label)")
  }

  var headlines: [(path: String, value: Double)] {
    [("rows", Double(rows))]
      + scores.flatMap { score in
        score.metrics.compactMap { metric in
          metric.value.map {
            (scores.count == 2 && score.name != "baseline" ? metric.name : "\(score.name).\(metric.name)", $0)
          }
        }
      }
  }
}
