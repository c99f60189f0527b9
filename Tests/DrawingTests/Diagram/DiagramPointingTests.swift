import Testing

@testable import Drawing

/// What stands out while a reader points at a part of a diagram.
@Suite struct DiagramPointingTests {
  private func chain(_ count: Int) -> Diagram {
    Diagram(
      nodes: (0..<count).map { .init(id: "n\($0)", label: "Node \($0)") },
      edges: (1..<max(1, count)).map { .init(from: "n\($0 - 1)", to: "n\($0)") })
  }

  private func classes(_ svg: String, _ attribute: String, _ value: String) -> Set<Substring> {
    let element = DrawnSVG(svg).elements.first { $0.attributes[attribute] == value }
    return Set((element?.attributes["class"] ?? "").split(separator: " "))
  }

  @Test func edgesKnowTheirEndsByNumber() {
    var diagram = chain(3)
    diagram.groups = [.init(id: "g", label: "G")]
    diagram.nodes.append(.init(id: "inner", label: "Inner", group: "g"))
    diagram.nodes.append(.init(id: "alone", label: "Alone"))
    diagram.edges.append(.init(from: "n2", to: "g"))
    diagram.edges.append(.init(from: "n1", to: "n1"))
    let svg = DiagramDrawing.draw(diagram).svg
    #expect(classes(svg, "data-id", "n0").contains("d-n0"))
    #expect(classes(svg, "data-id", "n2").contains("d-n2"))
    #expect(classes(svg, "data-id", "g").contains("d-n3"))
    #expect(classes(svg, "data-id", "alone").allSatisfy { $0.dropFirst(3).allSatisfy { !$0.isNumber } })
    #expect(classes(svg, "data-from", "n0") == ["d-e", "d-e0", "d-e1"])
    #expect(svg.contains("class=\"d-e d-e1\" role=\"graphics-symbol\" data-from=\"n1\" data-to=\"n1\""))
    #expect(svg.contains("data-from=\"n2\" data-to=\"g\""))
    #expect(svg.contains("class=\"d-e d-e2 d-e3\""))
  }

  @Test func aFileOfItsOwnHasARuleForEachEndAndNoMore() {
    let file = DiagramDrawing.draw(chain(5)).standalone()
    for end in 0..<5 {
      #expect(file.contains(".diagram:has(.d-n\(end):hover,:focus-visible&gt;.d-n\(end)) .d-e\(end)"))
      #expect(file.contains(".diagram:has(.d-e\(end):hover) .d-n\(end)"))
    }
    #expect(!file.contains("d-n5") && !file.contains("d-e5"))
  }

  @Test func pagesHaveARuleForEveryNumber() {
    let last = DiagramEnds.most - 1
    #expect(Theme.styleSheet.contains(".diagram:has(.d-e\(last):hover) .d-n\(last)"))
    let svg = DiagramDrawing.draw(chain(DiagramEnds.most)).svg
    #expect(classes(svg, "data-id", "n\(last)").contains("d-n\(last)"))
  }

  @Test func largeDiagramsHaveNeitherNumbersNorRules() {
    var diagram = chain(DiagramEnds.most + 1)
    diagram.collapse = .never
    let file = DiagramDrawing.draw(diagram).standalone()
    #expect(!file.contains("d-n0") && !file.contains("d-e0") && !file.contains("class=\"d-hit\""))
    #expect(file.contains("[data-from]):hover"))
  }

  @Test func pointingCostsFewBytes() {
    #expect(Theme.pointing(ends: 25).utf8.count < 2500)
    #expect(Theme.pointing(ends: DiagramEnds.most).utf8.count < 4000)
  }

  @Test func nothingFadesAndNothingMoves() {
    let rules = Theme.pointing(ends: 3)
    for word in ["opacity", "transition", "animation", "transform"] { #expect(!rules.contains(word)) }
    #expect(rules.hasPrefix("@media screen{"))
  }

  @Test(arguments: ColorScheme.allCases) func programsWithoutPointersGetNoneOfIt(_ scheme: ColorScheme) {
    let file = DiagramDrawing.draw(chain(3)).standalone(in: scheme)
    #expect(!file.contains(":hover") && !file.contains("--lit"))
    #expect(file.contains("stroke-width:1.4"))
  }
}
