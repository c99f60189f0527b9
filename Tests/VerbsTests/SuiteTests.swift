import Foundation
import Syntax
import TestSupport
import Testing
import Verbs

/// Notebooks as tests: every `Tests/Suite/**/*.md` is checked and run, and what comes out is compared with the golden beside it.
///
/// `UPDATE=1 swift test` rewrites the goldens and fails, so that they are looked at.
struct SuiteTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Suite")

  static let notebooks: [String] = {
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".md") }.sorted()
  }()

  @Test(arguments: notebooks)
  func notebook(_ name: String) async throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    var notebook = TestNotebook(text, files: try files(besides: url), store: MemoryStore())
    // One cell at a time, so that of two that say the same it is always the later that is cached.
    notebook.jobs = 1
    let found = try await golden(notebook)
    let target = url.deletingPathExtension().appendingPathExtension("golden")
    let expected = (try? Data(contentsOf: target)).map { String(decoding: $0, as: UTF8.self) }
    if ProcessInfo.processInfo.environment["UPDATE"] == "1", expected != found {
      try Data(found.utf8).write(to: target)
      Issue.record("rewrote \(target.lastPathComponent); look at the change and run again")
    } else {
      #expect(found == expected, "run with UPDATE=1 to rewrite the golden")
    }
  }

  /// Diagnostics; then, where the text has no errors, what the page shows.
  private func golden(_ notebook: TestNotebook) async throws -> String {
    let checked = notebook.check()
    var lines = checked.diagnostics.map { text(of: $0, in: checked.tree.file) }
    if !checked.hasTextErrors {
      let run = try await notebook.run()
      lines += run.notebook.cells.map { "\($0.identity): \(run.statuses[$0.identity] ?? "none")" }
      lines.append(run.report)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Place, message, hint, other places, and what stands in the place.
  private func text(of diagnostic: Diagnostic, in file: SourceFile) -> String {
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)] \(diagnostic.message)"
    let written =
      file.text(diagnostic.span).split(separator: "\n", maxSplits: 1).first.map { $0.prefix(60) } ?? ""
    let related = diagnostic.related.map { "\n  \(place(of: $0.span, in: file)) \($0.message)" }.joined()
    return "\(place(of: diagnostic.span, in: file)) ⟨\(written)⟩ \(head)"
      + (diagnostic.hint.map { "\n  hint: \($0)" } ?? "") + related
  }

  /// `line:column-column`, or both ends with their lines where a place has several.
  private func place(of span: Span, in file: SourceFile) -> String {
    let (start, end) = (file.position(of: span.start), file.position(of: span.end))
    return "\(start.line):\(start.column)-" + (start.line == end.line ? "" : "\(end.line):") + "\(end.column)"
  }

  /// The data files of the suite, by name.
  private func files(besides url: URL) throws -> VirtualFiles {
    let files = VirtualFiles()
    let data = Self.folder.appendingPathComponent("data")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: data.path)) ?? [] {
      files.set("data/\(name)", bytes: [UInt8](try Data(contentsOf: data.appendingPathComponent(name))))
    }
    return files
  }
}
