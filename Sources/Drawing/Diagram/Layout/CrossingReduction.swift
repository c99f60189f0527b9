/// The order within the layers of all containers at once: hierarchical barycenter sweeps with exchanges of neighbours.
///
/// A sweep passes through a container where it meets it: the links that enter one give the order in which they pass its
/// border, and its inside gives the order in which they leave it. So the levels agree on the order at each border, and
/// the crossings of all levels are counted together. Ties keep the order of the description.
///
/// Places are held in flat arrays, since this is where a layout spends its time. O(rounds · segments · log) overall.
struct CrossingReduction {
  /// By container: its vertices and layers, as ranges of the arrays below.
  private struct Level {
    var firstVertex: Int
    var firstSegment: Int
    /// Where each layer begins in `order`, and the end of the last.
    var starts: [Int]
    var lastLayer: Int { starts.count - 2 }
  }

  private var levels: [Level] = []
  private let slots: [Int]

  // By vertex.
  private var place: [Int] = []
  private var rank: [Int] = []
  /// The level inside a container, and whether it reads in the direction of the level around it.
  private var inside: [Int] = []
  private var isAligned: [Bool] = []
  private var beforeStart: [Int] = []
  private var afterStart: [Int] = []

  // By segment.
  private var upper: [Int] = []
  private var lower: [Int] = []
  private var upperShare: [Double] = []
  private var lowerShare: [Double] = []
  /// The vertex at the border inside, where the segment meets an aligned container; -1 for none.
  private var upperBorder: [Int] = []
  private var lowerBorder: [Int] = []

  /// By vertex that is a container across the direction around it: the links that pass its sides.
  private var turns: [[Turn]] = []

  /// A link into or out of a container that reads across the direction of its surroundings: inside, it runs between the
  /// low or high side and a child, through the gap beside that child, so the layers decide where along the side.
  private struct Turn {
    var segment: Int
    /// Whether the segment is one of those before the container.
    var isBefore: Bool
    /// The vertex that stands for it on the side inside; -1 for one that meets its child straight.
    var pin: Int
    /// The child inside that it leads to.
    var child: Int
    /// In half layers.
    var place: Int
    var outgoing: Bool
    /// Whether, in one gap, links of children nearer to the low side come first.
    var ascending: Bool
  }

  private var before: [Int] = []
  private var after: [Int] = []
  /// Vertices by level and layer.
  private var order: [Int] = []

  private var keys: [Double] = []
  private var scratch: [Double] = []

  /// `layouts` names a container before those inside it; `slots` tells by item where its container stands there.
  init(_ layouts: [ContainerLayout], slots: [Int]) {
    self.slots = slots
    for layout in layouts { add(layout) }
    beforeStart.append(before.count)
    afterStart.append(after.count)
    joinBorders(layouts)
  }

  private mutating func add(_ layout: ContainerLayout) {
    let layered = layout.layered
    let base = place.count
    let firstSegment = upper.count
    var level = Level(firstVertex: base, firstSegment: firstSegment, starts: [])
    let ranks = layered.rankClasses()
    for vertex in layered.vertices.indices {
      rank.append(ranks[vertex])
      place.append(0)
      var level = -1
      var aligned = false
      if case .child(let child) = layered.vertices[vertex].kind {
        level = slots[child]
        aligned = level >= 0 && layout.graph.items[child].direction == layout.axes.direction
      }
      inside.append(level)
      isAligned.append(aligned)
      turns.append([])
      beforeStart.append(before.count)
      afterStart.append(after.count)
      for segment in layered.before[vertex] { before.append(firstSegment + segment) }
      for segment in layered.after[vertex] { after.append(firstSegment + segment) }
    }
    for segment in layered.segments {
      upper.append(base + segment.u)
      lower.append(base + segment.v)
      upperShare.append(0)
      lowerShare.append(0)
      upperBorder.append(-1)
      lowerBorder.append(-1)
    }
    for layer in layered.layers {
      level.starts.append(order.count)
      let sorted = layer.stablySorted { ranks[$0] }
      for (position, vertex) in sorted.enumerated() {
        place[base + vertex] = position
        order.append(base + vertex)
      }
    }
    level.starts.append(order.count)
    levels.append(level)
  }

  /// Finds for each segment that ends at a container where it goes on inside.
  private mutating func joinBorders(_ layouts: [ContainerLayout]) {
    for (index, layout) in layouts.enumerated() {
      let base = levels[index].firstVertex
      let firstSegment = levels[index].firstSegment
      for vertex in layout.layered.vertices.indices where inside[base + vertex] >= 0 {
        let inner = inside[base + vertex]
        if isAligned[base + vertex] {
          join(layout, vertex, firstSegment, to: layouts[inner], levels[inner].firstVertex)
        } else {
          collectTurns(layout, vertex, firstSegment, in: layouts[inner], levels[inner].firstVertex)
        }
      }
    }
  }

