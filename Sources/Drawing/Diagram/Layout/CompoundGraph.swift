/// A diagram as the layout sees it: a tree of boxes, and links between any two of them.
struct CompoundGraph {
  enum Role { case node, group, row, root }

  struct Item {
    var role: Role
    /// Index of the node or group in the diagram; -1 for rows and the root.
    var source: Int
    var parent: Int
    var children: [Int] = []
    /// The size that a node needs. Sides are even, so that centres are whole.
    var size = DiagramSize(width: 0, height: 0)
    /// Width of a group's title; 0 for none.
    var titleWidth = 0
    var direction: Diagram.Direction
    /// Whether the description fixes the direction.
    var fixedDirection = false
    /// Index in the diagram of the first node that it is or holds; behind all of them where there is none.
    var first = 0
    /// A number from the name alone; 0 for rows and the root.
    var seed: UInt64 = 0
    /// Indices of the lane and the stage in the diagram; nil where none is asked for.
    var lane: Int?
    var stage: Int?
  }

  struct Link {
    /// Index of the edge in the diagram.
    var edge: Int
    var source: Int
    var target: Int
    var label: DiagramSize?
    var feedback: Bool
    /// Less important to be straight: dashed, or feedback.
    var minor: Bool
    /// What it shares with others of its bundle; nil where it is to stand alone.
    var look: Look?
  }

  /// How a link is drawn. Two-headed links and those that a story walks along have none, since a stem would hide which
  /// of them is meant.
  struct Look: Hashable {
    var kind: Diagram.Edge.Kind
    var arrows: Diagram.Edge.Arrows
    var weight: Double?
    var change: Diagram.Change?

    init?(_ edge: Diagram.Edge, _ walked: Set<[String]>) {
      if edge.kind == .feedback || edge.arrows == .both || walked.contains([edge.from, edge.to]) {
        return nil
      }
      (kind, arrows, weight, change) = (edge.kind, edge.arrows, edge.weight, edge.change)
    }
  }

  private(set) var items: [Item] = []
  private(set) var links: [Link] = []
  let root: Int
  /// Widths of the titles of lanes and stages.
  private(set) var laneTitles: [Int] = []
  private(set) var stageTitles: [Int] = []

  init(_ diagram: Diagram, sizes: DiagramSizes) {
    let index = DiagramIndex(diagram)
    var itemOfGroup: [Int: Int] = [:]
    var itemOfNode: [Int: Int] = [:]
    for (position, node) in index.nodes.enumerated() { itemOfNode[node] = position }
    for (position, group) in index.groups.enumerated() {
      itemOfGroup[group] = index.nodes.count + position
    }
    root = index.nodes.count + index.groups.count
    for node in index.nodes {
      let parent = diagram.nodes[node].group.flatMap(index.group).flatMap { itemOfGroup[$0] } ?? root
      items.append(
        Item(
          role: .node, source: node, parent: parent, size: sizes.nodes[node], direction: diagram.direction,
          seed: seed(diagram.nodes[node].id)))
    }
    for group in index.groups {
      let parent = index.parentOfGroup[group].flatMap { itemOfGroup[$0] } ?? root
      var item = Item(role: .group, source: group, parent: parent, direction: diagram.direction)
      item.titleWidth = sizes.titles[group]
      item.seed = seed(diagram.groups[group].id)
      if let direction = diagram.groups[group].direction {
        item.direction = direction
        item.fixedDirection = true
      }
      items.append(item)
    }
    items.append(Item(role: .root, source: -1, parent: -1, direction: diagram.direction))
    for item in 0..<root { items[items[item].parent].children.append(item) }
    sortChildren(diagram)
    takeBands(diagram)
    func item(_ id: String) -> Int? {
      switch index.target(id) {
      case .node(let node)?: itemOfNode[node]
      case .group(let group)?: itemOfGroup[group]
      case nil: nil
      }
    }
    let chains = diagram.stories.flatMap { $0.steps.map(\.chain) }
    let walked = Set(chains.flatMap { zip($0, $0.dropFirst()).map { [$0, $1] } })
    for (number, edge) in diagram.edges.enumerated() {
      guard let source = item(edge.from), let target = item(edge.to) else { continue }
      links.append(
        Link(
          edge: number, source: source, target: target, label: sizes.labels[number],
          feedback: edge.kind == .feedback, minor: edge.kind != .data, look: Look(edge, walked)))
    }
  }

