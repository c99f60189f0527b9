/// The cycles of a description, without the edges that are marked as leading back.
struct DiagramCycles {
  private let description: Description

  init(_ description: Description) { self.description = description }

  /// Edges that close a cycle in a walk along the source, in source order: without them there is no cycle.
  func closingEdges() -> [Int] {
    var number: [Description.Target: Int] = [:]
    var next: [[(target: Int, edge: Int)]] = []
    func vertex(_ target: Description.Target) -> Int {
      if let known = number[target] { return known }
      number[target] = next.count
      next.append([])
      return next.count - 1
    }
    for (index, edge) in description.diagram.edges.enumerated()
    where edge.kind != .feedback && edge.arrows == .forward {
      guard let from = description.target(edge.from), let to = description.target(edge.to), from != to else {
        continue
      }
      let (start, end) = (vertex(from), vertex(to))
      next[start].append((end, index))
    }
    return closing(next)
  }

  /// Depth first without recursion: an edge to a vertex that is still open closes a cycle.
  private func closing(_ next: [[(target: Int, edge: Int)]]) -> [Int] {
    enum State { case new, open, done }
    var state = [State](repeating: .new, count: next.count)
    var found: [Int] = []
    for root in next.indices where state[root] == .new {
      var path = [(vertex: root, position: 0)]
      state[root] = .open
      while let top = path.last {
        guard top.position < next[top.vertex].count else {
          state[top.vertex] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].position += 1
        let step = next[top.vertex][top.position]
        switch state[step.target] {
        case .new:
          state[step.target] = .open
          path.append((step.target, 0))
        case .open: found.append(step.edge)
        case .done: break
        }
      }
    }
    return found.sorted()
  }
}
