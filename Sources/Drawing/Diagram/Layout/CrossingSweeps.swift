/// Sweeps through the levels, down and up, and exchanges of neighbours.
extension CrossingReduction {
  mutating func sweepDown(_ level: Int) {
    for layer in 0...levels[level].lastLayer {
      if layer > 0 { sort(level, layer, downwards: true) }
      for index in levels[level].starts[layer]..<levels[level].starts[layer + 1] {
        let vertex = order[index]
        let inner = inside[vertex]
        guard inner >= 0 else { continue }
        if isAligned[vertex] { orderBorder(of: vertex, inner, entering: true) } else { orderPins(of: vertex) }
        sweepDown(inner)
        if isAligned[vertex] { updateShares(vertex, inner, entering: false) } else { shareTurns(vertex) }
      }
    }
  }

  mutating func sweepUp(_ level: Int) {
    for layer in stride(from: levels[level].lastLayer, through: 0, by: -1) {
      if layer < levels[level].lastLayer { sort(level, layer, downwards: false) }
      for index in levels[level].starts[layer]..<levels[level].starts[layer + 1] {
        let vertex = order[index]
        let inner = inside[vertex]
        guard inner >= 0 else { continue }
        if isAligned[vertex] {
          orderBorder(of: vertex, inner, entering: false)
        } else {
          orderPins(of: vertex)
        }
        sweepUp(inner)
        if isAligned[vertex] { updateShares(vertex, inner, entering: true) } else { shareTurns(vertex) }
      }
    }
  }

  /// The links through one border of a container take the order of their far ends. Links from the container itself to
  /// its contents, which no far end pulls, keep their places.
  private mutating func orderBorder(of vertex: Int, _ inner: Int, entering: Bool) {
    let layer = entering ? 0 : levels[inner].lastLayer
    let start = levels[inner].starts[layer]
    let end = levels[inner].starts[layer + 1]
    guard end - start > 1 else { return updateShares(vertex, inner, entering: entering) }
    var wanted: [(key: Double, place: Int, passage: Int)] = []
    let segments =
      entering ? beforeStart[vertex]..<beforeStart[vertex + 1] : afterStart[vertex]..<afterStart[vertex + 1]
    for index in segments {
      let segment = entering ? before[index] : after[index]
      let passage = entering ? lowerBorder[segment] : upperBorder[segment]
      guard passage >= 0 else { continue }
      wanted.append((entering ? upperKey(segment) : lowerKey(segment), place[passage], passage))
    }
    var slots = wanted.map(\.place)
    slots.sort()
    wanted.sort { ($0.key, $0.place) < ($1.key, $1.place) }
    for (slot, entry) in zip(slots, wanted) {
      order[start + slot] = entry.passage
      place[entry.passage] = slot
    }
    updateShares(vertex, inner, entering: entering)
  }

  mutating func updateShares(_ vertex: Int, _ inner: Int, entering: Bool) {
    let starts = levels[inner].starts
    let layer = entering ? 0 : levels[inner].lastLayer
    let count = Double(max(starts[layer + 1] - starts[layer], 1))
    if entering {
      for index in beforeStart[vertex]..<beforeStart[vertex + 1] {
        let segment = before[index]
        if lowerBorder[segment] >= 0 {
          lowerShare[segment] = 0.9 * ((Double(place[lowerBorder[segment]]) + 0.5) / count - 0.5)
        }
      }
    } else {
      for index in afterStart[vertex]..<afterStart[vertex + 1] {
        let segment = after[index]
        if upperBorder[segment] >= 0 {
          upperShare[segment] = 0.9 * ((Double(place[upperBorder[segment]]) + 0.5) / count - 0.5)
        }
      }
    }
  }

  /// Where the far end of a link through a side lies around the container.
  private func outerKey(_ turn: Turn) -> Double {
    turn.isBefore ? upperKey(turn.segment) : lowerKey(turn.segment)
  }

  /// Pins of one child take the order in which their links come from, or go, around the container.
  private mutating func orderPins(of vertex: Int) {
    for (index, turn) in turns[vertex].enumerated() where turn.pin >= 0 {
      for other in turns[vertex].dropFirst(index + 1)
      where other.pin >= 0 && other.child == turn.child && other.place == turn.place
        && other.isBefore == turn.isBefore && other.outgoing == turn.outgoing
      {
        let wanted = (outerKey(turn) < outerKey(other)) == turn.ascending
        if outerKey(turn) != outerKey(other), wanted != (place[turn.pin] < place[other.pin]) {
          exchangePins(turn.pin, other.pin)
        }
      }
    }
  }

  private mutating func exchangePins(_ a: Int, _ b: Int) {
    guard let level = levels.lastIndex(where: { $0.firstVertex <= a }) else { return }
    for layer in 0...levels[level].lastLayer {
      let start = levels[level].starts[layer]
      guard start + max(place[a], place[b]) < levels[level].starts[layer + 1],
        order[start + place[a]] == a, order[start + place[b]] == b
      else { continue }
      order.swapAt(start + place[a], start + place[b])
      place.swapAt(a, b)
      return
    }
  }

