import CSQLite
import Canonical
import Frame
import Synchronization

/// Reads a table, a view or a query of a SQLite database whose bytes are in memory: nothing is opened, nothing written.
///
/// Types follow from the values, as those of JSON: integers stay exact, texts in quotes are dates, moments or texts, and
/// blobs are refused. The database is taken for hostile: statements may read and nothing else, within limits of length,
/// steps and memory; what would differ from run to run (the clock, `random()`) is an error.
package enum SQLiteReader {
  /// Reads all rows that the selection means; never traps, whatever the bytes are.
  ///
  /// - Parameter partial: a table without rows is no error, as this is one file of several.
  package static func read(
    _ bytes: [UInt8], _ selection: SQLiteSelection, missing: [String]? = nil, declared: [DeclaredColumn] = [],
    partial: Bool = false, limits: SQLiteLimits = .standard
  ) throws(ReadingError) -> TableReading {
    let rows = try turn.withLock { _ throws(ReadingError) -> LooseRows in
      let database = try SQLiteDatabase(bytes, limits)
      return try database.rows(selection)
    }
    return try rows.reading(missing: missing, declared: declared, partial: partial)
  }

  /// One database at a time, so that it is known which query has asked for the time.
  static let turn = Mutex(())
}

/// A connection to a database in memory.
final class SQLiteDatabase {
  let connection: OpaquePointer
  /// What the connection reads from for as long as it is open; nil where it was filled with tables.
  private let content: UnsafeMutableRawBufferPointer?
  /// The columns that its statements read, where that is wanted.
  let reads: SQLiteReads?
  private let budget: SQLiteBudget
  private let limits: SQLiteLimits

  /// The first bytes of every database.
  private static let magic = Array("SQLite format 3\0".utf8)

  init(_ bytes: [UInt8], _ limits: SQLiteLimits) throws(ReadingError) {
    guard bytes.count >= 512, bytes.starts(with: SQLiteDatabase.magic) else {
      throw ReadingError(
        .format, "the file is no SQLite database", hint: "such a file starts with `SQLite format 3`")
    }
    connection = try SQLiteDatabase.opened()
    reads = nil
    let content = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    content.copyBytes(from: bytes)
    self.content = content
    budget = SQLiteBudget(limits, databaseBytes: bytes.count)
    self.limits = limits
    // A database that was left in write-ahead mode is whole without its log, which the caller has seen to be empty;
    // in memory it can only be opened as one with a journal.
    if content[18] == 2, content[19] == 2 { (content[18], content[19]) = (1, 1) }
    let size = Int64(content.count)
    let deserialized = sqlite3_deserialize(
      connection, "main", content.baseAddress?.assumingMemoryBound(to: UInt8.self), size, size,
      UInt32(SQLITE_DESERIALIZE_READONLY))
    guard deserialized == SQLITE_OK else { throw failure("the database cannot be opened") }
    SQLiteGuard.apply(to: connection)
    budget.watch(connection)
  }

  /// A database with what `fill` puts into it.
  ///
  /// - Parameter bytes: about how much that is.
  init(
    bytes: Int, _ limits: SQLiteLimits, fill: (OpaquePointer) throws(ReadingError) -> Void
  ) throws(ReadingError) {
    connection = try SQLiteDatabase.opened()
    content = nil
    let reads = SQLiteReads()
    self.reads = reads
    budget = SQLiteBudget(limits, databaseBytes: bytes)
    self.limits = limits
    try fill(connection)
    SQLiteGuard.apply(to: connection, telling: reads)
    budget.watch(connection)
  }

  private static func opened() throws(ReadingError) -> OpaquePointer {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
    let status = sqlite3_open_v2(":memory:", &opened, flags, StillClock.fileSystem)
    guard status == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw ReadingError(.query, "SQLite cannot be started")
    }
    return opened
  }

  deinit {
    sqlite3_close_v2(connection)
    content?.deallocate()
  }

  func rows(_ selection: SQLiteSelection) throws(ReadingError) -> LooseRows {
    switch selection {
    case .query(let text):
      try refuseLocalTime(text)
      return try run(text)
    case .table(let name):
      let names = try names(ofKinds: "'table', 'view'")
      guard names.contains(where: { $0.hasSameBytes(as: name) }) else {
        throw ReadingError(
          .query, "the database has no table `\(name)`",
          hint: nearestName(to: name, in: names).map { "did you mean `\($0)`?" } ?? listed(names))
      }
      return try run("SELECT * FROM \(SQLiteDatabase.quoted(name))")
    case .onlyTable:
      let names = try names(ofKinds: "'table'")
      guard names.count == 1 else {
        throw ReadingError(
          .query, names.isEmpty ? "the database has no tables" : "the database has \(names.count) tables",
          hint: names.isEmpty ? nil : "say which one, `table NAME`: \(listed(names) ?? "")")
      }
      return try run("SELECT * FROM \(SQLiteDatabase.quoted(names[0]))")
    }
  }

  /// Tables of the database without SQLite's own, in the order of their bytes.
  private func names(ofKinds kinds: String) throws(ReadingError) -> [String] {
    let rows = try run(
      "SELECT name FROM sqlite_schema WHERE type IN (\(kinds)) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    guard rows.count > 0 else { return [] }
    let declared = [DeclaredColumn("name", .text)]
    return try rows.reading(missing: nil, declared: declared).table.column("name")?.levels ?? []
  }

  private func listed(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    return shown + (names.count > 10 ? ", …" : "")
  }

  static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  func run(_ text: String) throws(ReadingError) -> LooseRows {
    let statement = try SQLiteStatement(text, on: connection) { reason in failure(reason) }
    defer { statement.finish() }
    let asked = StillClock.questions.load(ordering: .relaxed)
    var rows = LooseRows(names: try statement.names())
    while true {
      let status = sqlite3_step(statement.handle)
      guard StillClock.questions.load(ordering: .relaxed) == asked else {
        throw ReadingError(
          .query, "the query asks for the time",
          hint: "its result would be another one every time: write the date itself, or use a parameter")
      }
      if status == SQLITE_DONE { return rows }
      guard status == SQLITE_ROW else { throw failure("the query failed") }
      try statement.add(to: &rows)
      guard rows.byteCount <= limits.resultBytes else {
        throw ReadingError(.query, "the query gives more than \(limits.resultBytes >> 20) MiB of values")
      }
    }
  }

  /// Such times depend on the zone of the machine.
  func refuseLocalTime(_ text: String) throws(ReadingError) {
    let lower = text.lowercased()
    guard lower.contains("localtime") || lower.contains("'utc'") else { return }
    throw ReadingError(
      .query, "the query converts to or from local time",
      hint: "it would depend on the machine: add a fixed offset, such as `'+1 hour'`")
  }

  /// What SQLite says of the last call.
  func failure(_ reason: String) -> ReadingError {
    if let verdict = budget.verdict {
      return ReadingError(.query, "the query \(verdict)", hint: "does a join lack its condition?")
    }
    let said = String(cString: sqlite3_errmsg(connection))
    switch sqlite3_errcode(connection) {
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN:
      return ReadingError(
        .format, "the database is damaged: \(said)", hint: "it may have been cut off while it was copied")
    case _ where said.hasPrefix("not authorized"):
      return ReadingError(
        .query, "the query does what it may not: it is \(said)",
        hint: "it may read tables and call functions that give the same every time, and nothing else")
    default:
      return ReadingError(.query, "\(reason): \(said)")
    }
  }
}
