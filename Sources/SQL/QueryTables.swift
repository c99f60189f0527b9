import CSQLite
import Canonical
import Frame

/// Tables to be put into a database: names are quoted and values bound, so that neither is ever read as SQL.
struct QueryTables {
  /// Without a table where only its columns are to be there.
  let tables: [(name: String, schema: Schema, table: Table?)]

  init(_ tables: [(String, Schema, Table?)]) {
    self.tables = tables.map { (name: $0.0, schema: $0.1, table: $0.2) }
  }

  func fill(_ connection: OpaquePointer) throws(ReadingError) {
    try requireDistinct(tables.map(\.name), "tables", hint: "give one of the cells another name")
    for (name, schema, table) in tables {
      try requireDistinct(
        schema.names, "columns of `\(name)`", hint: "`rename` one of them where it is loaded")
      let columns = schema.fields.map { SQLiteDatabase.quoted($0.name) + " " + $0.type.sqlName }
      try run("CREATE TABLE \(SQLiteDatabase.quoted(name)) (\(columns.joined(separator: ", ")))", connection)
      if let table { try insert(table, into: name, connection) }
    }
  }

  /// SQL takes names that differ in the case of ASCII letters for one.
  private func requireDistinct(_ names: [String], _ what: String, hint: String) throws(ReadingError) {
    var seen: [ByteKey: String] = [:]
    for name in names {
      guard !name.isEmpty, !name.utf8.contains(0) else {
        throw ReadingError(.query, "a name that SQL cannot have among the \(what)", hint: hint)
      }
      let folded = ByteKey(
        String(decoding: name.utf8.map { (65...90).contains($0) ? $0 | 32 : $0 }, as: UTF8.self))
      if let first = seen[folded] {
        throw ReadingError(
          .query, "SQL cannot tell the \(what) `\(first)` and `\(name)` apart", hint: hint)
      }
      seen[folded] = name
    }
  }

  private func run(_ text: String, _ connection: OpaquePointer) throws(ReadingError) {
    guard sqlite3_exec(connection, text, nil, nil, nil) == SQLITE_OK else { throw failure(connection) }
  }

  private func failure(_ connection: OpaquePointer) -> ReadingError {
    ReadingError(
      .query, "the tables cannot be put into SQLite: \(String(cString: sqlite3_errmsg(connection)))",
      hint: "leave columns out that the query does not need")
  }

  private func insert(_ table: Table, into name: String, _ connection: OpaquePointer) throws(ReadingError) {
    let columns = table.schema.names.map(SQLiteDatabase.quoted)
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let values =
      columns.isEmpty ? "DEFAULT VALUES" : "(\(columns.joined(separator: ", "))) VALUES (\(marks))"
    var prepared: OpaquePointer?
    let text = "INSERT INTO \(SQLiteDatabase.quoted(name)) \(values)"
    guard sqlite3_prepare_v2(connection, text, -1, &prepared, nil) == SQLITE_OK, let statement = prepared
    else {
      throw failure(connection)
    }
    defer { sqlite3_finalize(statement) }
    try run("BEGIN", connection)
    let bound = (0..<table.columnCount).map { BoundColumn(table.column(at: $0)) }
    for row in 0..<table.rowCount {
      for (index, column) in bound.enumerated() { column.bind(row, to: statement, at: Int32(index + 1)) }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(connection) }
      sqlite3_reset(statement)
    }
    try run("COMMIT", connection)
  }
}

/// A column whose values are bound to the places of a statement: days and moments as ISO texts, truth as 0 and 1.
private struct BoundColumn {
  let column: Column
  /// Texts of a category or a text, made once a level.
  let levels: [ContiguousArray<CChar>]

  init(_ column: Column) {
    self.column = column
    levels = column.levels.map { ContiguousArray($0.utf8CString) }
  }

  func bind(_ row: Int, to statement: OpaquePointer, at place: Int32) {
    if column.isMissing(row) {
      sqlite3_bind_null(statement, place)
    } else if let codes = column.codes {
      let text = levels[Int(codes[row])]
      text.withUnsafeBufferPointer { bytes in
        _ = sqlite3_bind_text64(
          statement, place, bytes.baseAddress, UInt64(bytes.count - 1), transient, UInt8(SQLITE_UTF8))
      }
    } else if let integers = column.integers {
      sqlite3_bind_int64(statement, place, integers[row])
    } else {
      switch column[row] {
      case .number(let value): sqlite3_bind_double(statement, place, value)
      case .boolean(let value): sqlite3_bind_int(statement, place, value ? 1 : 0)
      case let other:
        sqlite3_bind_text(statement, place, other.text, -1, transient)
      }
    }
  }
}

/// SQLite copies the text before the call returns.
private nonisolated(unsafe) let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension ColumnType {
  /// A declared type that gives values the affinity they need.
  fileprivate var sqlName: String {
    switch self {
    case .integer, .boolean: "INTEGER"
    case .number: "REAL"
    case .category, .text, .date, .datetime: "TEXT"
    }
  }
}
