import Pipeline
import TestSupport
import Testing

/// What is known of rows that went through joins and queries.
struct JoinedRowsTests {
  private let split = "```sample train, test from birds\nsplit 50%, 50%\nstratify by species\n```"
  private let islands = "```load islands\ninline\n  island,area\n  Dream,1\n  Biscoe,2\n```"

  private func join(_ name: String, _ sources: String, _ options: String = "") -> String {
    "```join \(name) from \(sources)\non island \(options)\n```"
  }

  private func means(_ source: String) -> String {
    "```query means from \(source)\ngroup by island\ncompute level = mean(mass)\n```"
  }

  private func verdicts(_ cells: [String], _ train: String, _ test: String) -> [String] {
    TestNotebook.judging(cells.joined(separator: "\n\n"), train: train, test: test).rowVerdicts
  }

  @Test func aJoinKeepsTheProof() {
    let cells = [split, islands, join("wide", "train, islands"), join("tall", "test, islands", "kind: left")]
    #expect(verdicts(cells, "wide", "tall") == ["disjoint"])
    #expect(verdicts(cells, "train", "tall") == ["disjoint"])
    let right = [
      split, islands, join("wide", "islands, train", "kind: right"), join("tall", "test, islands"),
    ]
    #expect(verdicts(right, "wide", "tall") == ["disjoint"])
  }

  @Test func partsOfAJoinedTableAreDisjoint() {
    let drawn = "```sample train, test from wide\nsplit 50%, 50%\n```"
    #expect(verdicts([islands, join("wide", "birds, islands"), drawn], "train", "test") == ["disjoint"])
  }

  @Test(arguments: ["kind: inner", "kind: left", "kind: semi", "kind: anti"])
  func rowsThatAModelHasSeenAreFoundThroughAJoin(_ kind: String) {
    let cells = [split, islands, join("seen", "train, islands", kind)]
    #expect(verdicts(cells, "train", "seen") == ["overlap"])
    #expect(verdicts(cells, "birds", "seen") == ["overlap"])
    #expect(verdicts(cells, "test", "seen") == ["disjoint"])
  }

  @Test func rowsThatMayComeFromElsewhereAreCompared() {
    let cells = [split, islands, join("wide", "train, islands", "kind: full")]
    #expect(verdicts(cells, "test", "wide") == ["unproved"])
    let sql = "```query asked from train\nsql \"SELECT * FROM train\"\n```"
    #expect(verdicts([split, sql], "test", "asked") == ["unproved"])
    #expect(verdicts([split, sql], "train", "asked") == ["unproved"])
  }

  @Test func rowsAreComparedByContentWhereAQueryHasNumberedThemAnew() async throws {
    let sql = "```query asked from train\nsql \"SELECT * FROM train\"\n```"
    let run = try await TestNotebook.judging(split + "\n\n" + sql, train: "train", test: "asked").run()
    #expect(run.notebook.diagnostics.map(\.code.id) == ["L0302"])
    #expect(run.report.contains("rows shared with training"))
  }

  @Test func figuresOfTheRowsJudgedAreFoundAmongTheFeatures() {
    let drawn = "```sample train, test from wide\nsplit 50%, 50%\n```"
    let whole = [means("birds"), join("wide", "birds, means"), drawn]
    let found = TestNotebook.judging(whole.joined(separator: "\n\n"), train: "train", test: "test").check()
    #expect(found.diagnostics.map(\.code.id) == ["L0305"])
    let fair = [split, means("train"), join("wide", "train, means"), join("tall", "test, means")]
    let clean = TestNotebook.judging(fair.joined(separator: "\n\n"), train: "wide", test: "tall").check()
    #expect(clean.findings.isEmpty)
  }
}
