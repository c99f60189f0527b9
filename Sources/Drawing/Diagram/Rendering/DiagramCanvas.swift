/// The parts of a diagram's picture, from back to front.
struct DiagramCanvas {
  let diagram: Diagram
  let layout: DiagramLayout
  let text: DiagramText
  let names: DiagramNames
  /// Set before the ids of the picture.
  let prefix: String
  /// Whether links to places on the page are drawn.
  let isOnPage: Bool
  /// By identifier of a closed group: the link to its inside on the page.
  var places: [[UInt8]: String] = [:]
  private let index: DiagramIndex
  private let ends: DiagramEnds

  init(_ fitted: FittedDiagram, _ text: DiagramText, prefix: String, isOnPage: Bool) {
    diagram = fitted.diagram
    layout = fitted.layout
    self.text = text
    self.prefix = prefix
    self.isOnPage = isOnPage
    names = DiagramNames(fitted.diagram)
    index = DiagramIndex(fitted.diagram)
    ends = DiagramEnds(fitted.diagram, fitted.layout, index)
  }

  /// Everything but the key.
  var layers: [SVG] {
    [BandDrawing(diagram, layout).element, groups, edges, nodes, stops].filter { $0.hasChildren }
  }

  // MARK: Symbols

  func symbol(_ glyph: Glyph) -> String { "#\(prefix)-\(glyph.rawValue)" }

  /// A symbol for each glyph that is used, in a fixed order.
  func symbols(key: DiagramKey) -> SVG {
    var used = Set(key.nodes.compactMap(\.glyph))
    for (node, box) in zip(diagram.nodes, layout.nodes) where box != nil {
      used.insert(node.glyph)
    }
    for (group, place) in zip(diagram.groups, layout.groups) where place != nil {
      if let kind = group.kind { used.insert(kind.glyph) }
    }
    for (edge, path) in zip(text.labels, layout.edges) where path?.label != nil && edge.hasLoop {
      used.insert(.loop)
    }
    return SVG(
      "defs", [:],
      Glyph.allCases.filter(used.contains).map { glyph in
        SVG(
          "symbol", ["id": .text("\(prefix)-\(glyph.rawValue)"), "overflow": "visible"],
          [SVG("path", ["d": .text(glyph.path)])])
      })
  }

  // MARK: Groups

  private var groups: SVG {
    let order = Array(layout.groups.indices).stablySorted { layout.groups[$0]?.depth ?? 0 }
    return SVG("g", [:], order.compactMap(group))
  }

  private func group(_ index: Int) -> SVG? {
    guard let place = layout.groups[index] else { return nil }
    let group = diagram.groups[index]
    let box = place.box
    var classes = place.depth % 2 == 0 ? "d-g d-even" : "d-g"
    if let kind = group.kind { classes += " d-framed d-frame-\(kind.role)" }
    var parts = [
      SVG.title(names.label(group.id) + (group.change.map { ", \($0.rawValue)" } ?? "")),
      SVG(
        "rect",
        [
          "class": .text(classes), "x": .number(Double(box.x)), "y": .number(Double(box.y)),
          "width": .number(Double(box.width)), "height": .number(Double(box.height)), "rx": 12,
        ]),
    ]
    var x = Double(place.title.x)
    if let kind = group.kind {
      parts.append(
        SVG(
          "use",
          [
            "class": .text("d-i d-gi-\(kind.role)"), "href": .text(symbol(kind.glyph)),
            "transform": "translate(\(SVG.number(x)) \(place.title.y + 2))scale(.8)",
          ]))
      x += Double(DiagramText.titleGlyph)
    }
    if let change = group.change, let mark = NodeTag(style: .change(change), text: "").mark {
      parts.append(
        SVG(
          "g", ["class": .text("d-tag d-\(change.rawValue)")],
          [
            SVG(
              "path",
              ["transform": "translate(\(SVG.number(x)) \(place.title.y + 4))", "d": .text(mark)])
          ]))
      x += Double(DiagramText.titleGlyph)
    }
    parts.append(
      .text(
        text.titles[index], ["class": "d-gt", "x": .number(x), "y": .number(Double(place.title.y + 13))]))
    var result = SVG("g", ["role": "graphics-object", "data-id": .text(group.id)], parts)
    let marks = [group.change.map { "d-is-\($0.rawValue)" }, ends.className(of: .group(index))]
    let given = marks.compactMap { $0 }.joined(separator: " ")
    if !given.isEmpty { result["class"] = .text(given) }
    return result
  }

