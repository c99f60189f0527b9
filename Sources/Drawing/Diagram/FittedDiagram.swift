/// A diagram as it is drawn: groups that the page has no room for are closed, each is a node now.
package struct FittedDiagram: Sendable {
  package var diagram: Diagram
  /// What it was before groups were closed, with the groups that crowds of nodes were gathered in.
  let description: Diagram
  package var layout: DiagramLayout
  /// What is written in it, as the layout measured it.
  let text: DiagramText
  /// Groups that are drawn closed, in the order of the description.
  package var closed: [Diagram.Group] = []

  /// Closes what is said to be closed, and with automatic collapse as many further groups as the page needs, and lays
  /// out the rest. Crowds of nodes without groups are gathered in groups first.
  package init(_ described: Diagram) {
    let description =
      described.collapse == .automatic ? described.gathered(above: FittedDiagram.mostNodes) : described
    self.description = description
    var closed = Set(description.groups.filter(\.isClosed).map(\.id))
    var drawn = description.closing(closed)
    if description.collapse == .automatic {
      while drawn.nodes.count > FittedDiagram.mostNodes, drawn.closeMore(of: description, &closed) {}
    }
    var text = DiagramText(drawn)
    var layout = DiagramLayout(drawn, text)
    if description.collapse == .automatic {
      var turns = 0
      while turns < 6, !FittedDiagram.fits(layout, drawn), drawn.closeMore(of: description, &closed) {
        text = DiagramText(drawn)
        layout = DiagramLayout(drawn, text)
        turns += 1
      }
    }
    diagram = drawn
    self.layout = layout
    self.text = text
    let shown = Set(drawn.nodes.map(\.id))
    self.closed = description.groups.filter { group in shown.contains(group.id) }
  }

  /// More parts than this are never drawn at once unless the description says so.
  static let mostNodes = 120
  /// Height of the tallest drawing, in widths of the page.
  static let tallest = 3.0

  /// Wide drawings are shown smaller down to this scale, at which text of 13 pixels measures 11.
  private static let leastScale = 11.0 / 13.0

  private static func fits(_ layout: DiagramLayout, _ diagram: Diagram) -> Bool {
    Double(layout.size.width + 2 * DiagramPicture.margin) * leastScale <= diagram.targetWidth
      && Double(layout.size.height) <= FittedDiagram.tallest * diagram.targetWidth
  }
}

extension Diagram {
  /// Closes innermost groups of `description` until at least a quarter of the present nodes are gone: those of most
  /// parts first. False where no group is left.
  fileprivate mutating func closeMore(of description: Diagram, _ closed: inout Set<String>) -> Bool {
    let goal = nodes.count * 3 / 4
    var parts: [String: Int] = [:]
    var hasGroups = Set<String>()
    for node in nodes { if let group = node.group { parts[group, default: 0] += 1 } }
    for group in groups { if let parent = group.parent { hasGroups.insert(parent) } }
    let candidates = groups.enumerated().filter {
      !hasGroups.contains($0.element.id) && (parts[$0.element.id] ?? 0) > 1
    }.sorted { a, b in
      let (x, y) = (parts[a.element.id] ?? 0, parts[b.element.id] ?? 0)
      return (-x, a.offset) < (-y, b.offset)
    }
    guard !candidates.isEmpty else { return false }
    var left = nodes.count
    for candidate in candidates where left > goal {
      closed.insert(candidate.element.id)
      left -= (parts[candidate.element.id] ?? 0) - 1
    }
    self = description.closing(closed)
    return true
  }
}
