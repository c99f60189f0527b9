import Canonical

/// Row numbers over a base table, in the order of the rows drawn; a number may repeat.
package struct RowDraw: Sendable, Hashable {
  /// Each at least 0.
  package let rows: [Int32]

  package init(_ rows: [Int32]) { self.rows = rows }

  package var count: Int { rows.count }

  /// This draw taken from the rows of `base`: the draw over `base`'s own table that gives the same rows.
  /// Every number must be below `base.count`.
  package func composed(over base: RowDraw) -> RowDraw {
    RowDraw(rows.map { base.rows[Int($0)] })
  }

  package func encode(into writer: inout ByteWriter) { writer.write(rows) }

  /// Fails on a negative row number. Whether all lie below the row count of a table is checked by `Table.init`.
  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    rows = try reader.readInt32s()
    guard rows.allSatisfy({ $0 >= 0 }) else { throw DecodingFailure("a negative row number") }
  }
}
