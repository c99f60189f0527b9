extension Diagram {
  /// The diagram with groups for nodes that no group holds together: where more than `most` nodes stand side by side in
  /// one group, or outside of all groups, those that are described one after the other are gathered in about
  /// `GatheredNodes.parts` groups of one size. Diagrams with lanes or stages are left as they are.
  func gathered(above most: Int) -> Diagram {
    guard nodes.count > most, lanes.isEmpty, stages.isEmpty else { return self }
    var places: [String?: [Int]] = [:]
    for (place, node) in nodes.enumerated() { places[node.group, default: []].append(place) }
    let crowds = places.values.filter { $0.count > most }.sorted { $0[0] < $1[0] }
    guard !crowds.isEmpty else { return self }
    var taken = Set(nodes.map(\.id) + groups.map(\.id))
    var result = self
    for crowd in crowds {
      let size = (crowd.count + GatheredNodes.parts - 1) / GatheredNodes.parts
      for start in stride(from: 0, to: crowd.count, by: size) {
        let part = crowd[start..<min(start + size, crowd.count)]
        guard let first = part.first, let last = part.last, part.count > 1 else { continue }
        let id = "\(nodes[first].id) … \(nodes[last].id)"
        guard taken.insert(id).inserted else { continue }
        result.groups.append(
          Group(id: id, label: "\(nodes[first].label) … \(nodes[last].label)", parent: nodes[first].group))
        for place in part { result.nodes[place].group = id }
      }
    }
    return result
  }
}

/// How nodes without groups are gathered where there are too many of them to draw.
enum GatheredNodes {
  /// As many as can be taken in at a glance, and that links between them leave readable.
  static let parts = 24
}
