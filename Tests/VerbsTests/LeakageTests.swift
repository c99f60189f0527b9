import Pipeline
import TestSupport
import Testing

/// The three verdicts on rows.
struct LeakageTests {
  private let split = "```sample train, test from birds\nsplit 50%, 50%\nstratify by species\n```"

  @Test func partsOfOneSplitAreProvedDisjoint() {
    let checked = TestNotebook.judging(split, train: "train", test: "test")
    #expect(checked.rowVerdicts == ["disjoint"])
    #expect(checked.check().findings.isEmpty)
  }

  @Test func aPartOfAPartIsStillDisjointFromTheOther() {
    let nested = split + "\n\n```sample few from train\ntake 3\n```"
    #expect(TestNotebook.judging(nested, train: "few", test: "test").rowVerdicts == ["disjoint"])
  }

  @Test(arguments: [("birds", "test"), ("train", "birds"), ("train", "train"), ("birds", "birds")])
  func oneDrawThroughTheOtherOverlaps(_ pair: (String, String)) {
    let checked = TestNotebook.judging(split, train: pair.0, test: pair.1).check()
    #expect(checked.diagnostics.map(\.code.id) == ["L0301"])
    #expect(checked.hasTextErrors)
  }

  @Test func separateDrawsAreComparedByRowNumber() async throws {
    let two = "```sample a from birds\ntake 6\n```\n\n```sample b from birds\ntake 6\nseed 5\n```"
    let notebook = TestNotebook.judging(two, train: "a", test: "b")
    #expect(notebook.rowVerdicts == ["unproved"])
    let run = try await notebook.run()
    #expect(run.notebook.diagnostics.map(\.code.id) == ["L0302"])
    #expect(run.report.contains("rows shared with training"))
  }

  @Test func separateLoadsAreComparedByContent() async throws {
    let again = "```load others from \"others.csv\"\ntarget species\n```"
    let notebook = TestNotebook.judging(again, train: "birds", test: "others")
    notebook.files["others.csv"] =
      "species,island,mass,bill,note\nAdelie,Dream,3750,39.1,z\nGentoo,Dream,9000,60.5,z\n"
    let run = try await notebook.run()
    #expect(run.notebook.diagnostics.map(\.code.id) == ["L0302"])
    #expect(run.report.contains("1 row shared with training"))
    notebook.files["others.csv"] =
      "species,island,mass,bill,note\nAdelie,Dream,1,39.1,z\nGentoo,Dream,9000,60.5,z\n"
    #expect(try await notebook.run().report.contains("none shared"))
  }

  @Test func theTargetAndWhatIsMadeOfItAreNoFeatures() {
    var notebook = TestNotebook.judging(split, train: "train", test: "test")
    notebook.text = notebook.text.replacing(
      "target species", with: "derive code = len(species)\ntarget species")
    #expect(notebook.check().diagnostics.map(\.code.id).contains("L0303"))
    notebook.text = notebook.text.replacing("drop island, note", with: "drop island, note, code")
    #expect(notebook.check().findings.isEmpty)
  }
}
