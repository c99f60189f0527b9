import Drawing

/// Nested diagrams from a fixed seed: pipelines with groups in groups, back edges, self-loops, parallel edges, edges to
/// groups, edges between a group and its contents, empty groups and parts without any edge.
struct RandomDiagrams {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % max(bound, 1)
  }

  private mutating func chance(_ percent: Int) -> Bool { next(100) < percent }

  private static let words = [
    "load", "clean", "raw events", "feature store", "train", "evaluate", "model registry", "deploy",
    "a rather long name of a step in two lines", "Metrik", "x", "monitoring of drift",
  ]

  mutating func diagram(nodes count: Int) -> Diagram {
    var diagram = Diagram(title: "Random", direction: chance(70) ? .right : .down)
    let groups = count == 0 ? next(2) : next(count / 3 + 2)
    for index in 0..<groups {
      var group = Diagram.Group(id: "g\(index)", label: RandomDiagrams.words[next(12)])
      if index > 0, chance(45) { group.parent = shallow("g\(next(index))", diagram) }
      if chance(20) { group.direction = chance(50) ? .right : .down }
      diagram.groups.append(group)
    }
    for index in 0..<count {
      var node = Diagram.Node(id: "n\(index)", label: "\(RandomDiagrams.words[next(12)]) \(index)")
      node.kind = Diagram.Kind.allCases[next(Diagram.Kind.allCases.count)]
      if chance(40) { node.subtitle = "\(next(100_000)) × \(next(40))" }
      if groups > 0, chance(85) { node.group = "g\(min(index * groups / count + next(2), groups - 1))" }
      diagram.nodes.append(node)
    }
    addEdges(&diagram, count, groups)
    return diagram
  }

  /// `id`, or the top level where that would nest deeper than three.
  private func shallow(_ id: String, _ diagram: Diagram) -> String? {
    var depth = 1
    var current = diagram.groups.first { $0.id == id }
    while let parent = current?.parent {
      depth += 1
      current = diagram.groups.first { $0.id == parent }
    }
    return depth < 3 ? id : nil
  }

  private mutating func addEdges(_ diagram: inout Diagram, _ count: Int, _ groups: Int) {
    guard count > 0 else { return }
    for _ in 0..<(count * 4 / 3) {
      var from = next(count)
      var to = min(from + 1 + next(5), count - 1)
      if chance(6) { swap(&from, &to) }
      if from == to, !chance(30) { continue }
      var edge = Diagram.Edge(from: "n\(from)", to: "n\(to)")
      if groups > 0, chance(5) { edge.to = "g\(next(groups))" }
      if groups > 0, chance(4) { edge.from = "g\(next(groups))" }
      if chance(35) { edge.label = ["rows", "20 %", "point-in-time join", "model.pkl"][next(4)] }
      if chance(10) { edge.kind = chance(50) ? .feedback : .control }
      if chance(10) { edge.arrows = chance(50) ? .both : .none }
      if chance(30) { edge.weight = Double(next(10_000)) }
      diagram.edges.append(edge)
      if chance(5) { diagram.edges.append(edge) }
    }
  }
}
