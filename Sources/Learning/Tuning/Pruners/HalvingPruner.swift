/// How the rungs of successive halving lie.
package struct HalvingSettings: Sendable, Hashable {
  /// Steps up to the first rung; nil: a hundredth of what complete trials take, one at least.
  package var minimum: Int?
  /// Of so many trials one comes past a rung, and a rung is so many times further than the one before.
  package var factor: Int
  /// Rungs that are skipped at the start.
  package var rate: Int
  /// Trials that end at a rung before any passes.
  package var bootstrap: Int

  package init(minimum: Int? = nil, factor: Int = 4, rate: Int = 0, bootstrap: Int = 0) {
    self.minimum = minimum.map { max(1, $0) }
    self.factor = max(2, factor)
    self.rate = max(0, rate)
    self.bootstrap = max(0, bootstrap)
  }
}

/// Ends a trial that is not among the best at a rung.
struct HalvingPruner: Pruner {
  private let direction: Direction
  private let settings: HalvingSettings
  /// Fixed once a trial is complete.
  private var minimum: Int?

  init(_ direction: Direction, _ settings: HalvingSettings) {
    self.direction = direction
    self.settings = settings
    minimum = settings.minimum
  }

  mutating func prepare(for trials: [Trial]) {
    guard minimum == nil else { return }
    let last = trials.filter { $0.state == .complete }.compactMap { $0.lastStep?.step }.max()
    minimum = last.map { max($0 / 100, 1) }
  }

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    guard let minimum, let last = trial.lastStep else { return false }
    while let rung = promotion(minimum, trial.rungs.count), last.step >= rung {
      if last.value.isNaN { return true }
      let place = trial.rungs.count
      let competing = trials.compactMap { place < $0.rungs.count ? $0.rungs[place] : nil } + [last.value]
      trial.rungs.append(last.value)
      if competing.count <= settings.bootstrap || !passes(last.value, competing) { return true }
    }
    return false
  }

  /// The step of a rung; nil where it is too far for a number.
  private func promotion(_ minimum: Int, _ rung: Int) -> Int? {
    var step = minimum
    for _ in 0..<settings.rate + rung {
      let product = step.multipliedReportingOverflow(by: settings.factor)
      if product.overflow { return nil }
      step = product.partialValue
    }
    return step
  }

  private func passes(_ value: Double, _ competing: [Double]) -> Bool {
    let sorted = competing.map(direction.loss).sorted()
    return direction.loss(value) <= sorted[max(competing.count / settings.factor - 1, 0)]
  }
}
