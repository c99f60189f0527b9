import Pipeline
import Syntax
import TestSupport
import Testing

/// Whatever stands in a notebook, it is checked and run without a trap, and what is wrong with it is said in its place.
struct RandomNotebookTests {
  /// What only a fault of the program itself would say.
  static let internalFailures = [
    "of another kind than was checked", "cannot be read back", "an input has no value",
    "a stored result cannot be read",
    "the result is no", "is not in the table", "Error(", "()",
  ]

  @Test(arguments: 0..<60 as Range<UInt64>)
  func randomCells(_ seed: UInt64) async throws {
    var cells = RandomCells(seed: seed)
    try await examine(cells.notebook(cells: 6))
  }

  /// Cells are added as long as nothing is wrong with the text, so that what the checker lets through is also run.
  @Test(arguments: 0..<16 as Range<UInt64>)
  func cellsThatCheckRun(_ seed: UInt64) async throws {
    var cells = RandomCells(seed: seed &+ 3_000)
    var text = RandomCells.base
    for _ in 0..<30 {
      let longer = text + cells.addition()
      let notebook = TestNotebook(longer, files: VirtualFiles(RandomCells.files), store: MemoryStore())
      if !notebook.check().hasTextErrors { text = longer }
    }
    try await examine(text)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func mutatedCells(_ seed: UInt64) async throws {
    var cells = RandomCells(seed: seed &+ 1_000)
    let text = cells.notebook(cells: 4)
    for changes in [1, 3, 12] { try await examine(cells.mutated(text, changes: changes)) }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func mutatedNotebooksThatHold(_ seed: UInt64) async throws {
    var cells = RandomCells(seed: seed &+ 2_000)
    for changes in [1, 1, 2] { try await examine(cells.mutated(CachingTests.text, changes: changes)) }
  }

  private func examine(_ text: String) async throws {
    let notebook = TestNotebook(text, files: VirtualFiles(RandomCells.files), store: MemoryStore())
    let checked = notebook.check()
    let size = checked.tree.file.bytes.count
    for diagnostic in checked.diagnostics {
      let spans = [diagnostic.span] + diagnostic.related.map(\.span)
      for span in spans {
        #expect(span.start >= 0 && span.start <= span.end && span.end <= size, "\(diagnostic) in\n\(text)")
      }
      #expect(!diagnostic.message.isEmpty && diagnostic.hint?.isEmpty != true, "\(diagnostic) in\n\(text)")
      #expect(!isInternal(diagnostic.message), "\(diagnostic.message) in\n\(text)")
    }
    guard !checked.hasTextErrors else { return }
    let run = try await notebook.run()
    for outcome in run.results.outcomes {
      guard let failure = outcome?.failure else { continue }
      #expect(!failure.message.isEmpty && !isInternal(failure.message), "\(failure.message) in\n\(text)")
    }
    #expect(!run.report.isEmpty)
    let again = try await notebook.run()
    #expect(again.report == run.report, "cached and computed differ in\n\(text)")
  }

  private func isInternal(_ message: String) -> Bool {
    Self.internalFailures.contains { message.contains($0) }
  }
}
