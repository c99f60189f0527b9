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

/// Which parts of a diagram belong to which system: an outermost group, or a service, person or external party.
struct DiagramSystems {
  private let description: Description
  /// By group: the outermost group around it.
  private var outermost: [Int] = []
  /// By group: the lane of the first node in it.
  private(set) var laneOfGroup: [Int: String] = [:]

  init(_ description: Description) {
    self.description = description
    for index in description.diagram.groups.indices {
      outermost.append(description.holders(of: .group(index)).last ?? index)
    }
    for (index, node) in description.diagram.nodes.enumerated() {
      guard let lane = node.lane else { continue }
      for group in description.holders(of: .node(index)) where laneOfGroup[group] == nil {
        laneOfGroup[group] = lane
      }
    }
  }

  /// Whether an edge between the two passes from one system to another.
  func differ(_ a: Description.Target, _ b: Description.Target) -> Bool {
    guard a != b else { return false }
    let (groupA, groupB) = (group(of: a), group(of: b))
    let (ownA, ownB) = (isSystem(a), isSystem(b))
    if ownA && ownB { return true }
    if groupA == groupB { return false }
    return (ownA || groupA != nil) && (ownB || groupB != nil)
  }

  private func group(of target: Description.Target) -> Int? {
    switch target {
    case .group(let index): outermost[index]
    case .node: description.holders(of: target).last
    }
  }

  private func isSystem(_ target: Description.Target) -> Bool {
    guard case .node(let index) = target else { return false }
    return [.service, .person, .external].contains(description.diagram.nodes[index].kind)
  }
}

/// The cycles of a description, without the edges that are marked as leading back.
struct DiagramCycles {
  private let description: Description

  init(_ description: Description) { self.description = description }

  /// Edges that close a cycle in a walk along the source, in source order: without them there is no cycle.
  func closingEdges() -> [Int] {
    var number: [Description.Target: Int] = [:]
    var next: [[(target: Int, edge: Int)]] = []
    func vertex(_ target: Description.Target) -> Int {
      if let known = number[target] { return known }
      number[target] = next.count
      next.append([])
      return next.count - 1
    }
    for (index, edge) in description.diagram.edges.enumerated()
    where edge.kind != .feedback && edge.arrows == .forward {
      guard let from = description.target(edge.from), let to = description.target(edge.to), from != to else {
        continue
      }
      let (start, end) = (vertex(from), vertex(to))
      next[start].append((end, index))
    }
    return closing(next)
  }

  /// Depth first without recursion: an edge to a vertex that is still open closes a cycle.
  private func closing(_ next: [[(target: Int, edge: Int)]]) -> [Int] {
    enum State { case new, open, done }
    var state = [State](repeating: .new, count: next.count)
    var found: [Int] = []
    for root in next.indices where state[root] == .new {
      var path = [(vertex: root, position: 0)]
      state[root] = .open
      while let top = path.last {
        guard top.position < next[top.vertex].count else {
          state[top.vertex] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].position += 1
        let step = next[top.vertex][top.position]
        switch state[step.target] {
        case .new:
          state[step.target] = .open
          path.append((step.target, 0))
        case .open: found.append(step.edge)
        case .done: break
        }
      }
    }
    return found.sorted()
  }
}
