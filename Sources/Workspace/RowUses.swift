import Canonical
import Foundation
import GRDB

/// How often the rows that a cell judges models on have been judged on: a score that was looked at often enough to choose by is
/// no longer one on rows that nobody has seen.
package struct RowUses: Sendable {
  /// The cell that judges.
  package var cell: String
  /// What the rows are called, such as `rows of test`.
  package var rows: String
  /// How many evaluations that the store still holds have read the same rows, across all edits and notebooks of the project; this
  /// one counts.
  package var count: Int
}

extension SQLiteStore {
  /// The uses of the rows of each cell of `verb` in a run. Rows of a table that is no draw cannot be told from others, and are
  /// left out.
  package func rowUses(in run: RunRecord, verb: String) -> [RowUses] {
    run.cells.compactMap { cell in
      guard cell.verb == verb, let key = cell.key else { return nil }
      return attempt { db in try Self.rowUses(of: cell.identity, key, verb, db) } ?? nil
    }
  }

  private static let judged =
    "kind = 'input' AND role LIKE 'input % rows' AND label NOT LIKE 'rows of training rows of %'"

  private static func rowUses(
    of cell: String, _ key: Digest, _ verb: String, _ db: Database
  ) throws -> RowUses? {
    let row = try Row.fetchOne(
      db, sql: "SELECT value, label FROM ingredient WHERE key = ? AND \(judged) ORDER BY position LIMIT 1",
      arguments: [Data(key.bytes)])
    guard let row, let value = row["value"] as String?, value.utf8.count == 64,
      let label = row["label"] as String?
    else { return nil }
    let count = try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(DISTINCT ingredient.key) FROM ingredient JOIN action USING (key)
        WHERE action.verb = ? AND value = ? AND \(judged)
        """, arguments: [verb, value])
    return RowUses(cell: cell, rows: label, count: count ?? 0)
  }
}
