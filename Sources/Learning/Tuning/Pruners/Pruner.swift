/// Ends trials that are unlikely to become the best. Which ones follows from the trials before alone.
protocol Pruner: Sendable {
  /// Told before a batch is asked for of all trials that have ended.
  mutating func prepare(for trials: [Trial])

  /// Whether the trial, whose last step was just reported, is to end.
  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool
}

extension Pruner {
  mutating func prepare(for trials: [Trial]) {}
}

/// The ways to end a trial early; the definitions and defaults are those of Optuna 5.
package indirect enum PrunerKind: Sendable, Hashable {
  case none
  /// Worse than the median of complete trials at the same step.
  case median(PercentileSettings = PercentileSettings())
  /// Not within the best share, in per cent, of complete trials at the same step.
  case percentile(Double, PercentileSettings = PercentileSettings())
  /// Asynchronous successive halving (Li and others, arXiv 1810.05934).
  case halving(HalvingSettings = HalvingSettings())
  /// Brackets of successive halving (Li and others, JMLR 18:185). A trial's bracket follows from its number and the name of the study.
  case hyperband(minimum: Int = 1, maximum: Int? = nil, factor: Int = 3, study: String = "study")
  /// Worse than the best trial by Wilcoxon's signed-rank test over the steps that both have.
  case wilcoxon(p: Double = 0.1, startup: Int = 2)
  /// A value beyond a limit, or none.
  case threshold(lower: Double?, upper: Double?, warmup: Int = 0, interval: Int = 1)
  /// What another pruner would end, once nothing got better for so many steps.
  case patient(PrunerKind, patience: Int, margin: Double = 0)

  func pruner(_ direction: Direction) -> any Pruner {
    switch self {
    case .none: NoPruner()
    case .median(let settings): PercentilePruner(direction, 50, settings)
    case .percentile(let share, let settings): PercentilePruner(direction, share, settings)
    case .halving(let settings): HalvingPruner(direction, settings)
    case .hyperband(let minimum, let maximum, let factor, let study):
      HyperbandPruner(direction, minimum: minimum, maximum: maximum, factor: factor, study: study)
    case .wilcoxon(let p, let startup): WilcoxonPruner(direction, p: p, startup: startup)
    case .threshold(let lower, let upper, let warmup, let interval):
      ThresholdPruner(
        lower: lower ?? -.infinity, upper: upper ?? .infinity, warmup: warmup, interval: max(interval, 1))
    case .patient(let inner, let patience, let margin):
      PatientPruner(
        inner: inner == .none ? nil : inner.pruner(direction), direction: direction,
        patience: max(patience, 0),
        margin: margin)
    }
  }
}

struct NoPruner: Pruner {
  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool { false }
}

/// The steps at which pruners look.
enum PruningSteps {
  /// Whether a trial's last step is its first in an interval of so many steps that starts after the warm-up.
  static func isDue(_ trial: Trial, at step: Int, warmup: Int, interval: Int) -> Bool {
    guard step >= warmup else { return false }
    let start = (step - warmup) / interval * interval + warmup
    let before = trial.steps.reduce(-1) { $1.step != step ? max($0, $1.step) : $0 }
    return before < start
  }
}
