/// Ends a trial that reports no number, or one beyond the limits.
struct ThresholdPruner: Pruner {
  let lower: Double
  let upper: Double
  let warmup: Int
  let interval: Int

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    guard let last = trial.lastStep,
      PruningSteps.isDue(trial, at: last.step, warmup: warmup, interval: interval)
    else { return false }
    return last.value.isNaN || last.value < lower || last.value > upper
  }
}

/// Ends what another pruner would end, or anything, only once nothing got better for so many steps.
struct PatientPruner: Pruner {
  /// Nil: whatever shows no gain ends.
  var inner: (any Pruner)?
  let direction: Direction
  let patience: Int
  let margin: Double

  mutating func prepare(for trials: [Trial]) { inner?.prepare(for: trials) }

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    let losses = trial.steps.sorted { $0.step < $1.step }.map { direction.loss($0.value) }
    guard losses.count > patience + 1 else { return false }
    let before = losses.dropLast(patience + 1).filter { !$0.isNaN }.min()
    let after = losses.suffix(patience + 1).filter { !$0.isNaN }.min()
    guard let before, let after, before + margin < after else { return false }
    return inner?.prunes(&trial, among: trials) ?? true
  }
}
