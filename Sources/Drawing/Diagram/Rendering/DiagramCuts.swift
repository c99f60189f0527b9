/// Which texts of a diagram are too long and are drawn with an ellipsis.
package struct DiagramCuts: Sendable {
  /// Indices of nodes of whose text some is cut, of groups, and of edges.
  package private(set) var nodes: [Int] = []
  package private(set) var groups: [Int] = []
  package private(set) var edges: [Int] = []

  package init(_ diagram: Diagram) {
    let text = DiagramText(diagram)
    nodes = diagram.nodes.indices.filter { text.nodes[$0].isCut }
    groups = diagram.groups.indices.filter {
      DiagramText.isCut(diagram.groups[$0].label, text.titles[$0])
    }
    edges = diagram.edges.indices.filter { text.labels[$0].isCut }
  }
}
