/// The consistent part of a diagram: which identifiers are taken, what lies in what, which edges have two ends.
///
/// Identifiers compare by their bytes; the first use of one counts. Groups whose parents form a cycle, are unknown or
/// too deep are lifted to the top level (or to the deepest level allowed).
struct DiagramIndex {
  /// What an identifier names.
  enum Target: Hashable {
    case node(Int)
    case group(Int)
  }

  static let deepestNesting = 24

  private(set) var targets: [[UInt8]: Target] = [:]
  /// Indices of nodes and groups in the diagram that are kept (not a second use of an identifier).
  private(set) var nodes: [Int] = []
  private(set) var groups: [Int] = []
  /// By index of the group in the diagram: its parent's index.
  private(set) var parentOfGroup: [Int?]
  private(set) var problems: [String] = []

  init(_ diagram: Diagram) {
    parentOfGroup = Array(repeating: nil, count: diagram.groups.count)
    for (index, group) in diagram.groups.enumerated() where claim(group.id, .group(index)) {
      groups.append(index)
    }
    for (index, node) in diagram.nodes.enumerated() where claim(node.id, .node(index)) {
      nodes.append(index)
    }
    for index in groups { attach(index, diagram.groups[index]) }
    cutCycles(diagram)
    limitDepth(diagram)
    for index in nodes {
      let node = diagram.nodes[index]
      if let group = node.group, self.group(group) == nil {
        problems.append("node “\(node.id)” lies in “\(group)”, which is no group of this diagram")
      }
    }
  }

  func target(_ id: String) -> Target? { targets[Array(id.utf8)] }

  func group(_ id: String) -> Int? {
    if case .group(let index)? = target(id) { index } else { nil }
  }

  private mutating func claim(_ id: String, _ target: Target) -> Bool {
    let key = Array(id.utf8)
    guard targets[key] == nil else {
      problems.append("“\(id)” names two things; the second is left out")
      return false
    }
    targets[key] = target
    return true
  }

  private mutating func attach(_ index: Int, _ group: Diagram.Group) {
    guard let parent = group.parent else { return }
    parentOfGroup[index] = self.group(parent)
    if parentOfGroup[index] == nil {
      problems.append("group “\(group.id)” lies in “\(parent)”, which is no group of this diagram")
    }
  }

  private mutating func cutCycles(_ diagram: Diagram) {
    var state = [Int](repeating: 0, count: parentOfGroup.count)
    for start in groups where state[start] == 0 {
      var path: [Int] = []
      var current: Int? = start
      while let group = current, state[group] == 0 {
        state[group] = 1
        path.append(group)
        if let parent = parentOfGroup[group], state[parent] == 1 {
          problems.append("group “\(diagram.groups[group].id)” lies within itself")
          parentOfGroup[group] = nil
        }
        current = parentOfGroup[group]
      }
      for group in path { state[group] = 2 }
    }
  }

  private mutating func limitDepth(_ diagram: Diagram) {
    var depth = [Int](repeating: -1, count: parentOfGroup.count)
    for start in groups {
      var path: [Int] = []
      var current: Int? = start
      while let group = current, depth[group] < 0 {
        path.append(group)
        current = parentOfGroup[group]
      }
      for group in path.reversed() {
        guard let parent = parentOfGroup[group] else {
          depth[group] = 1
          continue
        }
        if depth[parent] >= DiagramIndex.deepestNesting {
          problems.append("group “\(diagram.groups[group].id)” is nested too deep")
          parentOfGroup[group] = parentOfGroup[parent]
          depth[group] = depth[parent]
        } else {
          depth[group] = depth[parent] + 1
        }
      }
    }
  }
}

extension Diagram {
  /// What is wrong with the description, a sentence each, in source order; empty for a diagram that is drawn whole.
  ///
  /// An identifier used twice, a group or an end of an edge that does not exist, a group within itself or nested deeper
  /// than 24 levels, a target width or a weight that is no positive number.
  package func problems() -> [String] {
    let index = DiagramIndex(self)
    var found = index.problems
    for edge in edges {
      for end in [edge.from, edge.to] where index.target(end) == nil {
        found.append(
          "the edge from “\(edge.from)” to “\(edge.to)” needs “\(end)”, which is not in this diagram")
      }
      if let weight = edge.weight, !(weight.isFinite && weight >= 0) {
        found.append("the edge from “\(edge.from)” to “\(edge.to)” has a weight that is no amount")
      }
    }
    if !(targetWidth.isFinite && targetWidth > 0) { found.append("the target width is no positive number") }
    return found
  }
}
