import Frame
import Learning
import Pipeline
import Syntax

/// What a `train` cell asks for beside the kind of model.
struct TrainPlan: Sendable {
  /// Judged in these folds, for the page and for what follows.
  var folds: FoldChoice?
  /// Whether `cross_validate` was written: folds that are needed for something else alone are not shown.
  var showsFolds: Bool
  var calibration: CalibrationMethod?
  var threshold: Threshold?
  /// Rows that fitting watches, and after how many rounds without a gain it stops.
  var validation: (rows: Position, patience: Int)?
  /// The model to go on from.
  var start: Position?
  /// Members of an ensemble whose options a search finds, and the models that it has found.
  var tuned: [(member: Int, model: Position)] = []
  /// How many sizes of the training table the learning curve has.
  var curvePoints: Int?
  /// The inputs, beside the features, whose rows have a part in the model: tables and models.
  var seen: [Position]

  /// The position of an input among those of the cell.
  typealias Position = Int

  /// A threshold between two classes.
  struct Threshold: Sendable {
    var metric: String
    /// The table to choose it on; nil: rows held out by the folds.
    var rows: Position?
  }

  /// Parts of the key; what says nothing is left out, so that a plain model keeps its key.
  var settings: [Ingredient] {
    var list: [Ingredient] = []
    func add(_ role: String, _ value: String) {
      list.append(Ingredient(.setting, role: role, value: value))
    }
    if let folds {
      list.append(folds.setting)
      add("folds shown", showsFolds ? "yes" : "no")
    }
    if let calibration { add("calibrate", calibration.rawValue) }
    if let threshold {
      add("threshold by", "\(threshold.metric) on \(threshold.rows == nil ? "folds" : "a table")")
    }
    if let validation { add("early stopping", String(validation.patience)) }
    if start != nil { add("from", "a model") }
    if let curvePoints { add("learning_curve", String(curvePoints)) }
    return list
  }
}

extension TrainPlan {
  /// The metrics that are shown for each fold.
  static func metrics(for task: Task) -> [MetricSpec] { Metrics.defaults(for: task) }

  /// The clauses of `train` that fill it.
  static let clauses =
    FoldChoice.clauses + [
      ClauseSpec(
        "validate on", .one("table", .valueName),
        options: [
          OptionSpec(
            "early_stopping", .integer(1...100_000), default: "10",
            summary: "Stop after so many rounds without a gain on these rows.")
        ],
        summary: "Watch rows that the model does not learn from, and keep the best round."),
      ClauseSpec(
        "calibrate", .one("method", .word(CalibrationMethod.allCases.map(\.rawValue))),
        summary:
          "Bring probabilities in line with what happens, by a curve fitted to rows held out by the folds (five where `cross_validate` does not say)."
      ),
      ClauseSpec(
        "threshold by",
        .one(
          "metric",
          .word(Metrics.all.filter { $0.tasks.contains(.classification) && $0.needs.isEmpty }.map(\.name))),
        .optional([.literal("on"), .one("table", .valueName)]),
        summary:
          "Choose the probability from which the second of two classes, or each label, is said: where the metric is best, on a table, or on rows held out by the folds."
      ),
      ClauseSpec(
        "learning_curve",
        options: [
          OptionSpec(
            "points", .integer(2...20), default: "5", summary: "How many sizes of the training table.")
        ],
        summary: "Show how the score grows with the number of training rows, in the folds."),
      ClauseSpec(
        "from", .one("model", .valueName),
        summary: "Go on from a model of the same kind on the same features instead of from the beginning."),
      ClauseSpec(
        "of", .list("models", .valueName),
        summary:
          "The models of an `ensemble`: their kinds and options, those that `tune` has found among them, fitted anew on these features."
      ),
    ]
}
