/// One demand of a ranking: `rank[head] - rank[tail]` is at least `length`, and each unit above costs `weight`.
struct RankConstraint {
  var tail: Int
  var head: Int
  var length: Int
  var weight: Int
}

/// Integer ranks of least total weighted length (Gansner, Koutsofios, North, Vo: A technique for drawing directed
/// graphs, 1993). The cut value of a tree edge is the sum of the vertices' supplies below it.
///
/// Of all rankings of that length it is the one in which every rank is as small as it can be. So the result depends on
/// the constraints alone and not on the way the simplex took, and an edit leaves alone what it does not concern.
///
/// The smallest rank is 0. Nil where the constraints have a cycle. About O(V·E) in practice.
func networkSimplex(vertexCount: Int, constraints: [RankConstraint]) -> [Int]? {
  guard vertexCount > 0 else { return [] }
  guard var solver = NetworkSimplex(vertexCount: vertexCount, constraints: constraints) else { return nil }
  solver.growTightTree()
  solver.optimize()
  solver.settle()
  return solver.normalizedRanks
}

private struct NetworkSimplex {
  /// The given vertices and one more, the root, which is before all others at no cost.
  let count: Int
  let edges: [RankConstraint]
  var incident: [[Int]]
  var supply: [Int]
  var rank: [Int]
  var inTree: [Bool]
  var treeEdges: [[Int]]
  var parentEdge: [Int]
  var parent: [Int]
  var low: [Int]
  var limit: [Int]
  var below: [Int]
  /// Vertices by `limit`.
  var byLimit: [Int]

  var root: Int { count - 1 }

  init?(vertexCount: Int, constraints: [RankConstraint]) {
    count = vertexCount + 1
    var edges = constraints.filter { $0.tail != $0.head }
    var entered = [Bool](repeating: false, count: count)
    for edge in edges { entered[edge.head] = true }
    for vertex in 0..<vertexCount where !entered[vertex] {
      edges.append(RankConstraint(tail: vertexCount, head: vertex, length: 0, weight: 0))
    }
    self.edges = edges
    incident = Array(repeating: [], count: count)
    supply = Array(repeating: 0, count: count)
    for (index, edge) in edges.enumerated() {
      incident[edge.tail].append(index)
      incident[edge.head].append(index)
      supply[edge.tail] += edge.weight
      supply[edge.head] -= edge.weight
    }
    inTree = Array(repeating: false, count: edges.count)
    treeEdges = Array(repeating: [], count: count)
    parentEdge = Array(repeating: -1, count: count)
    parent = parentEdge
    low = Array(repeating: 0, count: count)
    limit = low
    below = low
    byLimit = low
    guard let start = NetworkSimplex.longestPathRanks(count: count, edges: edges, incident: incident) else {
      return nil
    }
    rank = start
  }

  private static func longestPathRanks(
    count: Int, edges: [RankConstraint], incident: [[Int]]
  ) -> [Int]? {
    var pending = [Int](repeating: 0, count: count)
    for edge in edges { pending[edge.head] += 1 }
    var rank = [Int](repeating: 0, count: count)
    var queue = (0..<count).filter { pending[$0] == 0 }
    var next = 0
    while next < queue.count {
      let vertex = queue[next]
      next += 1
      for index in incident[vertex] where edges[index].tail == vertex {
        let edge = edges[index]
        rank[edge.head] = max(rank[edge.head], rank[vertex] + edge.length)
        pending[edge.head] -= 1
        if pending[edge.head] == 0 { queue.append(edge.head) }
      }
    }
    return queue.count == count ? rank : nil
  }

  private func slack(_ index: Int) -> Int {
    rank[edges[index].head] - rank[edges[index].tail] - edges[index].length
  }

  private func other(_ index: Int, than vertex: Int) -> Int {
    edges[index].tail == vertex ? edges[index].head : edges[index].tail
  }

  /// Grows a spanning tree of edges without slack, moving what is already reached where none is left.
  mutating func growTightTree() {
    var reached = [Bool](repeating: false, count: count)
    var members = [root]
    reached[root] = true
    var next = 0
    while true {
      while next < members.count {
        let vertex = members[next]
        next += 1
        for index in incident[vertex] {
          let far = other(index, than: vertex)
          if !reached[far], slack(index) == 0 {
            reached[far] = true
            setTree(index, true)
            members.append(far)
          }
        }
      }
      guard members.count < count, let nearest = nearestOutside(reached) else { break }
      let shift = reached[edges[nearest].head] ? -slack(nearest) : slack(nearest)
      for vertex in members { rank[vertex] += shift }
      next = 0
    }
  }

  private func nearestOutside(_ reached: [Bool]) -> Int? {
    var best: (index: Int, slack: Int)?
    for index in edges.indices where reached[edges[index].tail] != reached[edges[index].head] {
      let distance = slack(index)
      if distance < best?.slack ?? .max { best = (index, distance) }
    }
    return best?.index
  }

  private mutating func setTree(_ index: Int, _ value: Bool) {
    inTree[index] = value
    for vertex in [edges[index].tail, edges[index].head] {
      if value {
        treeEdges[vertex].append(index)
      } else {
        treeEdges[vertex].removeAll { $0 == index }
      }
    }
  }

