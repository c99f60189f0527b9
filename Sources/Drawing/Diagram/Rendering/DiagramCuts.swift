/// Which texts of a diagram are too long and are drawn with an ellipsis.
package struct DiagramCuts: Sendable {
  /// Indices of nodes whose label or subtitle is cut, of groups, and of edges.
  package private(set) var nodes: [Int] = []
  package private(set) var groups: [Int] = []
  package private(set) var edges: [Int] = []

  package init(_ diagram: Diagram) {
    let text = DiagramText(diagram)
    for (index, node) in diagram.nodes.enumerated() {
      let drawn = text.nodes[index]
      if DiagramCuts.isCut(node.label, drawn.lines)
        || DiagramCuts.isCut(node.subtitle, [drawn.subtitle ?? ""])
      {
        nodes.append(index)
      }
    }
    for (index, group) in diagram.groups.enumerated()
    where DiagramCuts.isCut(group.label, [text.titles[index]]) {
      groups.append(index)
    }
    for (index, edge) in diagram.edges.enumerated() where DiagramCuts.isCut(edge.label, text.labels[index]) {
      edges.append(index)
    }
  }

  private static func isCut(_ written: String?, _ drawn: [String]) -> Bool {
    guard let written, let last = drawn.last else { return false }
    return last.hasSuffix("…") && !written.hasSuffix("…")
  }
}
