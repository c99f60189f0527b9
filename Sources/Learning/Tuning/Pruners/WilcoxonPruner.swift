/// Ends a trial that is worse than the best one over the steps that both have, such as the folds of a cross-validation.
struct WilcoxonPruner: Pruner {
  private let direction: Direction
  private let threshold: Double
  private let startup: Int

  init(_ direction: Direction, p: Double, startup: Int) {
    self.direction = direction
    threshold = p
    self.startup = max(2, startup)
  }

  func prunes(_ trial: inout Trial, among trials: [Trial]) -> Bool {
    let values = trial.steps.map(\.value)
    guard !values.isEmpty, values.allSatisfy(\.isFinite), let best = best(trials) else { return false }
    let others = best.steps.map(\.value)
    guard !others.isEmpty, others.allSatisfy(\.isFinite) else { return false }
    let differences = trial.steps.sorted { $0.step < $1.step }.compactMap { step in
      best.value(atStep: step.step).map { direction.loss(step.value) - direction.loss($0) }
    }
    guard differences.count >= startup else { return false }
    let p = SignedRankTest.greater(differences)
    guard p < threshold else { return false }
    // A trial whose average is as good is not ended, whatever its ranks say.
    let (own, other) = (
      values.reduce(0, +) / Double(values.count), others.reduce(0, +) / Double(others.count)
    )
    return direction == .minimize ? !(other >= own) : !(other <= own)
  }

  private func best(_ trials: [Trial]) -> Trial? {
    let known = trials.filter { $0.state == .complete && $0.violation <= 0 }
    return known.reduce(nil) { best, trial in
      guard let best else { return trial }
      return direction.prefers(trial.objectives[0], to: best.objectives[0]) ? trial : best
    }
  }
}

/// Wilcoxon's signed-rank test: whether differences lie above zero.
enum SignedRankTest {
  /// The probability of ranks as high where the signs are chance; differences of zero count half on either side.
  ///
  /// As SciPy's `wilcoxon(d, alternative="greater", zero_method="zsplit")`: exact up to 50 differences without ties, up to 13 with
  /// ties, by the normal distribution beyond.
  static func greater(_ differences: [Double]) -> Double {
    let count = differences.count
    guard count > 0 else { return .nan }
    let (ranks, ties) = ranks(differences.map(\.magnitude))
    let zeros = zip(differences, ranks).filter { $0.0 == 0 }.map(\.1)
    let signed = zip(differences, ranks).filter { $0.0 != 0 }
    let sum = signed.filter { $0.0 > 0 }.reduce(0) { $0 + $1.1 }
    let hasTies = ties.contains { $0 > 1 }
    if count <= 13 || (count <= 50 && !hasTies && zeros.isEmpty) {
      return tail(of: signed.map(\.1), from: sum)
    }
    let n = Double(count)
    let correction = ties.reduce(0) { $0 + $1 * $1 * $1 - $1 }
    let deviation = ((n * (n + 1) * (2 * n + 1) - correction / 2) / 24).squareRoot()
    let statistic = sum + zeros.reduce(0, +) / 2
    let z = (statistic - n * (n + 1) / 4) / deviation
    return 0.5 * Elementary.erfc(z / 2.0.squareRoot())
  }

  /// The share of all choices of ranks whose sum is at least this.
  private static func tail(of ranks: [Double], from sum: Double) -> Double {
    // Ranks are multiples of a half.
    let doubled = ranks.map { Int((2 * $0).rounded()) }
    var ways = [Double](repeating: 0, count: doubled.reduce(0, +) + 1)
    ways[0] = 1
    var reach = 0
    for rank in doubled {
      reach += rank
      for place in stride(from: reach, through: rank, by: -1) { ways[place] += ways[place - rank] }
    }
    let from = Int((2 * sum).rounded())
    let total = ways.reduce(0, +)
    return ways[from...].reduce(0, +) / total
  }

  /// Ranks from one, equal values sharing their mean, and the sizes of the groups of equal values.
  private static func ranks(_ values: [Double]) -> (ranks: [Double], groups: [Double]) {
    let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var groups: [Double] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      groups.append(Double(end - start))
      start = end
    }
    return (ranks, groups)
  }
}
