import CSQLite
import Canonical
import Frame

/// What is known of a query before it runs.
package struct QueryOutline: Sendable {
  /// A column of the result.
  package struct Column: Sendable {
    package var name: String
    /// Nil where only running the query can tell.
    package var type: ColumnType?
    /// The column that it is, unchanged, of one of the tables.
    package var origin: Origin?
  }

  package struct Origin: Sendable, Hashable {
    package var table: String
    package var column: String
  }

  package var columns: [Column]
  /// The columns that are read of the tables, in the order in which the query comes to them.
  package var reads: [Origin]
  /// The tables of which anything is read, be it their rows alone.
  package var tables: [String]
}

/// A query that cannot be run, with the byte of its text where that is known.
package struct QueryError: Error, Sendable {
  package var message: String
  package var hint: String?
  package var offset: Int?
}

/// One `SELECT` over tables that are put into a SQLite database in memory, which may read them and nothing else.
package enum TableQuery {
  /// Checks the text against empty tables: nothing is loaded.
  ///
  /// The type of a column that is computed is found by running the query on a few made rows, with its conditions taken as
  /// true; `type` is nil where that tells nothing.
  package static func outline(
    _ text: String, tables: [(name: String, schema: Schema)]
  ) throws(QueryError) -> QueryOutline {
    try SQLiteReader.turn.withLock { _ throws(QueryError) -> QueryOutline in
      let database = try made(QueryTables(tables.map { ($0.name, $0.schema, nil) }), .outline, bytes: 0)
      var outline = try database.outline(text)
      for index in outline.columns.indices {
        guard let origin = outline.columns[index].origin else { continue }
        let table = tables.first { $0.name.hasSameBytes(as: origin.table) }
        outline.columns[index].type = table?.schema[origin.column]?.type
      }
      guard outline.columns.contains(where: { $0.type == nil }) else { return outline }
      let probed = probedTypes(text, tables)
      for index in outline.columns.indices where outline.columns[index].type == nil {
        outline.columns[index].type = probed.indices.contains(index) ? probed[index] : nil
      }
      return outline
    }
  }

  /// The rows of the query over the tables, of which only the columns that it reads are needed.
  ///
  /// - Parameter types: for each column of the result; a value that does not fit its type is an error.
  package static func run(
    _ text: String, tables: [(name: String, schema: Schema, table: Table)], types: [DeclaredColumn],
    limits: SQLiteLimits = .standard
  ) throws(QueryError) -> Table {
    try SQLiteReader.turn.withLock { _ throws(QueryError) -> Table in
      let cells = tables.reduce(0) { $0 + $1.table.rowCount * max($1.table.columnCount, 1) }
      let database = try made(
        QueryTables(tables.map { ($0.name, $0.schema, $0.table) }), limits, bytes: cells * 8)
      do throws(ReadingError) {
        let rows = try database.run(text)
        return try rows.reading(missing: nil, declared: types, partial: true).table
      } catch {
        guard error.kind == .value else { throw QueryError(error) }
        throw QueryError(
          message: error.message,
          hint: "say another type for the column of the `SELECT`: `column NAME number`")
      }
    }
  }

  private static func made(
    _ tables: QueryTables, _ limits: SQLiteLimits, bytes: Int
  ) throws(QueryError) -> SQLiteDatabase {
    do throws(ReadingError) {
      return try SQLiteDatabase(bytes: bytes, limits) { (connection) throws(ReadingError) in
        try tables.fill(connection)
      }
    } catch {
      throw QueryError(error)
    }
  }

  /// The types of the columns of a query over made rows; empty where it cannot be run on them.
  private static func probedTypes(
    _ text: String, _ tables: [(name: String, schema: Schema)]
  ) -> [ColumnType?] {
    let probe = tables.map { table -> (String, Schema, Table?) in
      (table.name, table.schema, QueryProbe.table(table.schema))
    }
    do {
      let database = try made(QueryTables(probe), .outline, bytes: 0)
      let rows = try database.run(QueryProbe.withoutConditions(text))
      let table = try rows.reading(missing: nil, declared: [], partial: true).table
      return table.baseColumns.map { column in
        guard column.missingCount < column.count else { return nil }
        return column.type == .text ? .category : column.type
      }
    } catch {
      return []
    }
  }
}

extension SQLiteLimits {
  /// For queries over a handful of rows.
  static let outline = SQLiteLimits(steps: 1_000_000, stepsPerByte: 0, memory: 64 << 20, resultBytes: 1 << 20)
}

extension QueryError {
  init(_ error: ReadingError) { self.init(message: error.message, hint: error.hint, offset: nil) }
}

extension SQLiteDatabase {
  /// What a query reads and gives, without a step of it.
  fileprivate func outline(_ text: String) throws(QueryError) -> QueryOutline {
    do throws(ReadingError) {
      try refuseLocalTime(text)
      let statement = try SQLiteStatement(text, on: connection) { reason in failure(reason) }
      defer { statement.finish() }
      let columns = try statement.names().enumerated().map { index, name in
        QueryOutline.Column(name: name, type: nil, origin: statement.origin(of: index))
      }
      let read = reads?.columns ?? []
      return QueryOutline(
        columns: columns,
        reads: read.filter { !$0.column.isEmpty }.map { .init(table: $0.table, column: $0.column) },
        tables: read.map(\.table))
    } catch {
      let offset = sqlite3_error_offset(connection)
      let isSyntax = sqlite3_errcode(connection) == SQLITE_ERROR
      throw QueryError(
        message: error.message, hint: error.hint, offset: isSyntax && offset >= 0 ? Int(offset) : nil)
    }
  }
}

extension SQLiteStatement {
  /// The column that a column of the result is; nil where it is computed.
  fileprivate func origin(of index: Int) -> QueryOutline.Origin? {
    guard let table = sqlite3_column_table_name(handle, Int32(clamping: index)),
      let column = sqlite3_column_origin_name(handle, Int32(clamping: index))
    else { return nil }
    return QueryOutline.Origin(table: String(cString: table), column: String(cString: column))
  }
}
