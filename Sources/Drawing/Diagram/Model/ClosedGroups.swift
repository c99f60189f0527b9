extension Diagram {
  /// The diagram with some groups closed: each becomes a node that counts what lies in it, and edges from and to its
  /// contents end at it. Edges of one kind between the same two ends become one, with their number.
  package func closing(_ ids: Set<String>) -> Diagram {
    guard !ids.isEmpty else { return self }
    let holder = closedHolders(ids)
    var result = self
    result.groups = groups.filter { holder[$0.id] == nil }
    var counts: [String: Int] = [:]
    var states: [String: Node.State] = [:]
    var changed = Set<String>()
    for node in nodes {
      guard let outer = holder[node.id] else { continue }
      counts[outer, default: 0] += 1
      if let state = node.state { states[outer] = worse(state, states[outer]) }
      if node.change != nil { changed.insert(outer) }
    }
    result.nodes = nodes.filter { holder[$0.id] == nil }
    var first: [String: Int] = [:]
    for (index, node) in nodes.enumerated().reversed() {
      if let outer = holder[node.id] { first[outer] = index }
    }
    var positions = nodes.enumerated().filter { holder[$0.element.id] == nil }.map(\.offset)
    for group in groups where holder[group.id] == group.id {
      var node = Node(id: group.id, label: group.label, kind: group.kind ?? .step, group: group.parent)
      node.contains = counts[group.id] ?? 0
      node.state = states[group.id]
      node.change = group.change ?? (changed.contains(group.id) ? .changed : nil)
      let inner = first[group.id].map { nodes[$0] }
      node.lane = inner?.lane
      node.stage = inner?.stage
      let position = first[group.id] ?? nodes.count
      let slot = positions.firstIndex { $0 > position } ?? positions.count
      result.nodes.insert(node, at: slot)
      positions.insert(position, at: slot)
    }
    result.edges = joinedEdges(holder)
    for story in result.stories.indices {
      for step in result.stories[story].steps.indices {
        var chain: [String] = []
        for id in result.stories[story].steps[step].chain.map({ holder[$0] ?? $0 }) where chain.last != id {
          chain.append(id)
        }
        result.stories[story].steps[step].chain = chain
      }
    }
    return result
  }

  private func worse(_ a: Node.State, _ b: Node.State?) -> Node.State {
    let order: [Node.State] = [.failed, .stale, .fresh]
    return order.first { $0 == a || $0 == b } ?? a
  }

  /// By identifier of a group or node that is or lies in a closed group: the outermost such group.
  private func closedHolders(_ ids: Set<String>) -> [String: String] {
    let index = DiagramIndex(self)
    var holder: [String: String] = [:]
    func outermost(_ group: Int?) -> String? {
      var found: String?
      var current = group
      while let group = current {
        if ids.contains(groups[group].id) { found = groups[group].id }
        current = index.parentOfGroup[group]
      }
      return found
    }
    for group in index.groups { holder[groups[group].id] = outermost(group) }
    for node in index.nodes { holder[nodes[node].id] = outermost(nodes[node].group.flatMap(index.group)) }
    return holder
  }

  private struct Ends: Hashable {
    var from: String
    var to: String
    var kind: Edge.Kind
    var arrows: Edge.Arrows
  }

  private func joinedEdges(_ holder: [String: String]) -> [Edge] {
    var result: [Edge] = []
    var places: [Ends: Int] = [:]
    for edge in edges {
      var joined = edge
      joined.from = holder[edge.from] ?? edge.from
      joined.to = holder[edge.to] ?? edge.to
      let isTouched = joined.from != edge.from || joined.to != edge.to
      guard isTouched else {
        result.append(edge)
        continue
      }
      if joined.from == joined.to { continue }
      let ends = Ends(from: joined.from, to: joined.to, kind: edge.kind, arrows: edge.arrows)
      guard let place = places[ends] else {
        places[ends] = result.count
        result.append(joined)
        continue
      }
      result[place].count += edge.count
      if let label = edge.label, result[place].label != label { result[place].label = nil }
      if let weight = edge.weight { result[place].weight = (result[place].weight ?? 0) + weight }
      if result[place].change != edge.change { result[place].change = .changed }
    }
    return result
  }

  /// What lies in a group, with its neighbours as external nodes around it; nil where there is no such group.
  package func inside(of id: String) -> Diagram? {
    guard let group = groups.first(where: { $0.id == id }) else { return nil }
    let index = DiagramIndex(self)
    func lies(_ start: Int?) -> Bool {
      var current = start
      while let group = current {
        if groups[group].id == id { return true }
        current = index.parentOfGroup[group]
      }
      return false
    }
    var result = Diagram(
      title: group.label, direction: group.direction ?? direction, targetWidth: targetWidth)
    result.hasKey = false
    var inner: Set<String> = [id]
    for number in index.groups where lies(number) && groups[number].id != id {
      inner.insert(groups[number].id)
      result.groups.append(groups[number])
      if groups[number].parent == id { result.groups[result.groups.count - 1].parent = nil }
    }
    for number in index.nodes where lies(nodes[number].group.flatMap(index.group)) {
      var node = nodes[number]
      inner.insert(node.id)
      if node.group == id { node.group = nil }
      node.lane = nil
      node.stage = nil
      result.nodes.append(node)
    }
    let within = inner
    for edge in edges where within.contains(edge.from) || within.contains(edge.to) {
      if edge.from == id || edge.to == id { continue }
      for end in [edge.from, edge.to] where !inner.contains(end) {
        inner.insert(end)
        let label =
          nodes.first { $0.id == end }?.label ?? groups.first { $0.id == end }?.label ?? end
        result.nodes.append(Node(id: end, label: label, kind: .external))
      }
      result.edges.append(edge)
    }
    return result
  }
}
