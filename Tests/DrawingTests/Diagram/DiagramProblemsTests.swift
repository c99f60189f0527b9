import Testing

@testable import Drawing

@Suite struct DiagramProblemsTests {
  @Test func aConsistentDiagramHasNone() {
    #expect(ReferenceDiagrams.platform.problems().isEmpty)
    #expect(Diagram().problems().isEmpty)
  }

  @Test func unknownEndsAndGroupsAreNamed() {
    let diagram = Diagram(
      groups: [.init(id: "g", label: "G", parent: "missing")],
      nodes: [.init(id: "a", label: "A", group: "elsewhere")], edges: [.init(from: "a", to: "b")])
    #expect(
      diagram.problems() == [
        "group “g” lies in “missing”, which is no group of this diagram",
        "node “a” lies in “elsewhere”, which is no group of this diagram",
        "the edge from “a” to “b” needs “b”, which is not in this diagram",
      ])
  }

  @Test func aGroupWithinItselfIsFoundAndDrawn() {
    let diagram = Diagram(
      groups: [
        .init(id: "a", label: "A", parent: "c"), .init(id: "b", label: "B", parent: "a"),
        .init(id: "c", label: "C", parent: "b"),
      ], nodes: [.init(id: "n", label: "N", group: "b")])
    #expect(diagram.problems() == ["group “b” lies within itself"])
    #expect(DiagramLayout(diagram).groups.allSatisfy { $0 != nil })
  }

  @Test func twoUsesOfAnIdentifierCompareByBytes() {
    let composed = Diagram.Node(id: "\u{E9}", label: "one")
    let decomposed = Diagram.Node(id: "e\u{301}", label: "two")
    #expect(Diagram(nodes: [composed, decomposed]).problems().isEmpty)
    #expect(Diagram(nodes: [composed, composed]).problems().count == 1)
  }

  @Test func deepNestingIsCut() {
    var diagram = Diagram()
    for depth in 0..<300 {
      diagram.groups.append(.init(id: "g\(depth)", label: "", parent: depth == 0 ? nil : "g\(depth - 1)"))
    }
    diagram.nodes.append(.init(id: "n", label: "deep", group: "g299"))
    #expect(diagram.problems().count == 300 - DiagramIndex.deepestNesting)
    #expect(DiagramLayout(diagram).groups.compactMap { $0?.depth }.max() == DiagramIndex.deepestNesting)
  }

  @Test func amountsThatAreNoneAreNamed() {
    var diagram = Diagram(
      nodes: [.init(id: "a", label: "A")], edges: [.init(from: "a", to: "a", weight: .nan)])
    diagram.targetWidth = -.infinity
    #expect(diagram.problems().count == 2)
    #expect(DiagramLayout(diagram).edges[0] != nil)
  }
}
