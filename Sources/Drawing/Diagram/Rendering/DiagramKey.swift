/// What needs an explanation on a picture: the kinds of nodes and lines, widths, states and changes that are on it, and
/// nothing else.
struct DiagramKey {
  enum Entry: Hashable {
    case node(Diagram.Kind)
    case closedGroup
    case line(Diagram.Edge.Kind)
    case width
    case loss
    case state(Diagram.Node.State)
    case change(Diagram.Change)
  }

  /// The kinds of nodes.
  private(set) var nodes: [Entry] = []
  /// Everything else.
  private(set) var others: [Entry] = []

  var isEmpty: Bool { nodes.isEmpty && others.isEmpty }

  /// The key of what is drawn of `diagram`; empty where it has none, or where one kind of line and two kinds of nodes
  /// speak for themselves.
  init(_ diagram: Diagram, _ layout: DiagramLayout) {
    guard diagram.hasKey else { return }
    let drawn = zip(diagram.nodes, layout.nodes).filter { $0.1 != nil }.map(\.0)
    let edges = zip(diagram.edges, layout.edges).filter { $0.1 != nil }.map(\.0)
    let groups = zip(diagram.groups, layout.groups).filter { $0.1 != nil }.map(\.0)
    let open = drawn.filter { $0.contains == nil }
    nodes = Diagram.Kind.allCases.filter { kind in open.contains { $0.kind == kind } }.map(Entry.node)
    if open.count < drawn.count { nodes.append(.closedGroup) }
    let lines = Diagram.Edge.Kind.allCases.filter { kind in edges.contains { $0.kind == kind } }
    others = lines.map(Entry.line)
    let largest = edges.compactMap(\.weight).filter(\.isFinite).max() ?? 0
    let widths = Set(edges.map { SVG.number(EdgeLine.width(of: $0.weight, largest: largest)) })
    if widths.count > 1 { others.append(.width) }
    if edges.contains(where: { !DiagramText.isBlank($0.loss) }) { others.append(.loss) }
    others += Diagram.Node.State.allCases.filter { state in drawn.contains { $0.state == state } }
      .map(Entry.state)
    let changes = drawn.map(\.change) + edges.map(\.change) + groups.map(\.change)
    others += Diagram.Change.allCases.filter { changes.contains($0) }.map(Entry.change)
    if nodes.count <= 2, others.count <= 1, others == others.filter({ $0.isLine }) {
      nodes = []
      others = []
    }
  }
}

extension DiagramKey.Entry {
  fileprivate var isLine: Bool {
    if case .line = self { true } else { false }
  }

  var words: String {
    switch self {
    case .node(let kind): kind.spoken
    case .closedGroup: "closed group"
    case .line(.data): "data flow"
    case .line(let kind): kind.spoken
    case .width: "the wider, the more"
    case .loss: "lost on the way"
    case .state(.fresh): "up to date"
    case .state(.stale): "to be run again"
    case .state(.failed): "without a result"
    case .change(.added): "in the newer only"
    case .change(.removed): "in the older only"
    case .change(.changed): "not the same in both"
    }
  }
}
