import Canonical
import Foundation
import Pipeline
import Testing
@testable import Workspace

/// The store keeps what it is given, and believes nothing that it reads.
struct StoreTests {
  private func existingStore(_ folder: Folder) -> SQLiteStore? {
    StoreOpening.existing(ProjectFolder(folder: folder.path), warn: { _ in })
  }

  @Test func aSecondRenderIsCachedAndTheSameToTheByte() async throws {
    let folder = try Example.folder()
    let first = try await Example.render(folder)
    let second = try await Example.render(folder)
    #expect(first.statuses.allSatisfy { $0 == "ran" })
    #expect(second.statuses.allSatisfy { $0 == "cached" })
    #expect(first.html == second.html)
  }

  @Test func aFileThatChangesBetweenCheckAndRunSpoilsNoKey() async throws {
    let clean = try await Example.render(try Example.folder()).html
    let folder = try Example.folder()
    let session = Session(notebook: folder.path + "/birds.md", options: Session.Options(), warn: { _ in })
    let notebook = try session.check()
    try folder.write(Example.data.replacingOccurrences(of: "3750", with: "9750"), to: "birds.csv")
    _ = await session.run(notebook)
    try folder.write(Example.data, to: "birds.csv")
    #expect(try await Example.render(folder).html == clean)
  }

  @Test func theFolderOfTheStoreIsPrivateAndIgnoredByGit() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/.limn")
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(try String(contentsOfFile: folder.path + "/.limn/.gitignore", encoding: .utf8) == "*\n")
  }

  /// Single-bit flips all over the file: the page is always the right one.
  @Test func flippedBitsNeverChangeAResult() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(folder).html
    let path = folder.path + "/.limn/store.sqlite"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var state: UInt64 = 7
    for _ in 0..<120 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var damaged = whole
      let bit = Int(state >> 16) % (whole.count * 8)
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      try damaged.write(to: URL(fileURLWithPath: path))
      #expect(try await Example.render(folder).html == clean, "bit \(bit)")
    }
  }

  @Test func truncatedFilesAreRecovered() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(folder).html
    let path = folder.path + "/.limn/store.sqlite"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for size in [0, 1, 50, 4096, 65_536, 100_000, whole.count / 2, whole.count - 1] {
      try whole.prefix(size).write(to: URL(fileURLWithPath: path))
      #expect(try await Example.render(folder).html == clean, "\(size) bytes")
    }
  }

  @Test func whatIsNoStoreIsPutAside() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(folder).html
    let path = folder.path + "/.limn/store.sqlite"
    try Data("this is not a database, and longer than a header of one would be".utf8).write(
      to: URL(fileURLWithPath: path))
    let warnings = Warnings()
    #expect(try await Example.render(folder, warnings).html == clean)
    #expect(FileManager.default.fileExists(atPath: path + ".corrupt-1"))
    #expect(!warnings.all.isEmpty)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try await Example.render(folder).html == clean)
    #expect(FileManager.default.fileExists(atPath: path + ".corrupt-2"))
  }

  @Test func aReadOnlyFolderIsNoObstacle() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(folder).html
    try FileManager.default.removeItem(atPath: folder.path + "/.limn")
    try Data().write(to: URL(fileURLWithPath: folder.path + "/.limn"))
    let warnings = Warnings()
    let (html, statuses) = try await Example.render(folder, warnings)
    #expect(html == clean)
    #expect(statuses.allSatisfy { $0 == "ran" })
    #expect(!warnings.all.isEmpty)
  }

  @Test func manyAtOnceOnOneStoreAllSucceed() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(try Example.folder()).html
    let pages = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<6 { group.addTask { try await Example.render(folder).html } }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(pages.count == 6 && pages.allSatisfy { $0 == clean })
  }

  @Test func verifyFindsAndRemovesDamage() async throws {
    let folder = try Example.folder()
    let clean = try await Example.render(folder).html
    let store = try #require(existingStore(folder))
    let sound = store.verify()
    #expect(
      sound.parts > 5 && sound.actions >= 5 && sound.damagedParts.isEmpty && sound.damagedActions.isEmpty)
    try store.damageOnePart()
    let report = store.verify()
    #expect(report.damagedParts.count == 1 && !report.damagedActions.isEmpty)
    #expect(store.verify().damagedParts.isEmpty)
    #expect(try await Example.render(folder).html == clean)
  }

  @Test func cleaningKeepsWhatRecentRunsUsed() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    try folder.write(
      Example.notebook.replacingOccurrences(of: "model logistic", with: "model logistic C: 0.5"),
      to: "birds.md")
    _ = try await Example.render(folder)
    let store = try #require(existingStore(folder))
    let before = store.entries().count
    let cleaning = store.clean(keepingRuns: 1)
    #expect(cleaning.actions > 0)
    #expect(store.entries().count == before - cleaning.actions)
    #expect(try await Example.render(folder).statuses.allSatisfy { $0 == "cached" })
  }

  @Test func theHistoryDoesNotGrowWithoutEnd() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    let store = try #require(existingStore(folder))
    let run = RunRecord(
      id: 0, notebook: "other.md", began: "2026-01-01T00:00:00Z", seconds: 1, status: "ok", parameters: [],
      cells: [], values: [("a.rows", 1)])
    for _ in 0..<510 { store.add(run) }
    #expect(store.runs(of: "other.md", limit: 1000).count == 500)
    #expect(store.runs(of: "birds.md", limit: 1000).count == 1)
  }

  @Test func historyKeepsRunsWithTheirValues() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    _ = try await Example.render(folder)
    let store = try #require(existingStore(folder))
    let runs = store.runs(of: "birds.md", limit: 10)
    #expect(runs.count == 2)
    #expect(runs[0].cells.allSatisfy { $0.status == "cached" })
    #expect(runs[1].cells.map(\.reason).allSatisfy { $0 == "first run" })
    #expect(runs[0].values.contains { $0.name == "scores.accuracy" })
    #expect(store.lastComputation(notebook: "birds.md", cell: "model")?.reason == "first run")
  }

  /// Another model on the same rows is another look at them; the same one again is none.
  @Test func looksAtTheSameRowsAreCounted() async throws {
    let folder = try Example.folder()
    _ = try await Example.render(folder)
    _ = try await Example.render(folder)
    func uses() throws -> [Int] {
      let store = try #require(existingStore(folder))
      let run = try #require(store.runs(of: "birds.md", limit: 1).first)
      return store.rowUses(in: run, verb: "evaluate").map(\.count)
    }
    #expect(try uses() == [1])
    try folder.write(
      Example.notebook.replacingOccurrences(of: "model logistic", with: "model logistic C: 0.5"),
      to: "birds.md")
    _ = try await Example.render(folder)
    #expect(try uses() == [2])
    let session = Session(
      notebook: folder.path + "/birds.md", options: Session.Options(), warn: Warnings().closure)
    let notebook = try session.check()
    let results = await session.lookUp(notebook)
    // The notebook itself shows one of the two.
    let found = session.rowUses(notebook, results)
    #expect(found.map(\.cells) == [["scores"]] && found.map(\.rows) == ["rows of test"])
    #expect(found.map(\.isHidden) == [true] && found.map(\.isWornOut) == [false])
  }
}
