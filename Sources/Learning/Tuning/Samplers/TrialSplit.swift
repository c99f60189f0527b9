/// Trials cut into good and bad ones, as Optuna's `_split_trials` does it.
struct TrialSplit {
  /// Positions in the list of trials, ascending.
  let good: [Int]
  let bad: [Int]

  /// Complete trials come before pruned ones, and those before infeasible ones; running trials are bad.
  init(_ trials: [Trial], directions: [Direction], good count: Int) {
    var (complete, pruned, infeasible): ([Int], [Int], [Int]) = ([], [], [])
    for (index, trial) in trials.enumerated() {
      switch trial.state {
      case .running, .failed: continue
      case .complete, .pruned:
        if trial.violation > 0 {
          infeasible.append(index)
        } else if trial.state == .complete {
          complete.append(index)
        } else {
          pruned.append(index)
        }
      }
    }
    var chosen = TrialSplit.best(complete, min(count, complete.count), trials, directions)
    var left = max(0, count - chosen.count)
    let later = TrialSplit.sorted(pruned) { TrialSplit.score(trials[$0], directions[0]) }
    chosen += later.prefix(left)
    left = max(0, count - chosen.count)
    chosen += TrialSplit.sorted(infeasible) { Score(trials[$0].violation, 0) }.prefix(left)
    let isGood = Set(chosen)
    good = chosen.sorted()
    bad = trials.indices.filter { !isGood.contains($0) && trials[$0].state != .failed }
  }

  private struct Score: Comparable {
    let first: Double
    let second: Double

    init(_ first: Double, _ second: Double) {
      self.first = first
      self.second = second
    }

    static func < (a: Score, b: Score) -> Bool {
      a.first != b.first ? a.first < b.first : a.second < b.second
    }
  }

  /// Pruned trials: who came further is better, then who stood better there.
  private static func score(_ trial: Trial, _ direction: Direction) -> Score {
    guard let last = trial.lastStep else { return Score(1, 0) }
    return Score(-Double(last.step), last.value.isNaN ? .infinity : direction.loss(last.value))
  }

  private static func sorted(_ indices: [Int], by score: (Int) -> Score) -> [Int] {
    let scores = indices.map(score)
    let order = indices.indices.sorted { a, b in
      scores[a] == scores[b] ? indices[a] < indices[b] : scores[a] < scores[b]
    }
    return order.map { indices[$0] }
  }

  private static func best(_ indices: [Int], _ count: Int, _ trials: [Trial], _ directions: [Direction])
    -> [Int]
  {
    guard directions.count > 1 else {
      return Array(sorted(indices) { Score(directions[0].loss(trials[$0].objectives[0]), 0) }.prefix(count))
    }
    guard count > 0 else { return [] }
    guard count < indices.count else { return indices }
    let losses = indices.map { index in zip(directions, trials[index].objectives).map { $0.loss($1) } }
    return HypervolumeSubset.best(losses, count: count).map { indices[$0] }
  }
}
