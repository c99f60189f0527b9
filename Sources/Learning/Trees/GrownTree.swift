/// A tree while it grows: nodes in the order in which they were made.
struct GrownTree {
  struct Node {
    /// The weight of its rows.
    let cover: Double
    /// The weight times the impurity.
    let risk: Double
    /// Nil for a leaf.
    var division: Division?
  }

  struct Division {
    let split: Split
    /// The largest value that goes left.
    let threshold: Float
    /// The weighted decrease of impurity.
    let gain: Double
    var left: Int
    var right: Int
  }

  let outputs: Int
  var nodes: [Node] = []
  /// What each node predicts.
  var values: [Double] = []

  init(outputs: Int) { self.outputs = outputs }

  /// The tree, and the weighted decrease of impurity that each feature brought.
  func finished(featureCount: Int) -> (tree: Tree, gains: [Double]) {
    var gains = [Double](repeating: 0, count: featureCount)
    var finished: [Tree.Node] = []
    var leafValues: [Double] = []
    var covers: [Float] = []
    // A right child comes with the place of its parent, which learns there where it stands.
    var waiting: [(node: Int, parent: Int?)] = [(0, nil)]
    while let (index, parent) = waiting.popLast() {
      if let parent { finished[parent] = finished[parent].with(next: finished.count) }
      guard let division = nodes[index].division else {
        finished.append(.leaf(covers.count))
        leafValues += values[index * outputs..<(index + 1) * outputs]
        covers.append(min(max(Float(nodes[index].cover), .leastNormalMagnitude), 0x1p100))
        continue
      }
      let split = division.split
      gains[split.feature] += division.gain
      waiting.append((division.right, finished.count))
      waiting.append((division.left, nil))
      let test = Int32(truncatingIfNeeded: split.feature << 1) | (split.missingLeft ? 1 : 0)
      finished.append(Tree.Node(test: test, next: 0, threshold: division.threshold))
    }
    return (Tree(nodes: finished, outputs: outputs, values: leafValues, leafCovers: covers), gains)
  }
}

extension Tree.Node {
  func with(next: Int) -> Tree.Node {
    Tree.Node(test: test, next: Int32(truncatingIfNeeded: next), threshold: threshold)
  }
}

extension GrownTree {
  /// Takes away what is not worth its leaves: minimal cost-complexity pruning (Breiman, Friedman, Olshen and Stone, 1984).
  ///
  /// Of all subtrees the smallest that minimises `risk / totalWeight + alpha · leaves`, which is found from the leaves upwards at
  /// once: it is the one that cutting the weakest links, one by one, ends with.
  mutating func prune(alpha: Double, totalWeight: Double) {
    var costs = nodes.map { (risk: $0.risk / totalWeight, leaves: 1.0) }
    for (index, node) in nodes.enumerated().reversed() {
      guard let division = node.division else { continue }
      let below = (
        risk: costs[division.left].risk + costs[division.right].risk,
        leaves: costs[division.left].leaves + costs[division.right].leaves
      )
      if costs[index].risk - below.risk <= alpha * (below.leaves - 1) {
        nodes[index].division = nil
      } else {
        costs[index] = below
      }
    }
  }
}
