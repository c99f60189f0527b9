import Canonical

/// The keys met so far as a tree, each with the values it has: a column each, unless it only ever holds objects.
struct JSONKeys {
  private struct Node {
    var parent: Int
    var key: [UInt8]
    var children: [[UInt8]: Int] = [:]
    /// In the order of their first appearance, which most objects keep.
    var order: [Int] = []
    /// Its own place in the order of its parent.
    var place = 0
    /// Where in `order` the next key is expected.
    var expected = 0
    var values = LooseColumn()
    /// The last row that has the key.
    var row: Int32 = -1
  }

  private var nodes: [Node] = [Node(parent: 0, key: [])]

  /// The node of whole rows.
  static let root = 0

  /// Keys are expected from the first again.
  mutating func begin(_ node: Int) { nodes[node].expected = 0 }

  /// The node of a key, a new one where it has not been met; nil where the row has it already.
  mutating func node(
    _ key: Span<UInt8>, _ range: Range<Int>, below parent: Int, row: Int32
  ) -> Int? {
    let index = known(key, range, below: parent) ?? add(key, range, below: parent)
    guard nodes[index].row != row else { return nil }
    nodes[index].row = row
    return index
  }

  var count: Int { nodes.count }

  mutating func add(_ cell: LooseColumn.Cell, to node: Int) { nodes[node].values.cells.append(cell) }

  private mutating func known(_ key: Span<UInt8>, _ range: Range<Int>, below parent: Int) -> Int? {
    let expected = nodes[parent].expected
    if expected < nodes[parent].order.count {
      let guess = nodes[parent].order[expected]
      if holds(guess, key, range) {
        nodes[parent].expected = expected + 1
        return guess
      }
    }
    guard let index = nodes[parent].children[JSONKeys.copy(key, range)] else { return nil }
    nodes[parent].expected = nodes[index].place + 1
    return index
  }

  private func holds(_ node: Int, _ key: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard nodes[node].key.count == range.count else { return false }
    for offset in 0..<range.count where nodes[node].key[offset] != key[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func add(_ key: Span<UInt8>, _ range: Range<Int>, below parent: Int) -> Int {
    let copy = JSONKeys.copy(key, range)
    nodes.append(Node(parent: parent, key: copy, place: nodes[parent].order.count))
    let index = nodes.count - 1
    nodes[parent].children[copy] = index
    nodes[parent].order.append(index)
    nodes[parent].expected = nodes[parent].order.count
    return index
  }

  private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for position in range { copy.append(bytes[position]) }
    return copy
  }

  /// The columns in the order of their first appearance. A key that holds objects, and otherwise nothing, is none.
  func columns(rowCount: Int) throws(ReadingError) -> [(name: String, values: LooseColumn)] {
    var columns: [(name: String, values: LooseColumn)] = []
    var names: Set<ByteKey> = []
    for index in nodes.indices.dropFirst() {
      let node = nodes[index]
      if node.values.cells.isEmpty, !node.order.isEmpty { continue }
      let name = self.name(index)
      guard !node.key.isEmpty else {
        throw ReadingError(.format, "a key is empty", hint: "keys name columns: give it a name")
      }
      guard names.insert(ByteKey(name)).inserted else {
        throw ReadingError(
          .format, "two columns come out as `\(name)`",
          hint: "a key with a point meets a key within an object; rename one of them")
      }
      columns.append((name, node.values))
    }
    return columns
  }

  /// The keys from the row to the node, with points between them.
  func name(_ index: Int) -> String {
    var path: [[UInt8]] = []
    var next = index
    while next != JSONKeys.root {
      path.append(nodes[next].key)
      next = nodes[next].parent
    }
    return String(decoding: Array(path.reversed().joined(separator: [UInt8(ascii: ".")])), as: UTF8.self)
  }
}
