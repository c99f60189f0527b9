import Testing

@testable import Drawing

/// What must hold of every drawing, whatever is drawn.
@Suite struct DiagramGateTests {
  @Test(arguments: 0..<100) func randomDiagramsAreSound(seed: Int) {
    var random = RandomDiagrams(seed: UInt64(seed + 1))
    let diagram = random.diagram(nodes: seed < 4 ? seed : seed * 60 / 100 + 1)
    let metrics = DiagramMetrics(DiagramLayout(diagram), of: diagram)
    #expect(metrics.isSound, "seed \(seed): \(metrics)")
  }
}
