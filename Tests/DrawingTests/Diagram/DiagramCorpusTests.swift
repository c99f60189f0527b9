import Foundation
import Testing

@testable import Drawing

/// A sample of the corpus against its gates; a release build judges all of it (`Benchmarks/diagrams --gates`).
@Suite struct DiagramCorpusTests {
  private static let gates: DiagramGates = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = folder.appending(path: "Fixtures/diagrams/recorded.json").path
    return DiagramGates(recorded: (try? RecordedFigures(contentsOf: path)) ?? RecordedFigures())
  }()

  private func hold(_ figures: [GatedFigure]) {
    for figure in figures {
      #expect(figure.verdict != .worse, "\(figure.name) is \(figure.value): \(figure.limit)")
    }
  }

  @Test func referenceGraphsAreReadWhole() {
    let graphs = [
      ReferenceDiagrams.platform, ReferenceDiagrams.small, ReferenceDiagrams.medium, ReferenceDiagrams.large,
      ReferenceDiagrams.huge,
    ]
    #expect(graphs.map(\.nodes.count) == [23, 10, 50, 200, 1000])
    #expect(graphs.map(\.groups.count) == [8, 2, 10, 41, 209])
    #expect(graphs.map(\.edges.count) == [31, 12, 64, 264, 1326])
    #expect(graphs.allSatisfy { $0.problems().isEmpty })
  }

  @Test func referenceGraphsKeepTheirFigures() {
    hold(Self.gates.reference("mlops", ReferenceDiagrams.platform))
    hold(Self.gates.reference("g10", ReferenceDiagrams.small))
    hold(Self.gates.reference("g50", ReferenceDiagrams.medium))
  }

  @Test(arguments: Array(stride(from: 5, to: PipelineCorpus.count, by: 45)))
  func pipelinesHaveNoFaults(index: Int) {
    let diagram = PipelineCorpus.diagram(index)
    #expect(diagram.problems().isEmpty)
    #expect(DiagramGates.faults(DiagramGates.bothWays(diagram)) == [])
  }

  @Test(arguments: DiagramEdit.allCases) func smallEditsMoveLittle(edit: DiagramEdit) {
    hold(Self.gates.stability("g10", [ReferenceDiagrams.small], under: edit, places: 8))
  }

  @Test func layoutsRepeat() {
    for diagram in [ReferenceDiagrams.platform, PipelineCorpus.diagram(140)] {
      #expect(FittedDiagram(diagram).layout == FittedDiagram(diagram).layout)
    }
  }
}
