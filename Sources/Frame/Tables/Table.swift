import Canonical

/// A schema, base columns of one length, and, for a view, the rows drawn from them.
///
/// Views share the base columns: a sample costs four bytes a row. Columns are read with the draw applied.
package struct Table: Sendable {
  package let schema: Schema
  /// In the order of the schema, without the draw.
  package let baseColumns: [Column]
  package let baseRowCount: Int
  /// Nil where the table is the base itself.
  package let draw: RowDraw?

  /// Fails unless there is a column of the right type for every field, all of one length, names are unique,
  /// and every drawn row exists. `rowCount` is only needed for a table without columns.
  package init(
    schema: Schema, columns: [Column], draw: RowDraw? = nil, rowCount: Int = 0
  ) throws(DecodingFailure) {
    guard schema.fields.count == columns.count else { throw DecodingFailure("columns and schema differ") }
    let rows = columns.first?.count ?? max(0, rowCount)
    for (field, column) in zip(schema.fields, columns) {
      guard field.type == column.type else { throw DecodingFailure("a column of another type") }
      guard column.count == rows else { throw DecodingFailure("columns of different lengths") }
    }
    guard Set(schema.names.map(ByteKey.init)).count == columns.count else {
      throw DecodingFailure("two columns of one name")
    }
    if let draw, !draw.rows.allSatisfy({ $0 >= 0 && Int($0) < rows }) {
      throw DecodingFailure("a row number behind the last row")
    }
    self.init(checked: schema, columns, rows, draw)
  }

  /// A table without rows; names must be unique.
  package static func empty(_ schema: Schema) -> Table {
    Table(checked: schema, schema.fields.map { .missing($0.type, count: 0) }, 0, nil)
  }

  init(checked schema: Schema, _ columns: [Column], _ baseRowCount: Int, _ draw: RowDraw?) {
    self.schema = schema
    baseColumns = columns
    self.baseRowCount = baseRowCount
    self.draw = draw
  }

  /// Rows of the view.
  package var rowCount: Int { draw?.count ?? baseRowCount }

  /// Columns of the view.
  package var columnCount: Int { baseColumns.count }

  /// How many values are missing in the rows of the view, over all columns. O(cells of columns with missing values).
  package var missingCount: Int {
    baseColumns.reduce(0) { sum, column in
      guard column.missingCount > 0 else { return sum }
      guard let draw else { return sum + column.missingCount }
      return sum + draw.rows.reduce(0) { $0 + (column.isMissing(Int($1)) ? 1 : 0) }
    }
  }

  /// The column of exactly that name, with the draw applied: O(rows) for a view, free for a base.
  package func column(_ name: String) -> Column? {
    guard let index = schema.index(of: name) else { return nil }
    return column(at: index)
  }

  /// The column at a position of the schema, with the draw applied.
  package func column(at index: Int) -> Column {
    guard let draw else { return baseColumns[index] }
    return baseColumns[index].gathered(by: draw.rows)
  }

  /// The column of exactly that name as the base has it.
  package func baseColumn(_ name: String) -> Column? {
    schema.index(of: name).map { baseColumns[$0] }
  }

  /// One cell of the view; `row` must be below `rowCount`. Cheap: nothing is gathered.
  package func cell(row: Int, column index: Int) -> Scalar {
    baseColumns[index][draw.map { Int($0.rows[row]) } ?? row]
  }
}
