/// Lays out the children of one container in layers, containers among them by recursion.
///
/// Since each container is a box among its siblings, no link can touch a group that it does not belong to. Reading
/// order: layers, and once their order is settled for all containers, places across, places along, lanes, and strokes.
struct ContainerLayout {
  let graph: CompoundGraph
  let orientation: Orientation
  let container: Int
  let axes: Axes
  /// Links through the border, on each side in the order that the surroundings prefer, and the container's own links
  /// to and from its contents.
  let borders: [BorderLink]
  /// Those of `borders` that come from the surroundings, as given.
  let passing: [BorderLink]
  var layered = LayerGraph()
  var lanes: [Lane] = []
  var insides: [Int: ContainerDrawing] = [:]
  var isNarrow = false
  /// The whole extent, set when the places are known.
  var extentMain = 0
  var extentCross = 0
  /// Places of links that end at the low or high border itself.
  var borderPlaces: [Int: Int] = [:]

  var item: CompoundGraph.Item { graph.items[container] }

  init(
    graph: CompoundGraph, orientation: Orientation, container: Int, borders: [BorderLink]
  ) {
    self.graph = graph
    self.orientation = orientation
    self.container = container
    axes = Axes(direction: graph.items[container].direction)
    let inward = orientation.inward[container].map { BorderLink(link: $0, outgoing: false, side: .start) }
    let outward = orientation.outward[container].map { BorderLink(link: $0, outgoing: true, side: .end) }
    passing = borders
    self.borders = borders + inward + outward
  }

  /// Places everything, with the order of layers settled and the insides of children finished.
  mutating func place(insides: [Int: ContainerDrawing]) -> ContainerDrawing {
    self.insides = insides
    takeSizesOfChildren()
    findBundles()
    makeRoomForPorts()
    layered.centersLoneBoxes =
      axes.direction == .down && item.children.contains { graph.isContainer($0) }
    layered.assignCenters(linesUp: linesUp, isNarrow: isNarrow)
    spreadPorts()
    layered.assignCenters(linesUp: linesUp, isNarrow: isNarrow)
    straightenShortJogs()
    shiftToPadding()
    extentMain = layered.assignMain(
      startPadding: padding(.start), startLead: hasTitle && axes.direction == .down ? Spacing.header - 4 : 8,
      endPadding: padding(.end))
    if hasTitle { centerUnderTitle() }
    placeLanes()
    return finish()
  }

  /// Whether the children begin on one line across the reading direction, as rows do, instead of where their links are
  /// straightest.
  private var linesUp: Bool { item.children.contains { graph.items[$0].role == .row } }

  var hasTitle: Bool { item.role == .group }

  /// The free strip along a side of the container.
  func padding(_ side: Side) -> Int {
    if isBanded { return bandPadding(side) }
    guard item.role == .group else { return 0 }
    let titled: Side = axes.direction == .right ? .low : .start
    return side == titled ? Spacing.header : Spacing.padding
  }

  private mutating func shiftToPadding() {
    for vertex in layered.vertices.indices { layered.vertices[vertex].center += padding(.low) }
    for border in layered.laneBorders.indices { layered.laneBorders[border] += padding(.low) }
  }

  /// The child that a link through the border leads to; nil where it ends at the border.
  func child(of border: BorderLink) -> Int? {
    let link = graph.links[border.link]
    return graph.child(of: container, holding: border.outgoing ? link.source : link.target)
  }
}

// MARK: - Layers

extension ContainerLayout {
  mutating func buildLayers() {
    let (ranks, count) = layerRanks()
    layered.layers = Array(repeating: [], count: count + 2)
    layered.layerExtents = Array(repeating: 0, count: count + 2)
    if isBanded { setBandExtents(ranks) }
    if item.children.isEmpty { layered.layers = [[], []] }
    for child in item.children {
      var vertex = LayerGraph.Vertex(kind: .child(child), layer: (ranks[child] ?? 0) + 1)
      vertex.main = axes.main(graph.items[child].size)
      vertex.cross = axes.cross(graph.items[child].size)
      if isBanded { vertex.lane = graph.items[child].lane ?? (graph.laneTitles.isEmpty ? -1 : 0) }
      let index = layered.addVertex(vertex)
      layered.vertexOfChild[child] = index
      if !graph.isContainer(child) { addLoopMargins(index, child) }
    }
    for link in orientation.forward[container] { connectForward(link) }
    for link in orientation.back[container] {
      addPin(link.link, child: link.from, outgoing: true, side: .high)
      addPin(link.link, child: link.to, outgoing: false, side: .high)
    }
    for border in borders { connectBorder(border) }
  }

