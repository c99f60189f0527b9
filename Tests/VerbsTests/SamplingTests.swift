import Pipeline
import TestSupport
import Testing

/// What the checker may conclude from the ways of sampling.
struct SamplingTests {
  @Test(arguments: ["group by island", "order by mass"]) func partsOfASplitAreDisjoint(_ rule: String) {
    let split = "```sample train, test from birds\nsplit 50%, 50%\n\(rule)\n```"
    #expect(TestNotebook.judging(split).rowVerdicts == ["disjoint"])
  }

  @Test(arguments: [
    "take 100% method: bootstrap", "take 9 method: importance by: bill",
    "take 9\nreplace yes",
  ])
  func partsOfRowsThatMayRepeatAreNotProvedDisjoint(_ draw: String) {
    let sampling =
      "```sample bag from birds\n\(draw)\n```\n\n```sample train, test from bag\nsplit 50%, 50%\n```"
    #expect(TestNotebook.judging(sampling).rowVerdicts == ["unproved"])
  }

  @Test func rowsThatTwoPartsOfABootstrapShareAreCounted() async throws {
    let sampling = """
      ```sample bag from birds
      take 60 method: bootstrap
      ```

      ```sample train, test from bag
      split 50%, 50%
      ```
      """
    let run = try await TestNotebook.judging(sampling).run()
    #expect(run.notebook.diagnostics.map(\.code.id) == ["L0302"])
    #expect(run.report.contains("shared"))
    #expect(!run.report.contains("none shared"))
  }

  @Test func anImportanceSampleCarriesItsWeightsToWhatIsDrawnFromIt() async throws {
    let sampling = """
      ```load birds from "birds.csv"
      ```

      ```sample half from birds
      take 50%
      ```

      ```sample drawn from half
      take 40 method: importance by: bill as: w
      ```

      ```sample few from drawn
      take 10
      ```

      `= drawn.columns`, `= drawn.missing`, `= few.columns`
      """
    let notebook = TestNotebook(
      sampling, files: VirtualFiles(["birds.csv": CachingTests.data]), store: MemoryStore())
    let run = try await notebook.run()
    #expect(run.statuses["few"] == "ran")
    let table = try #require(run.results.outcomes[2]?.values.first as? TableValue).table(columns: [
      "w", "bill",
    ])
    let (weights, bills) = (try #require(table.column("w")), try #require(table.column("bill")))
    #expect(table.rowCount == 40 && weights.missingCount == 0)
    let products = zip(weights.doubles(), bills.doubles()).map { $0 * $1 }
    let first = try #require(products.first)
    #expect(products.allSatisfy { ($0 / first - 1).magnitude < 1e-12 })
    #expect(table.schema["w"]?.role == .weight)
    #expect(try await notebook.run().statuses["drawn"] == "cached")
  }

  @Test func theSeedIsNoPartOfADrawWithoutChance() async throws {
    func text(_ seed: Int) -> String {
      """
      ```load birds from "birds.csv"
      ```

      ```sample kept from birds
      take 50% method: hash by: island
      seed \(seed)
      ```

      ```sample early, late from birds
      split 50%, 50%
      order by bill
      seed \(seed)
      ```
      """
    }
    var notebook = TestNotebook(
      text(1), files: VirtualFiles(["birds.csv": CachingTests.data]), store: MemoryStore())
    _ = try await notebook.run()
    notebook.text = text(2)
    let statuses = try await notebook.run().statuses
    #expect(statuses["early, late"] == "cached")
  }

  private static let split = "```sample rows, test from birds\nsplit 75%, 25%\nstratify by species\n```\n\n"

  @Test(arguments: ["oversample", "undersample", "tomek", "smote neighbors: 2"])
  func balancedRowsOfOnePartAreDisjointFromTheOther(_ method: String) async throws {
    let balance = "```sample train from rows\nbalance by species method: \(method)\n```"
    let notebook = TestNotebook.judging(Self.split + balance)
    #expect(notebook.rowVerdicts == ["disjoint"])
    #expect(notebook.check().findings.isEmpty)
    #expect(try await notebook.run().statuses["scores"] == "ran")
  }

  @Test(arguments: ["oversample", "undersample", "tomek", "smote neighbors: 2"])
  func balancedRowsAreNotJudgedOn(_ method: String) {
    let balance = "```sample fair from test\nbalance by species method: \(method)\n```"
    let direct = TestNotebook.judging(Self.split + balance, train: "rows", test: "fair").check()
    #expect(direct.diagnostics.map(\.code.id) == ["L0304"])
    let part = "\n\n```sample some from fair\ntake 1\n```"
    let nested = TestNotebook.judging(Self.split + balance + part, train: "rows", test: "some").check()
    #expect(nested.diagnostics.map(\.code.id) == ["L0304"])
  }

  @Test func madeRowsAreComparedByContent() async throws {
    let sampling = """
      ```sample fair from birds
      balance by species method: smote neighbors: 2
      ```

      ```sample other from birds
      take 4
      ```
      """
    let run = try await TestNotebook.judging(sampling, train: "fair", test: "other").run()
    #expect(run.notebook.diagnostics.map(\.code.id) == ["L0302"])
    #expect(run.report.contains("4 rows shared with training") || run.report.contains("4 shared"))
  }
}
