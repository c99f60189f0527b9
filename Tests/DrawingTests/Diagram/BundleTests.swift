import Testing

@testable import Drawing

@Suite struct BundleTests {
  /// A hub and five nodes that it leads to.
  private func star(_ kinds: [Diagram.Edge.Kind] = Array(repeating: .data, count: 5)) -> Diagram {
    var diagram = Diagram(title: "Star", nodes: [.init(id: "hub", label: "Hub")])
    for (index, kind) in kinds.enumerated() {
      diagram.nodes.append(.init(id: "n\(index)", label: "Node \(index)"))
      diagram.edges.append(.init(from: "hub", to: "n\(index)", kind: kind))
    }
    return diagram
  }

  private func starts(_ diagram: Diagram) -> [DiagramPoint?] {
    DiagramLayout(diagram).edges.map { $0?.points.first }
  }

  @Test func edgesOfOneKindLeaveByOneStem() throws {
    let layout = DiagramLayout(star())
    let paths = try layout.edges.map { try #require($0).points }
    #expect(Set(paths.map { $0[0] }).count == 1)
    let turns = Set(paths.filter { $0.count > 2 }.map { $0[1] })
    #expect(turns.count == 1 && paths.count { $0.count > 2 } == 4)
    let metrics = DiagramMetrics(layout, of: star())
    #expect(metrics.isSound && metrics.crossings == 0)
  }

  @Test func otherKindsHaveStemsOfTheirOwn() {
    let starts = starts(star([.control, .control, .control, .data, .data, .data]))
    #expect(Set(starts[..<3]).count == 1 && Set(starts[3...]).count == 1)
    #expect(Set(starts).count == 2)
  }

  @Test func twoEdgesKeepTheirOwnPorts() {
    #expect(Set(starts(star([.data, .data]))).count == 2)
  }

  @Test func whatAStoryWalksAlongStandsAlone() {
    var diagram = star()
    diagram.stories = [
      .init(title: nil, steps: [.init(number: 1, chain: ["hub", "n0"], sentence: "First.")])
    ]
    let starts = starts(diagram)
    #expect(Set(starts[1...]).count == 1 && !starts[1...].contains(starts[0]))
  }
}
