/// Which parts of a diagram belong to which system: an outermost group, or a service, person or external party.
struct DiagramSystems {
  private let description: Description
  /// By group: the outermost group around it.
  private var outermost: [Int] = []
  /// By group: the lane of the first node in it.
  private(set) var laneOfGroup: [Int: String] = [:]

  init(_ description: Description) {
    self.description = description
    for index in description.diagram.groups.indices {
      outermost.append(description.holders(of: .group(index)).last ?? index)
    }
    for (index, node) in description.diagram.nodes.enumerated() {
      guard let lane = node.lane else { continue }
      for group in description.holders(of: .node(index)) where laneOfGroup[group] == nil {
        laneOfGroup[group] = lane
      }
    }
  }

  /// Whether an edge between the two passes from one system to another.
  func differ(_ a: Description.Target, _ b: Description.Target) -> Bool {
    guard a != b else { return false }
    let (groupA, groupB) = (group(of: a), group(of: b))
    let (ownA, ownB) = (isSystem(a), isSystem(b))
    if ownA && ownB { return true }
    if groupA == groupB { return false }
    return (ownA || groupA != nil) && (ownB || groupB != nil)
  }

  private func group(of target: Description.Target) -> Int? {
    switch target {
    case .group(let index): outermost[index]
    case .node: description.holders(of: target).last
    }
  }

  private func isSystem(_ target: Description.Target) -> Bool {
    guard case .node(let index) = target else { return false }
    return [.service, .person, .external].contains(description.diagram.nodes[index].kind)
  }
}
