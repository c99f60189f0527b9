import Testing

@testable import Drawing

@Suite struct GlyphTests {
  @Test func glyphsAreWellFormedAndAllDifferent() {
    for glyph in Glyph.allCases {
      let path = glyph.path
      #expect(path.hasPrefix("M"), "\(glyph)")
      #expect(path.allSatisfy { $0.isASCII && ("MmLlHhVvCcSsAaZz.- 0123456789".contains($0)) }, "\(glyph)")
      #expect(path.utf8.count < 260, "\(glyph)")
      #expect(!glyph.meaning.isEmpty)
    }
    #expect(Set(Glyph.allCases.map(\.path)).count == Glyph.allCases.count)
    #expect(Set(Glyph.allCases.map(\.meaning)).count == Glyph.allCases.count)
  }

  @Test func namesAreWordsOfTheLanguage() {
    for glyph in Glyph.allCases {
      #expect(glyph.rawValue.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }, "\(glyph)")
      #expect(Glyph(rawValue: glyph.rawValue) == glyph)
    }
  }

  @Test func eachIsDefinedOnceAndOnlyWhereItIsUsed() {
    var diagram = Diagram(nodes: [
      .init(id: "a", label: "a"), .init(id: "b", label: "b"), .init(id: "c", label: "c", kind: .model),
    ])
    diagram.nodes[1].icon = .gpu
    let drawn = DrawnSVG(DiagramDrawing.draw(diagram).svg)
    let symbols = drawn.elements.filter { $0.name == "symbol" }.compactMap { $0.attributes["id"] }
    #expect(symbols.map { $0.split(separator: "-").last } == ["step", "model", "gpu"])
  }
}
