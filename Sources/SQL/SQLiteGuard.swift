import CSQLite

/// What a connection may do: read, and no more (the limits and switches that SQLite's own "Defense Against The Dark Arts"
/// advises for databases from elsewhere).
enum SQLiteGuard {
  /// Closes everything but reading. To be called when the database is open and before any statement of the user.
  ///
  /// - Parameter reads: told of every column that a statement reads, and must outlive the connection's statements.
  static func apply(to connection: OpaquePointer, telling reads: SQLiteReads? = nil) {
    let switches: [(Int32, Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0),
    ]
    for (option, value) in switches { _ = limn_db_config(connection, option, value) }
    for pragma in ["cell_size_check = ON", "query_only = ON", "temp_store = MEMORY"] {
      sqlite3_exec(connection, "PRAGMA \(pragma)", nil, nil, nil)
    }
    let limits: [(Int32, Int32)] = [
      (SQLITE_LIMIT_LENGTH, 16 << 20), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_COLUMN, 2_000),
      (SQLITE_LIMIT_EXPR_DEPTH, 256), (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_VDBE_OP, 250_000),
      (SQLITE_LIMIT_FUNCTION_ARG, 100), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
      (SQLITE_LIMIT_VARIABLE_NUMBER, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (limit, value) in limits { sqlite3_limit(connection, limit, value) }
    sqlite3_set_authorizer(
      connection,
      { reads, action, table, function, _, _ in
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
        case SQLITE_READ:
          if let reads, let table, let function {
            Unmanaged<SQLiteReads>.fromOpaque(reads).takeUnretainedValue()
              .add(String(cString: table), String(cString: function))
          }
          return SQLITE_OK
        case SQLITE_FUNCTION:
          let name = function.map { String(cString: $0).lowercased() } ?? ""
          return SQLiteGuard.refusedFunctions.contains(name) ? SQLITE_DENY : SQLITE_OK
        default: return SQLITE_DENY
        }
      }, reads.map { Unmanaged.passUnretained($0).toOpaque() })
  }

  /// Functions whose values change from run to run, tell of the machine, or reach out of the database.
  static let refusedFunctions: Set<String> = [
    "random", "randomblob", "load_extension", "current_time", "current_date", "current_timestamp",
    "fts3_tokenizer", "changes", "total_changes", "last_insert_rowid", "sqlite_version", "sqlite_source_id",
    "sqlite_compileoption_used", "sqlite_compileoption_get", "sqlite_log", "readfile", "writefile", "edit",
  ]
}

/// The columns that statements read, as they are prepared.
final class SQLiteReads {
  private(set) var columns: [(table: String, column: String)] = []

  func add(_ table: String, _ column: String) {
    guard !columns.contains(where: { $0.table.hasSameBytes(as: table) && $0.column.hasSameBytes(as: column) })
    else { return }
    columns.append((table, column))
  }
}