  // MARK: Edges

  private var edges: SVG {
    let drawn = zip(diagram.edges, layout.edges).filter { $0.1 != nil }.map(\.0)
    let largest = drawn.compactMap(\.weight).filter(\.isFinite).max() ?? 0
    let deep = layout.groups.compactMap { $0 }
    return SVG(
      "g", [:],
      diagram.edges.indices.compactMap { number in
        guard let path = layout.edges[number] else { return nil }
        let edge = diagram.edges[number]
        return EdgeDrawing(
          edge: edge,
          line: EdgeLine(
            points: points(of: path, edge), width: EdgeLine.width(of: edge.weight, largest: largest),
            arrows: edge.arrows, isOpen: edge.kind == .request),
          text: text.labels[number], label: path.label,
          onPaper: path.label.map { box in
            (deep.filter { $0.box.contains(box) }.map(\.depth).max() ?? 0) % 2 == 0
          } ?? true,
          name: names.name(edge), steps: text.steps.ordinals { $0.edges.contains(number) },
          loop: symbol(.loop), ends: ends.classes(ofEdge: number)
        ).element
      })
  }

  /// The corners of a path, with its ends drawn up to the outlines of what it joins.
  private func points(
    of path: DiagramLayout.EdgePath, _ edge: Diagram.Edge
  ) -> [(x: Double, y: Double)] {
    var points = path.points.map { (x: Double($0.x), y: Double($0.y)) }
    guard path.points.count > 1 else { return points }
    let last = path.points.count - 1
    for (end, inner, id) in [(0, 1, edge.from), (last, last - 1, edge.to)] {
      guard case .node(let node)? = index.target(id), let box = layout.nodes[node] else { continue }
      let depth = text.nodes[node].shape.depth(at: path.points[end], of: box)
      let (a, b) = (path.points[inner], path.points[end])
      points[end].x += Double((b.x - a.x).signum()) * depth
      points[end].y += Double((b.y - a.y).signum()) * depth
    }
    return points
  }

  // MARK: Nodes

  private var nodes: SVG {
    SVG(
      "g", [:],
      ReadingOrder(diagram, index).nodes.compactMap { number in
        guard let box = layout.nodes[number] else { return nil }
        let node = diagram.nodes[number]
        return NodeDrawing(
          node: node, text: text.nodes[number], box: box, name: names.name(node),
          relations: names.relations(of: node),
          steps: text.steps.ordinals { $0.nodes.contains(number) },
          glyph: symbol(node.glyph), end: ends.className(of: .node(number)), link: link(of: node)
        ).element
      })
  }

  private func link(of node: Diagram.Node) -> String? {
    if isOnPage, let place = places[Array(node.id.utf8)] { return place }
    guard let link = node.link, NodeDrawing.isSafe(link) else { return nil }
    return isOnPage || !link.hasPrefix("#") ? link : nil
  }

  /// The numbers of steps that stay at one place, on its corner.
  private var stops: SVG {
    var marks: [SVG] = []
    func mark(_ target: DiagramIndex.Target, _ corner: DiagramPoint) {
      for (number, place) in (text.steps.stops[target] ?? []).enumerated() {
        let x = Double(corner.x) + Double(number) * StepMark.room
        marks.append(
          SVG(
            "g", ["data-steps": "\(place.ordinal)"],
            StepMark(step: StepNumber(place), x: x + 3, y: Double(corner.y) + 2).elements))
      }
    }
    for (node, box) in layout.nodes.enumerated() {
      if let box { mark(.node(node), DiagramPoint(x: box.x, y: box.y)) }
    }
    for (group, place) in layout.groups.enumerated() {
      if let box = place?.box { mark(.group(group), DiagramPoint(x: box.x, y: box.y)) }
    }
    return SVG("g", [:], marks)
  }
}

extension DiagramBox {
  /// Whether `other` lies wholly within it.
  func contains(_ other: DiagramBox) -> Bool {
    x <= other.x && y <= other.y && right >= other.right && bottom >= other.bottom
  }
}

extension DiagramKey.Entry {
  /// The glyph of its sample.
  var glyph: Glyph? {
    if case .node(let kind) = self { kind.glyph } else { nil }
  }
}
