import Foundation
import Pipeline
import Testing
import Workspace

/// Patterns meet files below the project folder, in the order of their names' bytes.
struct PathPatternTests {
  private func folder() throws -> (Folder, ContainedFiles) {
    let folder = Folder()
    for name in [
      "data/2026-02.csv", "data/2026-01.csv", "data/2026-10.csv", "data/notes.txt", "data/.hidden.csv",
      "data/north/a.csv", "data/south/a.csv", "data/south/b.csv",
    ] { try folder.write("a\n1\n", to: "project/" + name) }
    try folder.write("outside", to: "2026-secret.csv")
    let root = folder.path + "/project"
    return (folder, ContainedFiles(root: root, notebookFolder: root))
  }

  private func paths(_ files: ContainedFiles, _ pattern: String) throws -> [String] {
    try files.matching(#require(PathPattern(pattern)))
  }

  @Test func matchesNames() throws {
    let (folder, files) = try folder()
    #expect(
      try paths(files, "data/2026-*.csv") == ["data/2026-01.csv", "data/2026-02.csv", "data/2026-10.csv"])
    #expect(try paths(files, "data/2026-0?.csv") == ["data/2026-01.csv", "data/2026-02.csv"])
    #expect(try paths(files, "data/*/a.csv") == ["data/north/a.csv", "data/south/a.csv"])
    #expect(try paths(files, "*/s*/*.csv") == ["data/south/a.csv", "data/south/b.csv"])
    #expect(try paths(files, "./data/./*.txt") == ["data/notes.txt"])
    withExtendedLifetime(folder) {}
  }

  @Test func nothingLeadsOut() throws {
    let (folder, files) = try folder()
    #expect(symlink("../../2026-secret.csv", folder.path + "/project/data/2026-link.csv") == 0)
    #expect { try paths(files, "../*.csv") } throws: { ($0 as? FileProblem)?.outside == true }
    #expect { try paths(files, "/etc/*.conf") } throws: { ($0 as? FileProblem)?.outside == true }
    #expect(try paths(files, "data/2026-l*.csv") == ["data/2026-link.csv"])
    #expect { try files.read("data/2026-link.csv") } throws: { ($0 as? FileProblem)?.outside == true }
  }

  @Test func aPatternIsFollowedOnce() throws {
    let (folder, files) = try folder()
    let found = try paths(files, "data/2026-*.csv")
    try folder.write("a\n1\n", to: "project/data/2026-11.csv")
    #expect(try paths(files, "data/2026-*.csv") == found)
  }

  @Test func whatMatchesNothingNamesWhatIsThere() throws {
    let (folder, files) = try folder()
    #expect { try paths(files, "data/2027-*.csv") } throws: {
      let problem = $0 as? FileProblem
      return problem?.message == "no file matches `data/2027-*.csv`"
        && problem?.hint == "there are: `data/2026-01.csv`, `data/2026-02.csv`, `data/2026-10.csv`"
    }
    #expect(throws: FileProblem.self) { try paths(files, "nowhere/*.csv") }
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    ("a*c", "abc", true), ("a*c", "ac", true), ("*", "", true), ("*.csv", "x.csv.gz", false),
    ("?", "é", true),
    ("?", "ab", false), ("**a", "ba", true), ("a?*", "a", false), ("*a*b*c", "xxaxxbxxc", true),
    ("*", ".x", false),
  ])
  func wildcards(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(PathPattern.matches(name, pattern) == matches)
  }

  @Test func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!PathPattern.matches(String(repeating: "a", count: 4000), pattern))
  }
}
