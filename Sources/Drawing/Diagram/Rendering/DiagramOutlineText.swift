extension DiagramOutline {
  /// The whole diagram as indented plain text, a line each for groups, nodes, edges and the steps of its stories.
  ///
  /// Everything that is described is in it, also what a drawing would close. Control characters are left out, so that
  /// the text is safe to print.
  package func text() -> String {
    var lines = [diagram.title ?? "Diagram"]
    if let scope = diagram.scope { lines.append(scope) }
    for lane in diagram.lanes { lines.append("Lane: \(lane.label)") }
    for stage in diagram.stages { lines.append("Stage: \(stage.label)") }
    lines.append("")
    let parts = OutlineParts(self)
    lines += parts.lines
    for story in diagram.stories {
      lines += ["", story.title.map { "Story: \($0)" } ?? "Story"]
      lines += story.steps.map { step in
        "  \(step.number). \(step.chain.map(name).joined(separator: " → ")): \(step.sentence)"
      }
    }
    return lines.map(DiagramOutline.cleaned).joined(separator: "\n") + "\n"
  }

  private static func cleaned(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}

/// Groups and nodes as indented lines, each with the edges that leave it.
private struct OutlineParts {
  private let outline: DiagramOutline
  private var children: [[UInt8]: [Part]] = [:]
  private var leaving: [[UInt8]: [Int]] = [:]
  private(set) var lines: [String] = []

  private enum Part {
    case group(Int)
    case node(Int)
  }

  init(_ outline: DiagramOutline) {
    self.outline = outline
    let diagram = outline.diagram
    let index = DiagramIndex(diagram)
    for group in index.groups {
      let parent = index.parentOfGroup[group].map { diagram.groups[$0].id } ?? ""
      children[Array(parent.utf8), default: []].append(.group(group))
    }
    for node in index.nodes {
      let parent = diagram.nodes[node].group.flatMap(index.group).map { diagram.groups[$0].id } ?? ""
      children[Array(parent.utf8), default: []].append(.node(node))
    }
    for (number, edge) in diagram.edges.enumerated()
    where index.target(edge.from) != nil && index.target(edge.to) != nil {
      leaving[Array(edge.from.utf8), default: []].append(number)
    }
    add("", depth: 0)
  }

  /// Nesting is cut at 24 levels by the index, so the recursion is as shallow.
  private mutating func add(_ parent: String, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    for part in children[Array(parent.utf8)] ?? [] {
      switch part {
      case .group(let index):
        let group = outline.diagram.groups[index]
        lines.append("\(indent)[\(group.label)]" + suffix(group.kind?.rawValue, group.change))
        addEdges(from: group.id, indent + "  ")
        if !group.id.isEmpty { add(group.id, depth: depth + 1) }
      case .node(let index):
        let node = outline.diagram.nodes[index]
        lines.append(
          "\(indent)\(outline.name(node.id))" + suffix(node.kind.rawValue, node.change) + facts(node))
        addEdges(from: node.id, indent + "  ")
      }
    }
  }

  private func suffix(_ kind: String?, _ change: Diagram.Change?) -> String {
    let words = [kind, change?.rawValue].compactMap { $0 }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  private func facts(_ node: Diagram.Node) -> String {
    let facts = [node.subtitle, node.tech.map { "[\($0)]" }, node.chip].compactMap { $0 } + node.facts
    let state = node.state.map { [$0.rawValue] } ?? []
    return (facts + state).isEmpty ? "" : ": " + (facts + state).joined(separator: "; ")
  }

  private mutating func addEdges(from id: String, _ indent: String) {
    for number in leaving[Array(id.utf8)] ?? [] {
      let edge = outline.diagram.edges[number]
      let arrow =
        switch edge.arrows {
        case .forward: "→"
        case .both: "↔"
        case .none: "–"
        }
      var line = "\(indent)\(arrow) \(outline.name(edge.to))"
      if let label = edge.label { line += ": \(label)" }
      let marks = [edge.kind == .data ? nil : edge.kind.rawValue, edge.loss, edge.change?.rawValue]
      let said = marks.compactMap { $0 }
      if !said.isEmpty { line += " (\(said.joined(separator: ", ")))" }
      lines.append(line)
    }
  }
}
