import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// The notebook's own graph as a diagram: cells are nodes by their roles, values are edges, headings are groups.
///
/// Identifiers are made of names, not of positions, so that a picture of another run can be compared part by part.
struct PipelineGraph {
  let notebook: CheckedNotebook
  let results: NotebookResults
  var direction = Diagram.Direction.right
  /// Whether nodes say if their results are fresh, stale or failed.
  var showsState = false

  func diagram() -> Diagram {
    let sections = PipelineSections(notebook)
    let reports = PipelineReports(notebook, sections)
    var diagram = Diagram(title: "Pipeline", direction: direction)
    var known: Set<ByteKey> = []
    var drawn: Set<Int> = []
    for index in notebook.cells.indices where !reports.followers.contains(index) {
      let section = sections.ofCell[index]
      let nodes = self.nodes(index, section: section?.id, with: reports.followed[index] ?? [])
      guard !nodes.isEmpty else { continue }
      drawn.insert(index)
      diagram.nodes += nodes
      if let section, known.insert(ByteKey(section.id)).inserted {
        diagram.groups.append(Diagram.Group(id: section.id, label: section.title))
      }
    }
    if diagram.groups.count < 2 {
      diagram.groups = []
      for index in diagram.nodes.indices { diagram.nodes[index].group = nil }
    }
    diagram.edges = edges(drawn)
    return diagram
  }

  // MARK: Nodes

  private func outcome(_ index: Int) -> CellOutcome? {
    index < results.outcomes.count ? results.outcomes[index] : nil
  }

  /// The node of a cell, with that of the file it reads before it and that of its gate behind it. `others` are reports
  /// that the same node stands for.
  private func nodes(_ index: Int, section: String?, with others: [Int]) -> [Diagram.Node] {
    let cell = notebook.cells[index]
    guard let work = cell.work as? any PresentedWork,
      let facts = work.cellFacts(outcome(index)?.values ?? [])
    else { return [] }
    var node = Diagram.Node(
      id: id(index), label: cell.identity, subtitle: facts.subtitle, kind: facts.kind, group: section,
      link: cell.names.first.map { Anchor.cell($0).href })
    node.chip = facts.chip
    node.facts = facts.facts
    node.state = showsState && work.isComputed ? outcome(index)?.freshness : nil
    if !others.isEmpty { gather(others, into: &node) }
    return [file(index, work, section), node, gate(index, work, section)].compactMap { $0 }
  }

  private func gather(_ others: [Int], into node: inout Diagram.Node) {
    let names = ([node.label] + others.map { notebook.cells[$0].identity })
    node.label = NumberText.count(names.count, "figure")
    node.subtitle = nil
    node.facts = Array(names.prefix(3)) + (names.count > 3 ? ["and \(names.count - 3) more"] : [])
    guard node.state != nil else { return }
    let states = others.compactMap { outcome($0)?.freshness } + [node.state].compactMap { $0 }
    node.state = states.contains(.failed) ? .failed : states.contains(.stale) ? .stale : .fresh
  }

  private func id(_ index: Int) -> String { "cell-" + notebook.cells[index].identity }
  private func fileID(_ index: Int) -> String { "file-" + notebook.cells[index].identity }
  private func gateID(_ index: Int) -> String { "gate-" + notebook.cells[index].identity }

  private func file(_ index: Int, _ work: any PresentedWork, _ section: String?) -> Diagram.Node? {
    guard let intake = work.rowIntake(outcome(index)), let origin = intake.origin else { return nil }
    return Diagram.Node(
      id: fileID(index), label: origin, subtitle: intake.rows.map { NumberText.count($0, "row") },
      kind: .store, group: section)
  }

  /// The requirements of a cell as a gate behind it.
  private func gate(_ index: Int, _ work: any PresentedWork, _ section: String?) -> Diagram.Node? {
    guard !work.gates.isEmpty else { return nil }
    let tested = index < results.gates.count && outcome(index)?.result != nil ? results.gates[index] : []
    let failed = tested.count { $0.outcome == .failed }
    var node = Diagram.Node(
      id: gateID(index), label: "Gate", kind: .gate, group: section,
      link: notebook.cells[index].names.first.map { Anchor.cell($0).href })
    if tested.isEmpty || tested.contains(where: { $0.outcome == .unknown }) {
      node.subtitle = NumberText.count(work.gates.count, "requirement")
    } else {
      node.subtitle = failed == 0 ? "holds" : failed == 1 ? "does not hold" : "\(failed) do not hold"
    }
    let facts = tested.isEmpty ? work.gates.map(\.text) : tested.map { $0.comparison ?? $0.gate.text }
    node.facts = Array(facts.prefix(3))
    if work.gates.count > 3 { node.facts.append("and \(work.gates.count - 3) more") }
    if failed > 0 {
      node.state = .failed
    } else if showsState {
      node.state = outcome(index)?.freshness
    }
    return node
  }

  // MARK: Edges

  private func edges(_ drawn: Set<Int>) -> [Diagram.Edge] {
    var edges: [Diagram.Edge] = []
    for (index, cell) in notebook.cells.enumerated() where drawn.contains(index) {
      guard let work = cell.work as? any PresentedWork else { continue }
      let intake = work.rowIntake(outcome(index))
      if let intake, intake.origin != nil {
        var edge = Diagram.Edge(
          from: fileID(index), to: id(index), label: intake.rows.map { NumberText.count($0, "row") },
          weight: intake.rows.map(Double.init))
        edge.loss = intake.loss
        edges.append(edge)
      }
      var seen: Set<Producer> = []
      for input in work.inputs where drawn.contains(input.producer.cell) {
        guard seen.insert(input.producer).inserted else { continue }
        var edge = Diagram.Edge(
          from: id(input.producer.cell), to: id(index), label: label(input),
          weight: value(input)?.rowCount.map(Double.init))
        if seen.count == 1 { edge.loss = intake?.origin == nil ? intake?.loss : nil }
        edges.append(edge)
      }
      if !work.gates.isEmpty {
        edges.append(Diagram.Edge(from: id(index), to: gateID(index), kind: .control))
      }
    }
    return edges
  }

  private func value(_ input: InputUse) -> (any Value)? {
    guard let values = outcome(input.producer.cell)?.values, input.producer.output < values.count else {
      return nil
    }
    return values[input.producer.output]
  }

  /// Rows on the edges of tables, with the part's name where a cell has several; counts on those of features.
  private func label(_ input: InputUse) -> String? {
    let parts = notebook.cells[input.producer.cell].names.count
    switch value(input) {
    case let table as TableValue:
      let rows = NumberText.count(table.rows, "row")
      return parts > 1 ? "\(input.name) · \(rows)" : rows
    case let features as FeaturesValue: return NumberText.count(features.recipe.names.count, "feature")
    default: return parts > 1 ? input.name : nil
    }
  }
}
