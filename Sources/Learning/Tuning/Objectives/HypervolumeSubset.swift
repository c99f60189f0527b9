/// The best of several points with several losses, as Optuna's TPE chooses its good trials.
enum HypervolumeSubset {
  /// Positions of the `count` best, ascending: whole ranks, then those of the next rank that together dominate most, each chosen
  /// after the others by the greedy rule.
  static func best(_ losses: [[Double]], count: Int) -> [Int] {
    let ranks = NonDomination.ranks(losses, enough: count)
    var sizes: [Int] = []
    for rank in ranks {
      while sizes.count <= rank { sizes.append(0) }
      sizes[rank] += 1
    }
    var (whole, taken) = (0, 0)
    while whole < sizes.count, taken + sizes[whole] <= count {
      taken += sizes[whole]
      whole += 1
    }
    var chosen = losses.indices.filter { ranks[$0] < whole }
    if taken < count {
      let next = losses.indices.filter { ranks[$0] == whole }
      chosen += greedy(next.map { losses[$0] }, count: count - taken).map { next[$0] }
    }
    return chosen.sorted()
  }

  /// A tenth beyond the worst of each loss.
  static func reference(_ losses: [[Double]]) -> [Double] {
    (0..<(losses.first?.count ?? 0)).map { column in
      let worst = losses.reduce(-Double.infinity) { max($0, $1[column]) }
      let point = max(1.1 * worst, 0.9 * worst)
      return point == 0 ? 1e-12 : point
    }
  }

  /// Positions of a subset of nearly the largest hypervolume; equal points count once while others are left.
  static func greedy(_ losses: [[Double]], count: Int) -> [Int] {
    if count >= losses.count { return Array(losses.indices) }
    let reference = reference(losses)
    let order = NonDomination.lexicographic(losses)
    var unique: [Int] = []
    for index in order where unique.last.map({ losses[$0] != losses[index] }) ?? true { unique.append(index) }
    if unique.count < count {
      let isChosen = Set(unique)
      let twins = losses.indices.filter { !isChosen.contains($0) }
      return (unique + twins.prefix(count - unique.count)).sorted()
    }
    guard reference.allSatisfy(\.isFinite) else { return Array(unique.prefix(count)) }
    if unique.count == count { return unique }
    return greedy(unique, losses, count, reference)
  }

  private static func greedy(_ unique: [Int], _ losses: [[Double]], _ count: Int, _ reference: [Double])
    -> [Int]
  {
    var left = unique
    var gains = left.map { index in zip(reference, losses[index]).reduce(1) { $0 * ($1.0 - $1.1) } }
    var chosen: [Int] = []
    while chosen.count < count {
      var best = 0
      for place in left.indices where gains[place] > gains[best] { best = place }
      chosen.append(left.remove(at: best))
      gains.remove(at: best)
      if chosen.count == count { break }
      let points = chosen.map { losses[$0] }
      let volume = Hypervolume.of(points, reference: reference)
      for place in left.indices {
        gains[place] = Hypervolume.of(points + [losses[left[place]]], reference: reference) - volume
      }
    }
    return chosen
  }
}
