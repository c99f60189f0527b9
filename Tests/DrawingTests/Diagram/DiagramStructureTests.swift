import Testing

@testable import Drawing

/// What holds of every drawing of a diagram, whatever is written in it.
@Suite struct DiagramStructureTests {
  private static let attributes: [String: Set<String>] = [
    "svg": ["xmlns", "class", "viewBox", "width", "height", "role", "aria-labelledby"],
    "g": [
      "class", "role", "transform", "data-id", "data-kind", "data-from", "data-to", "data-label-of",
      "data-steps",
      "data-lane", "data-stage",
    ],
    "a": ["href"], "defs": [], "symbol": ["id", "overflow"], "use": ["class", "href", "x", "y", "transform"],
    "title": ["id"], "desc": ["id"], "text": ["class", "x", "y"],
    "path": ["class", "d", "transform", "stroke-width"],
    "rect": ["class", "x", "y", "width", "height", "rx"], "circle": ["class", "cx", "cy", "r"], "style": [],
  ]

  private func check(_ svg: String, _ seed: Int) {
    let drawn = DrawnSVG(svg)
    #expect(drawn.problem == nil, "seed \(seed)")
    for element in drawn.elements {
      let known = DiagramStructureTests.attributes[element.name]
      #expect(known != nil, "<\(element.name)>, seed \(seed)")
      for name in element.attributes.keys {
        #expect(known?.contains(name) ?? false, "\(name) of <\(element.name)>, seed \(seed)")
      }
    }
    let ids = Set(drawn.ids)
    #expect(ids.count == drawn.ids.count)
    for element in drawn.elements where element.name == "use" {
      #expect(ids.contains(String((element.attributes["href"] ?? "").dropFirst())))
    }
    for element in drawn.elements where element.name == "a" {
      let href = element.attributes["href"] ?? ""
      #expect(["#", "https://", "http://"].contains { href.hasPrefix($0) })
    }
  }

  @Test(arguments: 0..<40) func hostileTextStaysText(seed: Int) {
    let picture = DiagramDrawing.draw(HostileDiagrams.diagram(seed: seed))
    check(picture.svg, seed)
    check(picture.standalone(), seed)
    #expect(picture.svg.utf8.count < 120_000)
  }

  @Test(arguments: 0..<6) func partsAreDrawnInReadingOrder(seed: Int) {
    var random = RandomDiagrams(seed: UInt64(seed + 60))
    let diagram = random.diagram(nodes: 14)
    let drawn = DrawnSVG(DiagramDrawing.draw(diagram).svg).elements.compactMap { $0.attributes["data-id"] }
    let nodes = drawn.filter { $0.hasPrefix("n") }
    #expect(Set(nodes).count == nodes.count)
    #expect(Set(drawn) == Set(diagram.nodes.map(\.id) + diagram.groups.map(\.id)))
    let order = ReadingOrder(diagram, DiagramIndex(diagram)).nodes.map { diagram.nodes[$0].id }
    #expect(nodes == order)
  }

  @Test func chainsAreReadFromTheirBeginning() {
    var diagram = Diagram()
    diagram.nodes = ["c", "x", "b", "a", "y"].map { .init(id: $0, label: $0) }
    diagram.edges = [
      .init(from: "a", to: "b"), .init(from: "b", to: "c"), .init(from: "x", to: "y"),
      .init(from: "c", to: "a", kind: .feedback),
    ]
    let order = ReadingOrder(diagram, DiagramIndex(diagram)).nodes.map { diagram.nodes[$0].id }
    #expect(order == ["x", "y", "a", "b", "c"])
    diagram.edges.append(.init(from: "c", to: "a"))
    #expect(ReadingOrder(diagram, DiagramIndex(diagram)).nodes.count == 5)
  }

  @Test func namesSayWhatPartsAreAndWhatTheyReadAndWrite() {
    var diagram = Diagram()
    diagram.nodes = [
      .init(id: "f", label: "Build features", kind: .features), .init(id: "t", label: "Train"),
      .init(id: "r", label: "Registry", kind: .store),
    ]
    diagram.nodes[1].state = .stale
    diagram.edges = [
      .init(from: "f", to: "t", label: "features"),
      .init(from: "t", to: "r", label: "model.pkl", kind: .control),
    ]
    diagram.edges[1].loss = "1 row"
    let svg = DiagramDrawing.draw(diagram).svg
    for part in [
      "<title>Train, step, stale</title>",
      "<desc>Reads features from Build features; writes model.pkl to Registry.</desc>",
      "<title>Train to Registry: model.pkl (control, lost on the way: 1 row)</title>",
    ] { #expect(svg.contains(part), "\(part)") }
  }

  @Test func linksToThePageAreLeftOutOfFilesOfTheirOwn() {
    var diagram = Diagram(nodes: [.init(id: "a", label: "a", link: "#cell-a"), .init(id: "b", label: "b")])
    diagram.nodes[1].link = "https://example.org/"
    let picture = DiagramDrawing.draw(diagram)
    #expect(picture.svg.contains("href=\"#cell-a\""))
    #expect(!picture.standalone().contains("#cell-a"))
    #expect(picture.standalone().contains("href=\"https://example.org/\""))
  }

  @Test func aPartTakesFewBytes() {
    let diagram = ReferenceDiagrams.platform
    let parts = diagram.nodes.count + diagram.edges.count
    #expect(DiagramDrawing.draw(diagram).svg.utf8.count / parts < 600)
  }
}
