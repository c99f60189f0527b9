/// When a percentile of other trials is looked at.
package struct PercentileSettings: Sendable, Hashable {
  /// Complete trials before any is ended.
  package var startup: Int
  /// Steps of a trial before it is ended.
  package var warmup: Int
  /// Steps between two looks.
  package var interval: Int
  /// Complete trials that must have reported the step.
  package var least: Int

  package init(startup: Int = 5, warmup: Int = 0, interval: Int = 1, least: Int = 1) {
    self.startup = max(0, startup)
    self.warmup = max(0, warmup)
    self.interval = max(1, interval)
    self.least = max(1, least)
  }
}

/// Ends a trial whose best value so far is worse than a percentile of what complete trials had at the same step.
struct PercentilePruner: Pruner {
  private let direction: Direction
  private let percentile: Double
  private let settings: PercentileSettings

  init(_ direction: Direction, _ percentile: Double, _ settings: PercentileSettings) {
    self.direction = direction
    self.percentile = percentile
    self.settings = settings
  }

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    let complete = trials.filter { $0.state == .complete }
    guard !complete.isEmpty, complete.count >= settings.startup, let step = trial.lastStep?.step,
      PruningSteps.isDue(trial, at: step, warmup: settings.warmup, interval: settings.interval)
    else { return false }
    let known = trial.steps.map(\.value).filter { !$0.isNaN }
    guard let best = direction == .minimize ? known.min() : known.max() else { return true }
    let others = complete.compactMap { $0.value(atStep: step) }
    let wanted = direction == .minimize ? percentile : 100 - percentile
    guard others.count >= settings.least, let limit = PercentilePruner.value(at: wanted, of: others) else {
      return false
    }
    return direction.prefers(limit, to: best)
  }

  /// Linearly between the two nearest of those that are numbers, as in NumPy.
  static func value(at percentile: Double, of values: [Double]) -> Double? {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let place = percentile / 100 * Double(sorted.count - 1)
    let low = min(max(Int(place.rounded(.down)), 0), sorted.count - 1)
    let high = min(low + 1, sorted.count - 1)
    let share = place - Double(low)
    let width = sorted[high] - sorted[low]
    return share >= 0.5 ? sorted[high] - width * (1 - share) : sorted[low] + width * share
  }
}
