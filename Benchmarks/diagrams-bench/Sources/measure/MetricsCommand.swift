import Canonical
import Drawing

enum MetricsCommand {
  static let header = [
    "graph", "way", "nodes", "edges", "cross", "bends/e", "stretch", "e×node", "e×group", "overlap",
    "lab-lab",
    "lab-node", "lab-edge", "far", "title", "unplaced", "shared", "loose", "size", "w/h", "px", "screens",
    "ms",
  ]

  static func run(_ operands: [String], _ options: Options) throws {
    var table = TextTable(header)
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      for way in options.ways {
        let fitted = options.fitted(diagram, way)
        let time = Stopwatch.median { _ = options.fitted(diagram, way) }
        table.add([name, way.rawValue] + row(fitted) + [NumberText.fixed(time, 1)])
      }
    }
    table.print()
  }

  private static func row(_ fitted: FittedDiagram) -> [String] {
    let m = fitted.metrics
    return [
      "\(fitted.layout.nodes.count { $0 != nil })", "\(m.edges)", "\(m.crossings)",
      NumberText.fixed(m.bendsPerEdge, 2), NumberText.fixed(m.stretch, 2),
    ]
      + [
        m.edgesThroughNodes, m.edgesThroughGroups, m.overlaps, m.labelsOnLabels, m.labelsOnNodes,
        m.labelsOnEdges,
        m.farLabels, m.titlesOnEdges, m.unplacedLabels, m.sharedLength, m.looseEdges,
      ].map { $0 == 0 ? "·" : "\($0)" }
      + [
        "\(m.width)x\(m.height)", NumberText.fixed(m.aspect, 2), NumberText.fixed(m.legibleSize, 1),
        NumberText.fixed(m.screens, 1),
      ]
  }
}
