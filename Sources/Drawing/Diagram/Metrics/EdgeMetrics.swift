extension MeasuredDiagram {
  func measureEdges(_ metrics: inout DiagramMetrics) {
    metrics.looseEdges = missing
    metrics.edges = paths.count
    for path in paths {
      metrics.bends += path.points.count - 2
      metrics.length += length(path)
      if !joinsItsEnds(path) { metrics.looseEdges += 1 }
      for node in index.nodes where !path.ends.contains(.node(node)) {
        if let box = layout.nodes[node], runs(path, through: box.inset(by: 1)) {
          metrics.edgesThroughNodes += 1
        }
      }
      for group in index.groups where !path.groups.contains(group) {
        if let box = layout.groups[group]?.box, runs(path, through: box.inset(by: 1)) {
          metrics.edgesThroughGroups += 1
        }
      }
    }
    let stretches = paths.compactMap(stretch)
    if !stretches.isEmpty { metrics.stretch = stretches.reduce(0, +) / Double(stretches.count) }
    for (i, a) in paths.enumerated() {
      for b in paths.dropFirst(i + 1) {
        if b.bounds.x > a.bounds.right + PathPair.closeness { break }
        guard touches(a.bounds.inset(by: -PathPair.closeness), b.bounds) else { continue }
        let common = a.ends.filter { b.ends.contains($0) }.compactMap(box)
        let pair = PathPair(a, b, around: common)
        metrics.crossings += pair.crossings
        metrics.sharedLength += pair.sharedLength
      }
    }
  }

  private func length(_ path: Path) -> Int {
    path.pieces.reduce(0) { $0 + $1.width + $1.height }
  }

  private func stretch(_ path: Path) -> Double? {
    guard path.ends[0] != path.ends[1], let first = path.points.first, let last = path.points.last else {
      return nil
    }
    let (dx, dy) = (Double(last.x - first.x), Double(last.y - first.y))
    return Double(length(path)) / max(1, (dx * dx + dy * dy).squareRoot())
  }

  private func joinsItsEnds(_ path: Path) -> Bool {
    guard let first = path.points.first, let last = path.points.last, let from = box(path.ends[0]),
      let to = box(path.ends[1])
    else { return false }
    let straight = path.pieces.allSatisfy { $0.width == 0 || $0.height == 0 }
    return straight && onBorder(first, from) && onBorder(last, to)
  }

  private func onBorder(_ point: DiagramPoint, _ box: DiagramBox) -> Bool {
    let within = point.x >= box.x && point.x <= box.right && point.y >= box.y && point.y <= box.bottom
    return within
      && (point.x == box.x || point.x == box.right || point.y == box.y || point.y == box.bottom)
  }
}
