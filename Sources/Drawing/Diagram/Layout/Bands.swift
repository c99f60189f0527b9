/// Lanes and stages: bands along and across the reading direction of the whole diagram.
///
/// A stage is a run of layers, so it enters the ranking; a lane is a run of places in each layer, so it bounds the
/// order and the places across. Both have their titles at the begin of the band.
extension ContainerLayout {
  var isBanded: Bool { item.role == .root && graph.hasBands }

  /// Room around the contents of a band, and for a line of title.
  private static let inset = 14
  private static let titleLine = 40

  func bandPadding(_ side: Side) -> Int {
    let isRight = axes.direction == .right
    switch side {
    case .start where !graph.laneTitles.isEmpty:
      return isRight ? (graph.laneTitles.max() ?? 0) + 28 : ContainerLayout.titleLine
    case .low where !graph.stageTitles.isEmpty:
      return isRight ? ContainerLayout.titleLine : (graph.stageTitles.max() ?? 0) + 28
    default: return ContainerLayout.inset
    }
  }

  /// Each stage is a range of ranks, the next one begins behind it.
  func addStages(
    _ index: [Int: Int], _ linked: inout Set<Int>, _ add: (Int, Int, Int, Int) -> Void
  ) {
    let first = item.children.count + 2
    for stage in graph.stageTitles.indices { add(first + stage, first + stage + 1, 1, 1) }
    for child in item.children {
      guard let stage = graph.items[child].stage, let position = index[child] else { continue }
      linked.insert(child)
      add(first + stage, position, 0, 1)
      add(position, first + stage + 1, 1, 0)
    }
  }

  /// Bands are at least as long as their titles.
  mutating func setBandExtents(_ ranks: [Int: Int]) {
    layered.laneExtents = graph.laneTitles.map {
      axes.direction == .right ? ContainerLayout.titleLine + 26 : $0 + 24
    }
    for (stage, width) in graph.stageTitles.enumerated() {
      let layers = item.children.filter { graph.items[$0].stage == stage }.compactMap { ranks[$0] }
      guard let least = layers.min(), layers.max() == least else { continue }
      layered.layerExtents[least + 1] = axes.direction == .right ? width + 8 : ContainerLayout.titleLine
    }
  }

  /// Boxes of lanes and stages; a stage that no node stands in has none.
  func bandBoxes() -> (lanes: [DiagramBox?], stages: [DiagramBox?]) {
    guard isBanded else { return ([], []) }
    let borders = layered.laneBorders
    let lowest = borders.first ?? padding(.low) - ContainerLayout.inset
    let highest = borders.last ?? max(contentHigh + ContainerLayout.inset, lowest)
    let lanes = graph.laneTitles.indices.map { lane -> DiagramBox? in
      guard lane + 1 < borders.count else { return nil }
      return box(0, extentMain, borders[lane], borders[lane + 1])
    }
    let stages = stageExtents().map { extent in
      extent.map { box($0.begin, $0.end, graph.stageTitles.isEmpty ? lowest : 0, highest) }
    }
    return (lanes, stages)
  }

  private func box(_ begin: Int, _ end: Int, _ low: Int, _ high: Int) -> DiagramBox {
    axes.box(main: begin, cross: low, size: axes.size(main: end - begin, cross: high - low))
  }

  /// Stages meet in the middle of the lead behind the last layer of the one before.
  private func stageExtents() -> [(begin: Int, end: Int)?] {
    var extents = [(begin: Int, end: Int)?](repeating: nil, count: graph.stageTitles.count)
    for vertex in layered.vertices {
      guard case .child(let child) = vertex.kind, let stage = graph.items[child].stage else { continue }
      let old = extents[stage] ?? (vertex.begin, vertex.begin + vertex.main)
      extents[stage] = (min(old.begin, vertex.begin), max(old.end, vertex.begin + vertex.main))
    }
    let used = extents.indices.filter { extents[$0] != nil }
    var begin = padding(.start) - ContainerLayout.inset
    for (place, stage) in used.enumerated() {
      let isLast = place + 1 == used.count
      let end = isLast ? extentMain : (extents[stage]?.end ?? 0) + Spacing.lead / 2
      extents[stage] = (begin, end)
      begin = end
    }
    return extents
  }
}
