import Canonical
import Drawing
import Pipeline
import Syntax

/// The notebook's own graph as a diagram: cells are nodes, values are edges, headings are groups.
struct PipelineGraph {
  var notebook: CheckedNotebook
  var outcomes: [CellOutcome?]
  var direction: Diagram.Direction
  var title: String?

  func diagram() -> Diagram {
    let sections = sections()
    var groups: [Diagram.Group] = []
    var nodes: [Diagram.Node] = []
    for (index, cell) in notebook.cells.enumerated() {
      guard let node = node(index, cell, section: sections[index]) else { continue }
      nodes.append(node)
      if let section = sections[index], !groups.contains(where: { $0.id == section.id }) {
        groups.append(Diagram.Group(id: section.id, label: section.title))
      }
    }
    if groups.count < 2 {
      groups = []
      for index in nodes.indices { nodes[index].group = nil }
    }
    return Diagram(
      title: title, direction: direction, groups: groups, nodes: nodes, edges: edges(Set(nodes.map(\.id))))
  }

  private func node(_ index: Int, _ cell: CheckedCell, section: (id: String, title: String)?) -> Diagram.Node?
  {
    guard let work = cell.work as? any PresentedWork,
      let facts = work.diagramNode(outcomes.indices.contains(index) ? outcomes[index]?.values ?? [] : [])
    else { return nil }
    return Diagram.Node(
      id: id(index), label: cell.identity, subtitle: facts.subtitle, kind: facts.kind, group: section?.id,
      link: cell.names.first.map { "#cell-\($0)" })
  }

  private func id(_ index: Int) -> String { "cell-\(index + 1)" }

  private func edges(_ drawn: Set<String>) -> [Diagram.Edge] {
    var edges: [Diagram.Edge] = []
    for (index, cell) in notebook.cells.enumerated() {
      for input in cell.work?.inputs ?? [] {
        let (from, to) = (id(input.producer.cell), id(index))
        guard drawn.contains(from), drawn.contains(to) else { continue }
        if edges.contains(where: { $0.from == from && $0.to == to && $0.label == label(input) }) { continue }
        edges.append(
          Diagram.Edge(from: from, to: to, label: label(input), weight: rows(input).map(Double.init)))
      }
    }
    return edges
  }

  private func value(_ input: InputUse) -> (any Value)? {
    guard outcomes.indices.contains(input.producer.cell), let values = outcomes[input.producer.cell]?.values,
      input.producer.output < values.count
    else { return nil }
    return values[input.producer.output]
  }

  private func rows(_ input: InputUse) -> Int? { value(input)?.rowCount }

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

  /// For each cell the nearest heading of level 2 above it (of level 1 where there is none).
  private func sections() -> [(id: String, title: String)?] {
    var headings: [(start: Int, level: Int, id: String, title: String)] = []
    for block in notebook.tree.markdown.blocks {
      if case .heading(let level, let id, let inlines) = block.kind, level <= 2 {
        headings.append((block.span.start, level, id, MarkdownInline.plainText(inlines)))
      }
    }
    let level = headings.contains { $0.level == 2 } ? 2 : 1
    return notebook.cells.map { cell in
      headings.last { $0.level == level && $0.start < cell.cell.span.start }.map {
        ("section-" + $0.id, $0.title)
      }
    }
  }
}