  /// Exchanges tree edges of negative cut value for the edge of least slack that crosses back.
  mutating func optimize() {
    numberTree(from: root)
    var cursor = 0
    for _ in 0..<(50 * count + 1000) {
      guard let leaving = leavingVertex(from: cursor) else { return }
      cursor = leaving
      let edge = parentEdge[leaving]
      let upwards = edges[edge].tail == leaving
      guard let entering = enteringEdge(below: leaving, upwards: upwards) else { return }
      let shift = upwards ? -slack(entering) : slack(entering)
      if shift != 0 {
        for place in low[leaving]...limit[leaving] { rank[byLimit[place]] += shift }
      }
      let top = commonAncestor(edges[entering].tail, edges[entering].head)
      setTree(edge, false)
      setTree(entering, true)
      numberTree(from: top)
    }
  }

  private func commonAncestor(_ a: Int, _ b: Int) -> Int {
    var current = a
    while limit[b] < low[current] || limit[b] > limit[current] { current = parent[current] }
    return current
  }

  /// Postorder numbers and the supply of each subtree, below `top`. A subtree keeps its range of numbers whatever
  /// happens inside it, so the rest stays as it is.
  private mutating func numberTree(from top: Int) {
    var counter = low[top]
    var stack = [(vertex: top, next: 0)]
    below[top] = supply[top]
    while let (vertex, position) = stack.last {
      if position < treeEdges[vertex].count {
        stack[stack.count - 1].next += 1
        let index = treeEdges[vertex][position]
        if index == parentEdge[vertex] { continue }
        let child = other(index, than: vertex)
        parent[child] = vertex
        parentEdge[child] = index
        low[child] = counter
        below[child] = supply[child]
        stack.append((child, 0))
      } else {
        limit[vertex] = counter
        byLimit[counter] = vertex
        counter += 1
        if vertex != top { below[parent[vertex]] += below[vertex] }
        stack.removeLast()
      }
    }
  }

  private func leavingVertex(from cursor: Int) -> Int? {
    for step in 0..<count {
      let vertex = (cursor + step) % count
      guard parentEdge[vertex] >= 0 else { continue }
      let cut = edges[parentEdge[vertex]].tail == vertex ? below[vertex] : -below[vertex]
      if cut < 0 { return vertex }
    }
    return nil
  }

  /// Among the edges that join the subtree and the rest in the direction opposite to the leaving edge, the first of
  /// least slack. Looks at the smaller of the two parts.
  private func enteringEdge(below top: Int, upwards: Bool) -> Int? {
    let (first, last) = (low[top], limit[top])
    var best = -1
    var least = Int.max
    func look(_ place: Int) {
      for index in incident[byLimit[place]] where !inTree[index] {
        let edge = edges[index]
        let tail = limit[edge.tail]
        let head = limit[edge.head]
        let tailBelow = tail >= first && tail <= last
        let headBelow = head >= first && head <= last
        guard upwards ? !tailBelow && headBelow : tailBelow && !headBelow else { continue }
        let distance = rank[edge.head] - rank[edge.tail] - edge.length
        if distance < least || (distance == least && index < best) { (best, least) = (index, distance) }
      }
    }
    if last - first < count / 2 {
      for place in first...last { look(place) }
    } else {
      for place in 0..<first { look(place) }
      for place in (last + 1)..<max(count, last + 1) { look(place) }
    }
    return best < 0 ? nil : best
  }

  /// Lowers each rank as far as the length allows. By complementary slackness, the rankings of least length are those
  /// without slack on the tree edges that carry flow; the least of them are shortest paths over slack from the root.
  mutating func settle() {
    var isFixed = [Bool](repeating: false, count: edges.count)
    for vertex in 0..<count where parentEdge[vertex] >= 0 && below[vertex] != 0 {
      isFixed[parentEdge[vertex]] = true
    }
    var fall = [Int](repeating: Int.max, count: count)
    var queue = VertexQueue()
    fall[root] = 0
    queue.push(root, 0)
    while let (vertex, key) = queue.pop() {
      guard key == fall[vertex] else { continue }
      for index in incident[vertex] where isFixed[index] || edges[index].tail == vertex {
        let far = other(index, than: vertex)
        let next = key + slack(index)
        if next < fall[far] {
          fall[far] = next
          queue.push(far, next)
        }
      }
    }
    for vertex in 0..<count where fall[vertex] < .max { rank[vertex] -= fall[vertex] }
  }

  var normalizedRanks: [Int] {
    let ranks = rank.dropLast()
    let least = ranks.min() ?? 0
    return ranks.map { $0 - least }
  }
}

/// Vertices by key, least first: a binary heap.
private struct VertexQueue {
  private var heap: [(vertex: Int, key: Int)] = []

  mutating func push(_ vertex: Int, _ key: Int) {
    var slot = heap.count
    heap.append((vertex, key))
    while slot > 0, heap[slot].key < heap[(slot - 1) / 2].key {
      heap.swapAt(slot, (slot - 1) / 2)
      slot = (slot - 1) / 2
    }
  }

  mutating func pop() -> (vertex: Int, key: Int)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var slot = 0
    while 2 * slot + 1 < heap.count {
      var child = 2 * slot + 1
      if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
      guard heap[child].key < heap[slot].key else { break }
      heap.swapAt(slot, child)
      slot = child
    }
    return first
  }
}
