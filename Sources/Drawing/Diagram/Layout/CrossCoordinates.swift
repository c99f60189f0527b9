/// Places across the reading direction: network simplex on blocks. All bends of one link share a block and so make one
/// straight line, except where two such lines would have to cross.
extension LayerGraph {
  /// Sets the centre of every vertex that is no pin, the least side at 0.
  ///
  /// Straight links come first; but where they would make the whole much wider than its fullest layer, it is made as
  /// narrow as it can be.
  mutating func assignCenters(linesUp: Bool, isNarrow: Bool) {
    assignCenters(linesUp: linesUp, pull: isNarrow ? 200 : 2)
    if isNarrow { return }
    let placed = layers.joined().filter { !vertices[$0].isPin }
    let extent = placed.map { vertices[$0].center + (vertices[$0].cross + 1) / 2 }.max() ?? 0
    if extent > fullestLayer * 5 / 4 + 40 { assignCenters(linesUp: linesUp, pull: 200) }
  }

  private var fullestLayer: Int {
    layers.reduce(0) { most, layer in
      let placed = layer.filter { !vertices[$0].isPin }
      let gaps = zip(placed, placed.dropFirst()).reduce(0) { $0 + clearance($1.0, $1.1) }
      return max(most, placed.reduce(gaps) { $0 + vertices[$1].cross })
    }
  }

  private mutating func assignCenters(linesUp: Bool, pull: Int) {
    for attempt in 0..<3 {
      var blocks = makeBlocks(straight: attempt == 0, linesUp: linesUp && attempt < 2)
      let constraints =
        separations(blocks) + attractions(&blocks) + centering(&blocks) + bounds(&blocks, pull: pull)
        + lanes(&blocks)
      if let place = networkSimplex(vertexCount: blocks.count, constraints: constraints) {
        for vertex in vertices.indices where blocks.of[vertex] >= 0 {
          vertices[vertex].center = place[blocks.of[vertex]] + blocks.offset[vertex]
        }
        laneBorders = laneExtents.isEmpty ? [] : Array(place.suffix(laneExtents.count + 1))
        break
      }
    }
    let placed = layers.joined().filter { !vertices[$0].isPin }
    let least = laneBorders.first ?? placed.map { vertices[$0].center - vertices[$0].cross / 2 }.min() ?? 0
    for vertex in placed { vertices[vertex].center -= least }
    for border in laneBorders.indices { laneBorders[border] -= least }
  }

  /// Two helper vertices, before and behind all layers, that pull at each other.
  private func bounds(_ blocks: inout Blocks, pull: Int) -> [RankConstraint] {
    let (low, high) = (blocks.count, blocks.count + 1)
    blocks.count += 2
    var result = [RankConstraint(tail: low, head: high, length: 0, weight: pull)]
    for layer in layers {
      let placed = layer.filter { !vertices[$0].isPin }
      guard let first = placed.first, let last = placed.last else { continue }
      let before = max(0, vertices[first].cross / 2 - blocks.offset[first])
      let behind = max(0, vertices[last].cross / 2 + blocks.offset[last])
      result.append(RankConstraint(tail: low, head: blocks.of[first], length: before, weight: 0))
      result.append(RankConstraint(tail: blocks.of[last], head: high, length: behind, weight: 0))
    }
    return result
  }

  /// The borders of lanes are vertices of their own, the last of all, before and behind what keeps to a lane.
  private func lanes(_ blocks: inout Blocks) -> [RankConstraint] {
    guard !laneExtents.isEmpty else { return [] }
    let first = blocks.count
    blocks.count += laneExtents.count + 1
    var result = laneExtents.enumerated().map { lane, extent in
      RankConstraint(tail: first + lane, head: first + lane + 1, length: extent, weight: 4)
    }
    for layer in layers {
      for vertex in layer where !vertices[vertex].isPin && blocks.of[vertex] >= 0 {
        let lane = vertices[vertex].lane
        guard laneExtents.indices.contains(lane) else { continue }
        let half = (vertices[vertex].cross + 1) / 2 + (vertices[vertex].isChild ? 14 : 8)
        let offset = blocks.offset[vertex]
        result.append(
          RankConstraint(tail: first + lane, head: blocks.of[vertex], length: half - offset, weight: 0))
        result.append(
          RankConstraint(tail: blocks.of[vertex], head: first + lane + 1, length: half + offset, weight: 0))
      }
    }
    return result
  }

  private struct Blocks {
    var of: [Int]
    /// Distance of a vertex's centre from its block's place.
    var offset: [Int]
    var count = 0
  }

