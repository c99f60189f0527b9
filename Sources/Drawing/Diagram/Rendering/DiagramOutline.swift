/// A diagram in words, for readers who do not see it.
package struct DiagramOutline {
  let diagram: Diagram
  private let labels: [[UInt8]: String]

  package init(_ diagram: Diagram) {
    self.diagram = diagram
    var labels: [[UInt8]: String] = [:]
    for group in diagram.groups { labels[Array(group.id.utf8)] = group.label }
    for node in diagram.nodes { labels[Array(node.id.utf8)] = node.label }
    self.labels = labels
  }

  /// The label of what an identifier names, or the identifier itself.
  func name(_ id: String) -> String {
    let label = labels[Array(id.utf8)] ?? ""
    return label.isEmpty ? id : label
  }

  /// The edges in source order.
  func table(_ drawn: [DiagramLayout.EdgePath?]) -> PictureTable {
    let rows = zip(diagram.edges, drawn).filter { $0.1 != nil }.map { edge, _ in
      [name(edge.from), edge.label ?? "", name(edge.to)]
    }
    return PictureTable(header: ["from", "label", "to"], numeric: [false, false, false], rows: rows)
  }

  /// One sentence: how much there is, where it begins and where it ends.
  func sentence(_ layout: DiagramLayout) -> String {
    let nodes = layout.nodes.count { $0 != nil }
    guard nodes > 0 else { return "An empty diagram." }
    let groups = layout.groups.count { $0 != nil }
    let edges = layout.edges.count { $0 != nil }
    var text = counted(nodes, "node")
    if groups > 0 { text += " in \(counted(groups, "group"))" }
    text += ", \(counted(edges, "edge"))"
    let forward = diagram.edges.filter { $0.kind != .feedback }
    let sources = ends(layout) { id in !forward.contains { $0.to.utf8.elementsEqual(id.utf8) } }
    let sinks = ends(layout) { id in !forward.contains { $0.from.utf8.elementsEqual(id.utf8) } }
    if edges > 0, !sources.isEmpty, !sinks.isEmpty {
      text += "; from \(listed(sources)) to \(listed(sinks))"
    }
    let loops = layout.edges.count { $0?.runsBack == true }
    if loops > 0 { text += ", with \(counted(loops, "feedback loop"))" }
    return text + "."
  }

  private func ends(_ layout: DiagramLayout, _ isEnd: (String) -> Bool) -> [String] {
    zip(diagram.nodes, layout.nodes).filter { node, box in
      box != nil && isEnd(node.id)
        && diagram.edges.contains {
          $0.from.utf8.elementsEqual(node.id.utf8) || $0.to.utf8.elementsEqual(node.id.utf8)
        }
    }.map { name($0.0.id) }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func listed(_ names: [String]) -> String {
    if names.count > 3 { return names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
