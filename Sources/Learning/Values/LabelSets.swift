import Canonical
import Frame

/// Which of some labels each row has.
package struct LabelSets: Sendable, Equatable {
  /// Distinct, in byte order; one may be on no row.
  package let names: [String]
  /// Row-major: 1 where row `r` has label `k`, at `flags[r * names.count + k]`, and 0 elsewhere.
  package let flags: [UInt8]

  /// `names` in byte order, and a flag for each of them a row.
  init(names: [String], flags: [UInt8]) {
    self.names = names
    self.flags = flags
  }

  /// The number of rows.
  package var count: Int { names.isEmpty ? 0 : flags.count / names.count }

  /// Whether a row has a label.
  package subscript(row: Int, label: Int) -> Bool { flags[row * names.count + label] != 0 }

  /// How many rows have the label.
  package func support(of label: Int) -> Int {
    stride(from: label, to: flags.count, by: max(names.count, 1)).count { flags[$0] != 0 }
  }

  /// The rows with these numbers, in that order.
  func rows(_ rows: [Int32]) -> LabelSets {
    let width = names.count
    var gathered: [UInt8] = []
    gathered.reserveCapacity(rows.count * width)
    for row in rows { gathered += flags[Int(row) * width..<(Int(row) + 1) * width] }
    return LabelSets(names: names, flags: gathered)
  }

  /// The flags of `known` labels, in their order, and the labels of some row that are not among them.
  func aligned(with known: [String]) -> (flags: [UInt8], strangers: [String]) {
    let index = NameIndex(known)
    let places = names.map { index[$0] }
    var aligned = [UInt8](repeating: 0, count: count * known.count)
    for row in 0..<count {
      for (label, place) in places.enumerated() where self[row, label] {
        if let place { aligned[row * known.count + place] = 1 }
      }
    }
    return (aligned, names.indices.filter { places[$0] == nil && support(of: $0) > 0 }.map { names[$0] })
  }

  /// The names of the labels that are set in a row of flags.
  package static func names(_ names: [String], in flags: some Sequence<UInt8>) -> [String] {
    zip(names, flags).filter { $0.1 != 0 }.map(\.0)
  }
}

extension LabelSets {
  /// One label against the rows that do not have it: classes named `false` and `true`, both of them even where one is on no row.
  func binary(_ label: Int) -> Target {
    .classes(
      labels: LabelSets.binaryNames,
      codes: stride(from: label, to: flags.count, by: max(names.count, 1)).map { Int32(flags[$0]) })
  }

  /// What the classes of one label are called.
  static let binaryNames = ["false", "true"]

  /// Appends the canonical bytes.
  func encode(into writer: inout ByteWriter) {
    writer.write(each: names) { $0.write($1) }
    writer.write(flags)
  }

  /// Reads what `encode(into:)` wrote; names that are not in byte order, and flags that are not 0 or 1 or do not fill rows, fail.
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    names = try readLabels(from: &reader)
    flags = try reader.readBytes()
    guard !names.isEmpty, flags.count.isMultiple(of: names.count), flags.allSatisfy({ $0 <= 1 }) else {
      throw DecodingFailure("labels of rows that do not fit their names")
    }
  }
}
