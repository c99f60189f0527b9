/// Places across the reading direction: network simplex on blocks. All bends of one link share a block and so make one
/// straight line, except where two such lines would have to cross.
extension LayerGraph {
  /// Sets the centre of every vertex that is no pin, the least side at 0.
  mutating func assignCenters(alignment: Alignment) {
    for attempt in 0..<3 {
      var blocks = makeBlocks(straight: attempt == 0, alignment: attempt < 2 ? alignment : .free)
      let constraints = separations(blocks) + attractions(&blocks)
      if let place = networkSimplex(vertexCount: blocks.count, constraints: constraints) {
        for vertex in vertices.indices where blocks.of[vertex] >= 0 {
          vertices[vertex].center = place[blocks.of[vertex]] + blocks.offset[vertex]
        }
        break
      }
    }
    let placed = layers.joined().filter { !vertices[$0].isPin }
    let least = placed.map { vertices[$0].center - vertices[$0].cross / 2 }.min() ?? 0
    for vertex in placed { vertices[vertex].center -= least }
  }

  private struct Blocks {
    var of: [Int]
    /// Distance of a vertex's centre from its block's place.
    var offset: [Int]
    var count = 0
  }

  private func makeBlocks(straight: Bool, alignment: Alignment) -> Blocks {
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
      if alignment != .free, vertices[vertex].isChild {
        blocks.offset[vertex] = alignment == .low ? vertices[vertex].cross / 2 : 0
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

  private func meeting(_ vertex: Int, _ port: Int, _ blocks: Blocks) -> Int {
    blocks.offset[vertex] - vertices[vertex].loopCross / 2 + port
  }

  /// Long runs weigh most. A short link that is drawn solid is likelier to be the main line than a dashed one. Towards
  /// the target a link is a little stiffer, so that it turns once and not twice.
  private func straightness(_ segment: Segment) -> Int {
    let u = vertices[segment.u].kind
    let v = vertices[segment.v].kind
    if vertices[segment.u].isPassage, vertices[segment.v].isPassage { return 16 }
    let base = minor.contains(segment.link) ? 1 : 2
    if u == .bend || u == .border { return 3 * base }
    if v == .bend || v == .border { return 2 * base }
    return u == .label ? 5 * base : v == .label ? 4 * base : 6 * base
  }
}
