import Canonical

/// Rows drawn, and the figures that a reader wants to know of how they were found.
package struct Drawn: Sendable, Hashable {
  package var rows: RowDraw
  package var facts: [DrawFact]

  package init(_ rows: RowDraw, facts: [DrawFact] = []) {
    self.rows = rows
    self.facts = facts
  }
}

/// One figure of a draw.
package struct DrawFact: Sendable, Hashable {
  /// What the figure counts or measures.
  package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// Different rows among those drawn with replacement.
    case distinctRows
    /// Rows of the source that a draw with replacement left out.
    case rowsOutOfBag
    /// Kish's effective sample size of the weights given to the rows drawn.
    case effectiveSize
    /// The first row of a systematic draw, counted from 1.
    case firstRow
    /// Rows from one row of a systematic draw to the next; not always a whole number.
    case step
    /// Groups of which rows were drawn.
    case groups
    /// Groups there are.
    case allGroups
    /// Rows without a key, which no hash can keep.
    case rowsWithoutKey
    /// Rows left out between the parts of a split along an order.
    case rowsEmbargoed
    /// Rows added to the rarer classes.
    case rowsAdded
    /// Rows of the more frequent classes left out.
    case rowsRemoved
    /// Pairs of nearest neighbours that belong to different classes.
    case links
  }

  package var kind: Kind
  package var value: Double

  package init(_ kind: Kind, _ value: Double) {
    self.kind = kind
    self.value = value
  }

  package init(_ kind: Kind, _ count: Int) { self.init(kind, Double(count)) }

  package func encode(into writer: inout ByteWriter) {
    writer.write(kind.rawValue)
    writer.write(value)
  }

  /// Fails on a kind of another version.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    guard let kind = Kind(rawValue: try reader.readByte()) else {
      throw DecodingFailure("an unknown figure of a draw")
    }
    self.kind = kind
    value = try reader.readDouble()
  }
}

extension [DrawFact] {
  /// The figure of a kind, where the draw has one.
  package subscript(kind: DrawFact.Kind) -> Double? { first { $0.kind == kind }?.value }
}
