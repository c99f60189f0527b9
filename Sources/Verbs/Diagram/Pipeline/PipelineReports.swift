import Drawing
import Frame
import Pipeline

/// Figures of the same values under one heading, which are drawn as one node.
struct PipelineReports {
  /// By the first cell of such figures: the others.
  private(set) var followed: [Int: [Int]] = [:]
  private(set) var followers: Set<Int> = []

  private struct Key: Hashable {
    var section: ByteKey?
    var inputs: [Producer]
  }

  init(_ notebook: CheckedNotebook, _ sections: PipelineSections) {
    var first: [Key: Int] = [:]
    for (index, cell) in notebook.cells.enumerated() {
      guard let work = cell.work as? any PresentedWork, work.cellFacts([])?.kind == .report else { continue }
      let key = Key(
        section: sections.ofCell[index].map { ByteKey($0.id) }, inputs: work.inputs.map(\.producer))
      if let leader = first[key] {
        followed[leader, default: []].append(index)
        followers.insert(index)
      } else {
        first[key] = index
      }
    }
  }
}
