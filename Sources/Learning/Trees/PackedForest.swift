/// The nodes of a forest's trees as predictions read them: in the smallest form that has room for all of them.
enum PackedForest: Sendable {
  case narrow(PackedTrees<NarrowNode>)
  case deep(PackedTrees<DeepNode>)
  case wide(PackedTrees<WideNode>)

  init(_ trees: [Tree]) {
    let places = trees.reduce(0) { max($0, $1.nodes.count + 1) }
    let features = trees.reduce(0) { $1.nodes.reduce($0) { max($0, $1.isLeaf ? 0 : $1.feature + 1) } }
    func haveRoom<Node: PackedNode>(_ kind: Node.Type) -> Bool {
      places <= kind.mostPlaces && features <= kind.mostFeatures
    }
    if haveRoom(NarrowNode.self) {
      self = .narrow(PackedTrees(trees))
    } else if haveRoom(DeepNode.self) {
      self = .deep(PackedTrees(trees))
    } else {
      self = .wide(PackedTrees(trees))
    }
  }

  /// Whether all trees are small and end nearly everywhere as deep as they are.
  var isEven: Bool {
    switch self {
    case .narrow(let trees): trees.areEven
    case .deep(let trees): trees.areEven
    case .wide(let trees): trees.areEven
    }
  }

  /// Calls `body` for each of the first `count` trees, in their order, with the numbers of the leaves that some rows end in.
  func leaves(
    of rows: PackedRows, trees count: Int, _ body: (_ tree: Int, _ leaves: UnsafePointer<Int32>) -> Void
  ) {
    switch self {
    case .narrow(let trees): trees.leaves(of: rows, trees: count, body)
    case .deep(let trees): trees.leaves(of: rows, trees: count, body)
    case .wide(let trees): trees.leaves(of: rows, trees: count, body)
    }
  }
}

/// Rows of features, one behind the other.
struct PackedRows {
  let base: UnsafePointer<Float>
  /// How many numbers a row is wide.
  let width: Int
  let count: Int

  @inline(__always)
  subscript(row: Int) -> UnsafePointer<Float> { base + row &* width }

  /// Whether a value is missing.
  var hasGaps: Bool {
    var gaps: UInt32 = 0
    for place in 0..<count &* width { gaps |= base[place] != base[place] ? 1 : 0 }
    return gaps != 0
  }
}
