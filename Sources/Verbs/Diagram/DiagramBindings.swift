import Canonical
import Drawing
import Pipeline
import Report
import Syntax

/// What joins a described diagram to its notebook: nodes that stand for values, and links to sections.
struct DiagramBindings: Sendable {
  /// By node of the diagram: the value that it stands for.
  private(set) var values: [Int: Producer] = [:]

  /// Holds `cell:` and `link:` against the notebook; what names nothing there is an error. Links are put into `diagram`.
  init(_ description: Description, _ diagram: inout Diagram, _ cell: inout CellCheck) {
    for (index, node) in diagram.nodes.enumerated() {
      let word = description.cells[index]
      if let producer = cell.names[word?.text ?? node.id] {
        values[index] = producer
      } else if let word {
        let known = cell.names.keys.sorted()
        cell.error(
          .unknownName, at: word.span, "no cell defines `\(word.text)`",
          hint: suggestion(for: word.text, in: known)
            ?? (known.isEmpty
              ? "the notebook defines no names" : "names: \(known.prefix(12).joined(separator: ", "))"))
      }
    }
    guard !description.links.isEmpty else { return }
    let places = LinkPlaces(cell.tree)
    for (index, word) in description.links.sorted(by: { $0.key < $1.key }) {
      diagram.nodes[index].link = places.address(word, &cell)
    }
  }

  /// The diagram with the facts of the values that nodes stand for, and links to their cells.
  func bound(_ diagram: Diagram, _ notebook: CheckedNotebook, _ outcomes: [CellOutcome?]) -> Diagram {
    var diagram = diagram
    for (index, producer) in values {
      let cell = notebook.cells[producer.cell]
      guard let work = cell.work as? any PresentedWork, producer.output < cell.names.count,
        let facts = work.valueFacts(outcomes[producer.cell]?.values ?? [], output: producer.output)
      else { continue }
      var node = diagram.nodes[index]
      node.link = node.link ?? Anchor.cell(cell.names[producer.output]).href
      node.subtitle = node.subtitle ?? facts.subtitle
      node.chip = node.chip ?? facts.chip
      if node.facts.isEmpty { node.facts = facts.facts }
      diagram.nodes[index] = node
    }
    return diagram
  }
}

/// Where links of a diagram may lead.
private struct LinkPlaces {
  private var headings: [(title: String, id: String)] = []

  init(_ tree: NotebookTree) {
    for block in tree.markdown.blocks {
      if case .heading(_, let id, let inlines) = block.kind {
        headings.append((MarkdownInline.plainText(inlines), id))
      }
    }
  }

  /// The address of a section by its title or id, or a web address; reports what is neither.
  func address(_ word: Word, _ cell: inout CellCheck) -> String? {
    if word.text.hasPrefix("https://") || word.text.hasPrefix("http://") { return word.text }
    let wanted = word.text.hasPrefix("#") ? String(word.text.dropFirst()) : word.text
    let match =
      headings.first { $0.title.utf8.elementsEqual(wanted.utf8) }
      ?? headings.first { $0.id.utf8.elementsEqual(wanted.utf8) }
      ?? headings.first { $0.title.lowercased() == wanted.lowercased() }
    if let match { return Anchor.heading(match.id).href }
    let titles = headings.map(\.title)
    cell.error(
      .unknownName, at: word.span, "there is no section “\(word.text)”",
      hint: nearestName(to: wanted, in: titles + headings.map(\.id)).map { "did you mean “\($0)”?" }
        ?? "a link is the title of a section of this notebook, or an address that begins with https://")
    return nil
  }
}
