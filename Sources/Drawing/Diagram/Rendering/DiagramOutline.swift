/// A diagram in words: its groups with their nodes, each with the edges that leave it, and its stories, a line each, so
/// that two outlines compare well line by line.
package struct DiagramOutline: Sendable {
  private let diagram: Diagram
  private let index: DiagramIndex
  private let names: DiagramNames

  package init(_ diagram: Diagram) {
    self.diagram = diagram
    index = DiagramIndex(diagram)
    names = DiagramNames(diagram)
  }

  /// The outline as plain text that ends in a line feed, in reading order. Everything that is described is in it, also
  /// what a drawing would close. Control characters are left out, so that the text is safe to print.
  ///
  ///     Training platform
  ///
  ///     Kubeflow (group)
  ///       Train (step): 344 × 7
  ///         → Registry: model
  package func text() -> String {
    var out = DiagramOutline.oneLine(diagram.title ?? "Diagram") + "\n"
    if let scope = diagram.scope { out += DiagramOutline.oneLine(scope) + "\n" }
    for section in sections {
      out += "\n"
      for line in section { line.write(to: &out, depth: 0) }
    }
    return out
  }

  /// The outline as nested lists.
  package var lines: [PictureLine] { sections.flatMap { $0 } }

  private var sections: [[PictureLine]] {
    let bands = [("Lanes", diagram.lanes), ("Stages", diagram.stages)].map(bands)
    return (bands + [parts] + stories).filter { !$0.isEmpty }
  }

  // MARK: Parts

  private struct Contents {
    var nodes: [Int?: [Int]] = [:]
    var groups: [Int?: [Int]] = [:]
    /// By identifier: the edges that leave it.
    var leaving: [[UInt8]: [Diagram.Edge]] = [:]
  }

  private var parts: [PictureLine] {
    var contents = Contents()
    for node in ReadingOrder(diagram, index).nodes {
      contents.nodes[diagram.nodes[node].group.flatMap(index.group), default: []].append(node)
    }
    for group in index.groups { contents.groups[index.parentOfGroup[group], default: []].append(group) }
    for edge in diagram.edges where index.target(edge.from) != nil && index.target(edge.to) != nil {
      contents.leaving[Array(edge.from.utf8), default: []].append(edge)
    }
    return lines(in: nil, contents)
  }

  /// Nesting is cut at 24 levels by the index, so the recursion is as shallow.
  private func lines(in parent: Int?, _ contents: Contents) -> [PictureLine] {
    let nodes = (contents.nodes[parent] ?? []).map { node in
      PictureLine(line(diagram.nodes[node]), edges(leaving: diagram.nodes[node].id, contents))
    }
    let groups = (contents.groups[parent] ?? []).map { group in
      let id = diagram.groups[group].id
      return PictureLine(
        line(diagram.groups[group]), edges(leaving: id, contents) + lines(in: group, contents))
    }
    return nodes + groups
  }

  private func line(_ group: Diagram.Group) -> String {
    let change = group.change.map { ", \($0.rawValue)" } ?? ""
    return DiagramOutline.oneLine(names.label(group.id) + " (group\(change))")
  }

  private func line(_ node: Diagram.Node) -> String {
    let kind = node.contains.map { "closed group of \($0)" } ?? node.kind.spoken
    var said = names.facts(of: node)
    if let lane = band(node.lane, diagram.lanes) { said.append("lane \(lane)") }
    if let stage = band(node.stage, diagram.stages) { said.append("stage \(stage)") }
    let facts = said.isEmpty ? "" : ": " + said.joined(separator: ", ")
    return DiagramOutline.oneLine("\(names.label(node.id)) (\(kind))\(facts)")
  }

  private func edges(leaving id: String, _ contents: Contents) -> [PictureLine] {
    (contents.leaving[Array(id.utf8)] ?? []).map { edge in
      let arrow =
        switch edge.arrows {
        case .forward: "→"
        case .both: "↔"
        case .none: "–"
        }
      let text = "\(arrow) \(names.label(edge.to))" + names.remarks(on: edge)
      return PictureLine(DiagramOutline.oneLine(text), [])
    }
  }

  private func band(_ id: String?, _ bands: [Diagram.Band]) -> String? {
    guard let id else { return nil }
    return bands.first { $0.id.utf8.elementsEqual(id.utf8) }.map { TextMeasure.clipped($0.label) }
  }

  private func bands(_ title: String, _ bands: [Diagram.Band]) -> [PictureLine] {
    guard !bands.isEmpty else { return [] }
    let labels = bands.map { PictureLine(DiagramOutline.oneLine(TextMeasure.clipped($0.label)), []) }
    return [PictureLine(title, labels)]
  }

  // MARK: Stories

  private var stories: [[PictureLine]] {
    diagram.stories.filter { !$0.steps.isEmpty }.map { story in
      let steps = story.steps.map { step in
        let way = step.chain.map(names.label).joined(separator: " → ")
        let text = "\(step.number). \(TextMeasure.clipped(step.sentence)) (\(way))"
        return PictureLine(DiagramOutline.oneLine(text), [])
      }
      return [PictureLine(DiagramOutline.oneLine(story.title ?? "Steps"), steps)]
    }
  }

  /// Text without line breaks and controls, so that an outline keeps its lines.
  private static func oneLine(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" {
        out.append(" ")
      } else {
        XMLText.visible(scalar) { out.append($0) }
      }
    }
    return String(out)
  }

  // MARK: The sentence

  /// One sentence: how much there is, where it begins and where it ends.
  func sentence(_ layout: DiagramLayout) -> String {
    let nodes = layout.nodes.count { $0 != nil }
    guard nodes > 0 else { return "An empty diagram." }
    let groups = layout.groups.count { $0 != nil }
    let edges = layout.edges.count { $0 != nil }
    var text = counted(nodes, "node")
    if groups > 0 { text += " in \(counted(groups, "group"))" }
    text += ", \(counted(edges, "edge"))"
    let forward = diagram.edges.filter { $0.kind != .feedback }
    let targets = Set(forward.map { Array($0.to.utf8) })
    let origins = Set(forward.map { Array($0.from.utf8) })
    let joined = Set(diagram.edges.flatMap { [Array($0.from.utf8), Array($0.to.utf8)] })
    let ends = zip(diagram.nodes, layout.nodes).filter { node, box in
      box != nil && joined.contains(Array(node.id.utf8))
    }.map { ($0.0.id, Array($0.0.id.utf8)) }
    let sources = ends.filter { !targets.contains($0.1) }.map { names.label($0.0) }
    let sinks = ends.filter { !origins.contains($0.1) }.map { names.label($0.0) }
    if edges > 0, !sources.isEmpty, !sinks.isEmpty {
      text += "; from \(listed(sources)) to \(listed(sinks))"
    }
    let loops = layout.edges.count { $0?.runsBack == true }
    if loops > 0 { text += ", with \(counted(loops, "feedback loop"))" }
    return text + "."
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func listed(_ names: [String]) -> String {
    if names.count > 3 { return names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) more" }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
