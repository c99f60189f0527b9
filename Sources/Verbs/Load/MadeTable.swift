import Canonical
import Frame
import Pipeline

/// A table that a cell has made, as it is stored and shown.
struct MadeTable {
  var manifest: LoadManifest
  /// The columns that are not in the store already.
  var parts: [Part]

  /// - Parameters:
  ///   - rowsRead: rows of the source; those of the table when left out.
  ///   - known: columns that are stored, by name.
  init(
    _ table: Table, rowsRead: Int? = nil, known: [String: TableValue.ColumnPart] = [:],
    keeper: any PartKeeper
  ) {
    let base = table.materialized()
    let fields = base.schema.fields
    let made = Parallel.map(base.columnCount) { index in
      let column = base.baseColumns[index]
      let packed = known[fields[index].name] == nil ? ChunkedColumn(column, keeper: keeper) : nil
      return (packed: packed, summary: ColumnSummary(of: column))
    }
    let columns = fields.indices.compactMap { index -> TableValue.ColumnPart? in
      guard let digest = made[index].packed?.digest ?? known[fields[index].name]?.digest else { return nil }
      return .init(field: fields[index], digest: digest, missing: base.baseColumns[index].missingCount)
    }
    let first = (0..<min(FirstRows.count, base.rowCount)).map(Int32.init)
    manifest = LoadManifest(
      columns: columns, rows: base.rowCount, rowsRead: rowsRead ?? base.rowCount,
      summaries: made.map(\.summary),
      head: base.baseColumns.map { $0.gathered(by: first).droppingUnusedLevels() })
    parts = made.flatMap { $0.packed?.parts ?? [] }
  }
}
