/// Where everything of a diagram goes.
///
/// Arrays run parallel to those of the diagram; what could not be placed (an identifier used twice, an edge without an
/// end) is nil. Upper left corner is (0, 0).
package struct DiagramLayout: Sendable, Hashable {
  package struct GroupPlace: Sendable, Hashable {
    package var box: DiagramBox
    package var title: DiagramBox
    /// 1 at the top level.
    package var depth: Int
  }

  package struct EdgePath: Sendable, Hashable {
    /// Corners from the source to the target, each piece along an axis.
    package var points: [DiagramPoint]
    /// Room for the label; nil for an edge without one.
    package var label: DiagramBox?
    /// Whether it runs against the reading direction on a lane.
    package var runsBack: Bool
  }

  /// A lane or a stage.
  package struct BandPlace: Sendable, Hashable {
    package var box: DiagramBox
    /// Room for the title.
    package var title: DiagramBox
  }

  package var size: DiagramSize
  package var nodes: [DiagramBox?]
  package var groups: [GroupPlace?]
  package var edges: [EdgePath?]
  /// By lane and stage of the diagram; nil for a stage that nothing stands in.
  package var lanes: [BandPlace?] = []
  package var stages: [BandPlace?] = []
}

extension DiagramLayout {
  /// The layout of `diagram` as it stands, chosen to be readable at its target width.
  package init(_ diagram: Diagram) { self.init(diagram, DiagramText(diagram)) }

  init(_ diagram: Diagram, _ text: DiagramText) {
    let fit = PageFit(diagram, CompoundGraph(diagram, sizes: text.sizes))
    self = ShortJogs.removed(from: fit.best())
  }
}

/// Lays out a compound graph as it stands, without any choice: the layers of all containers from the outside in, their
/// order together, and places from the inside out.
struct CompoundLayout {
  let graph: CompoundGraph
  private let orientation: Orientation
  /// Containers, each before those inside it, and by item its place there; -1 for nodes.
  private(set) var levels: [ContainerLayout] = []
  private(set) var slots: [Int]
  private var drawings: [ContainerDrawing?]
  private var choseDirectLinks = false

  init(_ graph: CompoundGraph) {
    self.graph = graph
    orientation = Orientation(graph)
    slots = Array(repeating: -1, count: graph.items.count)
    drawings = Array(repeating: nil, count: graph.items.count)
    build(graph.root, [])
  }

  /// Builds the layers of a container, and of those inside it.
  private mutating func build(_ container: Int, _ borders: [BorderLink]) {
    var level = ContainerLayout(
      graph: graph, orientation: orientation, container: container, borders: borders)
    level.buildLayers()
    if slots[container] < 0 {
      slots[container] = levels.count
      levels.append(level)
    } else {
      levels[slots[container]] = level
    }
    for child in level.item.children where graph.isContainer(child) {
      build(child, level.borderLinks(of: child))
    }
  }

  /// Orders all layers. Which links take the straight way into a child depends on the order, and the order on that.
  ///
  /// A second call with more restarts goes on from the first.
  mutating func order(restarts: Int) {
    if !choseDirectLinks {
      reduceCrossings(rounds: 6, restarts: 0)
      chooseDirectLinks(graph.root)
      choseDirectLinks = true
    }
    reduceCrossings(rounds: 16, restarts: restarts)
  }

  /// The estimated size and columns of a container.
  func size(of item: Int, _ estimate: SizeEstimate) -> DiagramSize { estimate.sizes[slots[item]] }

  func columns(of item: Int, _ estimate: SizeEstimate) -> [SizeEstimate.Column] {
    estimate.columns[slots[item]]
  }

  private mutating func reduceCrossings(rounds: Int, restarts: Int) {
    var reduction = CrossingReduction(levels, slots: slots)
    reduction.run(rounds: rounds, restarts: restarts)
    for slot in levels.indices { reduction.apply(to: &levels[slot].layered, slot) }
    for slot in levels.indices.dropFirst() {
      let around = levels[slots[graph.items[levels[slot].container].parent]]
      levels[slot].takeOrder(of: around)
    }
  }

  private mutating func chooseDirectLinks(_ container: Int) {
    levels[slots[container]].chooseDirectLinks()
    for child in graph.items[container].children where graph.isContainer(child) {
      let borders = levels[slots[container]].borderLinks(of: child)
      if Set(borders) != Set(levels[slots[child]].passing) { build(child, borders) }
      chooseDirectLinks(child)
    }
  }

  /// Places everything in the order that is settled. A narrow layout gives up straight links for a smaller extent
  /// across the reading direction of each container.
  func finish(_ diagram: Diagram, isNarrow: Bool = false) -> DiagramLayout {
    var placed = self
    placed.place(isNarrow: isNarrow)
    return placed.assemble(diagram)
  }

