import CSQLite
import Testing

/// The bytes of a database made by a script, for tests.
///
/// - Parameter doubles: rows of a table `t` of one column, bit by bit.
func databaseBytes(_ script: String, _ pragma: String = "page_size = 1024", doubles: [Double] = []) throws
  -> [UInt8]
{
  var opened: OpaquePointer?
  #expect(sqlite3_open(":memory:", &opened) == SQLITE_OK)
  let connection = try #require(opened)
  defer { sqlite3_close(connection) }
  var said: UnsafeMutablePointer<CChar>?
  let status = sqlite3_exec(connection, "PRAGMA \(pragma);" + script, nil, nil, &said)
  #expect(status == SQLITE_OK, "\(said.map { String(cString: $0) } ?? "")")
  for value in doubles {
    var statement: OpaquePointer?
    #expect(sqlite3_prepare_v2(connection, "INSERT INTO t VALUES (?)", -1, &statement, nil) == SQLITE_OK)
    sqlite3_bind_double(statement, 1, value)
    #expect(sqlite3_step(statement) == SQLITE_DONE)
    sqlite3_finalize(statement)
  }
  var size: sqlite3_int64 = 0
  let copy = try #require(sqlite3_serialize(connection, "main", &size, 0))
  defer { sqlite3_free(copy) }
  return Array(UnsafeBufferPointer(start: copy, count: Int(size)))
}
