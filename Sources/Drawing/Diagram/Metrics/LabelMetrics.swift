extension MeasuredDiagram {
  func measureLabels(_ metrics: inout DiagramMetrics) {
    let titles = layout.groups.compactMap { $0?.title }.filter { $0.width > 0 }
    for (i, path) in paths.enumerated() {
      let label = diagram.edges[path.index].label ?? ""
      guard let box = path.label?.inset(by: 1) else {
        if !label.allSatisfy(\.isWhitespace) { metrics.unplacedLabels += 1 }
        continue
      }
      metrics.labelsOnNodes += layout.nodes.count { $0?.overlaps(box) == true }
      metrics.labelsOnLabels += titles.count { $0.overlaps(box) }
      metrics.labelsOnLabels += paths.dropFirst(i + 1).count {
        $0.label?.inset(by: 1).overlaps(box) == true
      }
      metrics.labelsOnEdges += paths.count { $0.index != path.index && runs($0, through: box) }
      if !path.pieces.contains(where: { touches($0, box.inset(by: -12)) }) { metrics.farLabels += 1 }
    }
    for title in titles { metrics.titlesOnEdges += paths.count { runs($0, through: title) } }
  }
}