  private mutating func place(isNarrow: Bool) {
    for slot in levels.indices.reversed() {
      var insides: [Int: ContainerDrawing] = [:]
      for child in levels[slot].item.children { insides[child] = drawings[child] }
      var level = levels[slot]
      level.isNarrow = isNarrow
      drawings[level.container] = level.place(insides: insides)
      levels[slot] = level
    }
  }

  // MARK: Assembly

  private func assemble(_ diagram: Diagram) -> DiagramLayout {
    let boxes = absoluteBoxes()
    var result = DiagramLayout(
      size: drawings[graph.root]?.size ?? DiagramSize(width: 0, height: 0),
      nodes: Array(repeating: nil, count: diagram.nodes.count),
      groups: Array(repeating: nil, count: diagram.groups.count),
      edges: Array(repeating: nil, count: diagram.edges.count))
    for (index, item) in graph.items.enumerated() {
      if item.role == .node { result.nodes[item.source] = boxes[index] }
      if item.role == .group { result.groups[item.source] = place(of: index, boxes[index]) }
    }
    placeBands(&result)
    let strokes = strokesByLink(boxes)
    for (index, link) in graph.links.enumerated() where strokes.paths[index].count > 1 {
      result.edges[link.edge] = DiagramLayout.EdgePath(
        points: strokes.paths[index], label: strokes.labels[index],
        runsBack: orientation.back[orientation.home[index]].contains { $0.link == index })
    }
    return result
  }

  /// Titles of lanes stand at the begin of the reading direction, those of stages at its low side.
  private func placeBands(_ result: inout DiagramLayout) {
    let level = levels[slots[graph.root]]
    let bands = level.bandBoxes()
    let isRight = graph.items[graph.root].direction == .right
    func place(_ box: DiagramBox?, _ width: Int, beside: Bool) -> DiagramLayout.BandPlace? {
      box.map { box in
        let y = beside ? box.y + box.height / 2 - 8 : box.y + 8
        return DiagramLayout.BandPlace(
          box: box, title: DiagramBox(x: box.x + 14, y: y, width: width, height: 16))
      }
    }
    result.lanes = zip(bands.lanes, graph.laneTitles).map { place($0, $1, beside: isRight) }
    result.stages = zip(bands.stages, graph.stageTitles).map { place($0, $1, beside: !isRight) }
  }

  private func absoluteBoxes() -> [DiagramBox] {
    var boxes = graph.items.map { _ in DiagramBox(x: 0, y: 0, width: 0, height: 0) }
    var pending = [graph.root]
    while let container = pending.popLast() {
      let origin = DiagramPoint(x: boxes[container].x, y: boxes[container].y)
      for (child, box) in drawings[container]?.boxes ?? [] {
        boxes[child] = box.moved(by: origin)
        if graph.isContainer(child) { pending.append(child) }
      }
    }
    return boxes
  }

  private func place(of group: Int, _ box: DiagramBox) -> DiagramLayout.GroupPlace {
    let depth = graph.ancestry(of: group).count { graph.items[$0].role == .group }
    let title = DiagramBox(
      x: box.x + (drawings[group]?.titleX ?? Spacing.padding), y: box.y + 8,
      width: graph.items[group].titleWidth, height: 16)
    return DiagramLayout.GroupPlace(box: box, title: title, depth: depth)
  }

  /// Paths and labels by link: the pieces of the containers joined, from the source outwards and inwards to the target.
  private func strokesByLink(
    _ boxes: [DiagramBox]
  ) -> (paths: [[DiagramPoint]], labels: [DiagramBox?]) {
    var pieces: [[Int: [DiagramPoint]]] = Array(repeating: [:], count: graph.links.count)
    var labels: [DiagramBox?] = Array(repeating: nil, count: graph.links.count)
    for container in graph.items.indices {
      guard let drawing = drawings[container] else { continue }
      let origin = DiagramPoint(x: boxes[container].x, y: boxes[container].y)
      for stroke in drawing.strokes {
        pieces[stroke.link][container] = stroke.points.map { $0 + origin }
      }
      for label in drawing.labels { labels[label.link] = label.box.moved(by: origin) }
    }
    let paths = graph.links.indices.map { index in
      let link = graph.links[index]
      let home = orientation.home[index]
      let outwards = graph.ancestry(of: link.source).dropFirst().prefix { $0 != home }
      let inwards = graph.ancestry(of: link.target).dropFirst().prefix { $0 != home }.reversed()
      return simplified((outwards + [home] + inwards).flatMap { pieces[index][$0] ?? [] })
    }
    return (paths, labels)
  }

  /// Without repeated points and points in the middle of a straight run.
  private func simplified(_ points: [DiagramPoint]) -> [DiagramPoint] {
    var result: [DiagramPoint] = []
    for point in points where result.last != point {
      if let a = result.dropLast().last, let b = result.last,
        (a.x == b.x && b.x == point.x && (a.y < b.y) == (b.y < point.y))
          || (a.y == b.y && b.y == point.y && (a.x < b.x) == (b.x < point.x))
      {
        result[result.count - 1] = point
      } else {
        result.append(point)
      }
    }
    return result
  }
}
