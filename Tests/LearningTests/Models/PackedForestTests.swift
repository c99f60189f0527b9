import Frame
@testable import Learning
import Testing

@Suite("Trees as predictions read them")
struct PackedForestTests {
  /// A tree of chance: some nodes deep, some at once a leaf, with thresholds at the ends of what there is.
  private func tree(_ stream: inout RandomStream, features: Int, depth: Int) throws -> Tree {
    var builder = PreorderNodes()
    var leaves = 0
    func grow(_ left: Int, _ stream: inout RandomStream) throws {
      guard left > 0, stream.next(below: 8) > 0 else {
        leaves += 1
        return try builder.appendLeaf()
      }
      let test = Int32(stream.next(below: 2 * features))
      let threshold: Float =
        switch stream.next(below: 12) {
        case 0: .infinity
        case 1: -.infinity
        default: Float(stream.next(below: 9)) - 4
        }
      try builder.append(test: test, threshold: threshold)
      try grow(left - 1, &stream)
      try grow(stream.next(below: 3) > 0 ? left - 1 : left / 2, &stream)
    }
    try grow(depth, &stream)
    let values = (0..<2 * leaves).map { Double($0) / 3 }
    let covers = (0..<leaves).map { _ in Float(1 + stream.next(below: 9)) }
    return Tree(nodes: try builder.finished(), outputs: 2, values: values, leafCovers: covers)
  }

  /// What the nodes of the tree say, one by one.
  private func leaf(_ tree: Tree, _ row: ArraySlice<Float>) -> Int32 {
    var node = tree.nodes[0]
    var index = 0
    while !node.isLeaf {
      let value = row[row.startIndex + node.feature]
      let goesLeft = value.isNaN ? node.sendsMissingLeft : value <= node.threshold
      index = goesLeft ? index + 1 : Int(node.next)
      node = tree.nodes[index]
    }
    return node.next
  }

  private func rows(_ count: Int, width: Int, gaps: Bool, _ stream: inout RandomStream) -> [Float] {
    (0..<count * width).map { _ in
      switch stream.next(below: 14) {
      case 0 where gaps: .nan
      case 1: .infinity
      case 2: -.infinity
      default: Float(stream.next(below: 19)) / 2 - 4
      }
    }
  }

  private func found<Node: PackedNode>(
    _ trees: [Tree], _ kind: Node.Type, _ values: [Float], width: Int, first: Int
  ) -> [[Int32]] {
    var found: [[Int32]] = []
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let rows = PackedRows(base: base, width: width, count: values.count / width)
      PackedTrees<Node>(trees).leaves(of: rows, trees: first) { tree, leaves in
        #expect(tree == found.count)
        found.append(Array(UnsafeBufferPointer(start: leaves, count: rows.count)))
      }
    }
    return found
  }

  /// Every form of the nodes, few rows and many, with gaps and without, shallow trees and deep ones: the leaves are those of the tree.
  @Test func leavesAreThoseOfTheTrees() throws {
    var stream = RandomStream(seed: 7, stream: 0)
    let width = 5
    for depth in [0, 1, 3, 6, 14] {
      let trees = try (0..<67).map { _ in try tree(&stream, features: width, depth: depth) }
      for (count, gaps) in [(1, true), (1, false), (15, true), (16, false), (67, true), (131, false)] {
        let values = rows(count, width: width, gaps: gaps, &stream)
        let wanted = trees.prefix(66).map { tree in
          (0..<count).map { leaf(tree, values[$0 * width..<($0 + 1) * width]) }
        }
        #expect(found(trees, NarrowNode.self, values, width: width, first: 66) == wanted)
        #expect(found(trees, DeepNode.self, values, width: width, first: 66) == wanted)
        #expect(found(trees, WideNode.self, values, width: width, first: 66) == wanted)
      }
    }
  }

  /// Numbers come back from the bits that they are packed into, at their largest too.
  @Test func nodesKeepWhatTheyAreGiven() {
    func check<Node: PackedNode>(_ kind: Node.Type) {
      let (place, feature) = (Node.mostPlaces - 2, Node.mostFeatures - 1)
      for right in [true, false] {
        for threshold in [-Float.infinity, -0.5, .leastNonzeroMagnitude, .infinity] {
          let node = Node(asking: feature, threshold: threshold, missingGoesRight: right, children: place)
          #expect(node.feature == feature && node.children == place && node.threshold == threshold)
          #expect(node.missingRight == (right ? 1 : 0) && !node.isLeaf)
        }
      }
      let leaf = Node(leaf: Node.mostPlaces / 2 - 1, at: Node.mostPlaces - 1)
      #expect(leaf.isLeaf && leaf.threshold.isNaN && Int(leaf.leafNumber) == Node.mostPlaces / 2 - 1)
      #expect(leaf.feature == 0 && leaf.missingRight == 0 && leaf.children == Node.mostPlaces - 1)
    }
    check(NarrowNode.self)
    check(DeepNode.self)
    check(WideNode.self)
  }

  /// A forest takes the form that has room for its largest tree, and for all features.
  @Test func formsAreChosenByRoom() throws {
    func chain(_ inner: Int, feature: Int32) throws -> Tree {
      var builder = PreorderNodes()
      for _ in 0..<inner {
        try builder.append(test: feature << 1, threshold: 0)
        try builder.appendLeaf()
      }
      try builder.appendLeaf()
      return Tree(
        nodes: try builder.finished(), outputs: 1, values: Array(repeating: 0, count: inner + 1),
        leafCovers: Array(repeating: 1, count: inner + 1))
    }
    func name(_ trees: [Tree]) -> String {
      switch PackedForest(trees) {
      case .narrow: "narrow"
      case .deep: "deep"
      case .wide: "wide"
      }
    }
    #expect(name([try chain(3, feature: 32_767), try chain(32_000, feature: 0)]) == "narrow")
    #expect(name([try chain(3, feature: 127), try chain(33_000, feature: 0)]) == "deep")
    #expect(name([try chain(3, feature: 128), try chain(33_000, feature: 0)]) == "wide")
    #expect(name([try chain(3, feature: 32_768)]) == "wide")
  }
}
