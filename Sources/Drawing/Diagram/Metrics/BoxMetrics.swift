extension MeasuredDiagram {
  func measureBoxes(_ metrics: inout DiagramMetrics) {
    let boxes =
      index.nodes.map { DiagramIndex.Target.node($0) } + index.groups.map { DiagramIndex.Target.group($0) }
    let placed = boxes.compactMap { target in
      box(target).map { (target: target, box: $0, holders: Set(holders(target))) }
    }.sorted { $0.box.x < $1.box.x }
    for (i, first) in placed.enumerated() {
      for holder in first.holders where DiagramIndex.Target.group(holder) != first.target {
        if let outer = layout.groups[holder]?.box, !contains(outer, first.box) { metrics.overlaps += 1 }
      }
      for second in placed.dropFirst(i + 1) {
        if second.box.x >= first.box.right { break }
        guard first.box.overlaps(second.box) else { continue }
        if case .group(let group) = first.target, second.holders.contains(group) { continue }
        if case .group(let group) = second.target, first.holders.contains(group) { continue }
        metrics.overlaps += 1
      }
    }
  }

  private func contains(_ outer: DiagramBox, _ inner: DiagramBox) -> Bool {
    outer.x <= inner.x && outer.y <= inner.y && outer.right >= inner.right && outer.bottom >= inner.bottom
  }
}
