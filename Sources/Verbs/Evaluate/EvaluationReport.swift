import Canonical
import Learning

/// All that an evaluation has found beside predictions.
struct EvaluationReport: Sendable {
  /// By model, the baseline last, then by metric.
  var scores: [[MetricValue]] = []
  /// As `scores`; empty where no intervals were asked for.
  var intervals: [[ScoreInterval?]] = []
  var rows = 0
  var slices: [SliceScores] = []
  /// By model, without the baseline.
  var discovered: [Discovered] = []
  var comparisons: [Comparison] = []
  var tests: [TestResult] = []
  /// By model; nil for models without scores of two classes.
  var costs: [CostSweep?] = []
  var fairness: [FairnessOfColumn] = []
  /// By model.
  var conformal: [ConformalPrediction] = []
  /// By model, without the baseline; empty unless rows may have several labels.
  var labels: [[LabelScores]] = []

  /// The scores of some of the rows.
  struct SliceScores: Sendable {
    /// The column that it is a value of; nil for slices with a condition.
    var column: String?
    var name: String
    var rows: Int
    /// As in the whole; empty for a slice without rows.
    var scores: [[MetricValue]]
    var intervals: [[ScoreInterval?]]
  }

  /// The groups where a model is worst.
  struct Discovered: Sendable {
    var slices: [SliceDiscovery.Found]
    var candidates: Int
    /// The mean loss of all rows.
    var loss: Double
  }

  /// Two models on the same rows, by their positions.
  struct Comparison: Sendable {
    var first: Int
    var second: Int
    /// By metric: how much more the first scores.
    var differences: [Double?]
    var intervals: [ScoreInterval?]
    var mcNemar: Double?
    var deLong: Double?
  }

  struct FairnessOfColumn: Sendable {
    var column: String
    /// By model.
    var models: [GroupFairness]
  }
}

/// Whether a slice differs from all rows.
enum SliceVerdict: Sendable {
  case better, worse, alike, tooFew

  /// Fewer rows than these tell nothing.
  static let leastRows = 20

  /// A slice is called better or worse where its whole interval lies to one side of the score of all rows. Rows that are all alike
  /// give an interval without width; they still leave room for three rows in their number that are not (the rule of three: Hanley
  /// and Lippman-Hand, 1983).
  init(_ slice: EvaluationReport.SliceScores, model: Int, metric: Int, whole: Double?, higherIsBetter: Bool) {
    guard slice.rows >= Self.leastRows, let whole, slice.intervals.indices.contains(model),
      let interval = slice.intervals[model][metric]
    else {
      self = .tooFew
      return
    }
    let room = interval.low < interval.high ? 0 : 3 / Double(slice.rows)
    if interval.low - room > whole {
      self = higherIsBetter ? .better : .worse
    } else if interval.high + room < whole {
      self = higherIsBetter ? .worse : .better
    } else {
      self = .alike
    }
  }
}
