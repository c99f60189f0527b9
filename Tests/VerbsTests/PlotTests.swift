import Foundation
import Report
import Syntax
import TestSupport
import Testing
import Verbs

/// What a chart reads, what it computes, and when it is computed again.
struct PlotTests {
  private static let table = """
    ```load birds
    inline
      species,sex,mass,bill
      Adelie,male,3000,39
      Adelie,female,3200,40
      Gentoo,male,5000,47
      Gentoo,female,5600,50
    ```


    """

  private func cell(_ body: String, from source: String = "birds") -> String {
    "```plot figure from \(source)\n\(body)\n```\n"
  }

  private func twin(_ body: String) async throws -> [[String]] {
    let run = try await TestNotebook(Self.table + cell(body), store: MemoryStore()).run()
    #expect(run.statuses["figure"] == "ran")
    let blocks = run.page.cells.values.filter { $0.verb == "plot" }.flatMap(\.blocks)
    guard case .picture(let picture, _)? = blocks.first else { return [] }
    return picture.twin?.rows ?? []
  }

  @Test func aggregatesAreThoseOfEachGroup() async throws {
    let rows = try await twin("mark bar\nx species\ny mean(mass)\nsort name")
    #expect(rows.map { $0.suffix(1) } == [["3100"], ["5300"]])
  }

  @Test func formulasOfAggregatesAreComputedFromGroups() async throws {
    let rows = try await twin("mark bar\nx species\ny (max(mass) - min(mass)) / count()\nsort name")
    #expect(rows.map { $0.suffix(1) } == [["100"], ["300"]])
  }

  @Test func rowsThatShareAPlaceAreAveraged() async throws {
    let averaged = try await twin("x species\ny mass")
    let said = try await twin("mark bar\nx mean(mass)\ny species")
    #expect(averaged == said)
  }

  @Test func membersCountRowsAndMarks() async throws {
    let text =
      Self.table + cell("x species\ny mean(mass)\nwhere sex == \"male\"")
      + "\n`= figure.rows` and `= figure.marks`\n"
    let run = try await TestNotebook(text, store: MemoryStore()).run()
    #expect(run.report.contains("value 0 = 2\nvalue 1 = 2"))
  }

  @Test func wordsAndScalesComputeNothing() async throws {
    let store = MemoryStore()
    let first = cell("x species\ny mean(mass)")
    _ = try await TestNotebook(Self.table + first, store: store).run()
    let restyled = cell(
      "x species title: \"kind\"\ny mean(mass)\nsort ascending\ntitle \"T\"\nsubtitle \"S\"\nlimit 1")
    let run = try await TestNotebook(Self.table + restyled, store: store).run()
    #expect(run.statuses["figure"] == "cached")
  }

  @Test func aColumnThatIsNotDrawnChangesNothing() async throws {
    let store = MemoryStore()
    let plot = cell("x species\ny mean(mass)")
    _ = try await TestNotebook(Self.table + plot, store: store).run()
    let bill = Self.table.replacingOccurrences(of: "3000,39", with: "3000,41")
    #expect(try await TestNotebook(bill + plot, store: store).run().statuses["figure"] == "cached")
    let mass = Self.table.replacingOccurrences(of: "3000,39", with: "3001,39")
    #expect(try await TestNotebook(mass + plot, store: store).run().statuses["figure"] == "ran")
  }

  @Test func aStoredChartIsTheSameAsAFreshOne() async throws {
    let store = MemoryStore()
    let text = Self.table + cell("x species\ny median(mass)\ncolor sex\nmark bar\nrule y mean(mass)")
    let fresh = try await TestNotebook(text, store: store).run()
    let stored = try await TestNotebook(text, store: store).run()
    #expect(stored.statuses["figure"] == "cached")
    #expect(stored.report == fresh.report)
  }

  @Test func damagedAggregatesAreComputedAgain() async throws {
    let store = MemoryStore()
    let text = Self.table + cell("x species\ny median(mass)")
    let fresh = try await TestNotebook(text, store: store).run()
    for part in store.partDigests { store.lose(part) }
    let again = try await TestNotebook(text, store: store).run()
    #expect(again.report == fresh.report)
  }

  @Test func everyChartIsInTheTour() throws {
    let url = SuiteTests.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("notebooks/charts.md")
    let tour = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let spec = try #require(VerbRegistry["plot"]?.spec)
    for keyword in ["chart", "mark"] {
      let clause = try #require(spec.clauses.first { $0.keyword == keyword })
      guard case .one(_, .word(let names, _))? = clause.arguments.first else { continue }
      // A histogram, dots and bars are also what the types ask for.
      for name in names where !["dot", "box"].contains(name) {
        #expect(tour.contains("\n\(keyword) \(name)"), "`\(keyword) \(name)` is not in notebooks/charts.md")
      }
    }
  }

  @Test(arguments: [
    "x mass\ny bill", "x species", "chart correlation", "chart histogram\nx mass",
    "x mass\ny mean(bill)", "mark box\ny mass", "chart means\nx species\ny mass", "x mass\ny bill\nsmooth",
    "chart ecdf\nx mass", "chart heatmap\nx species\ny sex", "rule x mean(mass)\nx mass",
  ])
  func anEmptyTableIsDrawnAsNothing(_ body: String) async throws {
    let text = Self.table + cell(body + "\nwhere mass < 0")
    let run = try await TestNotebook(text, store: MemoryStore()).run()
    #expect(run.notebook.diagnostics.isEmpty)
    #expect(!run.results.failed, "\(run.report)")
    #expect(run.report.contains("no data"), "\(run.report)")
  }

  @Test func noGapIsSaidInWords() async throws {
    let run = try await TestNotebook(Self.table + cell("chart missing"), store: MemoryStore()).run()
    #expect(run.report.contains("No value is missing in 4 columns of birds."))
  }
}
