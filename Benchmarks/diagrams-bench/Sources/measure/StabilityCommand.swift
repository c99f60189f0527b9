import Canonical
import Drawing

enum StabilityCommand {
  /// Each edit at this many places of a graph.
  private static let places = 8

  static func run(_ operands: [String], _ options: Options) throws {
    var table = TextTable(["moved % / flipped %", "way"] + DiagramEdit.allCases.map(\.rawValue))
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      for way in options.ways {
        let means = DiagramEdit.allCases.map { edit in
          mean(displacements([diagram], by: edit, places: places, way, options))
        }
        table.add([name, way.rawValue] + means)
      }
    }
    table.print()
  }

  static func runOverCorpus(_ count: Int?, _ options: Options) {
    let count = min(count ?? PipelineCorpus.count, PipelineCorpus.count)
    let diagrams = (0..<count).map { options.prepared(PipelineCorpus.diagram($0)) }
    var table = TextTable(["moved % / flipped %", "way"] + DiagramEdit.allCases.map(\.rawValue))
    for way in options.ways {
      let all = DiagramEdit.allCases.map { displacements(diagrams, by: $0, places: 1, way, options) }
      table.add(["\(count) pipelines, mean", way.rawValue] + all.map(mean))
      for share in [0.5, 0.9] {
        table.add(["  quantile \(share)", way.rawValue] + all.map { quantile(share, $0) })
      }
    }
    table.print()
  }

  private static func displacements(
    _ diagrams: [Diagram], by edit: DiagramEdit, places: Int, _ way: Options.Way, _ options: Options
  ) -> [Displacement] {
    var found: [Displacement] = []
    for (index, diagram) in diagrams.enumerated() {
      let before = options.fitted(diagram, way)
      for place in 0..<places {
        var random = SplitMix(seed: 1000 + index * 64 + place)
        guard let edited = edit.applied(to: diagram, &random) else { continue }
        found.append(Displacement(from: before, to: options.fitted(edited, way)))
      }
    }
    return found
  }

  private static func mean(_ values: [Displacement]) -> String {
    let count = Double(max(values.count, 1))
    return text(values.reduce(0) { $0 + $1.mean } / count, values.reduce(0) { $0 + $1.flipped } / count)
  }

  private static func quantile(_ share: Double, _ values: [Displacement]) -> String {
    guard !values.isEmpty else { return "-" }
    let index = min(values.count - 1, Int(Double(values.count) * share))
    return text(values.map(\.mean).sorted()[index], values.map(\.flipped).sorted()[index])
  }

  private static func text(_ mean: Double, _ flipped: Double) -> String {
    NumberText.fixed(100 * mean, 1) + "/" + NumberText.fixed(100 * flipped, 1)
  }
}
