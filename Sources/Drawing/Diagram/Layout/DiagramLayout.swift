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

  package var size: DiagramSize
  package var nodes: [DiagramBox?]
  package var groups: [GroupPlace?]
  package var edges: [EdgePath?]
}

/// Lays out a compound graph as it stands, without any choice.
struct CompoundLayout {
  private let graph: CompoundGraph
  private let orientation: Orientation
  private let thorough: Bool
  private var drawings: [ContainerDrawing?]

  /// The layout of `graph`, whose nodes and edges are those of `diagram`. A `thorough` one takes some times as long.
  static func layout(
    _ graph: CompoundGraph, of diagram: Diagram, thorough: Bool = false
  ) -> DiagramLayout {
    var engine = CompoundLayout(graph, thorough)
    engine.collect(engine.layOut(graph.root, []), of: graph.root)
    return engine.assemble(diagram)
  }

  private init(_ graph: CompoundGraph, _ thorough: Bool) {
    self.graph = graph
    self.thorough = thorough
    orientation = Orientation(graph)
    drawings = Array(repeating: nil, count: graph.items.count)
  }

  private mutating func collect(_ drawing: ContainerDrawing, of container: Int) {
    drawings[container] = drawing
    for (child, inside) in drawing.insides { collect(inside, of: child) }
  }

  private func layOut(_ container: Int, _ borders: [BorderLink]) -> ContainerDrawing {
    var layout = ContainerLayout(
      graph: graph, orientation: orientation, container: container, borders: borders,
      thorough: thorough)
    return layout.run { child, borders in layOut(child, borders) }
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
    let strokes = strokesByLink(boxes)
    for (index, link) in graph.links.enumerated() where strokes.paths[index].count > 1 {
      result.edges[link.edge] = DiagramLayout.EdgePath(
        points: strokes.paths[index], label: strokes.labels[index],
        runsBack: orientation.back[orientation.home[index]].contains { $0.link == index })
    }
    return result
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
