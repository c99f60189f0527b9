/// A layout with what is needed to judge it.
struct MeasuredDiagram {
  struct Path {
    var index: Int
    var points: [DiagramPoint]
    var ends: [DiagramIndex.Target]
    /// Groups that hold either end, and the ends themselves where they are groups.
    var groups: Set<Int>
    var label: DiagramBox?
    var bounds: DiagramBox
    /// The straight pieces as boxes without thickness.
    var pieces: [DiagramBox]
  }

  let layout: DiagramLayout
  let diagram: Diagram
  let index: DiagramIndex
  /// By the left border of their bounds.
  private(set) var paths: [Path] = []
  /// Edges with two ends and no path.
  private(set) var missing = 0

  init(_ layout: DiagramLayout, of diagram: Diagram) {
    self.layout = layout
    self.diagram = diagram
    index = DiagramIndex(diagram)
    for (number, edge) in diagram.edges.enumerated() {
      guard let from = index.target(edge.from), let to = index.target(edge.to) else { continue }
      guard let path = layout.edges[number], path.points.count > 1 else {
        missing += 1
        continue
      }
      paths.append(
        Path(
          index: number, points: path.points, ends: [from, to],
          groups: Set(holders(from) + holders(to)), label: path.label, bounds: bounds(path.points),
          pieces: zip(path.points, path.points.dropFirst()).map { bounds([$0, $1]) }))
    }
    paths.sort { ($0.bounds.x, $0.index) < ($1.bounds.x, $1.index) }
  }

  private func bounds(_ points: [DiagramPoint]) -> DiagramBox {
    guard let first = points.first else { return DiagramBox(x: 0, y: 0, width: 0, height: 0) }
    var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
    for point in points.dropFirst() {
      (left, right) = (min(left, point.x), max(right, point.x))
      (top, bottom) = (min(top, point.y), max(bottom, point.y))
    }
    return DiagramBox(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The groups around `target`, from within; a group is around itself.
  func holders(_ target: DiagramIndex.Target) -> [Int] {
    var result: [Int] = []
    var current: Int?
    switch target {
    case .node(let node): current = diagram.nodes[node].group.flatMap(index.group)
    case .group(let group): current = group
    }
    while let group = current {
      result.append(group)
      current = index.parentOfGroup[group]
    }
    return result
  }

  func box(_ target: DiagramIndex.Target) -> DiagramBox? {
    switch target {
    case .node(let node): layout.nodes[node]
    case .group(let group): layout.groups[group]?.box
    }
  }

  /// Whether the two have a point in common, be it of their borders.
  func touches(_ a: DiagramBox, _ b: DiagramBox) -> Bool {
    a.x <= b.right && b.x <= a.right && a.y <= b.bottom && b.y <= a.bottom
  }

  /// Whether a piece of the path lies within the box, beyond its border.
  func runs(_ path: Path, through box: DiagramBox) -> Bool {
    touches(path.bounds, box)
      && path.pieces.contains {
        $0.x < box.right && $0.right > box.x && $0.y < box.bottom && $0.bottom > box.y
      }
  }
}
