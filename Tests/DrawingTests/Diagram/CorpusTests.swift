import Testing

@testable import Drawing

/// What the corpus and its measures promise.
@Suite struct CorpusTests {
  @Test func pipelinesAreWhatTheySay() {
    for index in stride(from: 0, to: PipelineCorpus.count, by: 7) {
      let diagram = PipelineCorpus.diagram(index)
      #expect((12...60).contains(diagram.nodes.count))
      #expect(diagram == PipelineCorpus.diagram(index))
      #expect(diagram.problems().isEmpty)
      #expect(depth(diagram) == 1 + index % 3)
    }
    let all = (0..<PipelineCorpus.count).map(PipelineCorpus.diagram)
    #expect(all.contains { $0.edges.contains { $0.kind == .feedback } })
    #expect(all.contains { $0.nodes.contains { $0.group == nil } })
    #expect(Set(all).count == all.count)
  }

  private func depth(_ diagram: Diagram) -> Int {
    diagram.groups.map { group in
      var (depth, parent) = (1, group.parent)
      while let id = parent {
        depth += 1
        parent = diagram.groups.first { $0.id == id }?.parent
      }
      return depth
    }.max() ?? 0
  }

  @Test func editsAreSmall() throws {
    let diagram = ReferenceDiagrams.platform
    var random = SplitMix(seed: 3)
    let sizes = try DiagramEdit.allCases.map { edit in
      let edited = try #require(edit.applied(to: diagram, &random))
      #expect(edited.problems().isEmpty)
      #expect(edited != diagram)
      return [edited.nodes.count - diagram.nodes.count, edited.edges.count - diagram.edges.count]
    }
    #expect(sizes == [[1, 1], [0, -1], [-1, -1], [0, 1], [0, 0], [0, 0]])
  }

  @Test func nothingToEditIsNoEdit() {
    var random = SplitMix(seed: 3)
    #expect(DiagramEdit.allCases.allSatisfy { $0.applied(to: Diagram(), &random) == nil })
  }

  private func drawing(_ places: [(Int, Int)]) -> FittedDiagram {
    var drawing = FittedDiagram(
      Diagram(nodes: places.indices.map { .init(id: "n\($0)", label: "n") }))
    drawing.layout.size = DiagramSize(width: 300, height: 400)
    drawing.layout.nodes = places.map { DiagramBox(x: $0.0, y: $0.1, width: 20, height: 10) }
    return drawing
  }

  @Test func aShiftOfTheWholeIsNoMove() {
    let move = Displacement(
      from: drawing([(0, 0), (50, 0), (0, 80)]), to: drawing([(7, 9), (57, 9), (7, 89)]))
    #expect(move.mean == 0 && move.flipped == 0)
  }

  @Test func movesAreSharesOfTheDiagonal() {
    let move = Displacement(
      from: drawing([(0, 0), (50, 0), (0, 80)]), to: drawing([(0, 0), (80, 40), (0, 80)]))
    #expect(abs(move.mean - 50.0 / 3 / 500) < 1e-12)
    #expect(move.flipped == 0)
  }

  @Test func aNodeThatPassesAnotherFlipsThePair() {
    let move = Displacement(
      from: drawing([(0, 0), (50, 0), (0, 80)]), to: drawing([(100, 0), (50, 0), (0, 80)]))
    #expect(abs(move.flipped - 1.0 / 3) < 1e-12)
  }

  @Test func aLimitIsTheGoalOrWhatIsRecorded() {
    let limit = Limit(goal: 4, recorded: 11)
    #expect([3, 4, 11, 12].map { limit.verdict(on: $0) } == [.reached, .reached, .open, .worse])
    #expect(Limit(goal: 4, recorded: 2).verdict(on: 4) == .reached)
  }

  @Test func recordsOnlyShrink() {
    var recorded = RecordedFigures(["a": 5, "b": 5, "c": 5])
    recorded.tighten(to: [
      recorded.figure("a", 7, goal: 1), recorded.figure("b", 3, goal: 1), recorded.figure("c", 1, goal: 1),
    ])
    #expect(recorded.values == ["a": 5, "b": 3])
  }
}
