import Testing

@testable import Drawing

@Suite struct DiagramStoryTests {
  private var sample: Diagram {
    var diagram = Diagram(
      title: "Told",
      nodes: ["a", "b", "c", "d"].map { .init(id: $0, label: $0.uppercased()) },
      edges: [.init(from: "a", to: "b", label: "rows"), .init(from: "b", to: "c"), .init(from: "d", to: "c")])
    diagram.stories = [
      .init(
        title: "Day",
        steps: [
          .init(number: 1, chain: ["a", "b", "c"], sentence: "Rows come in."),
          .init(number: 2, chain: ["c", "d"], sentence: "Against the arrow."),
        ]),
      .init(title: "Empty", steps: []),
      .init(title: "Night", steps: [.init(number: 1, chain: ["d"], sentence: "D sleeps.")]),
    ]
    return diagram
  }

  private func steps(of id: String, in svg: String) -> String? {
    DrawnSVG(svg).elements.first { $0.attributes["data-id"] == id }?.attributes["data-steps"]
  }

  @Test func partsKnowTheirSteps() {
    let picture = DiagramDrawing.draw(sample)
    #expect(steps(of: "a", in: picture.svg) == "1")
    #expect(steps(of: "c", in: picture.svg) == "1 2")
    #expect(steps(of: "d", in: picture.svg) == "2 3")
    let edges = DrawnSVG(picture.svg).elements.filter { $0.attributes["data-from"] != nil }
    #expect(edges.map { $0.attributes["data-steps"] } == ["1", "1", "2"])
  }

  @Test func numbersStandAtTheFirstEdgeOrAtThePlace() {
    let text = DiagramText(sample)
    #expect(text.labels.map { $0.steps.map(\.number) } == [[1], [], [2]])
    #expect(text.sizes.labels.map { $0 != nil } == [true, false, true])
    let drawn = DrawnSVG(DiagramDrawing.draw(sample).svg)
    #expect(drawn.elements.count { $0.name == "circle" } == 3)
    #expect(drawn.classes.contains("d-no-2"))
  }

  @Test func numbersTouchNeitherNodesNorOtherLabels() {
    for seed in 0..<20 {
      var random = RandomDiagrams(seed: UInt64(seed + 300))
      var diagram = random.diagram(nodes: 10)
      diagram.stories = [
        .init(
          steps: diagram.edges.enumerated().map {
            .init(number: $0.offset + 1, chain: [$0.element.from, $0.element.to], sentence: "Step")
          })
      ]
      let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
      #expect(metrics.labelHits == 0 && metrics.unplacedLabels == 0, "seed \(seed)")
    }
  }

  @Test func pagesTellThemBesideThePictureAndFilesBelow() {
    let picture = DiagramDrawing.draw(sample)
    #expect(picture.stories.map(\.title) == ["Day", "Night"])
    #expect(picture.stories.flatMap(\.steps).map(\.ordinal) == [1, 2, 3])
    #expect(!picture.svg.contains("Rows come in."))
    let file = picture.standalone()
    for text in ["Told", "Day", "Night", "Rows come in.", "Against the arrow.", "D sleeps."] {
      #expect(file.contains(">\(text)</text>"), "\(text)")
    }
    #expect(
      picture.outline.last?.children.map(\.text) == ["1. D sleeps. (D)"])
  }
}