  /// Layers by network simplex, and how many there are: short links, with links through the start and end border
  /// pulling their way. Children without any link fill the layers evenly.
  private func layerRanks() -> (ranks: [Int: Int], count: Int) {
    let children = item.children
    var index: [Int: Int] = [:]
    for (position, child) in children.enumerated() { index[child] = position }
    let (start, end) = (children.count, children.count + 1)
    var linked = Set<Int>()
    var constraints: [RankConstraint] = []
    func add(_ tail: Int, _ head: Int, _ length: Int, _ weight: Int) {
      constraints.append(RankConstraint(tail: tail, head: head, length: length, weight: weight))
    }
    for link in orientation.forward[container] {
      guard let from = index[link.from], let to = index[link.to] else { continue }
      add(from, to, link.label == nil ? 1 : 2, 2)
      linked.formUnion([link.from, link.to])
    }
    for link in orientation.back[container] {
      guard let from = index[link.from], let to = index[link.to] else { continue }
      add(to, from, 1, 1)
      linked.formUnion([link.from, link.to])
    }
    for border in borders {
      guard let child = child(of: border), let position = index[child] else { continue }
      linked.insert(child)
      let room = ownLabel(border) == nil ? 0 : 1
      if border.side == .start { add(start, position, room, 1) }
      if border.side == .end { add(position, end, room, 1) }
    }
    for (row, child) in children.enumerated().dropFirst() where graph.items[child].role == .row {
      linked.formUnion([children[row - 1], child])
      add(row - 1, row, 1, 1)
    }
    add(start, end, 0, 1)
    if isBanded { addStages(index, &linked, add) }
    let lone = children.filter { !linked.contains($0) }
    for (position, child) in children.enumerated() where linked.contains(child) {
      add(start, position, 0, 0)
      add(position, end, 0, 0)
    }
    let stages = isBanded ? graph.stageTitles.count + 1 : 0
    guard let ranks = networkSimplex(vertexCount: children.count + 2 + stages, constraints: constraints)
    else {
      return ([:], 0)
    }
    var result: [Int: Int] = [:]
    for (position, child) in children.enumerated() where linked.contains(child) {
      result[child] = ranks[position] - ranks[start]
    }
    spread(lone, over: &result)
    let count = linked.isEmpty ? 0 : ranks[end] - ranks[start] + 1
    return (result, max(count, (result.values.max() ?? -1) + 1))
  }

  /// The label of a link between the container and its contents, which is set inside.
  private func ownLabel(_ border: BorderLink) -> DiagramSize? {
    orientation.home[border.link] == container ? graph.links[border.link].label : nil
  }

  /// Puts children without links where they make the container neither long nor wide.
  private func spread(_ lone: [Int], over ranks: inout [Int: Int]) {
    guard !lone.isEmpty else { return }
    var layerCount = (ranks.values.max() ?? -1) + 1
    let columns = Int(Double(lone.count).squareRoot().rounded(.up))
    if layerCount == 0 { layerCount = item.role == .row ? lone.count : columns }
    var extents = [Int](repeating: 0, count: layerCount)
    for (child, rank) in ranks { extents[rank] += axes.cross(graph.items[child].size) + Spacing.betweenBoxes }
    for child in lone {
      let rank = extents.indices.min { (extents[$0], $0) < (extents[$1], $1) } ?? 0
      ranks[child] = rank
      extents[rank] += max(axes.cross(graph.items[child].size), 40) + Spacing.betweenBoxes
    }
  }

