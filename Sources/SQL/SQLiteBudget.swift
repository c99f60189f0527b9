import CSQLite

/// Counts the work of a query while it runs, and stops it at its limit.
final class SQLiteBudget {
  private var rounds: Int
  private let memory: Int64
  /// Why the query was stopped; nil while it was not.
  private(set) var verdict: String?

  /// Steps between two looks.
  private static let interval = 10_000

  init(_ limits: SQLiteLimits, databaseBytes: Int) {
    let (scaled, overflows) = databaseBytes.multipliedReportingOverflow(by: limits.stepsPerByte)
    let steps = overflows ? Int.max : limits.steps + min(scaled, Int.max - limits.steps)
    rounds = max(1, steps / SQLiteBudget.interval)
    memory = sqlite3_memory_used() + Int64(limits.memory)
  }

  /// Must outlive the connection's statements.
  func watch(_ connection: OpaquePointer) {
    sqlite3_progress_handler(
      connection, Int32(SQLiteBudget.interval),
      { budget in
        guard let budget else { return 1 }
        return Unmanaged<SQLiteBudget>.fromOpaque(budget).takeUnretainedValue().isSpent() ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func isSpent() -> Bool {
    rounds -= 1
    if rounds <= 0 { verdict = "takes too many steps for a database of this size" }
    if sqlite3_memory_used() > memory { verdict = "takes too much memory" }
    return verdict != nil
  }
}
