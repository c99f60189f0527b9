import Canonical
import Compression
import Foundation
import Frame
import GRDB
import Pipeline
import Synchronization

/// The store: one SQLite file of values addressed by digest, and of actions that map keys to values.
///
/// Nothing read from it is believed without its digest; whatever is damaged, missing or unreadable is a miss.
package final class SQLiteStore: Store {
  let queue: DatabaseQueue
  private let warn: @Sendable (String) -> Void
  private let warned = Mutex(false)

  init(queue: DatabaseQueue, warn: @escaping @Sendable (String) -> Void) {
    self.queue = queue
    self.warn = warn
  }

  package func result(for key: Digest) -> StoredAction? {
    attempt { db -> StoredAction? in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT manifest, seal, seconds FROM action WHERE key = ?", arguments: [Data(key.bytes)]),
        let manifest = Digest(bytes: [UInt8](row["manifest"] as Data))
      else { return nil }
      let parts = try self.parts(of: key, db)
      guard [UInt8](row["seal"] as Data) == Self.seal(key: key, manifest: manifest, parts: parts).bytes else {
        try self.discard(key, db, "an entry of the store is damaged; it is computed again")
        return nil
      }
      let missing = try parts.contains { try !Self.holds($0, db) }
      guard !missing, let bytes = try self.verified(manifest, db) else { return nil }
      return StoredAction(manifest: bytes, seconds: row["seconds"])
    } ?? nil
  }

  package func part(_ digest: Digest) -> [UInt8]? {
    attempt { try self.verified(digest, $0) } ?? nil
  }

  package func keep(
    _ result: CellResult, key: Digest, verb: String, ingredients: [Ingredient], seconds: Double
  ) {
    _ = attempt { db in try Self.keep(result, key, verb, ingredients, seconds, db) }
  }

  package func keep(_ records: [(manifest: [UInt8], key: Digest)], verb: String) {
    _ = attempt { db in
      for record in records {
        try Self.keep(CellResult(manifest: record.manifest), record.key, verb, [], 0, db)
      }
    }
  }

  private static func keep(
    _ result: CellResult, _ key: Digest, _ verb: String, _ ingredients: [Ingredient], _ seconds: Double,
    _ db: Database
  ) throws {
    let manifest = Part(result.manifest)
    let parts = result.parts.map(\.digest)
    try insert([manifest] + result.parts, db)
    try remove(Data(key.bytes), db)
    try db.execute(
      sql: "INSERT INTO action (key, verb, manifest, seal, seconds) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        Data(key.bytes), verb, Data(manifest.digest.bytes),
        Data(seal(key: key, manifest: manifest.digest, parts: parts).bytes), seconds,
      ])
    for (position, digest) in parts.enumerated() {
      try db.execute(
        sql: "INSERT INTO action_part (key, position, part) VALUES (?, ?, ?)",
        arguments: [Data(key.bytes), position, Data(digest.bytes)])
    }
    for (position, item) in ingredients.enumerated() {
      try db.execute(
        sql:
          "INSERT INTO ingredient (key, position, kind, role, value, label, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          Data(key.bytes), position, item.kind.rawValue, item.role, item.value, item.label, item.detail,
        ])
    }
  }

  package func forget(actionsNeeding digest: Digest) {
    _ = attempt { db in
      let part = Data(digest.bytes)
      try db.execute(
        sql: """
          DELETE FROM action WHERE manifest = ?1 OR key IN (SELECT key FROM action_part WHERE part = ?1)
          """, arguments: [part])
      try db.execute(sql: "DELETE FROM action_part WHERE part = ?", arguments: [part])
      try db.execute(sql: "DELETE FROM part WHERE digest = ?", arguments: [part])
    }
  }

  package func lastIngredients(notebook: String, cell: String) -> [Ingredient]? {
    attempt { db -> [Ingredient]? in
      guard
        let key = try Data.fetchOne(
          db,
          sql: """
            SELECT key FROM run_cell JOIN run ON run.id = run_cell.run
            WHERE run.notebook = ? AND cell = ? AND key IS NOT NULL ORDER BY run.id DESC LIMIT 1
            """, arguments: [notebook, cell])
      else { return nil }
      let ingredients = try Self.ingredients(of: key, db)
      return ingredients.isEmpty ? nil : ingredients
    } ?? nil
  }

  /// What a result was made of; empty where the store does not know it.
  func ingredients(of key: Digest) -> [Ingredient] {
    attempt { db in try Self.ingredients(of: Data(key.bytes), db) } ?? []
  }

  private static func ingredients(of key: Data, _ db: Database) throws -> [Ingredient] {
    try Row.fetchAll(
      db, sql: "SELECT kind, role, value, label, detail FROM ingredient WHERE key = ? ORDER BY position",
      arguments: [key]
    ).compactMap { row in
      Ingredient.Kind(rawValue: row["kind"]).map {
        Ingredient($0, role: row["role"], value: row["value"], label: row["label"], detail: row["detail"])
      }
    }
  }

  // MARK: Parts

  private func parts(of key: Digest, _ db: Database) throws -> [Digest] {
    try Data.fetchAll(
      db, sql: "SELECT part FROM action_part WHERE key = ? ORDER BY position", arguments: [Data(key.bytes)]
    ).compactMap { Digest(bytes: [UInt8]($0)) }
  }

  private func verified(_ digest: Digest, _ db: Database) throws -> [UInt8]? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT bytes, size FROM part WHERE digest = ?", arguments: [Data(digest.bytes)])
    else { return nil }
    if let bytes = Self.content(row), Digest(of: bytes) == digest { return bytes }
    warn("the entry \(digest.short) of the store is damaged; it is computed again")
    try db.execute(sql: "DELETE FROM part WHERE digest = ?", arguments: [Data(digest.bytes)])
    return nil
  }

  /// Removes an action with all that is kept of it beside its values.
  static func remove(_ key: Data, _ db: Database) throws {
    for table in ["action", "action_part", "ingredient"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE key = ?", arguments: [key])
    }
  }

  /// The ingredients stay, so that the reason of the next run can say that the result was lost.
  private func discard(_ key: Digest, _ db: Database, _ message: String) throws {
    warn(message)
    try db.execute(sql: "DELETE FROM action WHERE key = ?", arguments: [Data(key.bytes)])
  }

  static func holds(_ digest: Digest, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM part WHERE digest = ?)", arguments: [Data(digest.bytes)])
      ?? false
  }

  /// What a row of `part` holds, unpacked; nil where it cannot be.
  static func content(_ row: Row) -> [UInt8]? {
    let bytes = [UInt8](row["bytes"] as Data)
    guard let size = row["size"] as Int? else { return bytes }
    return ZstdBlock.unpacked(bytes, size: size)
  }

  /// Parts that are packed at once.
  private static let batch = 32

  /// Keeps the parts that are not kept yet, packed where that pays, on all cores.
  private static func insert(_ parts: [Part], _ db: Database) throws {
    for start in stride(from: 0, to: parts.count, by: batch) {
      let new = try parts[start..<min(start + batch, parts.count)].filter { try !holds($0.digest, db) }
      let contents = try new.map { try $0.bytes() }
      let packed = Parallel.map(new.count) { ZstdBlock.packed(contents[$0]) }
      for (index, part) in new.enumerated() {
        try db.execute(
          sql: "INSERT OR IGNORE INTO part (digest, bytes, size) VALUES (?, ?, ?)",
          arguments: [
            Data(part.digest.bytes), Data(packed[index] ?? contents[index]),
            packed[index].map { _ in contents[index].count },
          ])
      }
    }
  }

  /// Binds a key to what it stands for, so that an exchanged entry is found out.
  static func seal(key: Digest, manifest: Digest, parts: [Digest]) -> Digest {
    Digest(of: key.bytes + manifest.bytes + parts.flatMap(\.bytes))
  }

  /// One transaction; any failure is a warning, said once, and a miss.
  func attempt<T>(_ body: @Sendable (Database) throws -> T) -> T? {
    do {
      return try queue.writeWithoutTransaction { db in
        var value: T?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        return value
      }
    } catch {
      let isFirst = warned.withLock { warned in
        defer { warned = true }
        return !warned
      }
      if isFirst {
        warn("the store cannot be used (\(Self.text(error))); results are computed and not kept")
      }
      return nil
    }
  }

  static func text(_ error: any Error) -> String {
    if let error = error as? DatabaseError {
      return error.message ?? "SQLite error \(error.resultCode.rawValue)"
    }
    return "\(error)"
  }
}
