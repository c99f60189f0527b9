import Canonical

/// The canonical bytes of trees. Their shape is told by the order of the nodes alone: no bytes make a tree with a cycle, or one
/// whose nodes point out of it.
extension Tree {
  func encode(into writer: inout ByteWriter) {
    var shape: [UInt8] = []
    var thresholds: [Int32] = []
    for node in nodes {
      shape.append(variable: node.isLeaf ? 0 : UInt32(bitPattern: node.test) + 1)
      if !node.isLeaf { thresholds.append(Int32(bitPattern: node.threshold.bitPattern)) }
    }
    writer.write(shape)
    writer.write(thresholds)
    writer.write(nodes.indices.filter { nodes[$0].isLeaf }.map { Int32(bitPattern: covers[$0].bitPattern) })
    let (pure, listed) = leafValues
    writer.write(pure)
    writer.write(listed)
  }

  /// A leaf that is sure of a class as its number and one; 0 for one whose numbers are listed.
  private var leafValues: (pure: [UInt8], listed: [Double]) {
    var pure: [UInt8] = []
    var listed: [Double] = []
    for leaf in 0..<leafCount {
      let own = values[leaf * outputs..<(leaf + 1) * outputs]
      if let sure = Tree.sureClass(own) {
        pure.append(variable: UInt32(truncatingIfNeeded: sure + 1))
      } else {
        pure.append(0)
        listed += own
      }
    }
    return (pure, listed)
  }

  /// Of one number: 0 or 1 as itself. Of several: the place of the only one, which is 1.
  private static func sureClass(_ values: ArraySlice<Double>) -> Int? {
    if values.count == 1, let value = values.first {
      return value.bitPattern == 0 ? 0 : value == 1 ? 1 : nil
    }
    guard let place = values.firstIndex(of: 1),
      values.indices.allSatisfy({ $0 == place || values[$0].bitPattern == 0 })
    else { return nil }
    return place - values.startIndex
  }

  /// Reads what `encode(into:)` wrote, and proves that every feature is below `featureCount` and every number one that a tree has.
  init(decoding reader: inout ByteReader, outputs: Int, featureCount: Int) throws(DecodingFailure) {
    let shape = try reader.readBytes()
    let thresholds = try reader.readInt32s()
    let covers = try reader.readInt32s().map { Float(bitPattern: UInt32(bitPattern: $0)) }
    let pure = try reader.readBytes()
    let listed = try reader.readDoubles()
    let nodes = try Tree.nodes(shape, thresholds, featureCount: featureCount)
    let values = try Tree.values(pure, listed, outputs: outputs, leaves: covers.count)
    guard nodes.count == thresholds.count + covers.count,
      covers.allSatisfy({ $0.isFinite && $0 > 0 }), listed.allSatisfy(\.isFinite)
    else { throw DecodingFailure("a tree whose parts do not fit") }
    self.init(nodes: nodes, outputs: outputs, values: values, leafCovers: covers)
  }

  private static func nodes(
    _ shape: [UInt8], _ thresholds: [Int32], featureCount: Int
  ) throws(DecodingFailure) -> [Node] {
    var builder = PreorderNodes()
    var position = 0
    var inner = 0
    while position < shape.count {
      let code = try shape.variable(at: &position)
      if code == 0 {
        try builder.appendLeaf()
        continue
      }
      guard code <= UInt32(Int32.max), Int((code - 1) >> 1) < featureCount, inner < thresholds.count else {
        throw DecodingFailure("a node with a feature or threshold that is not there")
      }
      let threshold = Float(bitPattern: UInt32(bitPattern: thresholds[inner]))
      guard !threshold.isNaN else { throw DecodingFailure("a threshold that is no number") }
      inner += 1
      try builder.append(test: Int32(code - 1), threshold: threshold)
    }
    guard inner == thresholds.count else { throw DecodingFailure("thresholds without a node") }
    return try builder.finished()
  }

  private static func values(
    _ pure: [UInt8], _ listed: [Double], outputs: Int, leaves: Int
  ) throws(DecodingFailure) -> [Double] {
    var values: [Double] = []
    var position = 0
    var next = 0
    while position < pure.count {
      let code = Int(try pure.variable(at: &position))
      guard code <= max(outputs, 2) else { throw DecodingFailure("a leaf with a class that is not there") }
      if code > 0 {
        if outputs == 1 {
          values.append(Double(code - 1))
        } else {
          for output in 0..<outputs { values.append(output == code - 1 ? 1 : 0) }
        }
        continue
      }
      guard listed.count - next >= outputs else { throw DecodingFailure("a leaf without its numbers") }
      values += listed[next..<next + outputs]
      next += outputs
    }
    guard next == listed.count, values.count == leaves * outputs else {
      throw DecodingFailure("numbers without a leaf")
    }
    return values
  }
}

/// Nodes as they come in preorder: the right child of each is found when its left side is full.
struct PreorderNodes {
  private(set) var nodes: [Tree.Node] = []
  private var waiting: [Int] = []
  private var leaves = 0
  private var isFull = false

  mutating func append(test: Int32, threshold: Float) throws(DecodingFailure) {
    try open()
    waiting.append(nodes.count)
    nodes.append(Tree.Node(test: test, next: 0, threshold: threshold))
  }

  mutating func appendLeaf() throws(DecodingFailure) {
    try open()
    nodes.append(.leaf(leaves))
    leaves += 1
    guard let parent = waiting.popLast() else {
      isFull = true
      return
    }
    let node = nodes[parent]
    nodes[parent] = Tree.Node(
      test: node.test, next: Int32(truncatingIfNeeded: nodes.count), threshold: node.threshold)
  }

  /// The nodes, where they are a whole tree.
  func finished() throws(DecodingFailure) -> [Tree.Node] {
    guard isFull else { throw DecodingFailure("a tree that is not whole") }
    return nodes
  }

  private func open() throws(DecodingFailure) {
    guard !isFull, nodes.count < Int(Int32.max) else {
      throw DecodingFailure("nodes behind the end of a tree")
    }
  }
}

extension [UInt8] {
  /// Appends seven bits a byte, the lowest first, the eighth set where more follow.
  mutating func append(variable value: UInt32) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Reads what `append(variable:)` wrote, in its shortest form alone.
  func variable(at position: inout Int) throws(DecodingFailure) -> UInt32 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < count, shift < 35 {
      let byte = self[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        guard value <= UInt64(UInt32.max), shift == 0 || byte > 0 else { break }
        return UInt32(value)
      }
      shift += 7
    }
    throw DecodingFailure("a number that does not end")
  }
}
