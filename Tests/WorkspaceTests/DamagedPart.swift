import GRDB
@testable import Workspace

extension SQLiteStore {
  /// Overwrites the content of one stored value, its digest staying as it is.
  func damageOnePart() throws {
    try queue.write { db in
      try db.execute(
        sql:
          "UPDATE part SET bytes = zeroblob(length(bytes)) WHERE digest = (SELECT part FROM action_part LIMIT 1)"
      )
    }
  }
}