  private mutating func join(
    _ layout: ContainerLayout, _ vertex: Int, _ firstSegment: Int, to inner: ContainerLayout, _ innerBase: Int
  ) {
    var passages: [Int: Int] = [:]
    for (index, passage) in inner.layered.vertices.enumerated() where passage.kind == .border {
      passages[passage.link] = innerBase + index
    }
    for segment in layout.layered.before[vertex] {
      lowerBorder[firstSegment + segment] = passages[layout.layered.segments[segment].link] ?? -1
    }
    for segment in layout.layered.after[vertex] {
      upperBorder[firstSegment + segment] = passages[layout.layered.segments[segment].link] ?? -1
    }
  }

  private mutating func collectTurns(
    _ layout: ContainerLayout, _ vertex: Int, _ firstSegment: Int, in inner: ContainerLayout, _ innerBase: Int
  ) {
    var found: [Int: (pin: Int, child: Int, place: Int, outgoing: Bool, side: Side)] = [:]
    for direct in inner.layered.directs {
      let place = 2 * inner.layered.vertices[direct.vertex].layer
      found[direct.link] = (-1, direct.vertex, place, direct.outgoing, direct.side)
    }
    for segment in inner.layered.segments {
      if case .pin(let side) = inner.layered.vertices[segment.v].kind {
        let place = 2 * inner.layered.vertices[segment.u].layer + 1
        found[segment.link] = (segment.v, segment.u, place, true, side)
      }
      if case .pin(let side) = inner.layered.vertices[segment.u].kind {
        let place = 2 * inner.layered.vertices[segment.v].layer - 1
        found[segment.link] = (segment.u, segment.v, place, false, side)
      }
    }
    for (segments, isBefore) in [
      (layout.layered.before[vertex], true), (layout.layered.after[vertex], false),
    ] {
      for segment in segments {
        guard let turn = found[layout.layered.segments[segment].link] else { continue }
        turns[levels[slots[layout.container]].firstVertex + vertex].append(
          Turn(
            segment: firstSegment + segment, isBefore: isBefore,
            pin: turn.pin < 0 ? -1 : innerBase + turn.pin,
            child: innerBase + turn.child, place: turn.place, outgoing: turn.outgoing,
            ascending: (turn.side == .low) == turn.outgoing))
      }
    }
  }

  // MARK: Runs

  /// Sweeps until nothing improves; then once more from each of `restarts` other orders. Another start must be clearly
  /// better than the order of the description to count, so that small edits do not turn a drawing around. Returns the
  /// crossings.
  mutating func run(rounds: Int, restarts: Int) -> Int {
    settleShares()
    var best = (order: order, crossings: crossings())
    let start = order
    var random = SplitMix(state: 0x9E37_79B9)
    for attempt in 0...restarts where best.crossings > 0 {
      if attempt > 0 {
        take(start)
        permute(&random, reversed: attempt == 1)
      }
      var found = (order: best.order, crossings: attempt == 0 ? best.crossings : Int.max)
      improve(rounds: rounds, upFirst: attempt % 2 == 1, &found)
      let margin = attempt == 0 ? 0 : best.crossings / 24
      if found.crossings < best.crossings - margin { best = found }
    }
    take(best.order)
    return best.crossings
  }

  private mutating func improve(
    rounds: Int, upFirst: Bool, _ best: inout (order: [Int], crossings: Int)
  ) {
    var least = Int.max
    var idle = 0
    for round in 0..<rounds {
      if (round % 2 == 0) != upFirst { sweepDown(0) } else { sweepUp(0) }
      exchange()
      let count = crossings()
      if count < best.crossings { best = (order, count) }
      idle = count < least ? 0 : idle + 1
      least = min(least, count)
      if count == 0 || idle == 4 { return }
    }
  }

  private mutating func take(_ other: [Int]) {
    order = other
    for level in levels.indices {
      for layer in 0...levels[level].lastLayer { number(level, layer) }
    }
    settleShares()
  }

  private mutating func number(_ level: Int, _ layer: Int) {
    let start = levels[level].starts[layer]
    for index in start..<levels[level].starts[layer + 1] { place[order[index]] = index - start }
  }

  private mutating func permute(_ random: inout SplitMix, reversed: Bool) {
    for level in levels.indices {
      for layer in 0...levels[level].lastLayer {
        let range = levels[level].starts[layer]..<levels[level].starts[layer + 1]
        if reversed { order[range].reverse() } else { random.shuffle(&order, range) }
        let sorted = order[range].stablySorted { rank[$0] }
        order.replaceSubrange(range, with: sorted)
        number(level, layer)
      }
    }
    settleShares()
  }

