/// How readable a layout is, in figures that follow Purchase (1997) and the practice of layered drawing tools.
///
/// The first block must be zero in every drawing; the rest compares drawings. Computed from boxes and paths alone.
package struct DiagramMetrics: Sendable, Hashable {
  /// Pairs of nodes, or of groups of which none holds the other, that share an area; nodes in or over foreign groups,
  /// or not wholly within their own.
  package var overlaps = 0
  /// Edge and node, where the edge runs through a node that is none of its ends.
  package var edgesThroughNodes = 0
  /// Edge and group, where neither end lies in the group.
  package var edgesThroughGroups = 0
  /// Labels on nodes, on other labels or group titles, on other edges, or further than 12 pixels from their own edge;
  /// group titles on edges.
  package var labelHits = 0
  /// Labels that have no room.
  package var unplacedLabels = 0
  /// Length in pixels that edges without a common end run on top of each other.
  package var sharedLength = 0
  /// Edges whose both ends are drawn but that have no path, or whose path does not join them.
  package var looseEdges = 0

  /// Crossings of edges, without those at a common end.
  package var crossings = 0
  /// Corners in all.
  package var bends = 0
  /// Total length of the edges in pixels.
  package var length = 0
  package var width = 0
  package var height = 0
  /// Size in pixels of node labels when the drawing is shown at its target width.
  package var legibleSize = 0.0

  /// Whether everything that must be zero is zero.
  package var isSound: Bool {
    overlaps == 0 && edgesThroughNodes == 0 && edgesThroughGroups == 0 && labelHits == 0
      && unplacedLabels == 0 && sharedLength == 0 && looseEdges == 0
  }

  /// Measures `layout`, which must be a layout of `diagram`. O(E² · bends² + E·V).
  package init(_ layout: DiagramLayout, of diagram: Diagram) {
    let measured = MeasuredDiagram(layout, of: diagram)
    width = layout.size.width
    height = layout.size.height
    legibleSize = 13 * min(1, diagram.targetWidth / Double(max(width, 1)))
    measured.measureBoxes(&self)
    measured.measureEdges(&self)
    measured.measureLabels(&self)
  }
}

