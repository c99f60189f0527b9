import Pipeline
import Syntax
import TestSupport
import Testing

/// Texts that no author writes: they cost no more than they are long, and a page of messages at most.
struct HostileTextTests {
  private static let groups = (0..<2_000).map { "group g\($0) {" }

  @Test(arguments: [
    String(repeating: "}", count: 20_000), groups.joined(separator: "\n"), groups.joined(separator: " "),
    String(repeating: "-> ", count: 5_000), String(repeating: "a -> b -> \n", count: 2_000),
  ])
  func descriptionsThatAreNone(_ body: String) {
    let checked = TestNotebook("```diagram d\n\(body)\n```\n").check()
    #expect(checked.hasTextErrors)
    #expect(checked.diagnostics.count <= 60)
  }

  @Test func aLongCycleIsNamedInShort() throws {
    let cells = (0..<300).map { "```sample c\($0) from c\(($0 + 1) % 300)\ntake 1\n```\n" }
    let checked = TestNotebook(cells.joined(separator: "\n")).check()
    let cycle = try #require(checked.diagnostics.first)
    #expect(checked.diagnostics.count == 1)
    #expect(cycle.code.id == "L0203" && cycle.message.utf8.count < 300 && cycle.related.count <= 8)
  }

  @Test func longChainsOfCellsAreOrdered() async throws {
    let cells = (1...300).reversed().map { "```sample c\($0) from c\($0 - 1)\ntake 1\n```\n" }
    let run = try await TestNotebook(cells.joined(separator: "\n") + "\n```load c0\ninline\n  a\n  1\n```\n")
      .run()
    #expect(!run.results.failed)
  }

  @Test func bytesThatAreNotUTF8AreNamedByTheirOffset() throws {
    let bytes = Array("# Caf".utf8) + [0xE9] + Array(" au lait\n".utf8)
    let (file, problems) = NotebookParser.sourceFile(path: "a.md", bytes: bytes)
    let problem = try #require(problems.first)
    #expect(problems.count == 1 && problem.code.id == "L0001")
    #expect(problem.message == "the file is not UTF-8 at byte 5")
    #expect(file.text(problem.span) == "\u{FFFD}")
  }
}
