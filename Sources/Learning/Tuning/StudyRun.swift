import Frame
import Synchronization

/// When a study ends.
package struct StoppingRule: Sendable, Hashable {
  /// Trials in all.
  package var trials: Int
  /// No better trial in so many; nil: goes on.
  package var patience: Int?

  package init(trials: Int, patience: Int? = nil) {
    self.trials = max(0, trials)
    self.patience = patience.map { max(1, $0) }
  }
}

/// What came of a trial that ran to its end.
package struct TrialOutcome: Sendable {
  /// A number for each objective.
  package var objectives: [Double]
  /// By how much constraints are violated; 0 where all hold.
  package var violation: Double

  package init(_ objectives: [Double], violation: Double = 0) {
    self.objectives = objectives
    self.violation = violation
  }
}

/// What a study tries, in the order of its batches.
package struct StudyRun {
  /// Runs a trial. `report` takes what the objective is after a step, and answers whether the trial is to end there.
  package typealias Objective =
    @Sendable (_ trial: Trial, _ report: @escaping Report) throws -> TrialOutcome
  package typealias Report = @Sendable (_ step: Int, _ value: Double) -> Bool

  /// The trials so far.
  package private(set) var study: Study
  private let rule: StoppingRule

  /// Goes on from the trials that the study has.
  package init(_ study: Study, until rule: StoppingRule) {
    self.study = study
    self.rule = rule
  }

  /// Whether no further trial is wanted.
  package var isOver: Bool {
    if study.trials.count >= rule.trials { return true }
    guard let patience = rule.patience, let last = lastGain else { return false }
    return study.trials.count - 1 - last >= patience
  }

  /// The number of the trial after which nothing got better.
  private var lastGain: Int? {
    study.settings.isMultiObjective ? study.front.last?.number : study.best?.number
  }

  /// Runs a batch on up to `workers` cores, and says which trials it was made of; none where the study is over.
  ///
  /// `recall` may know a trial from a run before, and `keep` is told of each as it ends, on whatever core. An error of the objective makes its trial a failed one; one that `isFatal` knows
  /// is thrown on.
  package mutating func advance(
    workers: Int = Parallel.cores, recall: (Trial) -> Trial? = { _ in nil },
    isFatal: @escaping @Sendable (any Error) -> Bool = { $0 is CancellationError },
    keep: @escaping @Sendable (Trial) -> Void = { _ in }, objective: @escaping Objective
  ) throws -> [(trial: Trial, isNew: Bool)] {
    guard !isOver else { return [] }
    let asked = study.ask(atMost: rule.trials - study.trials.count)
    let known = asked.map(recall)
    let open = asked.indices.filter { known[$0] == nil }
    let current = study
    var ended: [Result<Trial, any Error>] = []
    for start in stride(from: 0, to: open.count, by: max(1, workers)) {
      let part = open[start..<min(start + max(1, workers), open.count)]
      ended += Parallel.map(part.count) { position in
        let result = StudyRun.run(asked[part[part.startIndex + position]], of: current, isFatal, objective)
        if case .success(let trial) = result { keep(trial) }
        return result
      }
    }
    var trials = known
    for (index, result) in zip(open, ended) { trials[index] = try result.get() }
    let finished = zip(asked, trials).map { $1 ?? $0 }
    study.tell(finished)
    return zip(finished, known).map { ($0, $1 == nil) }
  }

  private static func run(
    _ asked: Trial, of study: Study, _ isFatal: @Sendable (any Error) -> Bool, _ objective: Objective
  ) -> Result<Trial, any Error> {
    let running = RunningTrial(asked, of: study)
    var trial = asked
    do {
      let outcome = try objective(asked) { running.ends(after: Trial.Step($0, $1)) }
      let isPruned: Bool
      (trial, isPruned) = running.current
      trial.violation = outcome.violation.isNaN ? .infinity : max(0, outcome.violation)
      if isPruned {
        trial.state = .pruned
      } else if outcome.objectives.count == study.settings.directions.count,
        outcome.objectives.allSatisfy(\.isFinite)
      {
        trial.state = .complete
        trial.objectives = outcome.objectives
      } else {
        trial.state = .failed
        trial.failure = "the objective is not a number"
      }
    } catch {
      if isFatal(error) { return .failure(error) }
      trial = running.current.trial
      trial.state = .failed
      trial.failure = (error as? LearningError)?.message ?? "\(error)"
    }
    return .success(trial)
  }
}

/// A trial as far as its objective has reported.
private final class RunningTrial: Sendable {
  private let study: Study
  private let state: Mutex<(trial: Trial, isPruned: Bool)>

  init(_ trial: Trial, of study: Study) {
    self.study = study
    state = Mutex((trial, false))
  }

  var current: (trial: Trial, isPruned: Bool) { state.withLock { $0 } }

  /// Whether the trial is to end there. A step counts once.
  func ends(after step: Trial.Step) -> Bool {
    state.withLock { state in
      guard state.trial.value(atStep: step.step) == nil, !state.isPruned else { return state.isPruned }
      state.trial.steps.append(step)
      state.isPruned = study.prunes(&state.trial)
      return state.isPruned
    }
  }
}
