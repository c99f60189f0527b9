import Testing

@testable import Drawing

@Suite struct ClosedGroupTests {
  private var sample: Diagram {
    var diagram = Diagram(
      title: "Closed",
      groups: [
        .init(id: "g", label: "Outer"), .init(id: "h", label: "Inner", parent: "g"),
        .init(id: "o", label: "Open"),
      ],
      nodes: [
        .init(id: "a", label: "A"), .init(id: "b", label: "B", group: "g"),
        .init(id: "c", label: "C", group: "h"),
        .init(id: "d", label: "D", group: "h"), .init(id: "e", label: "E", group: "o"),
      ],
      edges: [
        .init(from: "a", to: "b", label: "rows"), .init(from: "b", to: "c"), .init(from: "c", to: "d"),
        .init(from: "d", to: "e"),
      ])
    diagram.groups[0].isClosed = true
    diagram.groups[1].isClosed = true
    return diagram
  }

  @Test func theInsideOfAClosedGroupIsAPictureThatItsNodeLeadsTo() throws {
    let picture = DiagramDrawing.draw(sample)
    let outer = try #require(picture.insides.first)
    #expect(picture.insides.count == 1)
    #expect(outer.label == "Outer" && outer.count == 3)
    #expect(picture.svg.contains("<a href=\"#\(outer.id)\">"))
    #expect(picture.svg.contains("<title>Outer, closed group of 3 parts</title>"))
    let inner = try #require(outer.picture.insides.first)
    #expect(inner.label == "Inner" && inner.count == 2)
    #expect(outer.picture.svg.contains("<a href=\"#\(inner.id)\">"))
    let ids = DrawnSVG(inner.picture.svg).elements.compactMap { $0.attributes["data-id"] }
    #expect(Set(ids) == ["b", "c", "d", "e"])
    #expect(inner.picture.insides.isEmpty)
  }

  @Test func wordsTellWhatIsClosedToo() {
    let picture = DiagramDrawing.draw(sample)
    let outer = picture.outline.first { $0.text == "Outer (group)" }
    #expect(outer?.children.map(\.text) == ["B (step)", "Inner (group)"])
    #expect(picture.insides.allSatisfy { $0.picture.outline.isEmpty })
  }

  @Test func filesOfTheirOwnHaveNoLinksToInsides() {
    let file = DiagramDrawing.draw(sample).standalone()
    #expect(!file.contains("inside-") && file.contains(">3 parts</text>"))
  }

  @Test func veryManyClosedGroupsAreNotAllDrawn() {
    var diagram = Diagram()
    for index in 0..<90 {
      diagram.groups.append(.init(id: "g\(index)", label: "G\(index)"))
      diagram.groups[index].isClosed = true
      diagram.nodes.append(.init(id: "n\(index)", label: "N", group: "g\(index)"))
    }
    #expect(DiagramDrawing.draw(diagram).insides.count == 60)
  }

  @Test func bandsAreDrawnWithTheirTitles() {
    var diagram = Diagram(
      nodes: ["a", "b"].map { .init(id: $0, label: $0) }, edges: [.init(from: "a", to: "b")])
    diagram.lanes = [.init(id: "x", label: "Who <x>"), .init(id: "y", label: "")]
    diagram.stages = [.init(id: "s", label: "First")]
    for (index, lane) in ["x", "y"].enumerated() {
      diagram.nodes[index].lane = lane
      diagram.nodes[index].stage = "s"
    }
    let drawn = DrawnSVG(DiagramDrawing.draw(diagram).svg)
    #expect(drawn.problem == nil)
    #expect(drawn.elements.compactMap { $0.attributes["data-lane"] } == ["x", "y"])
    #expect(drawn.elements.compactMap { $0.attributes["data-stage"] } == ["s"])
    #expect(drawn.lines.map(\.text).filter { ["Who <x>", "y", "First"].contains($0) }.count == 3)
  }
}
