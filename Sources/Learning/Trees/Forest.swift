import Canonical
import Frame

/// Trees whose leaves are added up.
struct Forest: Sendable {
  let trees: [Tree]
  /// How many numbers a leaf holds.
  let outputs: Int
  /// The same trees, or more that follow them.
  private let packed: PackedForest

  init(trees: [Tree], outputs: Int) {
    self.trees = trees
    self.outputs = outputs
    packed = PackedForest(trees)
  }

  private init(_ trees: [Tree], of forest: Forest) {
    self.trees = trees
    outputs = forest.outputs
    packed = forest.packed
  }

  /// The first so many trees.
  func first(_ count: Int) -> Forest {
    count >= trees.count ? self : Forest(Array(trees.prefix(count)), of: self)
  }

  /// For each row and output, the sum over the trees of what their leaves hold, added in the order of the trees.
  func sums(_ rows: SinglePrecisionRows, absent: Float) -> [Double] {
    // Of even trees many fit into the nearest cache beside some rows; a deep one is worth its loading for many rows alone.
    let block = (packed.isEven ? 1 << 12 : 1 << 17) / max(rows.columnCount, 1)
    return [Double](count: rows.rowCount, outputs: outputs, block: min(max(block, 1), 4096)) { range, sums in
      rows.withRows(range, absent: absent) { base, width in
        let rows = PackedRows(base: base, width: width, count: range.count)
        packed.leaves(of: rows, trees: trees.count) {
          add($1, rows.count, of: trees[$0], to: sums, at: range.lowerBound * outputs)
        }
      }
    }
  }

  /// Adds what the leaves hold that some rows end in.
  private func add(
    _ leaves: UnsafePointer<Int32>, _ count: Int, of tree: Tree, to sums: Slots<Double>, at start: Int
  ) {
    tree.values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      if outputs == 1 {
        for row in 0..<count { sums[start &+ row] += values[Int(leaves[row])] }
        return
      }
      for row in 0..<count {
        let held = values + Int(leaves[row]) &* outputs
        let place = start &+ row &* outputs
        for output in 0..<outputs { sums[place &+ output] += held[output] }
      }
    }
  }

  /// The leaves of all trees.
  var leafCount: Int { trees.reduce(0) { $0 + $1.leafCount } }

  var depth: Int { trees.reduce(0) { max($0, $1.depth) } }
}

extension [Double] {
  /// Rows of `outputs` numbers that start at zero, added to by `fill` for some rows at once, on all cores.
  /// - Parameter block: how many rows at once.
  fileprivate init(
    count: Int, outputs: Int, block: Int, filledBy fill: @Sendable (Range<Int>, Slots<Double>) -> Void
  ) {
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
    let trees = try reader.readArray { reader throws(DecodingFailure) in
      try Tree(decoding: &reader, outputs: outputs, featureCount: featureCount)
    }
    guard !trees.isEmpty else { throw DecodingFailure("a forest without trees") }
    self.init(trees: trees, outputs: outputs)
  }
}
