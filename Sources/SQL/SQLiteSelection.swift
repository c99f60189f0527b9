/// What is read of a database.
package enum SQLiteSelection: Sendable, Hashable {
  /// Its table, where it has but one.
  case onlyTable
  /// A table or a view of that name.
  case table(String)
  /// The rows of one `SELECT`.
  case query(String)
}

/// How much work and memory a query may take; beyond it, it is an error.
package struct SQLiteLimits: Sendable {
  /// Steps of SQLite's virtual machine, whatever the size of the database; a row takes some ten of them.
  package var steps: Int
  /// Steps for each byte of the database.
  package var stepsPerByte: Int
  /// Memory that SQLite takes while it sorts and joins.
  package var memory: Int
  /// Bytes of all values of the result.
  package var resultBytes: Int

  package init(steps: Int, stepsPerByte: Int, memory: Int, resultBytes: Int) {
    self.steps = steps
    self.stepsPerByte = stepsPerByte
    self.memory = memory
    self.resultBytes = resultBytes
  }

  /// 200 million steps and 20 a byte, 2 GiB, results of 4 GiB.
  package static let standard = SQLiteLimits(
    steps: 200_000_000, stepsPerByte: 20, memory: 2 << 30, resultBytes: 4 << 30)
}
