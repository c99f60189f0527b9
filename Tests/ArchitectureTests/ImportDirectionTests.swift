import Foundation
import Testing

/// A module imports what `docs/architecture.md` lets it know, and nothing else.
struct ImportDirectionTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What each module may import besides the standard library.
  private static let allowed: [String: Set<String>] = [
    "Canonical": ["CCrypto"],
    "Syntax": ["Canonical", "CCmark", "Yams", "Synchronization", "Foundation"],
    "Compression": ["CZlib", "CZstd"],
    "SQL": ["Canonical", "CSQLite", "Frame", "Synchronization"],
    "Frame": ["Canonical", "Dispatch", "Glibc", "Musl", "Darwin", "Synchronization"],
    "Learning": [
      "Canonical", "Frame", "CPrefetch", "CXGBoost", "Glibc", "Musl", "Darwin", "Synchronization",
    ],
    "Drawing": ["Canonical"],
    "Pipeline": ["Canonical", "Frame", "Syntax", "Synchronization"],
    "Report": ["Canonical", "CTemplates", "Drawing", "Mustache", "Syntax"],
    "Verbs": [
      "Canonical", "Compression", "Drawing", "Frame", "Learning", "Pipeline", "Report", "SQL", "Syntax",
    ],
    "Workspace": [
      "Canonical", "Compression", "Drawing", "Foundation", "Frame", "GRDB", "Pipeline", "Report",
      "Synchronization", "Syntax", "Verbs", "Yams",
    ],
    "limn": [
      "ArgumentParser", "Canonical", "Drawing", "Foundation", "Frame", "Pipeline", "Report",
      "Synchronization", "Syntax",
      "Verbs", "Workspace",
    ],
  ]

  private static func files(_ module: String) -> [URL] {
    let folder = root.appendingPathComponent("Sources/\(module)")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appendingPathComponent($0) }
  }

  private static func imports(_ file: URL) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || $0 == "package" })
      else { return nil }
      return String(words[place + 1])
    }
  }

  @Test(arguments: allowed.keys.sorted())
  func importsOnlyWhatItMayKnow(_ module: String) throws {
    let files = Self.files(module)
    #expect(!files.isEmpty)
    for file in files {
      for name in try Self.imports(file) {
        #expect(
          Self.allowed[module]?.contains(name) == true, "\(module)/\(file.lastPathComponent) imports \(name)")
      }
    }
  }

  /// What is imported and not named in the manifest is not compiled again when it changes.
  @Test(arguments: allowed.keys.sorted())
  func theManifestNamesEveryImport(_ module: String) throws {
    let manifest = String(
      decoding: try Data(contentsOf: Self.root.appendingPathComponent("Package.swift")), as: UTF8.self)
    let targets = manifest.components(separatedBy: "targets: [\n").last ?? ""
    let heads = [
      "module(\"\(module)\"", "kernels(\"\(module)\"", "module(\n      \"\(module)\"",
      "name: \"\(module)\",\n      dependencies:",
    ]
    let found: String.Index? = heads.compactMap { head in targets.range(of: head)?.upperBound }.first
    let start = try #require(found)
    let rest = targets[start...]
    let ends = ["\n    module(", "\n    kernels(", "\n    .target(", "\n    .executableTarget("]
    let end = ends.compactMap { rest.range(of: $0)?.lowerBound }.min() ?? rest.endIndex
    let imported = try Set(Self.files(module).flatMap { try Self.imports($0) })
    for name in imported.subtracting([
      "Dispatch", "Foundation", "Synchronization", "Glibc", "Musl", "Darwin",
    ]) {
      #expect(rest[..<end].contains("\"\(name)\""), "Package.swift does not name \(name) for \(module)")
    }
  }

  @Test func everyModuleIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appendingPathComponent("Sources").path)
    let swift = folders.filter { !Self.files($0).isEmpty }
    #expect(Set(swift) == Set(Self.allowed.keys))
  }

  @Test func onlyTheProgramPrintsOrExits() throws {
    for module in Self.allowed.keys.sorted() where module != "limn" {
      for file in Self.files(module) {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for line in text.split(separator: "\n") {
          let code = line.drop { $0 == " " }
          #expect(
            !code.hasPrefix("print(") && !code.hasPrefix("exit("),
            "\(module)/\(file.lastPathComponent): \(code)")
        }
      }
    }
  }

  @Test func theEngineKnowsNoVerbByName() throws {
    let verbs = ["\"load\"", "\"sample\"", "\"featurize\"", "\"train\"", "\"evaluate\"", "\"diagram\""]
    for file in Self.files("Pipeline") {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      for verb in verbs { #expect(!text.contains(verb), "\(file.lastPathComponent) names \(verb)") }
    }
  }
}
