import Canonical
import Drawing

enum CorpusCommand {
  private typealias Measured = (name: String, nodes: Int, metrics: DiagramMetrics)

  static func run(_ count: Int?, _ options: Options) {
    let count = min(count ?? PipelineCorpus.count, PipelineCorpus.count)
    for way in options.ways {
      var all: [Measured] = []
      let time = ContinuousClock().measure {
        for number in 0..<count {
          let fitted = options.fitted(options.prepared(PipelineCorpus.diagram(number)), way)
          all.append(("p\(number)", fitted.layout.nodes.count { $0 != nil }, fitted.metrics))
        }
      }
      print("\(count) pipelines, \(way.rawValue), \(time.components.seconds) s")
      violations(all, options.namesGraphs)
      figures(all)
    }
  }

  private static func violations(_ all: [Measured], _ namesGraphs: Bool) {
    var table = TextTable(["violation", "graphs", "count"] + (namesGraphs ? ["where"] : []))
    func add(_ name: String, _ counts: [Int]) {
      let hit = zip(all, counts).filter { $0.1 > 0 }
      let places = hit.map { "\($0.0.name):\($0.1)" }.joined(separator: " ")
      table.add([name, "\(hit.count)", "\(counts.reduce(0, +))"] + (namesGraphs ? [places] : []))
    }
    for (name, figure) in DiagramMetrics.hardZeros { add(name, all.map { $0.metrics[keyPath: figure] }) }
    add("w/h out of 0.6–2.2, ≤ 30 nodes", all.map { isOutOfShape($0) ? 1 : 0 })
    add("text under 11 px", all.map { $0.metrics.legibleSize < 11 ? 1 : 0 })
    add("wider than the page", all.map { $0.metrics.legibleSize < 13 ? 1 : 0 })
    table.print()
  }

  private static func isOutOfShape(_ measured: Measured) -> Bool {
    measured.nodes <= 30 && !(0.6...2.2).contains(measured.metrics.aspect)
  }

  private static func figures(_ all: [Measured]) {
    var table = TextTable(["figure", "mean", "worst", "where"])
    func add(_ name: String, _ value: (DiagramMetrics) -> Double) {
      let values = all.map { (value($0.metrics), $0.name) }
      let worst = values.max { $0.0 < $1.0 } ?? (0, "-")
      let mean = values.reduce(0) { $0 + $1.0 } / Double(max(values.count, 1))
      table.add([name, NumberText.fixed(mean, 2), NumberText.fixed(worst.0, 2), worst.1])
    }
    add("crossings") { Double($0.crossings) }
    add("crossings/edge") { Double($0.crossings) / Double(max($0.edges, 1)) }
    add("bends/edge") { $0.bendsPerEdge }
    add("stretch") { $0.stretch }
    add("screens") { $0.screens }
    add("w/h") { $0.aspect }
    add("h/w") { 1 / $0.aspect }
    table.print()
  }
}
