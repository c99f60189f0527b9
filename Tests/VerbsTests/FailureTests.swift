import Pipeline
import TestSupport
import Testing

/// One failing cell does not stop what does not depend on it, and is never kept.
struct FailureTests {
  private let text = """
    ```load broken from "broken.csv"
    ```

    ```sample part from broken
    take 1
    ```

    ```load fine
    inline
      a,b
      1,2
      3,4
    ```

    ```sample other from fine
    take 1
    ```

    Rows: `= fine.rows` and `= broken.rows`.
    """

  @Test(arguments: [
    ("a,b\n1,2\n3\n", "ragged"), ("", "empty"), ("a,b\n", "header only"), ("a,b\n1,\"2\n", "unterminated"),
  ])
  func dataFaultsFailTheirCellAlone(_ data: (String, String)) async throws {
    let notebook = TestNotebook(text, files: VirtualFiles(["broken.csv": data.0]), store: MemoryStore())
    let run = try await notebook.run()
    #expect(run.notebook.hasErrors && !run.notebook.hasTextErrors)
    #expect(run.statuses == ["broken": "failed", "part": "skipped", "fine": "ran", "other": "ran"])
    #expect(run.results.failed)
    notebook.files["broken.csv"] = "a,b\n1,2\n"
    let mended = try await notebook.run()
    #expect(mended.statuses["part"] == "ran")
    #expect(!mended.results.failed)
  }

  @Test func failFastStartsNothingNew() async throws {
    var notebook = TestNotebook(
      """
      ```load all
      inline
        a,y
        1,2
        3,4
      target y
      ```

      ```featurize f from all
      impute a with: constant
      ```

      ```load later
      inline
        b
        1
      ```

      ```sample last from later
      take 1
      ```
      """, store: MemoryStore())
    notebook.jobs = 1
    notebook.text = notebook.text.replacing(
      "impute a with: constant", with: "impute a with: constant value: \"x\"")
    let run = try await notebook.run { $0.failFast = true }
    if run.statuses["f"] == "failed" { #expect(run.statuses["last"] == "skipped") }
    #expect(run.results.failed || run.notebook.hasErrors)
  }

  @Test func aGateThatDoesNotHoldFailsTheNotebookAndNothingElse() async throws {
    var notebook = TestNotebook(
      CachingTests.text, files: VirtualFiles(["birds.csv": CachingTests.data]), store: MemoryStore())
    notebook.text = notebook.text.replacing(">= 0.1", with: ">= 1.1")
    let run = try await notebook.run()
    #expect(run.results.failed)
    #expect(run.statuses.values.allSatisfy { $0 == "ran" })
    #expect(run.report.contains("failed scores.accuracy >= 1.1"))
  }
}
