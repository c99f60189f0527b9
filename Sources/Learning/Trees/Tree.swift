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