/// A layout with what is needed to judge it.
private struct MeasuredDiagram {
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
  var paths: [Path] = []
  var missing = 0

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
  }

  private func bounds(_ points: [DiagramPoint]) -> DiagramBox {
    let (x, y) = (points.map(\.x), points.map(\.y))
    let (left, top) = (x.min() ?? 0, y.min() ?? 0)
    return DiagramBox(x: left, y: top, width: (x.max() ?? 0) - left, height: (y.max() ?? 0) - top)
  }

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

  // MARK: Boxes

  func measureBoxes(_ metrics: inout DiagramMetrics) {
    let boxes =
      index.nodes.map { DiagramIndex.Target.node($0) } + index.groups.map { DiagramIndex.Target.group($0) }
    let holders = boxes.map { Set(self.holders($0)) }
    for (i, a) in boxes.enumerated() {
      guard let first = box(a) else { continue }
      for holder in holders[i] where DiagramIndex.Target.group(holder) != a {
        if let outer = layout.groups[holder]?.box, !contains(outer, first) { metrics.overlaps += 1 }
      }
      for (j, b) in boxes.enumerated().dropFirst(i + 1) {
        guard let second = box(b), first.overlaps(second) else { continue }
        if case .group(let group) = a, holders[j].contains(group) { continue }
        if case .group(let group) = b, holders[i].contains(group) { continue }
        metrics.overlaps += 1
      }
    }
  }

  private func contains(_ outer: DiagramBox, _ inner: DiagramBox) -> Bool {
    outer.x <= inner.x && outer.y <= inner.y && outer.right >= inner.right && outer.bottom >= inner.bottom
  }

  // MARK: Edges

  func measureEdges(_ metrics: inout DiagramMetrics) {
    metrics.looseEdges = missing
    for path in paths {
      metrics.bends += path.points.count - 2
      metrics.length += zip(path.points, path.points.dropFirst()).reduce(0) {
        $0 + abs($1.0.x - $1.1.x) + abs($1.0.y - $1.1.y)
      }
      if !joinsItsEnds(path) { metrics.looseEdges += 1 }
      for node in index.nodes where !path.ends.contains(.node(node)) {
        if let box = layout.nodes[node], runs(path, through: box) { metrics.edgesThroughNodes += 1 }
      }
      for group in index.groups where !path.groups.contains(group) {
        if let box = layout.groups[group]?.box, runs(path, through: box) { metrics.edgesThroughGroups += 1 }
      }
    }
    for (i, a) in paths.enumerated() {
      for b in paths.dropFirst(i + 1) where near(a.bounds, b.bounds) { compare(a, b, &metrics) }
    }
  }

  private func near(_ a: DiagramBox, _ b: DiagramBox) -> Bool {
    a.x <= b.right && b.x <= a.right && a.y <= b.bottom && b.y <= a.bottom
  }

  private func joinsItsEnds(_ path: Path) -> Bool {
    guard let first = path.points.first, let last = path.points.last, let from = box(path.ends[0]),
      let to = box(path.ends[1])
    else { return false }
    let straight = zip(path.points, path.points.dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y }
    return straight && onBorder(first, from) && onBorder(last, to)
  }

  private func onBorder(_ point: DiagramPoint, _ box: DiagramBox) -> Bool {
    let within = point.x >= box.x && point.x <= box.right && point.y >= box.y && point.y <= box.bottom
    return within
      && (point.x == box.x || point.x == box.right || point.y == box.y || point.y == box.bottom)
  }

  private func runs(_ path: Path, through box: DiagramBox) -> Bool {
    let inner = box.inset(by: 1)
    guard near(path.bounds, box) else { return false }
    return path.pieces.contains { piece in
      piece.x < inner.right && piece.right > inner.x && piece.y < inner.bottom && piece.bottom > inner.y
    }
  }

  private func compare(_ a: Path, _ b: Path, _ metrics: inout DiagramMetrics) {
    let common = a.ends.filter { b.ends.contains($0) }
    let around = common.compactMap(box).map { $0.inset(by: -6) }
    for p in a.pieces {
      for q in b.pieces where near(p, q) {
        if (p.width == 0) == (q.width == 0) {
          if common.isEmpty { metrics.sharedLength += sharedRun(p, q) }
        } else {
          let x = p.width == 0 ? p.x : q.x
          let y = p.width == 0 ? q.y : p.y
          let atEnd = around.contains { $0.x <= x && x <= $0.right && $0.y <= y && y <= $0.bottom }
          if !atEnd { metrics.crossings += 1 }
        }
      }
    }
  }

  private func sharedRun(_ p: DiagramBox, _ q: DiagramBox) -> Int {
    max(0, min(p.right, q.right) - max(p.x, q.x)) + max(0, min(p.bottom, q.bottom) - max(p.y, q.y))
  }

  // MARK: Labels

  func measureLabels(_ metrics: inout DiagramMetrics) {
    let titles = layout.groups.compactMap { $0?.title }.filter { $0.width > 0 }
    for (i, path) in paths.enumerated() {
      let label = diagram.edges[path.index].label ?? ""
      guard let box = path.label?.inset(by: 1) else {
        if !label.allSatisfy(\.isWhitespace) { metrics.unplacedLabels += 1 }
        continue
      }
      metrics.labelHits += layout.nodes.count { $0?.overlaps(box) == true }
      metrics.labelHits += titles.count { $0.overlaps(box) }
      metrics.labelHits += paths.dropFirst(i + 1).count { $0.label?.inset(by: 1).overlaps(box) == true }
      metrics.labelHits += paths.count { $0.index != path.index && crosses($0, box) }
      if !path.pieces.contains(where: { near($0, box.inset(by: -12)) }) { metrics.labelHits += 1 }
    }
    for title in titles { metrics.labelHits += paths.count { crosses($0, title) } }
  }

  private func crosses(_ path: Path, _ box: DiagramBox) -> Bool {
    near(path.bounds, box)
      && path.pieces.contains {
        $0.x < box.right && $0.right > box.x && $0.y < box.bottom && $0.bottom > box.y
      }
  }
}
