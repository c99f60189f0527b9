import Canonical

/// The order within the layers of all containers at once: hierarchical barycenter sweeps with exchanges of neighbours.
///
/// A sweep passes through a container where it meets it: the links that enter one give the order in which they pass its
/// border, and its inside gives the order in which they leave it. So the levels agree on the order at each border, and
/// the crossings of all levels are counted together. Ties keep the order of the description.
///
/// Places are held in flat arrays, since this is where a layout spends its time. O(rounds · segments · log) overall.
struct CrossingReduction {
  /// By container: its vertices and layers, as ranges of the arrays below.
  struct Level {
    var firstVertex: Int
    var firstSegment: Int
    /// Where each layer begins in `order`, and the end of the last.
    var starts: [Int]
    var lastLayer: Int { starts.count - 2 }
  }

  var levels: [Level] = []
  private let slots: [Int]

  // By vertex.
  var place: [Int] = []
  var rank: [Int] = []
  /// Where in the description a child stands; -1 for all else.
  var described: [Int] = []
  /// What tells vertices apart by their names alone, whatever else the diagram holds.
  private var seeds: [UInt64] = []
  /// The level inside a container, and whether it reads in the direction of the level around it.
  var inside: [Int] = []
  var isAligned: [Bool] = []
  var beforeStart: [Int] = []
  var afterStart: [Int] = []

  // By segment.
  var upper: [Int] = []
  var lower: [Int] = []
  var upperShare: [Double] = []
  var lowerShare: [Double] = []
  /// The vertex at the border inside, where the segment meets an aligned container; -1 for none.
  var upperBorder: [Int] = []
  var lowerBorder: [Int] = []

  /// By vertex that is a container across the direction around it: the links that pass its sides.
  var turns: [[Turn]] = []

  /// A link into or out of a container that reads across the direction of its surroundings: inside, it runs between the
  /// low or high side and a child, through the gap beside that child, so the layers decide where along the side.
  struct Turn {
    var segment: Int
    /// Whether the segment is one of those before the container.
    var isBefore: Bool
    /// The vertex that stands for it on the side inside; -1 for one that meets its child straight.
    var pin: Int
    /// The child inside that it leads to.
    var child: Int
    /// In half layers.
    var place: Int
    /// The place further inside, where the child is a container that the link enters from the same side; from 0 to 1.
    var depth: Double
    var outgoing: Bool
    /// Whether, in one gap, links of children nearer to the low side come first.
    var ascending: Bool
  }

  var before: [Int] = []
  var after: [Int] = []
  /// Vertices by level and layer.
  var order: [Int] = []

