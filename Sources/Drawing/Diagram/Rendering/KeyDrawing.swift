/// The key below a drawing: a sample of each sign and what it stands for, in rows.
struct KeyDrawing {
  /// The `href` of a glyph's symbol.
  let symbol: (Glyph) -> String

  private struct Item {
    let entry: DiagramKey.Entry
    let x: Int
    let row: Int
  }

  private let items: [Item]
  let size: DiagramSize

  private static let rowHeight = 25
  private static let gap = 18

  init(_ key: DiagramKey, width: Int, symbol: @escaping (Glyph) -> String) {
    self.symbol = symbol
    var items: [Item] = []
    var (x, row, widest) = (0, 0, 0)
    let lengths = [key.nodes, key.others].map { entries in
      entries.map { KeyDrawing.width($0) + KeyDrawing.gap }.reduce(-KeyDrawing.gap, +)
    }
    let isApart = lengths.reduce(KeyDrawing.gap, +) > width && lengths.allSatisfy { $0 <= width }
    for (number, section) in [key.nodes, key.others].enumerated() {
      if number == 1, x > 0, isApart { (x, row) = (0, row + 1) }
      for entry in section {
        let needed = KeyDrawing.width(entry)
        if x > 0, x + needed > width { (x, row) = (0, row + 1) }
        items.append(Item(entry: entry, x: x, row: row))
        widest = max(widest, x + needed)
        x += needed + KeyDrawing.gap
      }
    }
    self.items = items
    size = DiagramSize(
      width: widest, height: items.isEmpty ? 0 : (row + 1) * KeyDrawing.rowHeight + KeyDrawing.above)
  }

  /// From the rule above the key to its first row.
  private static let above = 14

  private static func width(_ entry: DiagramKey.Entry) -> Int {
    sampleWidth(entry) + 7 + Int(TextMeasure.widest(entry.words, size: DiagramText.smallSize).rounded(.up))
  }

  private static func sampleWidth(_ entry: DiagramKey.Entry) -> Int {
    switch entry {
    case .node, .closedGroup: 30
    case .line, .width: 30
    case .loss: 8
    case .state, .change: tag(entry)?.width ?? 0
    }
  }

  private static func tag(_ entry: DiagramKey.Entry) -> NodeTag? {
    switch entry {
    case .state(let state): NodeTag(style: .state(state), text: state.rawValue)
    case .change(let change): NodeTag(style: .change(change), text: change.rawValue)
    case .node, .closedGroup, .line, .width, .loss: nil
    }
  }

  /// The key with its rule, `width` wide, from (0, `y`) downwards.
  func element(y: Int, width: Int) -> SVG {
    var children = [
      SVG.title("Key"),
      SVG("path", ["class": "d-rule", "d": "M0 \(y)H\(max(width, size.width))"]),
    ]
    for item in items {
      let middle = y + KeyDrawing.above + item.row * KeyDrawing.rowHeight + KeyDrawing.rowHeight / 2
      children += sample(item.entry, x: item.x, y: middle)
      let x = Double(item.x + KeyDrawing.sampleWidth(item.entry) + 7)
      children.append(.text(item.entry.words, ["x": .number(x), "y": .number(Double(middle) + 3.8)]))
    }
    return SVG("g", ["class": "d-key"], children)
  }

  private func sample(_ entry: DiagramKey.Entry, x: Int, y: Int) -> [SVG] {
    switch entry {
    case .node(let kind): [card(kind.classes, NodeShape(kind), kind.glyph, x, y)]
    case .closedGroup: [card("d-n d-step", .stack, nil, x, y)]
    case .line(let kind): [line(kind, x, y)]
    case .width: wedge(x, y)
    case .loss:
      [SVG("path", ["class": "d-key-loss", "d": .text("M\(x) \(y - 4)h8l-4 7z")])]
    case .state, .change:
      KeyDrawing.tag(entry).map { [$0.element(x: Double(x), y: Double(y) - 8.5)] } ?? []
    }
  }

  /// A node without text, at two thirds of its size.
  private func card(_ classes: String, _ shape: NodeShape, _ glyph: Glyph?, _ x: Int, _ y: Int) -> SVG {
    let box = DiagramBox(x: 0, y: 0, width: 46, height: 30)
    var parts = shape.elements(box)
    if let glyph {
      let down = Double(shape.topInset) / 2
      parts.append(
        SVG("use", ["class": "d-i", "href": .text(symbol(glyph)), "x": 15, "y": .number(7 + down)]))
    }
    return SVG(
      "g", ["class": .text(classes), "transform": "translate(\(x) \(y - 10))scale(.65)"], parts)
  }

  private func line(_ kind: Diagram.Edge.Kind, _ x: Int, _ y: Int) -> SVG {
    let line = EdgeLine(
      points: [(Double(x), Double(y)), (Double(x + 30), Double(y))], width: EdgeLine.thinnest,
      arrows: .forward, isOpen: kind == .request)
    return SVG("g", ["class": .text(kind.classes)], line.elements)
  }

  private func wedge(_ x: Int, _ y: Int) -> [SVG] {
    [SVG("path", ["class": "d-h", "d": .text("M\(x) \(y)l30-2.5v5z")])]
  }
}
