import Foundation
import Testing

@testable import Drawing

/// The manual's page of symbols is that of the program. `UPDATE=1 swift test` rewrites it and fails.
@Suite struct GlyphSheetTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs")

  @Test(arguments: ["symbols.md", "symbols.svg"]) func manual(file: String) throws {
    let found = file.hasSuffix(".md") ? GlyphSheet.manual() : GlyphSheet.picture().standalone()
    let target = Self.folder.appendingPathComponent(file)
    let expected = (try? Data(contentsOf: target)).map { String(decoding: $0, as: UTF8.self) }
    if ProcessInfo.processInfo.environment["UPDATE"] == "1", expected != found {
      try Data(found.utf8).write(to: target)
      Issue.record("rewrote docs/\(file); look at the change and run again")
    } else {
      #expect(found == expected, "run with UPDATE=1 to rewrite it")
    }
  }

  @Test func theSheetIsAPicture() {
    let drawn = DrawnSVG(GlyphSheet.picture().standalone())
    #expect(drawn.problem == nil)
    #expect(drawn.lines.map(\.text) == Glyph.allCases.map(\.rawValue))
  }
}
