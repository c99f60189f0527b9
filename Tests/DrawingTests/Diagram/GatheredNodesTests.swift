import Testing

@testable import Drawing

@Suite struct GatheredNodesTests {
  private func crowd(_ count: Int, group: String? = nil) -> Diagram {
    var diagram = Diagram(title: "Crowd")
    if let group { diagram.groups = [.init(id: group, label: group)] }
    for index in 0..<count {
      diagram.nodes.append(.init(id: "n\(index)", label: "step \(index)", group: group))
      if index > 0 { diagram.edges.append(.init(from: "n\(index * 7 / 8)", to: "n\(index)")) }
    }
    return diagram
  }

  @Test func thousandsOfNodesAreDrawnAsAFewClosedGroups() {
    let fitted = FittedDiagram(crowd(5_000))
    #expect((2...GatheredNodes.parts).contains(fitted.diagram.nodes.count))
    #expect(fitted.diagram.nodes.reduce(0) { $0 + ($1.contains ?? 0) } == 5_000)
    #expect(fitted.closed.first?.label == "step 0 … step 208")
    #expect(fitted.layout.size.width <= 1300 && fitted.layout.size.height <= 3300)
  }

  @Test func everyNodeIsInAnInside() {
    let picture = DiagramDrawing.draw(crowd(300))
    let drawn = picture.insides.flatMap {
      DrawnSVG($0.picture.svg).elements.compactMap { $0.attributes["data-id"] }
    }
    #expect(Set(drawn).isSuperset(of: (0..<300).map { "n\($0)" }))
  }

  @Test func crowdsInGroupsAreGatheredInThem() {
    let diagram = crowd(200, group: "g").gathered(above: 120)
    let added = diagram.groups.dropFirst()
    #expect(added.allSatisfy { $0.parent == "g" } && (2...GatheredNodes.parts).contains(added.count))
    #expect(Set(diagram.nodes.compactMap(\.group)) == Set(added.map(\.id)))
  }

  @Test func whatCanBeTakenInIsLeftAlone() {
    #expect(crowd(120).gathered(above: 120) == crowd(120))
    var open = crowd(130)
    open.collapse = .never
    #expect(FittedDiagram(open).diagram.nodes.count == 130)
  }
}
