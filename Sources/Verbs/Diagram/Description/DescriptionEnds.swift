import Drawing
import Frame
import Syntax

/// What is known only when the whole description has been read.
extension DescriptionParser {
  mutating func finish() {
    addMentioned()
    checkContainment()
    resolveBands()
    resolveStories()
  }

  /// A node that only edges mention is drawn with its name, unless it is one slip away from one that is described.
  private mutating func addMentioned() {
    var index: OneSlipIndex?
    var reported: Set<ByteKey> = []
    for word in mentioned where description.target(word.text) == nil {
      if index == nil {
        index = OneSlipIndex(description.diagram.nodes.map(\.id) + description.diagram.groups.map(\.id))
      }
      if let near = index?.nearest(to: word.text) {
        if reported.insert(ByteKey(word.text)).inserted, reported.count <= 10 {
          error(
            .unknownName, word.span, "there is no node `\(word.text)`",
            "did you mean `\(near)`? If it is another, describe it on a line of its own")
        }
        continue
      }
      description.targets[ByteKey(word.text)] = .node(description.diagram.nodes.count)
      description.diagram.nodes.append(Diagram.Node(id: word.text, label: word.text.asLabel))
      description.nodePlaces.append(word.span)
    }
  }

  /// No edge leads from a group to what lies in it, or back.
  private mutating func checkContainment() {
    let diagram = description.diagram
    for (index, edge) in diagram.edges.enumerated() {
      guard let from = description.target(edge.from), let to = description.target(edge.to), from != to else {
        continue
      }
      for (inner, outer) in [(from, to), (to, from)] {
        guard case .group(let group) = outer, description.holders(of: inner).contains(group) else { continue }
        let inside = inner == from ? edge.from : edge.to
        error(
          .edgeToAncestor, description.edgePlaces[index],
          "`\(inside)` lies in the group `\(diagram.groups[group].id)`, and no edge can join the two",
          "name another node of the group, or draw the edge from outside of it")
        if diagnostics.count >= 20 { return }
      }
    }
  }
}
