/// A decision tree: nodes in preorder, so that the left child of a node stands right behind it and no node is before its parent.
struct Tree: Sendable {
  /// A question about a feature, or a leaf.
  struct Node: BitwiseCopyable, Sendable, Equatable {
    /// Twice the feature, and one more where a missing value goes left; -1 for a leaf.
    let test: Int32
    /// Where the right child stands; of a leaf, its number among the leaves.
    let next: Int32
    /// The largest value that goes left.
    let threshold: Float

    var isLeaf: Bool { test < 0 }
    var feature: Int { Int(test >> 1) }
    var sendsMissingLeft: Bool { test & 1 == 1 }

    static func leaf(_ number: Int) -> Node {
      Node(test: -1, next: Int32(truncatingIfNeeded: number), threshold: 0)
    }
  }

  let nodes: [Node]
  /// How many numbers a leaf holds.
  let outputs: Int
  /// The numbers of the leaves, leaf by leaf.
  let values: [Double]
  /// The weight of the training rows in each node; of an inner node, the sum of its children's.
  let covers: [Float]

  /// - Parameter leafCovers: the weight of the training rows in each leaf.
  init(nodes: [Node], outputs: Int, values: [Double], leafCovers: [Float]) {
    self.nodes = nodes
    self.outputs = outputs
    self.values = values
    var covers = [Float](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated().reversed() {
      covers[index] =
        node.isLeaf ? leafCovers[Int(node.next)] : covers[index + 1] + covers[Int(node.next)]
    }
    self.covers = covers
  }

  var leafCount: Int { outputs == 0 ? 0 : values.count / outputs }

  /// The number of edges from the root to the farthest leaf.
  var depth: Int {
    var depths = [Int32](repeating: 0, count: nodes.count)
    var deepest: Int32 = 0
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[index + 1] = depths[index] &+ 1
      depths[Int(node.next)] = depths[index] &+ 1
      deepest = max(deepest, depths[index] &+ 1)
    }
    return Int(deepest)
  }
}

extension UnsafePointer<Tree.Node> {
  /// The node that a row goes on to; a leaf stays where it is.
  @inline(__always)
  private func next(_ index: Int, _ row: UnsafePointer<Float>) -> Int {
    let node = self[index]
    // Without branches, which would be guessed wrong half of the time.
    let value = row[Int(Swift.max(node.test, 0) &>> 1)]
    let isKnownLeft: Int32 = value <= node.threshold ? 1 : 0
    let isMissing: Int32 = value != value ? 1 : 0
    let goesLeft = isKnownLeft | (isMissing & node.test)
    let further = goesLeft != 0 ? index &+ 1 : Int(node.next)
    return node.test < 0 ? index : further
  }

  /// The number of the leaf that a row of features ends in.
  @inline(__always)
  func leaf(of row: UnsafePointer<Float>) -> Int {
    var index = 0
    while self[index].test >= 0 { index = next(index, row) }
    return Int(self[index].next)
  }

  /// The leaves of four rows, or of four trees for one: their ways do not wait for each other.
  @inline(__always)
  static func leaves(
    _ trees: (Self, Self, Self, Self),
    _ rows: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>)
  ) -> (Int, Int, Int, Int) {
    var (a, b, c, d) = (0, 0, 0, 0)
    while trees.0[a].test & trees.1[b].test & trees.2[c].test & trees.3[d].test >= 0 {
      a = trees.0.next(a, rows.0)
      b = trees.1.next(b, rows.1)
      c = trees.2.next(c, rows.2)
      d = trees.3.next(d, rows.3)
    }
    return (
      Int(trees.0[a].next), Int(trees.1[b].next), Int(trees.2[c].next), Int(trees.3[d].next)
    )
  }
}
