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
        for tree in trees {
          tree.nodes.withUnsafeBufferPointer { nodes in
            tree.values.withUnsafeBufferPointer { values in
              guard let nodes = nodes.baseAddress else { return }
              add(nodes, values, base, width, to: sums, range)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private func add(
    _ nodes: UnsafePointer<Tree.Node>, _ values: UnsafeBufferPointer<Double>, _ base: UnsafePointer<Float>,
    _ width: Int, to sums: Slots<Double>, _ range: Range<Int>
  ) {
    for row in 0..<range.count {
      let leaf = nodes.leaf(of: base + row &* width) &* outputs
      let place = (range.lowerBound &+ row) &* outputs
      for output in 0..<outputs { sums[place &+ output] += values[leaf &+ output] }
    }
  }

  /// The leaves of all trees.
  var leafCount: Int { trees.reduce(0) { $0 + $1.leafCount } }

  var depth: Int { trees.reduce(0) { max($0, $1.depth) } }
}

extension [Double] {
  /// Rows of `outputs` numbers that start at zero, added to by `fill` for some rows at once, on all cores.
  /// - Parameter width: how many numbers `fill` reads of a row.
  fileprivate init(
    count: Int, outputs: Int, width: Int, filledBy fill: @Sendable (Range<Int>, Slots<Double>) -> Void
  ) {
    let block = Swift.max(1, Swift.min(512, (1 << 20) / Swift.max(width, 1)))
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
