import Canonical
import Pipeline
import TestSupport
import Testing

/// The key of a load covers everything that decides its table, and nothing else.
struct LoadKeyTests {
  private func key(_ cell: String, _ files: VirtualFiles) async throws -> Digest? {
    let run = try await TestNotebook("```load t from \(cell)\n```\n", files: files).run()
    #expect(run.statuses["t"] == "ran", "\(run.notebook.findings)")
    return run.results.outcomes.first??.key
  }

  private static let parts = ["a.csv": "x\n1\n", "b.csv": "x\n2\n"]

  @Test func ofSeveralFilesNamesAndContentsCount() async throws {
    let files = VirtualFiles(Self.parts)
    let first = try await key("\"*.csv\"", files)
    #expect(try await key("\"?.csv\"", files) == first, "the pattern itself decides nothing")
    files["b.csv"] = "x\n3\n"
    let changed = try await key("\"*.csv\"", files)
    #expect(changed != first)
    files["b.csv"] = nil
    files["c.csv"] = "x\n3\n"
    #expect(try await key("\"*.csv\"", files) != changed, "names decide the order")
    files["c.csv"] = nil
    files["b.csv"] = "x\n2\n"
    #expect(try await key("\"*.csv\"", files) == first)
  }

  @Test func howBytesAreReadCounts() async throws {
    let files = VirtualFiles(["a.csv": "x\n1\n", "a.json": "{\"x\":1}\n"])
    let plain = try await key("\"a.csv\"", files)
    #expect(try await key("\"a.csv\"\nencoding utf-8", files) == plain)
    #expect(try await key("\"a.csv\"\nencoding latin-1", files) != plain)
    #expect(try await key("\"a.csv\"\ncolumn x number", files) != plain)
    #expect(try await key("\"a.json\"", files) == key("\"a.json\"\nformat jsonl", files))
    #expect(try await key("\"a.json\"", files) != key("\"a.json\"\nformat csv\nheader no", files))
  }

  @Test func rolesCount() async throws {
    let files = VirtualFiles(["a.csv": "x,y\n1,2\n"])
    let keys = try await [
      key("\"a.csv\"", files), key("\"a.csv\"\ntime x", files), key("\"a.csv\"\nweight x", files),
      key("\"a.csv\"\ngroup x", files), key("\"a.csv\"\ngroup y", files),
    ]
    #expect(Set(keys).count == keys.count)
  }
}

/// Whatever bytes stand in a file, a load of any format gives a table or an error.
struct LoadRobustnessTests {
  @Test(arguments: ["csv", "tsv", "csv.gz", "csv.zst", "jsonl", "json.gz", "sqlite", "db.zst"])
  func noBytesStopTheProgram(_ ending: String) {
    var random = FixedNumbers(state: 5)
    for round in 0..<40 {
      let starts: [[UInt8]] = [
        [], [0x1F, 0x8B, 8, 0], [0x28, 0xB5, 0x2F, 0xFD], Array("SQLite format 3\0".utf8),
        Array("[{\"a\":".utf8),
        [0xFF, 0xFE], Array("a,b\n1,\"".utf8),
      ]
      let bytes = starts[round % starts.count] + (0..<random.below(600)).map { _ in UInt8(random.below(256)) }
      let files = VirtualFiles()
      files.set("data.\(ending)", bytes: bytes)
      for clause in ["", "encoding utf-16\n", "encoding latin-1\n"] {
        let run = TestNotebook(
          "```load t from \"data.\(ending)\"\n\(clause)```\n", files: files
        ).check()
        for diagnostic in run.diagnostics { #expect(!diagnostic.message.isEmpty) }
      }
    }
  }
}

/// Numbers that are the same on every run.
private struct FixedNumbers {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
