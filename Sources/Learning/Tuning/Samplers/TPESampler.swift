import Frame

/// How the tree-structured Parzen estimator goes about it; the defaults are those of Optuna 5.
package struct TPESettings: Sendable, Hashable {
  /// Trials drawn evenly before it learns.
  package var startup: Int
  /// Points that are drawn from the density of good trials, of which the most promising one is tried.
  package var candidates: Int
  /// Whether parameters are drawn together; nil: together for one objective, each for itself for several.
  package var multivariate: Bool?
  /// Whether parameters that only some trials have are drawn together with those that the same trials have.
  package var group: Bool

  package init(startup: Int = 10, candidates: Int = 24, multivariate: Bool? = nil, group: Bool = false) {
    self.startup = max(0, startup)
    self.candidates = max(1, candidates)
    self.multivariate = multivariate
    self.group = group
  }
}

/// Tries next what is much likelier among good trials than among bad ones.
///
/// Trials of the same batch count as bad ones, which keeps a batch apart (the "constant liar" of Optuna 5). Parameters that only
/// some trials have are drawn each for itself, or, in groups, with those that the same trials have.
struct TPESampler: Sampler {
  private let settings: StudySettings
  private let options: TPESettings
  private let isMultivariate: Bool

  init(_ settings: StudySettings, _ options: TPESettings) {
    self.settings = settings
    self.options = options
    isMultivariate = options.multivariate ?? (options.group || !settings.isMultiObjective)
  }

  func propose(_ number: Int, after trials: [Trial], beside running: [Trial]) -> Trial? {
    let stream = TrialStream(seed: settings.seed, trial: number)
    let finished = trials.filter(\.isFinished)
    guard finished.count >= options.startup, !finished.isEmpty || options.startup == 0 else {
      return Trial(number: number, values: settings.space.completed(by: stream))
    }
    let known = finished + running
    let split = TrialSplit(known, directions: settings.directions, good: goodCount(finished.count))
    var values = [Double?](repeating: nil, count: settings.space.parameters.count)
    for together in groups(finished) {
      let drawn = draw(together, known, split, stream)
      for (index, value) in zip(together, drawn) { values[index] = value }
    }
    let completed = settings.space.completed(values, by: stream) { index, _ in
      draw([index], known, split, stream)[0]
    }
    return Trial(number: number, values: completed)
  }

  /// The parameters that are drawn together.
  private func groups(_ finished: [Trial]) -> [[Int]] {
    guard isMultivariate else { return [] }
    if options.group { return settings.space.groups(by: finished) }
    let shared = settings.space.shared(by: finished)
    return shared.isEmpty ? [] : [shared]
  }

  private func goodCount(_ count: Int) -> Int {
    let tenth = (count + 9) / 10
    return settings.isMultiObjective ? tenth : min(tenth, 25)
  }

  /// Values for some parameters: of the candidates the one with the largest ratio of densities, the first of equals.
  private func draw(_ indices: [Int], _ trials: [Trial], _ split: TrialSplit, _ stream: TrialStream)
    -> [Double]
  {
    let domains = indices.map { settings.space.parameters[$0].domain }
    let good = density(indices, domains, split.good.map { trials[$0] }, equal: settings.isMultiObjective)
    let bad = density(indices, domains, split.bad.map { trials[$0] }, equal: false)
    var numbers = stream.numbers(.candidates, parameter: indices[0])
    var best: (point: [Double], gain: Double)?
    for _ in 0..<options.candidates {
      let point = good.sample(&numbers)
      let gain = good.logDensity(point) - bad.logDensity(point)
      if best == nil || gain > best?.gain ?? 0 { best = (point, gain) }
    }
    return best?.point ?? domains.map { $0.value(at: 0) }
  }

  private func density(
    _ indices: [Int], _ domains: [SearchDomain], _ trials: [Trial], equal: Bool
  ) -> KernelMixture {
    let having = trials.filter { trial in indices.allSatisfy { trial.values[$0] != nil } }
    let observations = indices.map { index in having.compactMap { $0.values[index] } }
    return ParzenEstimator.mixture(
      observations, of: domains, trialWeights: equal ? [Double](repeating: 1, count: having.count) : nil)
  }
}
