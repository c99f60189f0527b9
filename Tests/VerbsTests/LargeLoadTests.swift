import Canonical
import Frame
import Pipeline
import Testing
import TestSupport

@testable import Verbs

/// A load of several chunks does what one of few rows does, and what must be in memory asks first.
@Suite struct LargeLoadTests {
  private static let rows = 150_000
  private static let csv =
    "n,half,word\n" + (0..<rows).map { "\($0),\(Double($0) / 2),w\($0 % 7)\n" }.joined()

  private func run(_ clauses: String, memory: Int = .max) async throws -> TestNotebook.Run {
    let files = VirtualFiles(["big.csv": Self.csv])
    var notebook = TestNotebook("```load big from \"big.csv\"\n\(clauses)\n```\n", files: files)
    notebook.memory = memory
    return try await notebook.run()
  }

  private func table(_ run: TestNotebook.Run) throws -> Table {
    let value = try #require(run.results.outcomes[0]?.values.first as? TableValue)
    return try value.table()
  }

  @Test func stepsAreMadeChunkByChunk() async throws {
    let run = try await run(
      """
      derive double = half * 4
      where n % 3 == 1 and word != "w0"
      rename word as label
      limit 40_000
      derive last = double - n
      drop half
      """)
    let table = try table(run)
    let kept = (0..<Self.rows).filter { $0 % 3 == 1 && $0 % 7 != 0 }.prefix(40_000)
    #expect(table.schema.names == ["n", "label", "double", "last"] && table.rowCount == 40_000)
    #expect(table.column("n")?.integers == kept.map { Int64($0) })
    #expect(table.column("last")?.doubles() == kept.map { Double($0) })
    #expect(table.column("label")?.levels == (1...6).map { "w\($0)" })
  }

  @Test func aLimitEndsTheWork() async throws {
    let table = try table(await run("limit 70_000\nderive twice = n * 2\nwhere n < 69_999"))
    #expect(table.rowCount == 69_999 && table.column("twice")?.integers?.last == 139_996)
  }

  @Test(arguments: ["", "where n >= 10\n"]) func errorsNameTheRow(before: String) async throws {
    let run = try await run(before + "derive huge = n * 92_233_720_368_548")
    let row = before.isEmpty ? 100_001 : 99_991
    #expect(
      run.results.outcomes[0]?.failure?.message.hasSuffix("in row \(NumberText.thousands(row))") == true)
  }

  @Test func whatDoesNotFitIsSaidBefore() async throws {
    let run = try await run("limit 100_000", memory: 1_000_000)
    #expect(run.results.outcomes[0]?.failure == nil)
    let value = try #require(run.results.outcomes[0]?.values.first as? TableValue)
    let failure = #expect(throws: CellFailure.self) { try value.table() }
    #expect(failure?.code == .memoryLimit && failure?.message.contains("3 columns of 100,000 rows") == true)
    #expect(try value.table(columns: ["n"]).rowCount == 100_000)
  }

  @Test func drawsAskFirstAndReservoirsDoNot() async throws {
    let files = VirtualFiles(["big.csv": Self.csv])
    var notebook = TestNotebook(
      """
      ```load big from "big.csv"
      ```
      ```sample few from big
      take 100 method: reservoir
      ```
      ```sample a, b from big
      split 50%, 50%
      ```
      """, files: files)
    notebook.memory = 1_000_000
    let run = try await notebook.run()
    #expect(run.statuses["few"] == "ran")
    let failure = run.results.outcomes[2]?.failure
    #expect(failure?.code == .memoryLimit && failure?.message.hasPrefix("drawing from 150,000 rows") == true)
    let few = try #require(run.results.outcomes[1]?.values.first as? TableValue)
    #expect(try few.table().rowCount == 100)
  }

  @Test func whatIsNotReadPieceByPieceAsksFirst() async throws {
    let files = VirtualFiles(["big.jsonl": (0..<1000).map { "{\"n\":\($0)}\n" }.joined()])
    var notebook = TestNotebook("```load big from \"big.jsonl\"\n```\n", files: files)
    notebook.memory = 20_000
    #expect(notebook.check().findings == ["1:18 L0409"])
    notebook.memory = 200_000
    #expect(notebook.check().findings.isEmpty)
  }
}
