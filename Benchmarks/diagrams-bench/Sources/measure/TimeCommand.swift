import Canonical
import Drawing

enum TimeCommand {
  static func run(_ operands: [String], _ options: Options) throws {
    var table = TextTable(["graph", "nodes", "whole ms", "drawn ms"])
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      let times = [Options.Way.whole, .drawn].map { way in
        Stopwatch.median { _ = options.fitted(diagram, way) }
      }
      table.add([name, "\(diagram.nodes.count)"] + times.map { NumberText.fixed($0, 2) })
    }
    table.print()
  }
}