  private func makeBlocks(straight: Bool, linesUp: Bool) -> Blocks {
    var blocks = Blocks(
      of: Array(repeating: -1, count: vertices.count), offset: Array(repeating: 0, count: vertices.count))
    let broken = straight ? crossingInnerSegments() : []
    var shared: Int?
    for vertex in layers.joined() where !vertices[vertex].isPin {
      if vertices[vertex].isPassage, straight, let previous = before[vertex].first,
        vertices[segments[previous].u].isPassage, !broken.contains(previous)
      {
        blocks.of[vertex] = blocks.of[segments[previous].u]
        continue
      }
      if linesUp, vertices[vertex].isChild {
        blocks.offset[vertex] = vertices[vertex].cross / 2
        if let shared {
          blocks.of[vertex] = shared
          continue
        }
        shared = blocks.count
      }
      blocks.of[vertex] = blocks.count
      blocks.count += 1
    }
    return blocks
  }

  /// Segments between two bends that cross another such segment to their left.
  private func crossingInnerSegments() -> Set<Int> {
    var broken = Set<Int>()
    for layer in 0..<max(lastLayer, 0) {
      let inner = segments(behind: layer).filter {
        vertices[segments[$0].u].isPassage && vertices[segments[$0].v].isPassage
      }.stablySorted { vertices[segments[$0].u].position }
      var furthest = -1
      for segment in inner {
        let position = vertices[segments[segment].v].position
        if position < furthest { broken.insert(segment) } else { furthest = position }
      }
    }
    return broken
  }

  private func separations(_ blocks: Blocks) -> [RankConstraint] {
    var result: [RankConstraint] = []
    for layer in layers {
      let placed = layer.filter { !vertices[$0].isPin }
      for (a, b) in zip(placed, placed.dropFirst()) where blocks.of[a] != blocks.of[b] {
        let extent = (vertices[a].cross + vertices[b].cross + 1) / 2 + clearance(a, b)
        let length = extent + blocks.offset[a] - blocks.offset[b]
        result.append(
          RankConstraint(tail: blocks.of[a], head: blocks.of[b], length: length, weight: 0))
      }
    }
    return result
  }

  private func clearance(_ a: Int, _ b: Int) -> Int {
    if vertices[a].isChild, vertices[b].isChild { return Spacing.betweenBoxes }
    if vertices[a].kind == .label || vertices[b].kind == .label { return Spacing.besideLabel }
    return vertices[a].isChild || vertices[b].isChild ? Spacing.besideEdge : Spacing.betweenEdges
  }

  /// Each segment wants its two ends in line: a helper vertex before both, at a cost for each step away from either.
  private func attractions(_ blocks: inout Blocks) -> [RankConstraint] {
    var result: [RankConstraint] = []
    for layer in layers.indices.dropLast() {
      for index in segments(behind: layer) {
        let segment = segments[index]
        let (a, b) = (blocks.of[segment.u], blocks.of[segment.v])
        guard a >= 0, b >= 0, a != b else { continue }
        let weight = straightness(segment)
        let offset = meeting(segment.u, segment.uPort, blocks) - meeting(segment.v, segment.vPort, blocks)
        let helper = blocks.count
        blocks.count += 1
        result.append(RankConstraint(tail: helper, head: a, length: max(0, -offset), weight: weight))
        result.append(RankConstraint(tail: helper, head: b, length: max(0, offset), weight: weight))
      }
    }
    return result
  }

  /// Boxes that stand alone in their layers want their middles in line, about as much as a link wants to be straight:
  /// what is drawn one below the other then keeps its place better when links come and go.
  private func centering(_ blocks: inout Blocks) -> [RankConstraint] {
    guard centersLoneBoxes else { return [] }
    let line = blocks.count
    blocks.count += 1
    var result: [RankConstraint] = []
    for layer in layers {
      let boxes = layer.filter { vertices[$0].isChild }
      guard boxes.count == 1, let box = boxes.first else { continue }
      let (offset, weight) = (blocks.offset[box], LayerGraph.centeringWeight)
      let helper = blocks.count
      blocks.count += 1
      result.append(RankConstraint(tail: helper, head: line, length: max(0, offset), weight: weight))
      result.append(
        RankConstraint(tail: helper, head: blocks.of[box], length: max(0, -offset), weight: weight))
    }
    return result
  }

  private static let centeringWeight = 6

  private func meeting(_ vertex: Int, _ port: Int, _ blocks: Blocks) -> Int {
    blocks.offset[vertex] - vertices[vertex].loopCross / 2 + port
  }

  /// Long runs weigh most. A short link that is drawn solid is likelier to be the main line than a dashed one. Towards
  /// the target a link is a little stiffer, so that it turns once and not twice.
  private func straightness(_ segment: Segment) -> Int {
    let u = vertices[segment.u].kind
    let v = vertices[segment.v].kind
    if vertices[segment.u].isPassage, vertices[segment.v].isPassage { return 16 }
    let base = segment.minor ? 1 : 2
    if u == .bend || u == .border { return 3 * base }
    if v == .bend || v == .border { return 2 * base }
    return u == .label ? 5 * base : v == .label ? 4 * base : 6 * base
  }
}
