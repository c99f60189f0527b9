/// A table as read from data of any format, with the account of its rows.
///
/// `rowsRead = table.rowCount + rejected` always holds: a row that cannot be kept is counted, or is an error.
package struct TableReading: Sendable {
  package var table: Table
  /// Rows, records or objects that the source holds.
  package var rowsRead: Int
  /// Rows that are in the source and not in the table.
  package var rejected: Int

  package init(_ table: Table, rowsRead: Int, rejected: Int = 0) {
    self.table = table
    self.rowsRead = rowsRead
    self.rejected = rejected
  }

  package init(_ reading: CSVReading) {
    self.init(reading.table, rowsRead: reading.rowsRead, rejected: reading.rejected)
  }
}
