/// Where links meet the sides of nodes.
extension ContainerLayout {
  /// Makes nodes large enough for the links that meet their sides. For a start, all meet a node in its centre.
  mutating func makeRoomForPorts() {
    for vertex in layered.vertices.indices where isNode(vertex) {
      let most = max(layered.before[vertex].count, stems(leaving(vertex)).count)
      let needed = 2 * Spacing.portMargin + (most - 1) * Spacing.narrowestPortStep
      let growth = needed - freeCross(vertex)
      if growth > 0 { layered.vertices[vertex].cross += growth + growth % 2 }
    }
    evenOutNodes()
  }

  /// Spreads the links of each node over its start and end sides, in the order of their other ends. A link whose other
  /// end lies straight ahead keeps its place, so that the main line of a diagram stays straight.
  mutating func spreadPorts() {
    for vertex in layered.vertices.indices where isNode(vertex) {
      let incoming = layered.before[vertex].sorted { upperOrder($0) < upperOrder($1) }
      for (segment, port) in zip(incoming, ports(vertex, incoming, near: \.u, \.uPort)) {
        layered.segments[segment].vPort = port
      }
      let stems = stems(leaving(vertex))
      let middles = stems.map { $0[$0.count / 2] }
      for (stem, port) in zip(stems, ports(vertex, middles, near: \.v, \.vPort)) {
        for segment in stem { layered.segments[segment].uPort = port }
      }
    }
  }

  /// Ports on one side of a node for segments in their order; `near` is the other end of each.
  private func ports(
    _ vertex: Int, _ segments: [Int], near end: KeyPath<LayerGraph.Segment, Int>,
    _ endPort: KeyPath<LayerGraph.Segment, Int>
  ) -> [Int] {
    guard segments.count > 1 else { return segments.map { _ in 0 } }
    let ends = segments.map { layered.segments[$0][keyPath: end] }
    let places = segments.map { segment in
      layered.crossPlace(layered.segments[segment][keyPath: end], layered.segments[segment][keyPath: endPort])
    }
    let room = freeCross(vertex) - 2 * Spacing.portMargin
    let center = layered.vertices[vertex].coreCenter
    let nearest = places.indices.min { abs(places[$0] - center) < abs(places[$1] - center) } ?? 0
    let wanted = places[nearest] - center
    let wide = zip(ends, ends.dropFirst()).map { a, b in
      layered.vertices[a].kind == .label && layered.vertices[b].kind == .label
        ? Spacing.labelHeight + Spacing.besideLabel : Spacing.portStep
    }
    let narrow = Array(repeating: Spacing.narrowestPortStep, count: wide.count)
    for steps in [wide, narrow] where abs(wanted) <= room / 2 {
      let above = steps[..<nearest].reduce(0, +)
      let below = steps[nearest...].reduce(0, +)
      guard wanted - above >= -room / 2, wanted + below <= room / 2 else { continue }
      return running(from: wanted - above, steps)
    }
    let total = wide.reduce(0, +)
    if total <= room { return running(from: -total / 2, wide) }
    return spread(segments.count, over: room)
  }

  private func running(from first: Int, _ steps: [Int]) -> [Int] {
    var places = [first]
    for step in steps { places.append((places.last ?? 0) + step) }
    return places
  }

  func isNode(_ vertex: Int) -> Bool {
    guard case .child(let child) = layered.vertices[vertex].kind else { return false }
    return !graph.isContainer(child)
  }

  /// The part of a node's side that ports may use; self-loops leave from the rest.
  private func freeCross(_ vertex: Int) -> Int {
    layered.vertices[vertex].coreCross - (layered.vertices[vertex].loopCross > 0 ? 16 : 0)
  }

  /// `count` places around 0, evenly, at whole pixels.
  private func spread(_ count: Int, over room: Int) -> [Int] {
    guard count > 1 else { return Array(repeating: 0, count: count) }
    let step = max(min(Spacing.portStep, room / (count - 1)) / 2 * 2, 2)
    return (0..<count).map { (2 * $0 - (count - 1)) * step / 2 }
  }

  /// Nodes of a column get one width: of each layer where layers are columns, else of the whole where it is one column.
  private mutating func evenOutNodes() {
    if axes.direction == .right {
      for layer in layered.layers {
        let nodes = layer.filter(isNode)
        let widest = nodes.map { layered.vertices[$0].coreMain }.max() ?? 0
        for node in nodes { layered.vertices[node].main += widest - layered.vertices[node].coreMain }
      }
    } else if layered.layers.allSatisfy({ $0.count { layered.vertices[$0].isChild } <= 1 }) {
      let nodes = layered.vertices.indices.filter(isNode)
      let widest = nodes.map { layered.vertices[$0].coreCross }.max() ?? 0
      for node in nodes { layered.vertices[node].cross += widest - layered.vertices[node].coreCross }
    }
  }

  /// Moves the port of a node where that makes a link straight that would otherwise jog by a few pixels.
  mutating func straightenShortJogs() {
    for index in layered.layers.indices.dropLast().flatMap({ layered.segments(behind: $0) }) {
      let segment = layered.segments[index]
      guard !layered.vertices[segment.u].isPin, !layered.vertices[segment.v].isPin else { continue }
      let jog =
        layered.crossPlace(segment.v, segment.vPort) - layered.crossPlace(segment.u, segment.uPort)
      guard jog != 0, abs(jog) <= 10 else { continue }
      if isNode(segment.u), segment.bundle < 0,
        mayMove(segment.u, layered.after[segment.u].map { ($0, layered.segments[$0].uPort) }, index, jog)
      {
        layered.segments[index].uPort += jog
      } else if isNode(segment.v),
        mayMove(segment.v, layered.before[segment.v].map { ($0, layered.segments[$0].vPort) }, index, -jog)
      {
        layered.segments[index].vPort -= jog
      }
    }
  }

  private func mayMove(_ vertex: Int, _ ports: [(segment: Int, port: Int)], _ index: Int, _ shift: Int)
    -> Bool
  {
    guard let own = ports.first(where: { $0.segment == index })?.port else { return false }
    let place = own + shift
    guard abs(place) <= freeCross(vertex) / 2 - 8 else { return false }
    return ports.allSatisfy { other in
      other.segment == index
        || (abs(other.port - place) >= 10 && (other.port < own) == (other.port < place))
    }
  }

  /// Places along the low and high sides of children for the links that meet them straight.
  mutating func placeDirectPorts() {
    for vertex in layered.vertices.indices {
      guard case .child(let child) = layered.vertices[vertex].kind else { continue }
      for side in [Side.low, .high] {
        let meeting = layered.directs.indices.filter {
          layered.directs[$0].vertex == vertex && layered.directs[$0].side == side
        }.sorted { (layered.directs[$0].key, $0) < (layered.directs[$1].key, $1) }
        let core = layered.vertices[vertex].coreMain
        let places = spread(meeting.count, over: core - 2 * Spacing.portMargin)
        for (direct, place) in zip(meeting, places) {
          layered.directs[direct].port =
            insides[child]?.ports[layered.directs[direct].link] ?? core / 2 + place
        }
      }
    }
  }

  /// Where a direct link runs, along the reading direction.
  func place(of direct: LayerGraph.Direct) -> Int {
    layered.vertices[direct.vertex].begin + direct.port
  }
}
