import Canonical
import Frame

/// What a model learns to predict, a value a row, none missing.
package enum Target: Sendable {
  /// `labels` are distinct, in byte order, and each occurs; `codes` holds the label's position for each row.
  case classes(labels: [String], codes: [Int32])
  /// Any number of labels a row.
  case labels(LabelSets)
  /// Finite numbers.
  case numbers([Double])
  /// Nothing to predict, for so many rows: clusters and anomalies are found in the features alone.
  case none(count: Int)

  /// The number of rows.
  package var count: Int {
    switch self {
    case .classes(_, let codes): codes.count
    case .labels(let sets): sets.count
    case .numbers(let values): values.count
    case .none(let count): count
    }
  }

  /// The task that a target of this kind sets; nil where there is no target.
  package var task: Task? {
    switch self {
    case .classes: .classification
    case .labels: .multilabel
    case .numbers: .regression
    case .none: nil
    }
  }

  /// The classes, where this is a classification.
  package var labels: [String]? {
    guard case .classes(let labels, _) = self else { return nil }
    return labels
  }
}

extension Target {
  /// The rows with these numbers, in that order. Classes that no longer occur are left out; labels of which a row may have several stay.
  package func rows(_ rows: [Int32]) -> Target {
    switch self {
    case .numbers(let values): return .numbers(rows.map { values[Int($0)] })
    case .labels(let sets): return .labels(sets.rows(rows))
    case .classes(let labels, let codes): return .dense(labels: labels, codes: rows.map { codes[Int($0)] })
    case .none: return .none(count: rows.count)
    }
  }

  /// Classes with labels in any order, some of which may not occur: sorted by bytes, the unused left out.
  static func dense(labels: [String], codes: [Int32]) -> Target {
    var occurs = [Bool](repeating: false, count: labels.count)
    for code in codes { occurs[Int(code)] = true }
    let used = labels.indices.filter { occurs[$0] }.sorted { labels[$0].precedesByBytes(labels[$1]) }
    var position = [Int32](repeating: 0, count: labels.count)
    for (new, old) in used.enumerated() { position[old] = Int32(new) }
    return .classes(labels: used.map { labels[$0] }, codes: codes.map { position[Int($0)] })
  }
}

extension Target {
  /// Appends the canonical bytes.
  package func encode(into writer: inout ByteWriter) {
    switch self {
    case .classes(let labels, let codes):
      writer.write(UInt8(0))
      writer.write(each: labels) { $0.write($1) }
      writer.write(codes)
    case .numbers(let values):
      writer.write(UInt8(1))
      writer.write(values)
    case .none(let count):
      writer.write(UInt8(2))
      writer.write(count)
    case .labels(let sets):
      writer.write(UInt8(3))
      sets.encode(into: &writer)
    }
  }

  /// Reads what `encode(into:)` wrote, and proves its invariants: labels in byte order, codes in range, numbers finite.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    switch try reader.readByte() {
    case 0:
      let labels = try readLabels(from: &reader)
      let codes = try reader.readInt32s()
      guard codes.allSatisfy({ $0 >= 0 && Int($0) < labels.count }) else {
        throw DecodingFailure("a class code out of range")
      }
      self = .classes(labels: labels, codes: codes)
    case 1:
      let values = try reader.readDoubles()
      guard values.allSatisfy(\.isFinite) else { throw DecodingFailure("a target that is not finite") }
      self = .numbers(values)
    case 2:
      let count = try reader.readInt()
      guard count >= 0 else { throw DecodingFailure("a negative number of rows") }
      self = .none(count: count)
    case 3: self = .labels(try LabelSets(decoding: &reader))
    default: throw DecodingFailure("a target of an unknown kind")
    }
  }
}

/// Reads labels that must be distinct and in byte order.
func readLabels(from reader: inout ByteReader) throws(DecodingFailure) -> [String] {
  let labels = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
  for (a, b) in zip(labels, labels.dropFirst()) where !a.precedesByBytes(b) {
    throw DecodingFailure("labels that are not in byte order")
  }
  return labels
}