  private mutating func connectForward(_ link: Orientation.LevelLink) {
    guard let from = layered.vertexOfChild[link.from], let to = layered.vertexOfChild[link.to],
      layered.vertices[from].layer < layered.vertices[to].layer
    else { return }
    layered.connect(
      from, to, link: link.link, reversed: false, minor: graph.links[link.link].minor,
      label: link.label.map(labelExtent))
  }

  private func labelExtent(_ size: DiagramSize) -> (main: Int, cross: Int) {
    (axes.main(size) + 4, axes.cross(size))
  }

  private mutating func connectBorder(_ border: BorderLink) {
    let child = child(of: border)
    switch border.side {
    case .start, .end:
      let layer = border.side == .start ? 0 : layered.lastLayer
      let passage = layered.addVertex(.init(kind: .border, link: border.link, layer: layer))
      guard let child, let vertex = layered.vertexOfChild[child] else { return }
      let label = ownLabel(border).map(labelExtent)
      let minor = graph.links[border.link].minor
      if border.side == .start {
        layered.connect(
          passage, vertex, link: border.link, reversed: border.outgoing, minor: minor, label: label)
      } else {
        layered.connect(
          vertex, passage, link: border.link, reversed: !border.outgoing, minor: minor, label: label)
      }
    case .low, .high:
      guard let child else { return }
      addPin(border.link, child: child, outgoing: border.outgoing, side: border.side)
    }
  }

  /// A link to or from the low or high border, through the gap behind or before its child.
  private mutating func addPin(_ link: Int, child: Int, outgoing: Bool, side: Side) {
    guard let vertex = layered.vertexOfChild[child] else { return }
    let layer = layered.vertices[vertex].layer + (outgoing ? 1 : -1)
    let pin = layered.addVertex(.init(kind: .pin(side), link: link, layer: layer))
    if outgoing {
      layered.addSegment(.init(u: vertex, v: pin, link: link))
    } else {
      layered.addSegment(.init(u: pin, v: vertex, link: link))
    }
  }
}

// MARK: - Direct links

extension ContainerLayout {
  /// Links to the low or high side go straight where their child is the outermost of its layer.
  mutating func chooseDirectLinks() {
    layered.renumber()
    var taken: [Int: Int] = [:]
    for index in layered.segments.indices {
      let segment = layered.segments[index]
      let pinFirst = layered.vertices[segment.u].isPin
      guard pinFirst || layered.vertices[segment.v].isPin else { continue }
      let vertex = pinFirst ? segment.v : segment.u
      let pin = pinFirst ? segment.u : segment.v
      guard case .pin(let side) = layered.vertices[pin].kind,
        case .child(let child) = layered.vertices[vertex].kind,
        layered.outermost(layered.vertices[vertex].layer, side) == vertex,
        acceptsDirect(child, side, segment.link, outgoing: !pinFirst)
      else { continue }
      let key = vertex * 4 + side.rawValue
      if !graph.isContainer(child) {
        let capacity =
          (layered.vertices[vertex].coreMain - 2 * Spacing.portMargin) / Spacing.narrowestPortStep
        guard taken[key, default: 0] <= capacity else { continue }
      }
      taken[key, default: 0] += 1
      layered.makeDirect(index)
    }
  }

  private func acceptsDirect(_ child: Int, _ side: Side, _ link: Int, outgoing: Bool) -> Bool {
    if side == .high, !orientation.loops[child].isEmpty { return false }
    guard graph.isContainer(child) else { return true }
    let end = outgoing ? graph.links[link].source : graph.links[link].target
    if end == child { return true }
    return sideInside(child, side) != (outgoing ? .start : .end)
  }

  /// A side of a child in the child's own terms.
  func sideInside(_ child: Int, _ side: Side) -> Side {
    graph.items[child].direction == axes.direction ? side : side.transposed
  }
}

// MARK: - Children

extension ContainerLayout {
  private mutating func takeSizesOfChildren() {
    for child in item.children {
      guard let drawing = insides[child], let vertex = layered.vertexOfChild[child] else { continue }
      layered.vertices[vertex].main = axes.main(drawing.size)
      layered.vertices[vertex].cross = axes.cross(drawing.size)
      addLoopMargins(vertex, child)
      let half = axes.cross(drawing.size) / 2
      for segment in layered.before[vertex] {
        if let place = drawing.ports[layered.segments[segment].link] {
          layered.segments[segment].vPort = place - half
        }
      }
      for segment in layered.after[vertex] {
        if let place = drawing.ports[layered.segments[segment].link] {
          layered.segments[segment].uPort = place - half
        }
      }
    }
  }

