import Drawing

/// A small change of a description, such as people make while they write it.
enum DiagramEdit: String, CaseIterable {
  case addLeaf = "add leaf"
  case deleteEdge = "delete edge"
  case deleteLeaf = "delete leaf"
  case addEdge = "add edge"
  case widenNode = "widen node"
  case reorderLines = "reorder lines"

  /// `diagram` with this change at a place that `random` chooses; nil where it has none.
  func applied(to diagram: Diagram, _ random: inout SplitMix) -> Diagram? {
    guard !diagram.nodes.isEmpty else { return nil }
    var edited = diagram
    let done =
      switch self {
      case .addLeaf: DiagramEdit.addLeaf(to: &edited, &random)
      case .deleteEdge: DiagramEdit.deleteEdge(of: &edited, &random)
      case .deleteLeaf: DiagramEdit.deleteLeaf(of: &edited, &random)
      case .addEdge: DiagramEdit.addEdge(to: &edited, &random)
      case .widenNode: DiagramEdit.widenNode(of: &edited, &random)
      case .reorderLines: DiagramEdit.reorderLines(of: &edited, &random)
      }
    return done ? edited : nil
  }

  /// A node that one edge leads to, in the group of that edge's source, as the last line of all.
  private static func addLeaf(to diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    let source = random.pick(diagram.nodes)
    diagram.nodes.append(.init(id: "added leaf", label: "added leaf", group: source.group))
    diagram.edges.append(.init(from: source.id, to: "added leaf"))
    return true
  }

  private static func deleteEdge(of diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    guard !diagram.edges.isEmpty else { return false }
    diagram.edges.remove(at: random.next(below: diagram.edges.count))
    return true
  }

  /// A node with one edge, and that edge.
  private static func deleteLeaf(of diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    var degree: [String: Int] = [:]
    for edge in diagram.edges {
      degree[edge.from, default: 0] += 1
      degree[edge.to, default: 0] += 1
    }
    let leaves = diagram.nodes.map(\.id).filter { degree[$0] == 1 }
    guard !leaves.isEmpty else { return false }
    let leaf = random.pick(leaves)
    diagram.nodes.removeAll { $0.id == leaf }
    diagram.edges.removeAll { $0.from == leaf || $0.to == leaf }
    return true
  }

  /// From a node to one of the twelve that are described after it, if they are not joined yet.
  private static func addEdge(to diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    guard diagram.nodes.count > 1 else { return false }
    for _ in 0..<40 {
      let from = random.next(below: diagram.nodes.count - 1)
      let to = from + 1 + random.next(below: min(12, diagram.nodes.count - 1 - from))
      let (source, target) = (diagram.nodes[from].id, diagram.nodes[to].id)
      let isJoined = diagram.edges.contains {
        ($0.from == source && $0.to == target) || ($0.from == target && $0.to == source)
      }
      if isJoined { continue }
      diagram.edges.append(.init(from: source, to: target))
      return true
    }
    return false
  }

  private static func widenNode(of diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    diagram.nodes[random.next(below: diagram.nodes.count)].label += " (new)"
    return true
  }

  /// The line of one node to another place among the nodes of its group, and that of one edge to any other place.
  private static func reorderLines(of diagram: inout Diagram, _ random: inout SplitMix) -> Bool {
    let node = random.pick(diagram.nodes)
    let siblings = diagram.nodes.indices.filter { diagram.nodes[$0].group == node.group }
    if let from = diagram.nodes.firstIndex(of: node) {
      diagram.nodes.remove(at: from)
      diagram.nodes.insert(node, at: random.pick(siblings))
    }
    if !diagram.edges.isEmpty {
      let edge = diagram.edges.remove(at: random.next(below: diagram.edges.count))
      diagram.edges.insert(edge, at: random.next(below: diagram.edges.count + 1))
    }
    return true
  }
}
