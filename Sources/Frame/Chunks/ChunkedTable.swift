import Canonical

/// A table whose columns are packed.
package struct ChunkedTable: Sendable {
  package var schema: Schema
  /// In the order of the schema.
  package var columns: [ChunkedColumn]
  package let rowCount: Int

  /// A column of the field's type and of `rowCount` rows for every field of the schema.
  init(schema: Schema, columns: [ChunkedColumn], rowCount: Int) {
    self.schema = schema
    self.columns = columns
    self.rowCount = rowCount
  }

  /// Packs a table, on all cores; a view is materialised.
  package init(_ table: Table, keeper: any PartKeeper) {
    let base = table.materialized()
    schema = base.schema
    columns = Parallel.map(base.columnCount) { ChunkedColumn(base.baseColumns[$0], keeper: keeper) }
    rowCount = base.rowCount
  }

  /// The column of exactly that name.
  package func column(_ name: String) -> ChunkedColumn? { schema.index(of: name).map { columns[$0] } }

  /// The columns at those positions, in their order.
  package func keeping(_ indices: [Int]) -> ChunkedTable {
    ChunkedTable(
      schema: Schema(indices.map { schema.fields[$0] }), columns: indices.map { columns[$0] },
      rowCount: rowCount)
  }

  /// A table made of this one chunk by chunk, with the columns of `schema`.
  ///
  /// `transform` makes the rows that become of a chunk, several at once, each on a core of its own; `pass` is given what
  /// comes out in the order of the rows, may change it further, and says when no more rows are wanted.
  package func mapped(
    to schema: Schema, keeper: any PartKeeper, _ transform: @Sendable (Int) throws -> Table,
    _ pass: (Table) throws -> (Table, isOver: Bool)
  ) throws -> ChunkedTable {
    let sinks = schema.fields.map { PackedColumn(declared: $0.type, keeper) }
    let chunkCount = columns.first?.chunks.count ?? 0
    var rows = 0
    var next = 0
    var isOver = false
    while next < chunkCount, !isOver {
      let batch = next..<min(next + 2 * Parallel.cores, chunkCount)
      let made = Parallel.map(batch.count) { index in
        Result { try transform(batch.lowerBound + index) }
      }
      var kept: [Table] = []
      for result in made where !isOver {
        let (table, ends) = try pass(try result.get())
        kept.append(table)
        rows += table.rowCount
        isOver = ends
      }
      _ = Parallel.map(sinks.count) { [kept] column in
        for table in kept { sinks[column].add(table.column(at: column).droppingUnusedLevels()) }
      }
      next = batch.upperBound
    }
    return ChunkedTable(schema: schema, columns: sinks.map { $0.column() }, rowCount: rows)
  }

  /// The rows of one chunk.
  package func table(ofChunk index: Int) throws -> Table {
    try Table(schema: schema, columns: columns.map { try $0.column(ofChunk: index) })
  }

  /// The first rows.
  package func first(_ count: Int) throws -> Table { try table(ofChunk: 0).prefix(count).materialized() }

  /// The whole table in memory.
  package func table() throws -> Table {
    try Table(schema: schema, columns: columns.map { try $0.column() }, rowCount: rowCount)
  }
}

/// What became of the rows of a source: `read = kept + rejected`.
package struct RowAccount: Sendable, Hashable {
  /// Rows, records or objects that the source holds.
  package var read: Int
  /// Rows that are in the source and not in the table.
  package var rejected: Int

  package init(read: Int, rejected: Int) {
    self.read = read
    self.rejected = rejected
  }
}
