/// Counts the crossings that an order brings.
extension CrossingReduction {
  mutating func crossings() -> Int {
    var total = 0
    for level in levels.indices {
      for layer in 0..<levels[level].lastLayer { total += crossings(level, behind: layer) }
    }
    return total
  }

  /// Inversions of the segments' far ends, in the order of their near ends.
  private mutating func crossings(_ level: Int, behind layer: Int) -> Int {
    keys.removeAll(keepingCapacity: true)
    for index in levels[level].starts[layer]..<levels[level].starts[layer + 1] {
      let vertex = order[index]
      let range = afterStart[vertex]..<afterStart[vertex + 1]
      if range.count < 2 {
        for i in range { keys.append(lowerKey(after[i])) }
      } else {
        let sorted = range.map { (upperShare[after[$0]], lowerKey(after[$0])) }.sorted { $0 < $1 }
        for entry in sorted { keys.append(entry.1) }
      }
    }
    return inversions()
  }

  /// How many pairs of `keys` stand the wrong way round.
  mutating func inversions() -> Int {
    let count = keys.count
    if count < 2 { return 0 }
    if count <= 24 {
      var inversions = 0
      for i in 1..<count {
        let key = keys[i]
        for j in 0..<i where keys[j] > key { inversions += 1 }
      }
      return inversions
    }
    if scratch.count < count { scratch = Array(repeating: 0, count: count) }
    return inversions(0, count)
  }

  private mutating func inversions(_ from: Int, _ to: Int) -> Int {
    guard to - from > 1 else { return 0 }
    let middle = (from + to) / 2
    var count = inversions(from, middle) + inversions(middle, to)
    var (left, right) = (from, middle)
    for index in from..<to {
      if right >= to || (left < middle && keys[left] <= keys[right]) {
        scratch[index] = keys[left]
        left += 1
      } else {
        count += middle - left
        scratch[index] = keys[right]
        right += 1
      }
    }
    for index in from..<to { keys[index] = scratch[index] }
    return count
  }
}
