import Canonical
import Drawing
import Foundation

/// Judges the whole corpus.
enum GatesCommand {
  /// Whether no figure is worse than the one recorded in `folder`. Writes better ones down where `records` is set.
  static func run(_ folder: String, records: Bool) throws -> Bool {
    let path = "\(folder)/recorded.json"
    var recorded = try RecordedFigures(contentsOf: path)
    let figures = try figures(folder, DiagramGates(recorded: recorded))
    show(figures)
    if records {
      recorded.tighten(to: figures)
      try recorded.write(to: path)
    }
    let worse = figures.filter { $0.verdict == .worse }
    let open = figures.count { $0.verdict == .open }
    print("\(figures.count) figures: \(open) above their goal, \(worse.count) worse than recorded.")
    return worse.isEmpty
  }

  private static func figures(_ folder: String, _ gates: DiagramGates) throws -> [GatedFigure] {
    let names = ["mlops", "g10", "g50", "g200", "g1000"]
    let references = try names.map { ($0, try GraphFile(contentsOf: "\(folder)/\($0).json").diagram) }
    var figures = references.flatMap { gates.reference($0.0, $0.1) }
    figures += gates.corpus(0..<PipelineCorpus.count) { print($0) }
    let pipelines = stride(from: 0, to: PipelineCorpus.count, by: 3).map(PipelineCorpus.diagram)
    for edit in DiagramEdit.allCases {
      for (name, diagram) in references where diagram.nodes.count <= 200 {
        figures += gates.stability(name, [diagram], under: edit, places: name == "g200" ? 4 : 8)
      }
      figures += gates.stability("pipelines", pipelines, under: edit, places: 1)
    }
    return figures
  }

  private static func show(_ figures: [GatedFigure]) {
    var table = TextTable(["figure", "value", "recorded", "goal", ""])
    for figure in figures {
      let (goal, recorded) = (figure.limit.goal, max(figure.limit.goal, figure.limit.recorded))
      table.add(
        [figure.name] + [figure.value, recorded, goal].map { NumberText.fixed($0, 2) }
          + [figure.verdict == .reached ? "" : figure.verdict == .open ? "open" : "WORSE"])
    }
    table.print()
  }
}
