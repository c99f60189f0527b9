import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Drawing

@Suite struct DiagramDrawingTests {
  private let sample = Diagram(
    title: "Sample", groups: [.init(id: "g", label: "Group")],
    nodes: [
      .init(id: "a", label: "birds", subtitle: "344 × 7", kind: .data, group: "g", link: "#cell-birds"),
      .init(id: "b", label: "model", kind: .model, link: "javascript:alert(1)"),
    ],
    edges: [
      .init(from: "a", to: "b", label: "258 rows", weight: 258),
      .init(from: "b", to: "a", label: "drift", kind: .feedback),
    ])

  private func isWellFormed(_ xml: String) -> Bool { XMLParser(data: Data(xml.utf8)).parse() }

  @Test func everyPartIsAddressed() {
    let svg = DiagramDrawing.draw(sample).svg
    for part in [
      "data-id=\"a\"", "data-id=\"g\"", "data-from=\"a\" data-to=\"b\"", "data-label-of=\"a-&gt;b\"",
      "role=\"graphics-document\"", "<title>birds, data, 344 × 7</title>",
      "<title>birds to model: 258 rows</title>", "href=\"#cell-birds\"",
    ] { #expect(svg.contains(part), "\(part)") }
    #expect(!svg.contains("javascript"))
  }

  @Test func itSaysWhatItShows() {
    let picture = DiagramDrawing.draw(sample)
    #expect(picture.description == "2 nodes in 1 group, 2 edges; from birds to model, with 1 feedback loop.")
    #expect(picture.outline.map(\.text) == ["model (model)", "Group (group)"])
    #expect(picture.outline.first?.children.map(\.text) == ["→ birds: drift (feedback)"])
  }

  @Test func anEmptyDiagramIsAPicture() {
    let picture = DiagramDrawing.draw(Diagram())
    #expect(isWellFormed(picture.svg))
    #expect(picture.description == "An empty diagram.")
  }

  @Test func hostileTextStaysText() {
    var diagram = sample
    diagram.nodes[0].id = "\"><script>alert(1)</script>"
    diagram.edges = [.init(from: diagram.nodes[0].id, to: "b", label: "</svg>&\u{1}\u{202E}")]
    diagram.nodes[1].label = "<b onload=x>"
    diagram.groups[0].label = "]]>"
    let picture = DiagramDrawing.draw(diagram)
    #expect(isWellFormed(picture.svg))
    #expect(isWellFormed(picture.standalone()))
    #expect(!picture.svg.contains("<script") && !picture.svg.contains("<b "))
  }

  @Test(arguments: 0..<12) func picturesAreWellFormedAndRepeatable(seed: Int) {
    var random = RandomDiagrams(seed: UInt64(900 + seed))
    let diagram = random.diagram(nodes: seed * 2)
    let picture = DiagramDrawing.draw(diagram)
    #expect(isWellFormed(picture.svg))
    #expect(DiagramDrawing.draw(diagram) == picture)
  }

  @Test func coloursComeFromTheThemeAlone() {
    var diagram = sample
    diagram.nodes = Diagram.Kind.allCases.map { .init(id: $0.rawValue, label: $0.rawValue, kind: $0) }
    let svg = DiagramDrawing.draw(diagram).svg
    for name in ["fill", "stroke", "style", "color"] { #expect(!svg.contains(" \(name)=\"")) }
    let classes = DrawnSVG(svg).classes.filter { $0 != "picture" && $0 != "diagram" }
    for name in classes where name.hasPrefix("d-") && !["d-n", "d-i"].contains(name) {
      #expect(Theme.styleSheet.contains(".\(name)"), "\(name)")
    }
    #expect(classes.allSatisfy { $0.hasPrefix("d-") })
  }

  @Test func everyVariableOfTheRulesIsDefined() {
    let pointing = Theme.pointing(ends: 0)
    for piece in Theme.diagrams.split(separator: "var(--").dropFirst() {
      let name = piece.prefix { $0 != ")" && $0 != "," }
      #expect(Theme.variables.contains("--\(name):") || pointing.contains("--\(name):"), "\(name)")
    }
  }

  @Test func heavierEdgesAreThicker() {
    var diagram = sample
    diagram.edges = [
      .init(from: "a", to: "b", weight: 100), .init(from: "a", to: "b", weight: 25),
      .init(from: "a", to: "b", weight: -.infinity),
    ]
    let svg = DiagramDrawing.draw(diagram).svg
    #expect(svg.contains("stroke-width=\"4.2\"") && svg.contains("stroke-width=\"2.8\""))
  }
}
