import Foundation
import TestSupport
import Testing

/// Notebooks in the documentation run as they stand.
struct DocumentationTests {
  private static let root = SuiteTests.folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The blocks between four backticks, which show whole notebooks.
  private static func notebooks(in page: String) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: root.appendingPathComponent(page)), as: UTF8.self)
    let parts = text.components(separatedBy: "````markdown\n").dropFirst()
    return parts.compactMap { $0.components(separatedBy: "\n````").first }
  }

  @Test(arguments: ["README.md", "docs/verbs.md"])
  func examplesRun(_ page: String) async throws {
    let files = VirtualFiles()
    for name in ["penguins", "diabetes", "wine"] {
      let data = try Data(contentsOf: Self.root.appendingPathComponent("notebooks/data/\(name).csv"))
      files.set("data/\(name).csv", bytes: [UInt8](data))
    }
    let notebooks = try Self.notebooks(in: page)
    #expect(!notebooks.isEmpty)
    for text in notebooks {
      let run = try await TestNotebook(text, files: files, store: MemoryStore()).run()
      #expect(run.notebook.diagnostics.isEmpty, "\(page): \(run.notebook.diagnostics.map(\.message))")
      #expect(!run.results.failed)
    }
  }
}
