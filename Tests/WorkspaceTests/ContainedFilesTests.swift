import Foundation
import Pipeline
import Testing
import Workspace

/// Notebooks read regular files below their project folder, and nothing else.
struct ContainedFilesTests {
  private func folder() throws -> (Folder, ContainedFiles) {
    let folder = Folder()
    try folder.write("outside", to: "secret.csv")
    try folder.write("a,b\n1,2\n", to: "project/data/fine.csv")
    try folder.write("", to: "project/notes/empty.csv")
    let root = folder.path + "/project"
    return (folder, ContainedFiles(root: root, notebookFolder: root + "/notes"))
  }

  @Test func readsBelowTheProjectFolder() throws {
    let (folder, files) = try folder()
    #expect(try files.read("../data/fine.csv").bytes() == Array("a,b\n1,2\n".utf8))
    #expect(try files.read("empty.csv").bytes().isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test func contentIsReadUnlessItHasChanged() throws {
    let (folder, files) = try folder()
    let file = try files.read("../data/fine.csv")
    #expect(try file.bytes() == Array("a,b\n1,2\n".utf8))
    try folder.write("a,b\n1,3\n", to: "project/data/fine.csv")
    #expect { try file.bytes() } throws: { ($0 as? FileProblem)?.message.contains("has changed") == true }
    #expect(try files.read("../data/fine.csv").digest == file.digest)
  }

  @Test(arguments: [
    "../../secret.csv", "../data/../../secret.csv", "/etc/passwd", "/proc/self/environ", "../link.csv",
    "../absolute.csv",
    "../out/secret.csv",
  ])
  func nothingLeadsOut(_ path: String) throws {
    let (folder, files) = try folder()
    let root = folder.path + "/project"
    #expect(symlink("../secret.csv", root + "/link.csv") == 0)
    #expect(symlink("/etc/passwd", root + "/absolute.csv") == 0)
    #expect(symlink("..", root + "/out") == 0)
    #expect { try files.read(path) } throws: { ($0 as? FileProblem)?.outside == true }
  }

  @Test func linksWithinTheProjectAreFollowed() throws {
    let (folder, files) = try folder()
    #expect(symlink("../data/fine.csv", folder.path + "/project/notes/near.csv") == 0)
    #expect(try !files.read("near.csv").bytes().isEmpty)
  }

  @Test func whatIsNoRegularFileIsRefused() throws {
    let (folder, files) = try folder()
    #expect(mkfifo(folder.path + "/project/notes/pipe.csv", 0o600) == 0)
    #expect(symlink("loop.csv", folder.path + "/project/notes/loop.csv") == 0)
    for path in [
      "pipe.csv", "../data", "loop.csv", "missing.csv", "", "empty.csv/x", "a\u{0}b",
      "https://example.org/a.csv",
    ] {
      #expect(throws: FileProblem.self) { try files.read(path) }
    }
  }

  @Test func aMissingFileSuggestsANearName() throws {
    let (folder, files) = try folder()
    #expect { try files.read("../data/fien.csv") } throws: {
      ($0 as? FileProblem)?.hint == "did you mean `../data/fine.csv`?"
    }
    withExtendedLifetime(folder) {}
  }

  @Test func writesBelowTheProjectFolder() throws {
    let (folder, files) = try folder()
    try files.write(OutputFile(path: "../data/made.csv", bytes: Array("x\n1\n".utf8)))
    #expect(try files.read("../data/made.csv").bytes() == Array("x\n1\n".utf8))
    try files.write(OutputFile(path: "made.jsonl", bytes: [1]))
    try files.write(OutputFile(path: "made.jsonl", bytes: [2]))
    let written = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/project/notes/made.jsonl"))
    #expect(Array(written) == [2])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/project/notes")
    #expect(!names.contains { $0.hasSuffix(".tmp") })
  }

  @Test(arguments: [
    "../../made.csv", "/tmp/made.csv", "../out/made.csv", "missing/made.csv", "..", "../data", "",
  ])
  func nothingIsWrittenElsewhere(_ path: String) throws {
    let (folder, files) = try folder()
    #expect(symlink("..", folder.path + "/project/out") == 0)
    #expect(throws: FileProblem.self) { try files.write(OutputFile(path: path, bytes: [1])) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/made.csv"))
  }

  @Test func linksAreReplacedNotFollowed() throws {
    let (folder, files) = try folder()
    #expect(symlink("../../secret.csv", folder.path + "/project/notes/link.csv") == 0)
    try files.write(OutputFile(path: "link.csv", bytes: [7]))
    #expect(try files.read("link.csv").bytes() == [7])
    let secret = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/secret.csv"))
    #expect(Array(secret) == Array("outside".utf8))
  }
}
