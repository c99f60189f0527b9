/// The trials of a search, and what samplers and pruners make of them.
package struct Study: Sendable {
  package let settings: StudySettings
  /// In the order of their numbers.
  package internal(set) var trials: [Trial] = []
  var sampler: any Sampler
  var pruner: any Pruner

  /// A study without trials. Fails where the sampler cannot search the space.
  package init(_ settings: StudySettings) throws(LearningError) {
    guard !settings.directions.isEmpty else { throw LearningError("the study has no objective") }
    guard settings.pruner == .none || !settings.isMultiObjective else {
      throw LearningError(
        "a pruner compares one objective, and the study has \(settings.directions.count)",
        hint: "`pruner none`")
    }
    self.settings = settings
    sampler = try settings.sampler.sampler(settings)
    pruner = settings.pruner.pruner(settings.directions[0])
  }

  /// A study with trials that have been run, in the order of their numbers.
  package init(_ settings: StudySettings, trials: [Trial]) throws(LearningError) {
    try self.init(settings)
    self.trials = trials
  }

  /// The next trials, without what will come of them: a batch, or fewer where `limit` or the space ends it.
  package mutating func ask(atMost limit: Int) -> [Trial] {
    pruner.prepare(for: trials)
    var asked: [Trial] = []
    for _ in 0..<min(settings.batch, limit) {
      let number = trials.count + asked.count
      guard var trial = sampler.propose(number, after: trials, beside: asked) else { break }
      trial.number = number
      asked.append(trial)
    }
    return asked
  }

  /// Adds trials that were run.
  package mutating func tell(_ finished: [Trial]) { trials += finished }

  /// Whether the trial, which has just reported a step, is to end; marks the trial with what the pruner keeps of it.
  package func prunes(_ trial: inout Trial) -> Bool { pruner.prunes(&trial, among: trials) }

  /// Trials that are complete and hold all constraints.
  package var feasible: [Trial] { trials.filter { $0.state == .complete && $0.violation <= 0 } }

  /// The best trial by the first objective, the earliest of equals; with several objectives one of the front. Nil where none is
  /// complete and feasible.
  package var best: Trial? {
    (settings.isMultiObjective ? front : feasible).reduce(nil) { best, trial in
      guard let best else { return trial }
      return settings.directions[0].prefers(trial.objectives[0], to: best.objectives[0]) ? trial : best
    }
  }

  /// The trials of which none is better in one objective without being worse in another.
  package var front: [Trial] {
    let known = feasible
    let isFirst = NonDomination.front(known.map { losses(of: $0) })
    return zip(known, isFirst).filter(\.1).map(\.0)
  }

  /// The objectives as numbers to be made small.
  package func losses(of trial: Trial) -> [Double] {
    zip(settings.directions, trial.objectives).map { $0.loss($1) }
  }
}
