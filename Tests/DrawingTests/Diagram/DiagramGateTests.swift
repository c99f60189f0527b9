import Testing

@testable import Drawing

/// What must hold of every drawing, whatever is drawn.
@Suite struct DiagramGateTests {
  @Test(arguments: 0..<100) func randomDiagramsAreSound(seed: Int) {
    var random = RandomDiagrams(seed: UInt64(seed + 1))
    let diagram = random.diagram(nodes: seed < 4 ? seed : 2 + seed * seed * 58 / 9801)
    let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
    #expect(metrics.isSound, "seed \(seed): \(metrics)")
  }

  /// Figures of the drawings as they are: a change that makes one worse has to say why.
  @Test func referenceDiagramsKeepTheirQuality() {
    let limits = [
      (ReferenceDiagrams.platform, crossings: 11, legible: 11.0, height: 1500),
      (ReferenceDiagrams.small, crossings: 4, legible: 13.0, height: 600),
      (ReferenceDiagrams.medium, crossings: 37, legible: 13.0, height: 3100),
    ]
    for (diagram, crossings, legible, height) in limits {
      let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
      #expect(metrics.isSound)
      #expect(metrics.crossings <= crossings)
      #expect(metrics.legibleSize >= legible)
      #expect(metrics.height <= height)
    }
  }

  @Test func largeDiagramsAreDrawn() {
    var random = RandomDiagrams(seed: 77)
    let diagram = random.diagram(nodes: 200)
    let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
    #expect(metrics.isSound)
  }

  @Test func textFitsItsNode() {
    var random = RandomDiagrams(seed: 5)
    var diagram = random.diagram(nodes: 30)
    diagram.nodes[0].label = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW WWWWWWWWWW"
    diagram.nodes[1].label = "特征存储和模型注册表特征存储和模型注册表特征存储和模型注册表"
    diagram.nodes[2].subtitle = String(repeating: "1,234 × 56 ", count: 20)
    let text = DiagramText(diagram)
    let layout = DiagramLayout(diagram, text)
    for (node, box) in zip(text.nodes, layout.nodes) {
      let lines = node.lines.map { TextMeasure.widest($0, size: 13, weight: .medium) }
      let below = node.details.map { TextMeasure.widest($0, size: 11) }
      let insets = node.shape.insets(text: node.height, height: box?.height ?? 0)
      let room = (box?.width ?? 0) - insets.left - NodeText.inset - insets.right - 8
      #expect(((lines + below).max() ?? 0) <= Double(room))
      #expect(node.lines.count <= 2)
    }
  }

  @Test func aPipelineOfPageWidthIsReadable() {
    var diagram = Diagram()
    for section in 0..<5 {
      diagram.groups.append(.init(id: "s\(section)", label: "Section \(section)"))
      for step in 0..<4 {
        let number = section * 4 + step
        diagram.nodes.append(
          .init(id: "c\(number)", label: "cell \(number)", subtitle: "1,234 rows", group: "s\(section)"))
        if number > 0 {
          diagram.edges.append(.init(from: "c\(number - 1)", to: "c\(number)", label: "1,234 rows"))
        }
        if number > 5 { diagram.edges.append(.init(from: "c\(number - 6)", to: "c\(number)")) }
      }
    }
    let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
    #expect(metrics.isSound)
    #expect(metrics.legibleSize >= 11)
    let aspect = Double(metrics.width) / Double(metrics.height)
    #expect(aspect > 0.6 && aspect < 2.6)
  }
}
