import Foundation
import GRDB

/// Opening a store: whatever stands in its place is put aside, never overwritten, and never stops a run.
package enum StoreOpening {
  static let applicationID: Int32 = 0x4C69_6D6E
  static let schemaVersion: Int32 = 3

  /// The store of a project; nil, with a warning, where there can be none.
  package static func open(_ project: ProjectFolder, warn: @escaping @Sendable (String) -> Void)
    -> SQLiteStore?
  {
    let folder = project.path + "/.limn"
    guard prepare(folder) else {
      warn("\(Paths.shown(folder)) cannot be written; results are not kept")
      return nil
    }
    var status = stat()
    if lstat(project.storePath, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard putAside(project.storePath, warn) else { return nil }
    }
    for _ in 0..<2 {
      do {
        return try connect(project.storePath, warn)
      } catch let problem as Unusable {
        guard problem.putAside else {
          warn(problem.message)
          return nil
        }
        warn("\(Paths.shown(project.storePath)): \(problem.message)")
        guard putAside(project.storePath, warn) else { return nil }
      } catch {
        warn(
          "the store \(Paths.shown(project.storePath)) cannot be opened (\(SQLiteStore.text(error))); results are not kept"
        )
        return nil
      }
    }
    return nil
  }

  /// The store where there is one; nothing is made.
  package static func existing(
    _ project: ProjectFolder, warn: @escaping @Sendable (String) -> Void
  ) -> SQLiteStore? {
    Paths.exists(project.storePath) ? open(project, warn: warn) : nil
  }

  private struct Unusable: Error {
    var message: String
    var putAside: Bool
  }

  private static func prepare(_ folder: String) -> Bool {
    if !Paths.isFolder(folder) {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST, Paths.isFolder(folder) else { return false }
    }
    let ignore = folder + "/.gitignore"
    if !Paths.exists(ignore) { try? AtomicFile.write(Array("*\n".utf8), to: ignore) }
    return true
  }

  private static func connect(_ path: String, _ warn: @escaping @Sendable (String) -> Void) throws
    -> SQLiteStore
  {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 65536")
      try db.execute(sql: "PRAGMA mmap_size = 0")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
    }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = TRUNCATE")
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        try db.inTransaction(.immediate) {
          try establish(db)
          return .commit
        }
      }
      return SQLiteStore(queue: queue, warn: warn)
    } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
      throw Unusable(message: "not a store, or damaged beyond use", putAside: true)
    }
  }

  /// Makes the tables in an empty file; refuses a file that is another program's, another schema's or a newer version's.
  private static func establish(_ db: Database) throws {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let found = try String.fetchAll(
      db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    if application == 0, version == 0, found.isEmpty {
      for statement in tables { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
      return
    }
    guard application == applicationID else {
      throw Unusable(message: "a database of another program", putAside: true)
    }
    guard version <= schemaVersion else {
      throw Unusable(
        message: "the store was made by a newer limn and is left alone; results are not kept", putAside: false
      )
    }
    if version == 1, Set(found) == Set(firstTables) {
      for statement in laterTables { try db.execute(sql: statement) }
      return try bringUpToDate(db)
    }
    if version == 2, Set(found) == Set(firstTables + laterTables) { return try bringUpToDate(db) }
    guard version == schemaVersion, Set(found) == Set(tables) else {
      throw Unusable(message: "the tables are not those of a store", putAside: true)
    }
  }

  /// From the second version of the schema, whose parts are not packed.
  private static func bringUpToDate(_ db: Database) throws {
    try db.execute(sql: "ALTER TABLE part ADD COLUMN size INTEGER")
    try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
  }

  private static func putAside(_ path: String, _ warn: (String) -> Void) -> Bool {
    for number in 1...999 {
      let target = "\(path).corrupt-\(number)"
      if Paths.exists(target) { continue }
      guard rename(path, target) == 0 else { break }
      warn("it is kept as \(Paths.shown(target)), and a new store is begun")
      return true
    }
    warn("\(Paths.shown(path)) is in the way and cannot be moved; results are not kept")
    return false
  }

  /// `size` is that of a part which stands packed with zstd.
  static let tables =
    ["CREATE TABLE part (digest BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL, size INTEGER)"]
    + firstTables.dropFirst() + laterTables

  /// Added by the second version of the schema.
  private static let laterTables = [
    "CREATE TABLE picture (digest BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE run_picture (run INTEGER PRIMARY KEY, picture BLOB NOT NULL)",
  ]

  /// Those of the first version, that of parts before the others; it is brought up to date when it is opened.
  static let firstTables = [
    "CREATE TABLE part (digest BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL)",
    """
    CREATE TABLE action (key BLOB NOT NULL PRIMARY KEY, verb TEXT NOT NULL, manifest BLOB NOT NULL, \
    seal BLOB NOT NULL, seconds REAL NOT NULL)
    """,
    "CREATE TABLE action_part (key BLOB NOT NULL, position INTEGER NOT NULL, part BLOB NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID",
    "CREATE INDEX action_part_part ON action_part (part)",
    """
    CREATE TABLE ingredient (key BLOB NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, \
    value TEXT NOT NULL, label TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID
    """,
    """
    CREATE TABLE run (id INTEGER PRIMARY KEY, notebook TEXT NOT NULL, began TEXT NOT NULL, seconds REAL NOT NULL, \
    status TEXT NOT NULL, parameters TEXT NOT NULL)
    """,
    "CREATE INDEX run_notebook ON run (notebook, id)",
    """
    CREATE TABLE run_cell (run INTEGER NOT NULL, position INTEGER NOT NULL, cell TEXT NOT NULL, verb TEXT NOT NULL, \
    status TEXT NOT NULL, seconds REAL NOT NULL, key BLOB, reason TEXT NOT NULL, PRIMARY KEY (run, position)) WITHOUT ROWID
    """,
    "CREATE TABLE run_value (run INTEGER NOT NULL, name TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (run, name)) WITHOUT ROWID",
  ]
}
