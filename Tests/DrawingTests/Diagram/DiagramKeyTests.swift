import Testing

@testable import Drawing

@Suite struct DiagramKeyTests {
  private func key(_ diagram: Diagram) -> DiagramKey {
    let fitted = FittedDiagram(diagram)
    return DiagramKey(fitted.diagram, fitted.layout)
  }

  @Test func whatExplainsItselfHasNoKey() {
    var diagram = Diagram(
      nodes: [.init(id: "a", label: "a"), .init(id: "b", label: "b", kind: .model)],
      edges: [.init(from: "a", to: "b")])
    #expect(key(diagram).isEmpty)
    diagram.edges[0].kind = .control
    #expect(key(diagram).isEmpty)
    diagram.edges.append(.init(from: "b", to: "a", kind: .feedback))
    #expect(key(diagram).others == [.line(.control), .line(.feedback)])
    diagram.hasKey = false
    #expect(key(diagram).isEmpty)
  }

  @Test func itHoldsExactlyWhatIsDrawn() {
    var diagram = Diagram(
      nodes: [
        .init(id: "a", label: "a", kind: .data), .init(id: "b", label: "b"),
        .init(id: "c", label: "c", kind: .gate),
        .init(id: "a", label: "a second use is not drawn", kind: .person),
      ],
      edges: [
        .init(from: "a", to: "b", weight: 9), .init(from: "b", to: "c", kind: .request, weight: 1),
        .init(from: "b", to: "missing", kind: .metadata),
      ])
    diagram.nodes[1].state = .stale
    diagram.nodes[3].state = .failed
    diagram.nodes[2].contains = 4
    diagram.edges[0].loss = "1 row"
    diagram.edges[1].change = .added
    diagram.edges[2].change = .removed
    let found = key(diagram)
    #expect(found.nodes == [.node(.step), .node(.data), .closedGroup])
    #expect(
      found.others == [.line(.data), .line(.request), .width, .loss, .state(.stale), .change(.added)])
  }

  @Test(arguments: 0..<20) func samplesAreThoseOfTheDrawing(seed: Int) throws {
    let diagram = HostileDiagrams.diagram(seed: seed)
    let found = key(diagram)
    let svg = DiagramDrawing.draw(diagram).svg
    let parts = svg.components(separatedBy: "<g class=\"d-key\">")
    guard !found.isEmpty else {
      #expect(parts.count == 1)
      return
    }
    #expect(parts.count == 2)
    let drawn = DrawnSVG(svg)
    #expect(drawn.problem == nil)
    for entry in found.nodes + found.others { #expect(parts[1].contains(">\(entry.words)</text>")) }
    for kind in Diagram.Kind.allCases where !found.nodes.contains(.node(kind)) {
      #expect(!parts[1].contains(">\(kind.spoken)</text>"), "\(kind)")
    }
  }
}
