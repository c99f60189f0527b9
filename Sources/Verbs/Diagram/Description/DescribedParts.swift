import Canonical
import Drawing
import Syntax

/// Nodes, groups and edges.
extension DescriptionParser {
  mutating func parseGroup() {
    tokens.advance()
    guard let name = tokens.name() else { return tokens.skipLine() }
    let label = tokens.text()?.text ?? name.text.asLabel
    var group = Diagram.Group(id: name.text, label: label)
    group.parent = open.last.map { description.diagram.groups[$0.index].id }
    var inner = OpenGroup(
      index: description.diagram.groups.count, place: name.span, lane: open.last?.lane,
      stage: open.last?.stage)
    for option in options(["direction", "kind", "closed", "lane", "stage"]) {
      switch option.name.text {
      case "direction": group.direction = direction(option.value)
      case "kind": group.kind = kind(option.value)
      case "closed": group.isClosed = flag(option.value)
      case "lane": inner.lane = option.value
      default: inner.stage = option.value
      }
    }
    define(name, .group(inner.index))
    description.diagram.groups.append(group)
    description.groupPlaces.append(name.span)
    guard tokens.take(symbol: "{") else {
      error(.syntax, name.span, "a group opens with `{`", "`group \(name.text) \"\(label)\" {`")
      return tokens.skipLine()
    }
    if !isAllowedDepth() { error(.tooDeep, name.span, "groups are nested more than \(open.count) deep", nil) }
    // What stands behind the brace on the same line is read as a line of its own.
    open.append(inner)
  }

  mutating func parseNode(_ name: Word) {
    let index = description.diagram.nodes.count
    let label = tokens.text()?.text ?? name.text.asLabel
    var node = Diagram.Node(
      id: name.text, label: label, group: open.last.map { description.diagram.groups[$0.index].id })
    var (lane, stage) = (open.last?.lane, open.last?.stage)
    for option in options(Self.nodeOptions) {
      switch option.name.text {
      case "kind": node.kind = kind(option.value) ?? .step
      case "subtitle": node.subtitle = option.value.text
      case "tech": node.tech = option.value.text
      case "chip": node.chip = option.value.text
      case "facts": node.facts = option.values.map(\.text)
      case "icon": node.icon = icon(option.value)
      case "cell": description.cells[index] = option.value
      case "link": description.links[index] = option.value
      case "lane": lane = option.value
      default: stage = option.value
      }
    }
    define(name, .node(index))
    bands.place(node: index, lane: lane, stage: stage)
    description.diagram.nodes.append(node)
    description.nodePlaces.append(name.span)
    endLine()
  }

  private static let nodeOptions = [
    "kind", "subtitle", "tech", "facts", "chip", "link", "icon", "cell", "lane", "stage",
  ]

  /// `a -> b -> c "label"`: a chain makes an edge for each arrow, all with the label and kind.
  mutating func parseEdge(from first: Word, _ firstArrow: Diagram.Edge.Arrows) {
    guard let chain = chain(from: first, firstArrow) else { return }
    let label = tokens.text()?.text
    let kind = edgeKind()
    mentioned += chain.names
    for (pair, arrow) in zip(zip(chain.names, chain.names.dropFirst()), chain.arrows) {
      description.diagram.edges.append(
        Diagram.Edge(from: pair.0.text, to: pair.1.text, label: label, kind: kind, arrows: arrow))
      description.edgePlaces.append(pair.0.span.union(pair.1.span))
    }
    endLine()
  }

  /// The names along `a -> b -> c`, read up to the first arrow; nil, with the rest of the line, where an arrow ends it.
  mutating func chain(
    from first: Word, _ firstArrow: Diagram.Edge.Arrows?
  ) -> (names: [Word], arrows: [Diagram.Edge.Arrows])? {
    var (names, arrows) = ([first], [Diagram.Edge.Arrows]())
    var arrow = firstArrow ?? tokens.arrow()
    while let next = arrow {
      guard let name = tokens.name() else {
        error(.syntax, tokens.last, "an arrow leads nowhere", "name a node behind it")
        tokens.skipLine()
        return nil
      }
      names.append(name)
      arrows.append(next)
      arrow = tokens.arrow()
    }
    return (names, arrows)
  }

  private mutating func edgeKind() -> Diagram.Edge.Kind {
    let styles: [(String, Diagram.Edge.Kind)] = [
      ("solid", .data), ("dashed", .control), ("feedback", .feedback),
    ]
    var kinds: [(kind: Diagram.Edge.Kind, option: DescribedOption)] = []
    for option in options(["kind", "style"]) {
      let isKind = option.name.text == "kind"
      let known = isKind ? Diagram.Edge.Kind.allCases.map { ($0.rawValue, $0) } : styles
      if let match = known.first(where: { $0.0 == option.value.text }) {
        kinds.append((match.1, option))
      } else {
        unknown(isKind ? "kind of edge" : "style", option.value, among: known.map(\.0))
      }
    }
    if kinds.count == 2, kinds[0].kind != kinds[1].kind {
      error(
        .wrongValue, kinds[1].option.span,
        "`\(tokens.file.text(kinds[0].option.span))` and `\(tokens.file.text(kinds[1].option.span))` contradict each other",
        "`style: solid` is `kind: data`, `dashed` is `control`; keep the kind")
    }
    return kinds.first?.kind ?? .data
  }
}
