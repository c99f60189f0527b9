import Canonical
import Frame

/// Trees whose leaves are added up.
struct Forest: Sendable {
  let trees: [Tree]
  /// How many numbers a leaf holds.
  let outputs: Int

  /// For each row and output, the sum over the trees of what their leaves hold, added in the order of the trees.
  func sums(_ rows: SinglePrecisionRows, absent: Float) -> [Double] {
    [Double](count: rows.rowCount, outputs: outputs, width: rows.columnCount) { range, sums in
      rows.withRows(range, absent: absent) { base, width in
        if range.count == 1 { return addTrees(base, to: sums, at: range.lowerBound * outputs) }
        for tree in trees { add(tree, base, width, to: sums, range) }
      }
    }
  }

  /// What one tree says of some rows.
  private func add(
    _ tree: Tree, _ base: UnsafePointer<Float>, _ width: Int, to sums: Slots<Double>, _ range: Range<Int>
  ) {
    tree.nodes.withUnsafeBufferPointer { nodes in
      tree.values.withUnsafeBufferPointer { values in
        guard let nodes = nodes.baseAddress else { return }
        @inline(__always) func add(_ leaf: Int, _ row: Int) {
          let place = (range.lowerBound &+ row) &* outputs
          for output in 0..<outputs { sums[place &+ output] += values[leaf &* outputs &+ output] }
        }
        var row = 0
        while row &+ 4 <= range.count {
          let first = base + row &* width
          let leaves = UnsafePointer.leaves(
            (nodes, nodes, nodes, nodes),
            (first, first + width, first + 2 &* width, first + 3 &* width))
          add(leaves.0, row)
          add(leaves.1, row &+ 1)
          add(leaves.2, row &+ 2)
          add(leaves.3, row &+ 3)
          row &+= 4
        }
        while row < range.count {
          add(nodes.leaf(of: base + row &* width), row)
          row &+= 1
        }
      }
    }
  }

  /// What all trees say of one row: in the same order, and four trees are asked at once.
  private func addTrees(_ row: UnsafePointer<Float>, to sums: Slots<Double>, at place: Int) {
    func add(_ tree: Tree, _ leaf: Int) {
      for output in 0..<outputs { sums[place + output] += tree.values[leaf * outputs + output] }
    }
    var index = 0
    while index + 4 <= trees.count {
      let four = (trees[index], trees[index + 1], trees[index + 2], trees[index + 3])
      let leaves = Tree.leaves(four, row)
      add(four.0, leaves.0)
      add(four.1, leaves.1)
      add(four.2, leaves.2)
      add(four.3, leaves.3)
      index += 4
    }
    for tree in trees[index...] {
      tree.nodes.withUnsafeBufferPointer { nodes in
        if let nodes = nodes.baseAddress { add(tree, nodes.leaf(of: row)) }
      }
    }
  }

  /// The leaves of all trees.
  var leafCount: Int { trees.reduce(0) { $0 + $1.leafCount } }

  var depth: Int { trees.reduce(0) { max($0, $1.depth) } }
}

extension Tree {
  fileprivate static func leaves(
    _ trees: (Tree, Tree, Tree, Tree), _ row: UnsafePointer<Float>
  ) -> (Int, Int, Int, Int) {
    trees.0.nodes.withUnsafeBufferPointer { a in
      trees.1.nodes.withUnsafeBufferPointer { b in
        trees.2.nodes.withUnsafeBufferPointer { c in
          trees.3.nodes.withUnsafeBufferPointer { d in
            guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress, let d = d.baseAddress
            else { return (0, 0, 0, 0) }
            return UnsafePointer.leaves((a, b, c, d), (row, row, row, row))
          }
        }
      }
    }
  }
}

extension [Double] {
  /// Rows of `outputs` numbers that start at zero, added to by `fill` for some rows at once, on all cores.
  /// - Parameter width: how many numbers `fill` reads of a row.
  fileprivate init(
    count: Int, outputs: Int, width: Int, filledBy fill: @Sendable (Range<Int>, Slots<Double>) -> Void
  ) {
    let block = Swift.max(1, Swift.min(4096, (1 << 17) / Swift.max(width, 1)))
    self.init(unsafeUninitializedCapacity: count * outputs) { buffer, filled in
      buffer.initialize(repeating: 0)
      let slots = Slots(buffer)
      let blocks = (count + block - 1) / block
      _ = Parallel.map(blocks) { fill($0 * block..<Swift.min(count, ($0 + 1) * block), slots) }
      filled = count * outputs
    }
  }
}

extension Forest {
  func encode(into writer: inout ByteWriter) { writer.write(each: trees) { $1.encode(into: &$0) } }

  init(decoding reader: inout ByteReader, outputs: Int, featureCount: Int) throws(DecodingFailure) {
    self.outputs = outputs
    trees = try reader.readArray { reader throws(DecodingFailure) in
      try Tree(decoding: &reader, outputs: outputs, featureCount: featureCount)
    }
    guard !trees.isEmpty else { throw DecodingFailure("a forest without trees") }
  }
}
