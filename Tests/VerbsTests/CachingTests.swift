import Pipeline
import TestSupport
import Testing

/// When a cell runs again, and when not.
struct CachingTests {
  static let data = """
    species,island,mass,bill,note
    Adelie,Dream,3750,39.1,a
    Adelie,Dream,3800,39.5,b
    Adelie,Biscoe,3250,40.3,c
    Adelie,Biscoe,3450,36.7,d
    Gentoo,Biscoe,5000,46.1,e
    Gentoo,Biscoe,5850,50.0,f
    Gentoo,Biscoe,4500,48.7,g
    Gentoo,Biscoe,5700,47.6,h

    """

  static let text = """
    ---
    title: Birds
    params:
      strength: 1.0
    ---
    # Birds

    ```load birds from "birds.csv"
    target species
    ```

    ```sample train, test from birds
    split 50%, 50%
    stratify by species
    ```

    ```featurize features from train
    drop island, note
    standardize numeric
    ```

    ```train model from features
    model logistic C: $strength
    ```

    ```evaluate scores from model
    on test
    require scores.accuracy >= 0.1
    ```

    Right for `= scores.accuracy | percent` of them.

    """

  static let cells = ["birds", "train, test", "features", "model", "scores"]

  private func notebook() -> TestNotebook {
    TestNotebook(Self.text, files: VirtualFiles(["birds.csv": Self.data]), store: MemoryStore())
  }

  private func ran(_ run: TestNotebook.Run) -> [String] { Self.cells.filter { run.statuses[$0] == "ran" } }

  @Test func secondRunIsCachedAndShowsTheSame() async throws {
    let notebook = notebook()
    let first = try await notebook.run()
    let second = try await notebook.run()
    #expect(ran(first) == Self.cells)
    #expect(second.statuses.values.allSatisfy { $0 == "cached" })
    #expect(first.report == second.report)
  }

  @Test func withAndWithoutStoreAndWithAnyNumberOfJobsAlike() async throws {
    var notebook = notebook()
    let stored = try await notebook.run().report
    notebook.store = nil
    for jobs in [1, 2, 8] {
      notebook.jobs = jobs
      #expect(try await notebook.run().report == stored)
    }
  }

  @Test(arguments: [
    ("standardize numeric", "standardize   numeric  # on one scale"),
    ("# Birds", "# Birds of the south\n\nWith prose before the cells."),
    ("target species", "target species\ncaption \"All of them\"\nnote \"Seen twice.\""),
    (">= 0.1", ">= 0.2"),
    ("title: Birds", "title: Other birds"),
    ("from features\n", "from features\nhide source\n"),
  ])
  func editsThatMeanNothingRunNothing(_ edit: (String, String)) async throws {
    var notebook = notebook()
    _ = try await notebook.run()
    notebook.text = notebook.text.replacing(edit.0, with: edit.1)
    let run = try await notebook.run()
    #expect(run.notebook.findings.isEmpty)
    #expect(ran(run).isEmpty)
  }

  @Test func aRenamedCellIsStillCached() async throws {
    var notebook = notebook()
    _ = try await notebook.run()
    notebook.text = notebook.text.replacing("model from features", with: "line from features")
      .replacing("scores from model", with: "scores from line")
    #expect(try await notebook.run().statuses.values.allSatisfy { $0 == "cached" })
  }

  @Test func aParameterRunsWhatMentionsItAndBackIsAHit() async throws {
    var notebook = notebook()
    let first = try await notebook.run()
    notebook.parameters["strength"] = .number(0.01)
    let changed = try await notebook.run()
    #expect(ran(changed) == ["model", "scores"])
    let model = try #require(changed.notebook.cells.firstIndex { $0.identity == "model" })
    #expect(
      changed.results.outcomes[model]?.reason.contains("parameter $strength changed (1 → 0.01)") == true)
    notebook.parameters = [:]
    let back = try await notebook.run()
    #expect(ran(back).isEmpty)
    #expect(back.report == first.report)
  }

  @Test func aChangeInAColumnThatNothingReadsStopsAtTheLoad() async throws {
    let notebook = notebook()
    _ = try await notebook.run()
    notebook.files["birds.csv"] = Self.data.replacing(",h\n", with: ",changed\n")
    #expect(ran(try await notebook.run()) == ["birds"])
  }

  @Test func aChangeInTheTrainingRowsRunsAllThatDependsOnIt() async throws {
    let notebook = notebook()
    _ = try await notebook.run()
    notebook.files["birds.csv"] = Self.data.replacing("3750", with: "3751").replacing("3800", with: "3801")
      .replacing("3250", with: "3251").replacing("3450", with: "3451")
    #expect(ran(try await notebook.run()) == ["birds", "features", "model", "scores"])
  }

  @Test func anEqualResultCutsOffWhatStandsBelow() async throws {
    let notebook = notebook()
    _ = try await notebook.run()
    notebook.files["birds.csv"] = Self.data.replacing("3750", with: "3750.0")
    let run = try await notebook.run()
    #expect(run.statuses["birds"] == "ran")
    notebook.files["birds.csv"] = Self.data.replacing("\n", with: "\r\n")
    #expect(ran(try await notebook.run()) == ["birds"])
  }

  @Test func theSeedCountsOnlyWhereSomethingIsRandom() async throws {
    var notebook = notebook()
    _ = try await notebook.run()
    notebook.text = notebook.text.replacing("title: Birds", with: "title: Birds\nseed: 9")
    let run = try await notebook.run()
    #expect(run.statuses["birds"] == "cached")
    #expect(run.statuses["train, test"] == "ran")
  }

  @Test func cacheNoRunsEveryTimeAndKeepsNothing() async throws {
    var notebook = notebook()
    notebook.text = notebook.text.replacing("stratify by species", with: "stratify by species\ncache no")
    _ = try await notebook.run()
    #expect(ran(try await notebook.run()) == ["train, test"])
  }

  @Test func refreshRunsEverything() async throws {
    let notebook = notebook()
    let first = try await notebook.run()
    let again = try await notebook.run { $0.refresh = true }
    #expect(ran(again) == Self.cells)
    #expect(again.report == first.report)
  }

  @Test func anyLostPartIsComputedAgain() async throws {
    let notebook = notebook()
    let first = try await notebook.run()
    let store = try #require(notebook.store)
    for digest in store.partDigests {
      store.lose(digest)
      #expect(try await notebook.run().report == first.report, "after losing \(digest.short)")
    }
  }

  @Test func aResultThatCannotBeReadIsAMiss() async throws {
    let notebook = notebook()
    let first = try await notebook.run()
    notebook.store?.truncateManifests()
    let again = try await notebook.run()
    #expect(again.report == first.report)
    #expect(ran(again).contains("birds"))
  }

  @Test func cellOrderMeansNothing() async throws {
    let plain = try await notebook().run()
    let parts = Self.text.split(separator: "\n\n").map(String.init)
    let shuffled = ([parts[0]] + parts[1...].reversed()).joined(separator: "\n\n") + "\n"
    let turned = try await TestNotebook(
      shuffled, files: VirtualFiles(["birds.csv": Self.data]), store: MemoryStore()
    ).run()
    #expect(turned.notebook.findings.isEmpty)
    let keys = { (run: TestNotebook.Run) in
      Dictionary(
        uniqueKeysWithValues: zip(
          run.notebook.cells.map(\.identity), run.results.outcomes.map { $0?.key?.description }))
    }
    #expect(keys(plain) == keys(turned))
  }
}
