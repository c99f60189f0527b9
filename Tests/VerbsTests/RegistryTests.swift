import Foundation
import Learning
import Pipeline
import Syntax
import TestSupport
import Testing
import Verbs

/// Every registered thing is documented, exemplified and tested.
struct RegistryTests {
  @Test(arguments: VerbRegistry.all.map(\.spec.name))
  func exampleRuns(_ name: String) async throws {
    let spec = try #require(VerbRegistry[name]?.spec)
    let run = try await TestNotebook(spec.example, store: MemoryStore()).run()
    #expect(run.notebook.diagnostics.isEmpty)
    #expect(!run.results.failed)
    #expect(run.notebook.cells.contains { $0.spec.name == name })
  }

  @Test(arguments: VerbRegistry.all.map(\.spec.name))
  func clausesAreDocumentedAndInTheSuite(_ name: String) throws {
    let spec = try #require(VerbRegistry[name]?.spec)
    let suite = try SuiteTests.notebooks.map { name in
      String(decoding: try Data(contentsOf: SuiteTests.folder.appendingPathComponent(name)), as: UTF8.self)
    }.joined(separator: "\n")
    for clause in spec.allClauses where !clause.notYet {
      #expect(!clause.summary.isEmpty, "`\(clause.keyword)` has no summary")
      #expect(
        suite.contains("\n\(clause.keyword)"),
        "`\(clause.keyword)` of `\(name)` is in no notebook of Tests/Suite")
      for option in clause.options {
        #expect(!option.summary.isEmpty, "`\(option.name)` of `\(clause.keyword)` has no summary")
      }
    }
  }

  /// Codes of what no notebook of the suite can show: bytes that are not UTF-8, a store that is damaged, the exit status.
  private static let elsewhere = ["L0001", "L0601", "L0701"]

  @Test(arguments: DiagnosticCode.all.map(\.id).filter { !elsewhere.contains($0) })
  func everyDiagnosticIsInTheSuite(_ id: String) throws {
    let goldens = try SuiteTests.notebooks.map { name in
      let url = SuiteTests.folder.appendingPathComponent(name).deletingPathExtension().appendingPathExtension(
        "golden")
      return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
    #expect(
      goldens.contains { $0.contains("[\(id)]") || $0.contains(" \(id): ") },
      "no notebook of Tests/Suite leads to \(id)")
  }

  @Test func namesAreDistinct() {
    let verbs = VerbRegistry.all.map(\.spec.name) + VerbRegistry.reserved
    #expect(Set(verbs).count == verbs.count)
    #expect(Set(Estimators.all.map(\.name)).count == Estimators.all.count)
    #expect(Set(Metrics.all.map(\.name)).count == Metrics.all.count)
    #expect(Set(Steps.all.map(\.name)).count == Steps.all.count)
  }

  @Test func everyReservedVerbSaysNotYet() {
    for verb in VerbRegistry.reserved {
      let checked = TestNotebook("```\(verb) x\nsomething\n```\n").check()
      #expect(checked.findings == ["1:4 L0900"], "\(verb)")
    }
  }
}
