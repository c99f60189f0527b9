import Canonical
import Foundation
import GRDB

/// Looking after a store: what `limn cache` does.
extension SQLiteStore {
  package struct Entry: Sendable {
    package var key: Digest
    package var verb: String
    /// Bytes of the result and its parts; parts shared by several results count in each.
    package var size: Int
    package var seconds: Double
    /// Where it was last used: notebook and cell.
    package var lastUse: String
  }

  package struct Verification: Sendable {
    package var parts = 0
    package var actions = 0
    package var damagedParts: [Digest] = []
    package var damagedActions: [Digest] = []
  }

  package struct Cleaning: Sendable {
    package var actions: Int
    package var parts: Int
    package var bytes: Int
  }

  /// Every result, the largest first.
  package func entries() -> [Entry] {
    attempt { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT action.key AS key, action.verb AS verb, action.seconds AS seconds,
            (SELECT coalesce(length(bytes), 0) FROM part WHERE digest = action.manifest)
            + (SELECT coalesce(sum(length(bytes)), 0) FROM action_part JOIN part ON part.digest = action_part.part
               WHERE action_part.key = action.key) AS size,
            (SELECT notebook || ': ' || cell FROM run_cell JOIN run ON run.id = run_cell.run
             WHERE run_cell.key = action.key ORDER BY run.id DESC LIMIT 1) AS last_use
          FROM action ORDER BY size DESC, action.key
          """
      ).compactMap { row in
        Digest(bytes: [UInt8](row["key"] as Data)).map {
          Entry(
            key: $0, verb: row["verb"], size: row["size"] ?? 0, seconds: row["seconds"],
            lastUse: row["last_use"] ?? "")
        }
      }
    } ?? []
  }

  /// Reads everything and compares it with its digest. Damaged entries are removed, so that they are computed again.
  package func verify() -> Verification {
    attempt { db in
      var report = Verification()
      let digests = try Data.fetchAll(db, sql: "SELECT digest FROM part ORDER BY digest")
      for data in digests {
        report.parts += 1
        let row = try Row.fetchOne(
          db, sql: "SELECT bytes, size FROM part WHERE digest = ?", arguments: [data])
        let digest = Digest(bytes: [UInt8](data))
        if let digest, let bytes = row.flatMap(Self.content), Digest(of: bytes) == digest { continue }
        report.damagedParts.append(digest ?? Digest(of: [UInt8](data)))
        try db.execute(sql: "DELETE FROM part WHERE digest = ?", arguments: [data])
      }
      for row in try Row.fetchAll(db, sql: "SELECT key, manifest, seal FROM action ORDER BY key") {
        report.actions += 1
        let (key, manifest) = (row["key"] as Data, row["manifest"] as Data)
        let parts = try Data.fetchAll(
          db, sql: "SELECT part FROM action_part WHERE key = ? ORDER BY position", arguments: [key])
        let seal = Digest(of: [UInt8](key) + [UInt8](manifest) + parts.flatMap { [UInt8]($0) })
        let whole = try ([manifest] + parts).allSatisfy { part in
          try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM part WHERE digest = ?)", arguments: [part])
            ?? false
        }
        if whole, seal.bytes == [UInt8](row["seal"] as Data) { continue }
        report.damagedActions.append(Digest(bytes: [UInt8](key)) ?? seal)
        try Self.remove(key, db)
      }
      return report
    } ?? Verification()
  }

  /// Removes results that none of the last `runs` runs of any notebook used, and parts that no result needs.
  package func clean(keepingRuns runs: Int) -> Cleaning {
    let before = fileSize
    let cleaning = attempt { db -> Cleaning in
      try db.execute(
        sql: """
          DELETE FROM run WHERE id NOT IN (
            SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY notebook ORDER BY id DESC) AS age FROM run)
            WHERE age <= ?)
          """, arguments: [runs])
      try db.execute(sql: "DELETE FROM run_cell WHERE run NOT IN (SELECT id FROM run)")
      try db.execute(sql: "DELETE FROM run_value WHERE run NOT IN (SELECT id FROM run)")
      try Self.removeUnusedPictures(db)
      try db.execute(
        sql: "DELETE FROM action WHERE key NOT IN (SELECT key FROM run_cell WHERE key IS NOT NULL)")
      let actions = db.changesCount
      try db.execute(sql: "DELETE FROM action_part WHERE key NOT IN (SELECT key FROM action)")
      try db.execute(sql: "DELETE FROM ingredient WHERE key NOT IN (SELECT key FROM action)")
      try db.execute(
        sql: """
          DELETE FROM part WHERE digest NOT IN (SELECT manifest FROM action UNION SELECT part FROM action_part)
          """)
      return Cleaning(actions: actions, parts: db.changesCount, bytes: 0)
    }
    try? queue.vacuum()
    var report = cleaning ?? Cleaning(actions: 0, parts: 0, bytes: 0)
    report.bytes = max(0, before - fileSize)
    return report
  }

  /// Bytes of the file.
  package var fileSize: Int {
    var status = stat()
    return lstat(queue.path, &status) == 0 ? Int(status.st_size) : 0
  }
}
