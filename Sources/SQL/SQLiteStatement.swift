import CSQLite
import Canonical
import Frame

/// One statement that reads.
struct SQLiteStatement {
  let handle: OpaquePointer

  /// Fails unless the text is exactly one statement that only reads and gives columns.
  ///
  /// - Parameter failure: what to throw where SQLite refuses it.
  init(
    _ text: String, on connection: OpaquePointer, failure: (String) -> ReadingError
  ) throws(ReadingError) {
    guard !text.utf8.contains(0) else { throw ReadingError(.query, "the query holds a NUL character") }
    var prepared: OpaquePointer?
    var rest = 0
    let bytes = Array(text.utf8) + [0]
    let status = bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      var tail: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v2(connection, start, Int32(clamping: bytes.count), &prepared, &tail)
      if let start, let tail { rest = tail - start }
      return status
    }
    guard status == SQLITE_OK else { throw failure("the query cannot be read") }
    guard let prepared else {
      throw ReadingError(.query, "the query is empty", hint: "such as `SELECT a, b FROM t`")
    }
    handle = prepared
    let tail = bytes[rest...].filter { ![0, 9, 10, 13, 32, UInt8(ascii: ";")].contains($0) }
    guard tail.isEmpty else {
      finish()
      throw ReadingError(.query, "more than one statement", hint: "write one `SELECT`")
    }
    guard sqlite3_stmt_readonly(prepared) != 0, sqlite3_stmt_isexplain(prepared) == 0,
      sqlite3_column_count(prepared) > 0
    else {
      finish()
      throw ReadingError(.query, "the statement gives no rows", hint: "write a `SELECT`")
    }
  }

  func finish() { sqlite3_finalize(handle) }

  /// The names of the columns; each must be there and be unique.
  func names() throws(ReadingError) -> [String] {
    var names: [String] = []
    var seen: Set<ByteKey> = []
    for column in 0..<sqlite3_column_count(handle) {
      guard let text = sqlite3_column_name(handle, column), case let name = String(cString: text),
        !name.isEmpty
      else { throw ReadingError(.query, "column \(column + 1) has no name", hint: "name it: `AS name`") }
      guard seen.insert(ByteKey(name)).inserted else {
        throw ReadingError(
          .query, "two columns are named `\(name)`", hint: "name one of them otherwise: `AS name`")
      }
      names.append(name)
    }
    return names
  }

  /// Adds the row that the last step gave.
  func add(to rows: inout LooseRows) throws(ReadingError) {
    try rows.begin()
    for column in 0..<sqlite3_column_count(handle) {
      switch sqlite3_column_type(handle, column) {
      case SQLITE_INTEGER: rows.add(sqlite3_column_int64(handle, column), column: Int(column))
      case SQLITE_FLOAT: rows.add(sqlite3_column_double(handle, column), column: Int(column))
      case SQLITE_TEXT: try addText(column, to: &rows)
      case SQLITE_NULL: break
      default:
        throw ReadingError(
          .query, "column `\(name(column))` holds a blob in row \(rows.count)",
          hint: "bytes are no values of a table: leave the column out, `query \"SELECT …\"`")
      }
    }
  }

  private func addText(_ column: Int32, to rows: inout LooseRows) throws(ReadingError) {
    guard let text = sqlite3_column_text(handle, column) else { return }
    let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, column)))
    guard bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil else {
      throw ReadingError(
        .encoding, "column `\(name(column))` is not UTF-8 in row \(rows.count)",
        hint: "a program has written other bytes into it")
    }
    rows.add(text: bytes, column: Int(column))
  }

  private func name(_ column: Int32) -> String {
    sqlite3_column_name(handle, column).map { String(cString: $0) } ?? String(column + 1)
  }
}
