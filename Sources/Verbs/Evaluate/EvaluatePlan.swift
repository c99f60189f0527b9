import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// What an evaluation does beside scoring, as checked.
struct EvaluatePlan: Sendable {
  struct Confidence: Sendable {
    var level: Double
    var resamples: Int
    var method: BootstrapPlan.Method
  }

  /// `slice NAME where EXPR`.
  struct NamedSlice: Sendable {
    var name: String
    var condition: Formula
  }

  /// `slice by c bins: k`.
  struct ColumnSlice: Sendable {
    var column: String
    var bins: Int
  }

  struct Discovery: Sendable {
    var top: Int
    /// A count, or a share where it is below one.
    var least: Double
    /// The columns that conditions are about.
    var columns: [String]
  }

  struct Costs: Sendable {
    var falsePositive: Double
    var falseNegative: Double
  }

  struct Conformal: Sendable {
    var level: Double
    /// The table's name.
    var table: String
    var columns: [String]
  }

  var confidence: Confidence?
  var slices: [NamedSlice] = []
  var columnSlices: [ColumnSlice] = []
  var discovery: Discovery?
  var costs: Costs?
  var fairness: [String] = []
  var conformal: Conformal?
  var tests: [BehaviourTest] = []
  var cases: ListedCases?
  var errors = 0
  var weight: String?
  var queries: String?
  /// The clauses as written, in canonical text: what the result depends on.
  var settings: [Ingredient] = []

  /// The columns of the table judged that it reads beside those of the models.
  var columns: [String] {
    slices.flatMap(\.condition.columns) + columnSlices.map(\.column) + (discovery?.columns ?? []) + fairness
      + [weight, queries].compactMap { $0 }
  }

  var hasSlices: Bool { !slices.isEmpty || !columnSlices.isEmpty }
  var hasTests: Bool { !tests.isEmpty || cases != nil }

  /// Whether the seed has a part in the result.
  var isRandom: Bool { confidence != nil || hasSlices || tests.contains { $0.isRandom } }

  /// How intervals are found: as asked for, or as is usual.
  func bootstrap(seed: UInt64) -> BootstrapPlan {
    guard let confidence else { return BootstrapPlan(seed: seed) }
    return BootstrapPlan(
      level: confidence.level, resamples: confidence.resamples, method: confidence.method, seed: seed)
  }

  var level: Double { confidence?.level ?? 0.95 }
}
