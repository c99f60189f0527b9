import Frame

/// Trees whose nodes stand near to each other: of two children that which more training rows went to has its own children right
/// behind the pair, so that most rows find most of their nodes in few cache lines.
struct PackedTrees<Node: PackedNode>: Sendable {
  private let nodes: [Node]
  private let layout: [Layout]
  /// Whether all trees are small and end nearly everywhere as deep as they are.
  let areEven: Bool

  private struct Layout: Sendable {
    /// Where the root stands; children are numbered from there.
    let root: Int
    /// The number of edges from the root to the farthest leaf.
    let depth: Int
    /// Nearly all rows end as deep as the farthest leaf, and all nodes are near: no row is worth being taken out when it is done.
    let isEven: Bool
  }

  init(_ trees: [Tree]) {
    let roots = trees.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.nodes.count + 1) }
    let count = roots[trees.count]
    var layout: [Layout] = []
    nodes = [Node](unsafeUninitializedCapacity: count) { buffer, filled in
      let slots = Slots(buffer)
      layout = Parallel.map(trees.count) { number in
        let (tree, root) = (trees[number], roots[number])
        let depth = PackedTrees.pack(tree) { slots[root + $0] = $1 }
        return Layout(
          root: root, depth: depth,
          isEven: tree.nodes.count < 1 << 12 && Double(depth) < 1.5 * PackedTrees.meanDepth(tree))
      }
      filled = count
    }
    self.layout = layout
    areEven = layout.allSatisfy(\.isEven)
  }

  /// Hands on every node with its place, and the place behind the root, which nobody reads: pairs begin at even places.
  /// Returns the depth.
  private static func pack(_ tree: Tree, _ put: (Int, Node) -> Void) -> Int {
    var waiting: [(node: Int, place: Int, depth: Int)] = [(0, 0, 0)]
    var free = 2
    var deepest = 0
    put(1, Node(leaf: 0, at: 1))
    while let (index, place, depth) = waiting.popLast() {
      let node = tree.nodes[index]
      guard !node.isLeaf else {
        deepest = max(deepest, depth)
        put(place, Node(leaf: Int(node.next), at: place))
        continue
      }
      put(
        place,
        Node(
          asking: node.feature, threshold: node.threshold, missingGoesRight: !node.sendsMissingLeft,
          children: free))
      let left = (index + 1, free, depth + 1)
      let right = (Int(node.next), free + 1, depth + 1)
      free += 2
      let leftIsHeavier = tree.covers[left.0] >= tree.covers[right.0]
      waiting.append(leftIsHeavier ? right : left)
      waiting.append(leftIsHeavier ? left : right)
    }
    return deepest
  }

  /// How deep a training row ends on average.
  private static func meanDepth(_ tree: Tree) -> Double {
    var steps = 0.0
    for (index, node) in tree.nodes.enumerated() where !node.isLeaf { steps += Double(tree.covers[index]) }
    return steps / Double(tree.covers[0])
  }

  /// See `PackedForest.leaves(of:trees:_:)`.
  func leaves(
    of rows: PackedRows, trees count: Int, _ body: (_ tree: Int, _ leaves: UnsafePointer<Int32>) -> Void
  ) {
    nodes.withUnsafeBufferPointer { nodes in
      guard let nodes = nodes.baseAddress else { return }
      if rows.count < 16 {
        leavesOfFew(nodes, rows, count, body)
      } else if rows.hasGaps {
        leavesOfMany(nodes, rows, count, RowsWithGaps.self, body)
      } else {
        leavesOfMany(nodes, rows, count, CompleteRows.self, body)
      }
    }
  }

  /// Row by row down all trees at once.
  private func leavesOfFew(
    _ nodes: UnsafePointer<Node>, _ rows: PackedRows, _ count: Int,
    _ body: (_ tree: Int, _ leaves: UnsafePointer<Int32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count &* rows.count) { room in
      guard let leaves = room.baseAddress else { return }
      for row in 0..<rows.count {
        let features = rows[row]
        PackedWalk<Node, RowsWithGaps>.down(count, { nodes + layout[$0].root }, { _ in features }) {
          leaves[$0 &* rows.count &+ row] = $1
        }
      }
      for tree in 0..<count { body(tree, leaves + tree &* rows.count) }
    }
  }

  /// Tree by tree down with all rows at once.
  @inline(__always)
  private func leavesOfMany<Gaps: RowGaps>(
    _ nodes: UnsafePointer<Node>, _ rows: PackedRows, _ count: Int, _ gaps: Gaps.Type,
    _ body: (_ tree: Int, _ leaves: UnsafePointer<Int32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { room in
      guard let leaves = room.baseAddress else { return }
      for tree in 0..<count {
        let root = nodes + layout[tree].root
        if layout[tree].isEven {
          PackedWalk<Node, Gaps>.downEvenly(root, depth: layout[tree].depth, rows, leaves)
        } else {
          PackedWalk<Node, Gaps>.down(rows.count, { _ in root }, { rows[$0] }) { leaves[$0] = $1 }
        }
        body(tree, leaves)
      }
    }
  }
}
