/// The order in which the nodes of a diagram are read: along its edges, each way followed to its end before the next,
/// as far as what comes before is read; ties in source order. Edges that run back do not count.
struct ReadingOrder {
  /// Indices of the nodes of the diagram.
  private(set) var nodes: [Int] = []

  init(_ diagram: Diagram, _ index: DiagramIndex) {
    var waiting = [Int](repeating: 0, count: diagram.nodes.count)
    var next: [[Int]] = Array(repeating: [], count: diagram.nodes.count)
    for edge in diagram.edges where edge.kind != .feedback {
      guard case .node(let from)? = index.target(edge.from), case .node(let to)? = index.target(edge.to),
        from != to
      else { continue }
      next[from].append(to)
      waiting[to] += 1
    }
    var isRead = [Bool](repeating: false, count: diagram.nodes.count)
    var stack: [Int] = []
    func read(from start: Int) {
      stack.append(start)
      while let node = stack.popLast() {
        guard !isRead[node] else { continue }
        isRead[node] = true
        nodes.append(node)
        for follower in next[node].reversed() {
          waiting[follower] -= 1
          if waiting[follower] == 0 { stack.append(follower) }
        }
      }
    }
    for node in index.nodes where waiting[node] == 0 && !isRead[node] { read(from: node) }
    // What is left lies on or behind a cycle.
    for node in index.nodes where !isRead[node] { read(from: node) }
  }
}