  /// What passes a child's border, in the child's own terms.
  func borderLinks(of child: Int) -> [BorderLink] {
    guard let vertex = layered.vertexOfChild[child] else { return [] }
    var result: [BorderLink] = []
    func append(_ link: Int, _ outgoing: Bool, _ side: Side) {
      result.append(BorderLink(link: link, outgoing: outgoing, side: sideInside(child, side)))
    }
    for segment in layered.before[vertex] {
      append(layered.segments[segment].link, layered.segments[segment].reversed, .start)
    }
    for segment in layered.after[vertex] {
      append(layered.segments[segment].link, !layered.segments[segment].reversed, .end)
    }
    for direct in layered.directs where direct.vertex == vertex {
      append(direct.link, direct.outgoing, direct.side)
    }
    return result
  }

  /// Links that meet children straight take their order along the side from the surroundings.
  mutating func takeOrder(of around: ContainerLayout) {
    guard let vertex = around.layered.vertexOfChild[container] else { return }
    var keys: [Int: Double] = [:]
    for segment in around.layered.before[vertex] {
      keys[around.layered.segments[segment].link] = around.layered.segments[segment].vShare
    }
    for segment in around.layered.after[vertex] {
      keys[around.layered.segments[segment].link] = around.layered.segments[segment].uShare
    }
    for index in layered.directs.indices {
      layered.directs[index].key = keys[layered.directs[index].link] ?? 0
    }
  }

  func upperOrder(_ segment: Int) -> (Double, Int) {
    (layered.upperKey(segment), layered.segments[segment].link)
  }

  func lowerOrder(_ segment: Int) -> (Double, Int) {
    (layered.lowerKey(segment), layered.segments[segment].link)
  }

  /// The segments behind a vertex, in the order of their other ends.
  func leaving(_ vertex: Int) -> [Int] {
    layered.after[vertex].sorted { lowerOrder($0) < lowerOrder($1) }
  }

  mutating func addLoopMargins(_ vertex: Int, _ child: Int) {
    guard !orientation.loops[child].isEmpty else { return }
    if !graph.isContainer(child) { layered.vertices[vertex].cross += 16 }
    let loops = selfLoops(of: child)
    let main = loops.map { max($0.reach, $0.labelMain - SelfLoop.labelInset) }.max() ?? 0
    let cross = loops.map { $0.depth + $0.labelCross + 8 }.max() ?? 0
    layered.vertices[vertex].loopMain = main + main % 2
    layered.vertices[vertex].loopCross = cross + cross % 2
    layered.vertices[vertex].main += layered.vertices[vertex].loopMain
    layered.vertices[vertex].cross += layered.vertices[vertex].loopCross
  }

  /// The loops of a child from inside out; each leaves room for the labels of those before it.
  func selfLoops(of child: Int) -> [SelfLoop] {
    var result: [SelfLoop] = []
    var reach = Spacing.loopReach - 2
    var depth = Spacing.loopReach
    for link in orientation.loops[child] {
      let label = graph.links[link].label
      let loop = SelfLoop(
        link: link, reach: reach, depth: depth, labelMain: label.map { axes.main($0) } ?? 0,
        labelCross: label.map { axes.cross($0) } ?? 0)
      result.append(loop)
      reach = max(reach, loop.labelMain - SelfLoop.labelInset) + Spacing.loopStep
      depth += Spacing.loopStep + (label == nil ? 0 : loop.labelCross)
    }
    return result
  }
}

/// A link from a child to itself, around the corner between its end and its high side.
struct SelfLoop {
  /// How far before the child's end the labels begin.
  static let labelInset = 16

  var link: Int
  /// How far it runs from the end and from the high side.
  var reach: Int
  var depth: Int
  /// Extent of the label below it; 0 for none.
  var labelMain: Int
  var labelCross: Int
}