  /// Links along one side of a container come in the order of the layers inside, in one gap as they cross least, and
  /// else as their far ends lie.
  mutating func shareTurns(_ vertex: Int) {
    for isBefore in [true, false] {
      var sorted = turns[vertex].filter { $0.isBefore == isBefore }
      guard sorted.count > 1 else { continue }
      let keyed = sorted.map { turn in
        let slot = turn.pin < 0 ? 0 : turn.ascending ? place[turn.pin] : -place[turn.pin]
        let gap = Double(turn.place * 2 + (turn.outgoing ? 0 : 1)) + turn.depth
        return (turn: turn, gap: gap, slot: slot, outer: outerKey(turn))
      }
      sorted = keyed.sorted {
        ($0.gap, $0.slot, $0.outer, $0.turn.segment) < ($1.gap, $1.slot, $1.outer, $1.turn.segment)
      }.map(\.turn)
      for (index, turn) in sorted.enumerated() {
        let share = 0.9 * ((Double(index) + 0.5) / Double(sorted.count) - 0.5)
        if isBefore { lowerShare[turn.segment] = share } else { upperShare[turn.segment] = share }
      }
    }
  }

  func upperKey(_ segment: Int) -> Double { Double(place[upper[segment]]) + upperShare[segment] }
  func lowerKey(_ segment: Int) -> Double { Double(place[lower[segment]]) + lowerShare[segment] }

  /// Sorts a layer by the mean place of the ends in the layer before (or behind); stable.
  private mutating func sort(_ level: Int, _ layer: Int, downwards: Bool) {
    let start = levels[level].starts[layer]
    let count = levels[level].starts[layer + 1] - start
    guard count > 1 else { return }
    keys.removeAll(keepingCapacity: true)
    for index in start..<(start + count) {
      let vertex = order[index]
      var sum = 0.0
      let range =
        downwards
        ? beforeStart[vertex]..<beforeStart[vertex + 1] : afterStart[vertex]..<afterStart[vertex + 1]
      for segment in range { sum += downwards ? upperKey(before[segment]) : lowerKey(after[segment]) }
      keys.append(range.isEmpty ? Double(index - start) : sum / Double(range.count))
    }
    if count > 40 {
      let sorted = (0..<count).sorted {
        (rank[order[start + $0]], keys[$0], $0) < (rank[order[start + $1]], keys[$1], $1)
      }.map { order[start + $0] }
      order.replaceSubrange(start..<(start + count), with: sorted)
    } else {
      insertionSort(start, count)
    }
    number(level, layer)
  }

  private mutating func insertionSort(_ start: Int, _ count: Int) {
    for index in 1..<count {
      let vertex = order[start + index]
      let key = keys[index]
      let class0 = rank[vertex]
      var slot = index
      while slot > 0 {
        let other = order[start + slot - 1]
        guard class0 < rank[other] || (class0 == rank[other] && key < keys[slot - 1]) else { break }
        order[start + slot] = other
        keys[slot] = keys[slot - 1]
        slot -= 1
      }
      order[start + slot] = vertex
      keys[slot] = key
    }
  }

  // MARK: Exchanges

  /// Exchanges neighbours of each layer, borders among them, as long as that saves crossings.
  mutating func exchange() {
    var improved = true
    var pass = 0
    while improved, pass < 8 {
      improved = false
      pass += 1
      for level in levels.indices {
        for layer in 0...levels[level].lastLayer
        where exchange(level, layer, where: { $0.gain($1, $2) > 0 }) {
          improved = true
        }
      }
      if improved { settleShares() }
    }
  }

  /// Exchanges neighbours of one layer where `isBetter` says so, and tells whether there were any.
  mutating func exchange(
    _ level: Int, _ layer: Int, where isBetter: (borrowing CrossingReduction, Int, Int) -> Bool
  ) -> Bool {
    let start = levels[level].starts[layer]
    let end = levels[level].starts[layer + 1]
    guard end - start > 1 else { return false }
    // The far ends of links through a border are seen by the level around it alone.
    guard level == 0 || (layer > 0 && layer < levels[level].lastLayer) else { return false }
    var improved = false
    for index in start..<(end - 1) {
      let a = order[index]
      let b = order[index + 1]
      guard rank[a] == rank[b], isBetter(self, a, b) else { continue }
      order[index] = b
      order[index + 1] = a
      place[b] = index - start
      place[a] = index - start + 1
      improved = true
    }
    return improved
  }

  /// How many crossings an exchange of two neighbours saves.
  func gain(_ a: Int, _ b: Int) -> Int {
    var gain = 0
    for i in beforeStart[a]..<beforeStart[a + 1] {
      let x = upperKey(before[i])
      for j in beforeStart[b]..<beforeStart[b + 1] {
        let y = upperKey(before[j])
        gain += x > y ? 1 : x < y ? -1 : 0
      }
    }
    for i in afterStart[a]..<afterStart[a + 1] {
      let x = lowerKey(after[i])
      for j in afterStart[b]..<afterStart[b + 1] {
        let y = lowerKey(after[j])
        gain += x > y ? 1 : x < y ? -1 : 0
      }
    }
    return gain
  }
}
