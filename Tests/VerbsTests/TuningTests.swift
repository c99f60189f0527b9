import Pipeline
import TestSupport
import Testing

/// Searches as a part of a notebook: what is kept, what goes on, and what a model that was found has seen.
struct TuningTests {
  private static let rows = (0..<40).map { row in
    "\(row % 2 == 0 ? "a" : "b"),\(row * 7 % 13 + row % 2 * 3),\(row * 5 % 11)"
  }.joined(separator: "\n")

  private static func text(
    _ clauses: String, model: String = "model logistic\nsearch C in 0.001...100 log",
    evaluated: String = "test"
  ) -> String {
    """
    ```load table from "table.csv"
    target kind
    ```

    ```sample train, valid, test from table
    split 50%, 25%, 25%
    stratify by kind
    ```

    ```featurize features from train
    standardize numeric
    ```

    ```tune found from features
    \(model)
    minimize log_loss
    \(clauses)
    ```

    ```evaluate scores from found
    on \(evaluated)
    ```

    Best `= found.best` of `= found.trials`.

    """
  }

  private static func notebook(_ clauses: String, store: MemoryStore? = MemoryStore()) -> TestNotebook {
    TestNotebook(
      text(clauses), files: VirtualFiles(["table.csv": "kind,x,y\n" + rows + "\n"]), store: store)
  }

  @Test func aLargerNumberOfTrialsGoesOn() async throws {
    let store = MemoryStore()
    let few = try await Self.notebook("cross_validate 3\ntrials 8", store: store).run()
    #expect(few.statuses["found"] == "ran")
    let kept = store.actionCount
    let more = try await Self.notebook("cross_validate 3\ntrials 12", store: store).run()
    #expect(more.statuses["found"] == "ran")
    // Four trials more, the search itself and its evaluation.
    #expect(store.actionCount <= kept + 6)
    let fresh = try await Self.notebook("cross_validate 3\ntrials 12").run()
    #expect(more.report == fresh.report)
  }

  /// The trials of the last result are in it: records of single trials need not be there.
  @Test func aLargerNumberOfTrialsGoesOnWithoutRecords() async throws {
    let store = MemoryStore()
    _ = try await Self.notebook("cross_validate 3\ntrials 8", store: store).run()
    store.keepLastResultsAlone()
    let kept = store.actionCount
    let more = try await Self.notebook("cross_validate 3\ntrials 12", store: store).run()
    // Four trials more, the search itself and its evaluation.
    #expect(store.actionCount <= kept + 6)
    let fresh = try await Self.notebook("cross_validate 3\ntrials 12").run()
    #expect(more.report == fresh.report)
  }

  @Test func withAndWithoutStoreAndOnAnyNumberOfCoresAlike() async throws {
    for clauses in [
      "cross_validate 2\npruner median startup: 2\ntrials 14", "validate on valid\ntrials 9 batch: 1",
    ] {
      var notebook = Self.notebook(clauses, store: nil)
      notebook.jobs = 1
      let report = try await notebook.run().report
      notebook.jobs = 4
      notebook.store = MemoryStore()
      #expect(try await notebook.run().report == report)
      let again = try await notebook.run()
      #expect(again.report == report)
      #expect(again.statuses["found"] == "cached")
    }
  }

  /// With `validate on`, a pruner looks at trials between the rounds or epochs of their training.
  @Test(arguments: [
    ("model gradient_boosting n_estimators: 30\nsearch learning_rate in 0.001...0.5 log", "round"),
    ("model mlp max_iter: 30\nsearch learning_rate_init in 0.00001...0.1 log", "epoch"),
  ])
  func trialsEndBetweenStepsOfTheirTraining(_ model: String, _ step: String) async throws {
    let clauses = "validate on valid\nsampler random\ntrials 20\npruner"
    var notebook = Self.notebook("trials 1")
    notebook.text = Self.text("\(clauses) median warmup: 3", model: model)
    notebook.jobs = 1
    let report = try await notebook.run().report
    #expect(report.contains("pruned after"))
    #expect(report.contains("by \(step) of training"))
    notebook.jobs = 4
    notebook.store = nil
    #expect(try await notebook.run().report == report)
    // Trials that ran to their end came to the same as without a pruner.
    notebook.text = Self.text("\(clauses) none", model: model)
    let whole = try await notebook.run().report
    #expect(!whole.contains("pruned after"))
    let complete = report.split(separator: "\n").filter { $0.contains("| complete |") }
    #expect(!complete.isEmpty)
    for line in complete {
      #expect(whole.contains(line) || whole.contains(line.replacing("| complete |", with: "| best |")))
    }
  }

  @Test func damagedRecordsAreTrialsToRunAgain() async throws {
    let store = MemoryStore()
    let notebook = Self.notebook("trials 6", store: store)
    let report = try await notebook.run().report
    store.truncateManifests()
    let second = try await notebook.run()
    #expect(second.statuses["found"] == "ran")
    #expect(second.report == report)
  }

  @Test func rowsThatTrialsAreJudgedOnAreSeen() async throws {
    var notebook = Self.notebook("validate on valid\ntrials 4")
    notebook.text = Self.text("validate on valid\ntrials 4", evaluated: "valid")
    let leaks = notebook.check().diagnostics.filter { $0.code == .leakage }
    #expect(leaks.count == 1)
    #expect(Self.notebook("validate on valid\ntrials 4").check().diagnostics.isEmpty)
  }

  @Test func aSearchWithoutAGoodTrialFails() async throws {
    let run = try await Self.notebook("subject to log_loss < 0\ntrials 4").run()
    #expect(run.statuses["found"] == "failed")
    let failure = run.results.outcomes[3]?.failure
    #expect(failure?.message.contains("none of 4 trials holds `log_loss < 0`") ?? false)
  }

  @Test func namesAreNoPartOfWhatIsFound() async throws {
    let store = MemoryStore()
    var notebook = Self.notebook("trials 4", store: store)
    _ = try await notebook.run()
    notebook.text = notebook.text.replacing("features", with: "prepared").replacing("found", with: "best_one")
    #expect(try await notebook.run().statuses["best_one"] == "cached")
  }

  @Test func aLimitOfTimeThatIsNotReachedChangesNothing() async throws {
    let limited = try await Self.notebook("stop after 10 min\ntrials 5").run()
    let free = try await Self.notebook("trials 5").run()
    #expect(limited.report.contains("5"))
    #expect(
      limited.results.inlineValues.compactMap { try? $0.get() }
        == free.results.inlineValues.compactMap { try? $0.get() })
  }

  /// An ensemble takes what the search has found, and has seen the rows that it was judged on.
  @Test func membersOfAnEnsembleAreTuned() async throws {
    func text(_ evaluated: String, _ trials: Int) -> String {
      Self.text("validate on valid\ntrials \(trials)", evaluated: "test")
        + """


        ```train together from features
        model ensemble kind: voting
        of found
        ```

        ```evaluate both from together
        on \(evaluated)
        ```

        """
    }
    let store = MemoryStore()
    var notebook = Self.notebook("trials 4", store: store)
    notebook.text = text("valid", 2)
    #expect(notebook.check().findings.contains { $0.hasSuffix("L0301") })
    notebook.text = text("test", 2)
    #expect(notebook.check().diagnostics.isEmpty)
    let first = try await notebook.run()
    #expect(first.statuses["together"] == "ran")
    #expect(try await notebook.run().statuses["together"] == "cached")
  }
}