  /// Brings the shares at all aligned containers in line with the borders inside.
  private mutating func settleShares() {
    for segment in upper.indices {
      if upperBorder[segment] >= 0 {
        upperShare[segment] = share(of: upperBorder[segment], inside[upper[segment]])
      }
      if lowerBorder[segment] >= 0 {
        lowerShare[segment] = share(of: lowerBorder[segment], inside[lower[segment]])
      }
    }
    for vertex in turns.indices where !turns[vertex].isEmpty { shareTurns(vertex) }
  }

  private func share(of passage: Int, _ level: Int) -> Double {
    let starts = levels[level].starts
    let first = starts[0] <= passage && isFirst(passage, level)
    let count = first ? starts[1] - starts[0] : starts[starts.count - 1] - starts[starts.count - 2]
    return 0.9 * ((Double(place[passage]) + 0.5) / Double(max(count, 1)) - 0.5)
  }

  private func isFirst(_ passage: Int, _ level: Int) -> Bool {
    let start = levels[level].starts[0]
    let index = start + place[passage]
    return index < levels[level].starts[1] && order[index] == passage
  }

  // MARK: Sweeps

  private mutating func sweepDown(_ level: Int) {
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

  private mutating func sweepUp(_ level: Int) {
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

  private mutating func updateShares(_ vertex: Int, _ inner: Int, entering: Bool) {
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
  private mutating func shareTurns(_ vertex: Int) {
    for isBefore in [true, false] {
      var sorted = turns[vertex].filter { $0.isBefore == isBefore }
      guard sorted.count > 1 else { continue }
      let keyed = sorted.map { turn -> (Turn, Int, Int, Double) in
        let slot = turn.pin < 0 ? 0 : turn.ascending ? place[turn.pin] : -place[turn.pin]
        return (turn, turn.place * 2 + (turn.outgoing ? 0 : 1), slot, outerKey(turn))
      }
      sorted = keyed.sorted { ($0.1, $0.2, $0.3, $0.0.segment) < ($1.1, $1.2, $1.3, $1.0.segment) }.map(\.0)
      for (index, turn) in sorted.enumerated() {
        let share = 0.9 * ((Double(index) + 0.5) / Double(sorted.count) - 0.5)
        if isBefore { lowerShare[turn.segment] = share } else { upperShare[turn.segment] = share }
      }
    }
  }

  private func upperKey(_ segment: Int) -> Double { Double(place[upper[segment]]) + upperShare[segment] }
  private func lowerKey(_ segment: Int) -> Double { Double(place[lower[segment]]) + lowerShare[segment] }

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
  private mutating func exchange() {
    var improved = true
    var pass = 0
    while improved, pass < 8 {
      improved = false
      pass += 1
      for level in levels.indices {
        for layer in 0...levels[level].lastLayer where exchange(level, layer) { improved = true }
      }
      if improved { settleShares() }
    }
  }

  private mutating func exchange(_ level: Int, _ layer: Int) -> Bool {
    let start = levels[level].starts[layer]
    let end = levels[level].starts[layer + 1]
    guard end - start > 1 else { return false }
    // The far ends of links through a border are seen by the level around it alone.
    guard level == 0 || (layer > 0 && layer < levels[level].lastLayer) else { return false }
    var improved = false
    for index in start..<(end - 1) {
      let a = order[index]
      let b = order[index + 1]
      guard rank[a] == rank[b], gain(a, b) > 0 else { continue }
      order[index] = b
      order[index + 1] = a
      place[b] = index - start
      place[a] = index - start + 1
      improved = true
    }
    return improved
  }

  private func gain(_ a: Int, _ b: Int) -> Int {
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

  // MARK: Counting

  private mutating func crossings() -> Int {
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

  // MARK: Result

  /// Hands the order over to the graph of one container.
  func apply(to layered: inout LayerGraph, _ slot: Int) {
    let level = levels[slot]
    for layer in layered.layers.indices {
      for (position, index) in (level.starts[layer]..<level.starts[layer + 1]).enumerated() {
        let vertex = order[index] - level.firstVertex
        layered.layers[layer][position] = vertex
        layered.vertices[vertex].position = position
      }
    }
    for segment in layered.segments.indices {
      layered.segments[segment].uShare = upperShare[level.firstSegment + segment]
      layered.segments[segment].vShare = lowerShare[level.firstSegment + segment]
    }
  }
}

/// A small fixed-seed generator (SplitMix64, Steele, Lea, Flood 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func shuffle(_ values: inout [Int], _ range: Range<Int>) {
    guard range.count > 1 else { return }
    for last in stride(from: range.count - 1, to: 0, by: -1) {
      values.swapAt(range.lowerBound + last, range.lowerBound + Int(next() % UInt64(last + 1)))
    }
  }
}
