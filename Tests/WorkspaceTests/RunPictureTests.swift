import Canonical
import Foundation
import GRDB
import Testing
import Verbs

@testable import Workspace

/// The history keeps the picture of each run, within bounds, and brings older stores up to date.
struct RunPictureTests {
  private func store(_ folder: Folder) throws -> SQLiteStore {
    let opened = StoreOpening.existing(ProjectFolder(folder: folder.path)) { Issue.record("\($0)") }
    return try #require(opened)
  }

  private func count(_ store: SQLiteStore, _ table: String) -> Int {
    store.attempt { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 } ?? -1
  }

  private func record(_ notebook: String, picture: [UInt8]?) -> RunRecord {
    RunRecord(
      id: 0, notebook: notebook, began: "2026-01-01T00:00:00Z", seconds: 0, status: "ok", parameters: [],
      cells: [], values: [], picture: picture)
  }

  @Test func aRunKeepsItsPipeline() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    _ = try await Example.render(folder)
    let store = try store(folder)
    guard case .picture(let bytes) = store.picture(ofRun: 1, notebook: "birds.md") else {
      Issue.record("there is no picture")
      return
    }
    #expect(try DiagramCoding.diagram(bytes).nodes.count == 5)
    #expect(count(store, "picture") == 1 && count(store, "run_picture") == 2)
    guard case .noRun = store.picture(ofRun: 3, notebook: "birds.md") else {
      Issue.record("run 3 is there")
      return
    }
    guard case .noRun = store.picture(ofRun: 1, notebook: "other.md") else {
      Issue.record("run 1 is of another notebook")
      return
    }
  }

  @Test func picturesAreBoundedAndGoWithTheirRuns() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    let store = try store(folder)
    store.add(record("large.md", picture: [UInt8](repeating: 7, count: SQLiteStore.largestPicture + 1)))
    guard case .noPicture = store.picture(ofRun: 2, notebook: "large.md") else {
      Issue.record("too large a picture was kept")
      return
    }
    for number in 0..<(SQLiteStore.longestHistory + 20) {
      store.add(record("many.md", picture: Array("picture \(number)".utf8)))
    }
    #expect(count(store, "picture") == SQLiteStore.longestHistory + 1)
    _ = store.clean(keepingRuns: 1)
    #expect(count(store, "picture") == 2 && count(store, "run_picture") == 2)
  }

  @Test func aDamagedPictureIsNone() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    let store = try store(folder)
    _ = store.attempt { try $0.execute(sql: "UPDATE picture SET bytes = x'00'") }
    guard case .noPicture = store.picture(ofRun: 1, notebook: "birds.md") else {
      Issue.record("damaged bytes were believed")
      return
    }
  }

  @Test func aStoreOfTheFirstVersionIsBroughtUpToDate() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    let old = try store(folder)
    _ = old.attempt { db in
      try db.execute(sql: "DROP TABLE picture")
      try db.execute(sql: "DROP TABLE run_picture")
      for row in try Row.fetchAll(db, sql: "SELECT * FROM part WHERE size IS NOT NULL") {
        let content = try #require(SQLiteStore.content(row))
        try db.execute(
          sql: "UPDATE part SET bytes = ? WHERE digest = ?",
          arguments: [Data(content), row["digest"] as Data])
      }
      try db.execute(sql: "ALTER TABLE part DROP COLUMN size")
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    let warnings = Warnings()
    let again = try await Example.render(folder, warnings)
    #expect(warnings.all.isEmpty)
    #expect(again.statuses.allSatisfy { $0 == "cached" })
    let store = try store(folder)
    guard case .noPicture = store.picture(ofRun: 1, notebook: "birds.md"),
      case .picture = store.picture(ofRun: 2, notebook: "birds.md")
    else {
      Issue.record("the history was not kept")
      return
    }
  }
}
