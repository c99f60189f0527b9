import Drawing
import Syntax

/// What makes a described diagram hard to read, as warnings.
struct DiagramLint {
  private let description: Description
  private var diagram: Diagram { description.diagram }
  /// By node and group: the index of the outermost group around it, or itself where a group is outermost.
  private let systems: DiagramSystems

  /// Of one kind no more than this are said.
  private static let mostOfAKind = 10
  private static let mostChildren = 9

  init(_ description: Description) {
    self.description = description
    systems = DiagramSystems(description)
  }

  func warnings() -> [Diagnostic] {
    let kinds = [crowded(), unlabelled(), orphans(), cycles(), longLabels()]
    return kinds.flatMap { $0.prefix(Self.mostOfAKind) }
  }

  private func warning(_ code: DiagnosticCode, _ span: Span, _ message: String, _ hint: String) -> Diagnostic
  {
    Diagnostic(code, .warning, at: span, message, hint: hint)
  }

  // MARK: Groups

  private func crowded() -> [Diagnostic] {
    var children: [Int: Int] = [:]
    var outermost: [[UInt8]: (count: Int, tenth: Span)] = [:]
    func count(_ parent: String?, _ lane: String?, _ place: Span) {
      if let parent, case .group(let index)? = description.target(parent) {
        children[index, default: 0] += 1
      } else {
        let key = Array((lane ?? "").utf8)
        let before = outermost[key]?.count ?? 0
        let tenth = before == Self.mostChildren ? place : outermost[key]?.tenth ?? place
        outermost[key] = (before + 1, tenth)
      }
    }
    let lanes = systems.laneOfGroup
    for (index, group) in diagram.groups.enumerated() {
      count(group.parent, lanes[index], description.groupPlaces[index])
    }
    for (index, node) in diagram.nodes.enumerated() {
      count(node.group, node.lane, description.nodePlaces[index])
    }
    var found: [Diagnostic] = []
    for (index, group) in diagram.groups.enumerated() where !group.isClosed {
      guard let count = children[index], count > Self.mostChildren else { continue }
      found.append(
        warning(
          .crowdedGroup, description.groupPlaces[index],
          "the group `\(group.id)` has \(count) parts side by side",
          "put some of them into a group of their own, or close this one with `closed: yes`"))
    }
    for (_, crowd) in outermost.sorted(by: { $0.value.tenth.start < $1.value.tenth.start })
    where crowd.count > Self.mostChildren {
      found.append(
        warning(
          .crowdedGroup, crowd.tenth, "\(crowd.count) parts stand side by side outside of any group",
          "put those that belong together into groups"))
    }
    return found.sorted { $0.span.start < $1.span.start }
  }

  // MARK: Edges

  private func unlabelled() -> [Diagnostic] {
    diagram.edges.indices.compactMap { index in
      let edge = diagram.edges[index]
      guard edge.label?.allSatisfy(\.isWhitespace) ?? true, let from = description.target(edge.from),
        let to = description.target(edge.to), systems.differ(from, to)
      else { return nil }
      return warning(
        .unlabelledEdge, description.edgePlaces[index],
        "`\(edge.from)` and `\(edge.to)` are two systems, and nothing says what passes between them",
        "a label behind the edge, such as `\(edge.from) -> \(edge.to) \"requests\"`")
    }
  }

  private func orphans() -> [Diagnostic] {
    guard !diagram.edges.isEmpty else { return [] }
    var touched: Set<Description.Target> = []
    for edge in diagram.edges {
      for end in [edge.from, edge.to] { if let target = description.target(end) { touched.insert(target) } }
    }
    return diagram.nodes.indices.compactMap { index in
      let target = Description.Target.node(index)
      guard diagram.nodes[index].kind != .note, !touched.contains(target),
        !description.holders(of: target).contains(where: { touched.contains(.group($0)) })
      else { return nil }
      return warning(
        .orphanNode, description.nodePlaces[index],
        "nothing leads to `\(diagram.nodes[index].id)` or from it",
        "join it to another node, or make it a remark with `kind: note`")
    }
  }

  private func cycles() -> [Diagnostic] {
    DiagramCycles(description).closingEdges().map { index in
      let edge = diagram.edges[index]
      return warning(
        .unmarkedCycle, description.edgePlaces[index],
        "`\(edge.from) -> \(edge.to)` leads back to where it came from",
        "`kind: feedback` behind the edge of the cycle that leads back")
    }
  }

  // MARK: Labels

  private func longLabels() -> [Diagnostic] {
    let cuts = DiagramCuts(diagram)
    return
      (cuts.nodes.map { (description.nodePlaces[$0], "the text of the node `\(diagram.nodes[$0].id)`") }
      + cuts.groups.map { (description.groupPlaces[$0], "the title of the group `\(diagram.groups[$0].id)`") }
      + cuts.edges.map {
        (
          description.edgePlaces[$0],
          "the label of the edge from `\(diagram.edges[$0].from)` to `\(diagram.edges[$0].to)`"
        )
      })
      .sorted { $0.0.start < $1.0.start }
      .map { place, what in
        warning(.longLabel, place, "\(what) is too long and will be cut", "say it in fewer words")
      }
  }
}
