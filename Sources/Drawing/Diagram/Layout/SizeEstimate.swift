/// About how large a layout will be, from the order of its layers alone: a fair part of the page fit needs no more.
struct SizeEstimate {
  /// By container, in the numbers of the compound layout.
  var sizes: [DiagramSize]
  /// By container: the children of each layer that has any, with the extent along the reading direction.
  var columns: [[Column]]

  struct Column {
    var items: [Int]
    var begin: Int
    var end: Int
  }

  var whole: DiagramSize { sizes.first ?? DiagramSize(width: 0, height: 0) }
}

extension CompoundLayout {
  /// O(vertices + segments).
  func estimate() -> SizeEstimate {
    var result = SizeEstimate(
      sizes: Array(repeating: DiagramSize(width: 0, height: 0), count: levels.count),
      columns: Array(repeating: [], count: levels.count))
    for slot in levels.indices.reversed() {
      let level = levels[slot]
      let estimate = level.estimate { child in
        slots[child] >= 0 ? result.sizes[slots[child]] : graph.items[child].size
      }
      result.sizes[slot] = estimate.size
      result.columns[slot] = estimate.columns
    }
    return result
  }
}

extension ContainerLayout {
  func estimate(
    _ sizeOfChild: (Int) -> DiagramSize
  ) -> (size: DiagramSize, columns: [SizeEstimate.Column]) {
    var main = 0
    var cross = 0
    var columns: [SizeEstimate.Column] = []
    for (layer, vertices) in layered.layers.enumerated() {
      var extent = 0
      var across = 0
      var children: [Int] = []
      for index in vertices {
        let vertex = layered.vertices[index]
        if vertex.isPin { continue }
        var (along, wide) = (vertex.main, vertex.cross)
        if case .child(let child) = vertex.kind {
          let size = sizeOfChild(child)
          children.append(child)
          along = axes.main(size) + vertex.loopMain
          wide = axes.cross(size) + vertex.loopCross
          if !graph.isContainer(child) {
            let links = max(layered.before[index].count, layered.after[index].count)
            wide = max(wide, 2 * Spacing.portMargin + (links - 1) * Spacing.narrowestPortStep)
          }
        }
        extent = max(extent, along)
        across += wide + (vertex.isChild ? Spacing.betweenBoxes : Spacing.betweenEdges)
      }
      if !children.isEmpty { columns.append(.init(items: children, begin: main, end: main + extent)) }
      main += extent
      cross = max(cross, across)
      if layer < layered.lastLayer { main += gap(behind: layer) }
    }
    main += padding(.start) + padding(.end)
    let lanes = orientation.back[container].count
    cross += padding(.low) + padding(.high) + lanes * Spacing.lane + (lanes > 0 ? Spacing.firstLane : 0)
    if hasTitle {
      let needed = item.titleWidth + 2 * Spacing.padding
      if axes.direction == .right { main = max(main, needed) } else { cross = max(cross, needed) }
    }
    return (axes.size(main: main, cross: cross), columns)
  }

  /// Half of the links that turn in a gap want a track of their own, as experience tells.
  private func gap(behind layer: Int) -> Int {
    let links = layered.layers[layer].reduce(0) { $0 + layered.after[$1].count }
    let hasBoxes = { (layer: Int) in layered.layers[layer].contains { layered.vertices[$0].isChild } }
    if layer == 0 || layer + 1 == layered.lastLayer { return links > 1 ? links * Spacing.track / 3 : 0 }
    let lead = hasBoxes(layer) ? Spacing.lead : Spacing.gapWithoutBoxes
    let tail = hasBoxes(layer + 1) ? Spacing.tail : Spacing.gapWithoutBoxes
    return max(lead + tail + links / 3 * Spacing.track, links <= 1 && hasBoxes(layer) ? 34 : 0)
  }
}
