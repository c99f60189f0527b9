import Canonical
import Pipeline
import Report
import Syntax
import Verbs

/// A notebook as text with files in memory: checked and run as the program would.
package struct TestNotebook: Sendable {
  package var text: String
  package var files: VirtualFiles
  package var store: MemoryStore?
  package var parameters: [String: Literal] = [:]
  package var jobs = 2
  /// Bytes of memory that a run may take.
  package var memory = Int.max

  package init(_ text: String, files: VirtualFiles = VirtualFiles(), store: MemoryStore? = nil) {
    self.text = text
    self.files = files
    self.store = store
  }

  package struct Run: Sendable {
    package var notebook: CheckedNotebook
    package var results: NotebookResults
    package var page: PageContent

    /// What became of each cell, by its identity.
    package var statuses: [String: String] {
      Dictionary(
        zip(notebook.cells.map(\.identity), results.outcomes.map { $0?.status.rawValue ?? "none" }),
        uniquingKeysWith: { first, _ in first })
    }

    package var report: String { StageDump.report(page) }
  }

  package func check() -> CheckedNotebook {
    let (file, problems) = NotebookParser.sourceFile(path: "test.md", bytes: Array(text.utf8))
    let (tree, found) = NotebookParser.parse(file, verbs: VerbRegistry.names)
    var values: [String: Literal] = [:]
    for parameter in tree.frontMatter.parameters { values[parameter.name.text] = parameter.value }
    values.merge(parameters) { _, new in new }
    return Checker.check(
      tree, diagnostics: problems + found, verbs: VerbRegistry.all, parameters: values, world: world)
  }

  package func run(_ change: (inout Engine.Options) -> Void = { _ in }) async throws -> Run {
    var options = Engine.Options()
    change(&options)
    let notebook = check()
    for _ in 0..<20 {
      let engine = Engine(notebook, identity: "test.md", world: world, options: options) { _ in }
      do throws(MissingPart) {
        let results = try await engine.run()
        for (cell, outcome) in zip(notebook.cells, results.outcomes) {
          if let key = outcome?.key { store?.note(cell: cell.identity, key: key) }
        }
        return Run(notebook: notebook, results: results, page: try await PageComposer.page(notebook, results))
      } catch {
        store?.forget(actionsNeeding: error.digest)
      }
    }
    throw CellFailure(.damagedStore, "a part is missing again and again")
  }

  private var world: World {
    World(
      files: files, store: store, memory: MemoryLimit(bytes: memory), clock: { 0 }, jobs: jobs)
  }
}

extension CheckedNotebook {
  /// `line:column code` of each diagnostic, in order.
  package var findings: [String] {
    diagnostics.map { diagnostic in
      let start = tree.file.position(of: diagnostic.span.start)
      return "\(start.line):\(start.column) \(diagnostic.code.id)"
    }
  }
}
