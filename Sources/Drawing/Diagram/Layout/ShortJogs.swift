/// Removes sidesteps of a few pixels at the ends of edges, which come about where the levels of nested groups meet: the
/// port on the node moves instead, where nothing is in the way.
struct ShortJogs {
  private static let longest = 10
  /// From a port to the corners of its node, and to other links.
  private static let corner = 8
  private static let clearance = 7

  private var layout: DiagramLayout

  static func removed(from layout: DiagramLayout) -> DiagramLayout {
    var work = ShortJogs(layout: layout)
    for edge in layout.edges.indices {
      work.straighten(edge, backwards: false)
      work.straighten(edge, backwards: true)
    }
    return work.layout
  }

  private mutating func straighten(_ edge: Int, backwards: Bool) {
    guard let path = layout.edges[edge] else { return }
    var points = backwards ? path.points.reversed() : path.points
    guard points.count >= 4, isJog(points), !isStem(points[0], besides: edge), let node = node(at: points[0])
    else { return }
    let horizontal = points[0].y == points[1].y
    let target = horizontal ? points[2].y : points[2].x
    var moved = points[0]
    if horizontal { moved.y = target } else { moved.x = target }
    guard isPort(moved, of: node, horizontal: horizontal), path.label.map({ !onRun($0, points) }) ?? true,
      isFree(run(moved, points[2]), besides: edge)
    else { return }
    points.replaceSubrange(0...2, with: [moved])
    layout.edges[edge]?.points = backwards ? points.reversed() : points
  }

  /// Whether other edges begin at the same point: one does not leave a bundle.
  private func isStem(_ point: DiagramPoint, besides edge: Int) -> Bool {
    layout.edges.indices.contains { $0 != edge && layout.edges[$0]?.points.first == point }
  }

  /// A straight run, a short sidestep, and on in the same direction.
  private func isJog(_ points: [DiagramPoint]) -> Bool {
    let (a, b, c, d) = (points[0], points[1], points[2], points[3])
    if a.y == b.y {
      return abs(c.y - b.y) <= ShortJogs.longest && b.x == c.x && c.y == d.y && (a.x < b.x) == (c.x < d.x)
    }
    return abs(c.x - b.x) <= ShortJogs.longest && b.y == c.y && c.x == d.x && (a.y < b.y) == (c.y < d.y)
  }

  private func node(at point: DiagramPoint) -> DiagramBox? {
    layout.nodes.compactMap { $0 }.first {
      point.x >= $0.x && point.x <= $0.right && point.y >= $0.y && point.y <= $0.bottom
    }
  }

  private func isPort(_ point: DiagramPoint, of node: DiagramBox, horizontal: Bool) -> Bool {
    horizontal
      ? point.y >= node.y + ShortJogs.corner && point.y <= node.bottom - ShortJogs.corner
      : point.x >= node.x + ShortJogs.corner && point.x <= node.right - ShortJogs.corner
  }

  private func onRun(_ label: DiagramBox, _ points: [DiagramPoint]) -> Bool {
    label.inset(by: -2).overlaps(run(points[0], points[1]).inset(by: -1))
  }

  private func run(_ a: DiagramPoint, _ b: DiagramPoint) -> DiagramBox {
    DiagramBox(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
  }

  /// Whether no label, title or node, and no run in the same direction, is close to `run`.
  private func isFree(_ run: DiagramBox, besides edge: Int) -> Bool {
    let horizontal = run.height == 0
    let wide = DiagramBox(
      x: run.x - (horizontal ? 0 : ShortJogs.clearance), y: run.y - (horizontal ? ShortJogs.clearance : 0),
      width: run.width + (horizontal ? 0 : 2 * ShortJogs.clearance),
      height: run.height + (horizontal ? 2 * ShortJogs.clearance : 0))
    let boxes =
      layout.nodes.compactMap { $0 } + layout.groups.compactMap { $0?.title }
      + layout.edges.compactMap { $0?.label }
    guard !boxes.contains(where: { $0.overlaps(wide) }) else { return false }
    for (other, path) in layout.edges.enumerated() where other != edge {
      guard let path else { continue }
      for (a, b) in zip(path.points, path.points.dropFirst())
      where (a.y == b.y) == horizontal && self.run(a, b).inset(by: -1).overlaps(wide) { return false }
    }
    return true
  }
}
