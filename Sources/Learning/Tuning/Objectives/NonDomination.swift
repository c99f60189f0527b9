/// Which of several points with losses are better than others in one and worse in none.
enum NonDomination {
  /// Whether the first is nowhere larger and somewhere smaller.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isBetter = false
    for (x, y) in zip(a, b) {
      if x > y { return false }
      if x < y { isBetter = true }
    }
    return isBetter
  }

  /// For each point whether no other dominates it.
  static func front(_ losses: [[Double]]) -> [Bool] {
    let order = lexicographic(losses)
    var isFirst = [Bool](repeating: false, count: losses.count)
    var first: [Int] = []
    for index in order {
      // A point that comes later in this order dominates none before it.
      isFirst[index] = !first.contains { dominates(losses[$0], losses[index]) }
      if isFirst[index] { first.append(index) }
    }
    return isFirst
  }

  /// The rank of each point: 0 on the front, 1 on the front of the rest, and so on. Ranking ends once `enough` points have one; all
  /// others share the next.
  static func ranks(_ losses: [[Double]], enough: Int? = nil) -> [Int] {
    guard let first = losses.first else { return [] }
    if first.count == 1 {
      let levels = Set(losses.map { $0[0] }).sorted()
      return losses.map { loss in levels.firstIndex(of: loss[0]) ?? 0 }
    }
    // Equal points are ranked once, and count once.
    let order = lexicographic(losses)
    var unique: [Int] = []
    var place = [Int](repeating: 0, count: losses.count)
    for index in order {
      if let last = unique.last, losses[last] == losses[index] {
      } else {
        unique.append(index)
      }
      place[index] = unique.count - 1
    }
    let wanted = min(enough ?? unique.count, unique.count)
    var ranks = [Int](repeating: -1, count: unique.count)
    var left = Array(unique.indices)
    var rank = 0
    while unique.count - left.count < wanted {
      let isFirst = front(left.map { losses[unique[$0]] })
      for (position, index) in left.enumerated() where isFirst[position] { ranks[index] = rank }
      left = zip(left, isFirst).filter { !$0.1 }.map(\.0)
      rank += 1
    }
    for index in left { ranks[index] = rank }
    return place.map { ranks[$0] }
  }

  /// Ranks where some points violate constraints: these come after all others, by how much they do.
  static func ranks(_ losses: [[Double]], violations: [Double]) -> [Int] {
    let feasible = losses.indices.filter { violations[$0] <= 0 }
    let others = losses.indices.filter { violations[$0] > 0 }
    var ranks = [Int](repeating: 0, count: losses.count)
    for (index, rank) in zip(feasible, self.ranks(feasible.map { losses[$0] })) { ranks[index] = rank }
    let next = (feasible.map { ranks[$0] }.max() ?? -1) + 1
    for (index, rank) in zip(others, self.ranks(others.map { [violations[$0]] })) {
      ranks[index] = next + rank
    }
    return ranks
  }

  /// Positions in the order of the points, by their first number, then their second.
  static func lexicographic(_ losses: [[Double]]) -> [Int] {
    losses.indices.sorted { a, b in
      for (x, y) in zip(losses[a], losses[b]) where x != y { return x < y }
      return a < b
    }
  }
}
