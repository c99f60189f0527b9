import Drawing

/// The figures that drawings of the corpus are held to. The same code judges a sample of them in the tests and all of
/// them in a release build (`Benchmarks/diagrams-bench`, mode `gates`).
struct DiagramGates {
  var recorded: RecordedFigures

  /// Crossings of ELK layered 0.9.3 on the reference graphs, top-down, with every group open.
  static let crossingsOfELK: [String: Double] = ["mlops": 4, "g10": 1, "g50": 9, "g200": 109, "g1000": 1030]

  /// `diagram` with all groups open, and as it is drawn by default.
  static func bothWays(_ diagram: Diagram) -> (whole: FittedDiagram, drawn: FittedDiagram) {
    var open = diagram
    open.collapse = .never
    return (FittedDiagram(open), FittedDiagram(diagram))
  }

  /// What is wrong with both drawings, whatever they show.
  static func faults(_ drawings: (whole: FittedDiagram, drawn: FittedDiagram)) -> [String] {
    drawings.whole.metrics.faults.map { "\($0.count) \($0.name)" }
      + drawings.drawn.metrics.faults.map { "\($0.count) \($0.name) as drawn" }
  }

  private func figures(_ subject: String, _ values: [(String, Double, goal: Double)]) -> [GatedFigure] {
    values.map { recorded.figure("\(subject): \($0.0)", $0.1, goal: $0.goal) }
  }

  // MARK: One graph

  func reference(_ name: String, _ diagram: Diagram) -> [GatedFigure] {
    let drawings = DiagramGates.bothWays(diagram)
    let (open, shown) = (drawings.whole.metrics, drawings.drawn.metrics)
    var values = [
      ("faults", Double(DiagramGates.faults(drawings).count), goal: 0.0),
      ("crossings", Double(open.crossings), goal: DiagramGates.crossingsOfELK[name] ?? 0),
      ("bends per edge", open.bendsPerEdge, goal: 2.5), ("stretch", open.stretch, goal: 1.35),
      ("pixels under 11", max(0, 11 - shown.legibleSize), goal: 0),
    ]
    if diagram.nodes.count <= 30 {
      values += [
        ("w/h", shown.aspect, goal: 2.2), ("h/w", 1 / max(shown.aspect, 0.001), goal: 1 / 0.6),
        ("screens", shown.screens, goal: 1.5),
      ]
    }
    return figures(name, values)
  }

  // MARK: The generated pipelines

  /// The figures of many pipelines together. What is wrong with one of them goes to `report`. The goal for crossings is
  /// what ELK layered comes to on one in ten of them.
  func corpus(_ indices: some Sequence<Int>, report: (String) -> Void) -> [GatedFigure] {
    var open: [DiagramMetrics] = []
    var (faulty, small, misshapen) = (0, 0, 0)
    for index in indices {
      let drawings = DiagramGates.bothWays(PipelineCorpus.diagram(index))
      let (metrics, shown) = (drawings.whole.metrics, drawings.drawn.metrics)
      open.append(metrics)
      var wrong = DiagramGates.faults(drawings)
      if !wrong.isEmpty { faulty += 1 }
      if shown.legibleSize < 11 {
        small += 1
        wrong.append("text under 11 px")
      }
      if drawings.drawn.diagram.nodes.count <= 30, !(0.6...2.2).contains(shown.aspect) {
        misshapen += 1
        wrong.append("out of shape")
      }
      if !wrong.isEmpty {
        report("pipeline \(index), \(shown.width) × \(shown.height): \(wrong.joined(separator: ", "))")
      }
    }
    let edges = Double(max(1, open.reduce(0) { $0 + $1.edges }))
    let count = Double(max(1, open.count))
    return figures(
      "pipelines",
      [
        ("faulty drawings", Double(faulty), goal: 0),
        ("drawings with text under 11 px", Double(small), goal: 0),
        ("drawings out of shape", Double(misshapen), goal: 0),
        ("crossings per edge", Double(open.reduce(0) { $0 + $1.crossings }) / edges, goal: 0.39),
        ("bends per edge", Double(open.reduce(0) { $0 + $1.bends }) / edges, goal: 2.5),
        ("stretch", open.reduce(0) { $0 + $1.stretch } / count, goal: 1.35),
      ])
  }

  // MARK: Stability

  /// How far `edit` moves nodes, and how many pairs it turns round, in per cent, over `places` places of each diagram as
  /// it is drawn by default.
  func stability(_ name: String, _ diagrams: [Diagram], under edit: DiagramEdit, places: Int) -> [GatedFigure]
  {
    let moves = diagrams.enumerated().flatMap { index, diagram in
      displacements(of: diagram, under: edit, places: places, seed: 1000 + index * 64)
    }
    let count = Double(max(moves.count, 1))
    return figures(
      name,
      [
        ("\(edit.rawValue) moves %", 100 * moves.reduce(0) { $0 + $1.mean } / count, goal: 3),
        ("\(edit.rawValue) flips %", 100 * moves.reduce(0) { $0 + $1.flipped } / count, goal: 8),
      ])
  }

  private func displacements(
    of diagram: Diagram, under edit: DiagramEdit, places: Int, seed: Int
  ) -> [Displacement] {
    let before = FittedDiagram(diagram)
    return (0..<places).compactMap { place in
      var random = SplitMix(seed: seed + place)
      return edit.applied(to: diagram, &random).map { Displacement(from: before, to: FittedDiagram($0)) }
    }
  }
}