  /// Children in the order of the description as far as it can be told: a group stands where its first node stands.
  private mutating func sortChildren(_ diagram: Diagram) {
    var first = [Int](repeating: Int.max, count: items.count)
    for item in items.indices where items[item].role == .node {
      var current = item
      while current >= 0, items[item].source < first[current] {
        first[current] = items[item].source
        current = items[current].parent
      }
    }
    for item in items.indices {
      items[item].first = min(first[item], diagram.nodes.count)
      items[item].children.sort { (first[$0], $0) < (first[$1], $1) }
    }
  }

  var hasBands: Bool { !laneTitles.isEmpty || !stageTitles.isEmpty }

  static let bandTitleLimit = 150.0

  /// The first node of a group speaks for it. What names no lane stands in the last one.
  private mutating func takeBands(_ diagram: Diagram) {
    func width(_ band: Diagram.Band) -> Int {
      let title = TextMeasure.fitted(band.label, width: CompoundGraph.bandTitleLimit, size: 12, weight: .bold)
      return Int((TextMeasure.width(title, size: 12, weight: .bold) * 1.06).rounded(.up))
    }
    laneTitles = diagram.lanes.map(width)
    stageTitles = diagram.stages.map(width)
    guard hasBands else { return }
    for child in items[root].children {
      var first = child
      while isContainer(first), let next = items[first].children.first { first = next }
      guard items[first].role == .node else { continue }
      let node = diagram.nodes[items[first].source]
      func place(_ id: String?, _ bands: [Diagram.Band]) -> Int? {
        id.flatMap { id in bands.firstIndex { $0.id.utf8.elementsEqual(id.utf8) } }
      }
      items[child].lane =
        diagram.lanes.isEmpty ? nil : place(node.lane, diagram.lanes) ?? diagram.lanes.count - 1
      items[child].stage = place(node.stage, diagram.stages)
    }
  }

  func isContainer(_ item: Int) -> Bool { items[item].role != .node }

  /// The child of `container` that is or holds `item`; nil where `item` does not lie in it.
  func child(of container: Int, holding item: Int) -> Int? {
    var current = item
    while current >= 0 {
      if items[current].parent == container { return current }
      current = items[current].parent
    }
    return nil
  }

  /// `item` and all that hold it, inside out.
  func ancestry(of item: Int) -> [Int] {
    var result: [Int] = []
    var current = item
    while current >= 0 {
      result.append(current)
      current = items[current].parent
    }
    return result
  }

  mutating func setDirection(_ direction: Diagram.Direction, of item: Int) {
    items[item].direction = direction
  }

  /// Puts the children of `container` into rows (or columns) that follow each other across its reading direction.
  mutating func wrap(_ container: Int, into rows: [[Int]]) {
    let inner = items[container].direction
    items[container].direction = inner == .right ? .down : .right
    var children: [Int] = []
    for row in rows {
      let item = items.count
      items.append(
        Item(
          role: .row, source: -1, parent: container, children: row, direction: inner,
          first: row.first.map { items[$0].first } ?? 0))
      for child in row { items[child].parent = item }
      children.append(item)
    }
    items[container].children = children
  }
}

/// Sizes of all that is written in a diagram, by index in its arrays.
struct DiagramSizes {
  var nodes: [DiagramSize]
  var titles: [Int]
  /// Nil for edges without a label.
  var labels: [DiagramSize?]
}

/// FNV-1a (Fowler, Noll, Vo) of a name.
private func seed(_ name: String) -> UInt64 {
  name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