  var keys: [Double] = []
  var scratch: [Double] = []

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
      described.append(layout.described(vertex))
      seeds.append(layout.seed(of: vertex))
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
    let sides = layouts.indices.reversed().reduce(into: [Int: [Int: SidePlace]]()) { sides, index in
      sides[index] = sidePlaces(layouts[index], sides)
    }
    for (index, layout) in layouts.enumerated() {
      let base = levels[index].firstVertex
      let firstSegment = levels[index].firstSegment
      for vertex in layout.layered.vertices.indices where inside[base + vertex] >= 0 {
        let inner = inside[base + vertex]
        if isAligned[base + vertex] {
          join(layout, vertex, firstSegment, to: layouts[inner], levels[inner].firstVertex)
        } else {
          collectTurns(layout, vertex, firstSegment, sides[inner] ?? [:], levels[inner].firstVertex)
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

  /// Where a link through the low or high side of a container runs inside it; vertices in the numbers of its level.
  private struct SidePlace {
    var pin = -1
    var child: Int
    var place: Int
    var depth = 0.0
    var outgoing: Bool
    var side: Side
  }

  /// By link. `inner` has the same for the containers inside.
  private func sidePlaces(_ layout: ContainerLayout, _ inner: [Int: [Int: SidePlace]]) -> [Int: SidePlace] {
    var found: [Int: SidePlace] = [:]
    let vertices = layout.layered.vertices
    for segment in layout.layered.segments {
      if case .pin(let side) = vertices[segment.v].kind {
        found[segment.link] = SidePlace(
          pin: segment.v, child: segment.u, place: 2 * vertices[segment.u].layer + 1, outgoing: true,
          side: side)
      }
      if case .pin(let side) = vertices[segment.u].kind {
        found[segment.link] = SidePlace(
          pin: segment.u, child: segment.v, place: 2 * vertices[segment.v].layer - 1, outgoing: false,
          side: side)
      }
    }
    // A link that goes straight has its segment still, which nothing follows any more.
    for direct in layout.layered.directs {
      var place = SidePlace(
        child: direct.vertex, place: 2 * vertices[direct.vertex].layer, outgoing: direct.outgoing,
        side: direct.side)
      if case .child(let child) = vertices[direct.vertex].kind, slots[child] >= 0,
        let next = inner[slots[child]]?[direct.link], next.side == direct.side
      {
        let layers = Double(2 * levels[slots[child]].lastLayer + 2)
        place.depth = (Double(next.place) + next.depth) / layers
      }
      found[direct.link] = place
    }
    return found
  }

  private mutating func collectTurns(
    _ layout: ContainerLayout, _ vertex: Int, _ firstSegment: Int, _ found: [Int: SidePlace], _ innerBase: Int
  ) {
    for (segments, isBefore) in [
      (layout.layered.before[vertex], true), (layout.layered.after[vertex], false),
    ] {
      for segment in segments {
        guard let turn = found[layout.layered.segments[segment].link] else { continue }
        turns[levels[slots[layout.container]].firstVertex + vertex].append(
          Turn(
            segment: firstSegment + segment, isBefore: isBefore,
            pin: turn.pin < 0 ? -1 : innerBase + turn.pin,
            child: innerBase + turn.child, place: turn.place, depth: turn.depth, outgoing: turn.outgoing,
            ascending: (turn.side == .low) == turn.outgoing))
      }
    }
  }

  // MARK: Runs

  /// Sweeps until nothing improves; then once more from each of `restarts` other orders. The choice among equals falls
  /// to the order nearest to the description, and the orders to start from depend on names alone: so small edits do not
  /// turn a drawing around.
  mutating func run(rounds: Int, restarts: Int) {
    settleShares()
    let start = order
    let seeds = seeds
    var best = (order: order, crossings: crossings(), cost: Double.infinity)
    best.cost = cost(best.crossings)
    for attempt in 0...restarts where attempt == 0 || best.cost > 0 {
      if attempt > 0 {
        take(start)
        rearrange { attempt == 1 ? $0.reversed() : shuffled($0, seeds, attempt) }
      }
      var found = (order: order, crossings: attempt == 0 ? best.crossings : Int.max)
      improve(rounds: rounds, upFirst: attempt % 2 == 1, &found)
      take(found.order)
      keepDescribed()
      let crossings = crossings()
      let cost = cost(crossings)
      if cost < best.cost { best = (order, crossings, cost) }
    }
    take(best.order)
    if disorder() > 0.5 { mirror(best.crossings) }
  }

  /// An order may be fully at odds with the description where that saves two crossings. It can be mirrored.
  private func cost(_ crossings: Int) -> Double {
    let disorder = disorder()
    return Double(crossings) + 2 * min(disorder, 1 - disorder)
  }

  /// Turns the whole around unless that brings more crossings.
  private mutating func mirror(_ crossings: Int) {
    let before = order
    rearrange { $0.reversed() }
    exchange()
    keepDescribed()
    if self.crossings() > crossings { take(before) }
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

  mutating func number(_ level: Int, _ layer: Int) {
    let start = levels[level].starts[layer]
    for index in start..<levels[level].starts[layer + 1] { place[order[index]] = index - start }
  }

  /// Gives every layer another order, within what the ranks of its vertices allow.
  private mutating func rearrange(_ change: (ArraySlice<Int>) -> [Int]) {
    for level in levels.indices {
      for layer in 0...levels[level].lastLayer {
        let range = levels[level].starts[layer]..<levels[level].starts[layer + 1]
        order.replaceSubrange(range, with: change(order[range]).stablySorted { rank[$0] })
        number(level, layer)
      }
    }
    settleShares()
  }

  /// Brings the shares at all containers in line with what passes their borders inside: those of aligned ones first,
  /// since the order along a side rests on them.
  mutating func settleShares() {
    for vertex in inside.indices where inside[vertex] >= 0 && isAligned[vertex] {
      updateShares(vertex, inside[vertex], entering: true)
      updateShares(vertex, inside[vertex], entering: false)
    }
    for vertex in turns.indices where !turns[vertex].isEmpty { shareTurns(vertex) }
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

private func shuffled(_ layer: ArraySlice<Int>, _ seeds: [UInt64], _ attempt: Int) -> [Int] {
  let keyed = layer.map {
    (key: SplitMix.mixed((seeds[$0] &+ UInt64(attempt)) &* SplitMix.gamma), vertex: $0)
  }
  return keyed.sorted { ($0.key, $0.vertex) < ($1.key, $1.vertex) }.map(\.vertex)
}
