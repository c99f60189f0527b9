/// One node: a card with a bar and a glyph in the colour of its role, its label and a line of facts. What is external
/// stands back; a note has a dashed frame and no bar.
struct NodeDrawing {
  let node: Diagram.Node
  let text: DiagramText.NodeText
  let box: DiagramBox

  static let cornerRadius = 8.0

  var element: SVG {
    let card = SVG(
      "g", ["role": "graphics-symbol", "data-id": .text(node.id), "data-kind": .text(node.kind.rawValue)],
      [SVG.title(name), frame] + (node.kind == .note ? [] : [bar]) + [glyph] + texts)
    guard let link = node.link, NodeDrawing.isSafe(link) else { return card }
    return SVG("a", ["href": .text(link)], [card])
  }

  private var name: String {
    let label = node.label.isEmpty ? node.id : node.label
    return ([label, node.kind.spoken] + (node.subtitle.map { [$0] } ?? [])).joined(separator: ", ")
  }

  /// Fragments and web addresses; nothing that a page would run.
  static func isSafe(_ link: String) -> Bool {
    ["#", "https://", "http://"].contains { link.lowercased().hasPrefix($0) }
  }

  private var frame: SVG {
    var rect = SVG(
      "rect",
      [
        "x": .number(Double(box.x)), "y": .number(Double(box.y)), "width": .number(Double(box.width)),
        "height": .number(Double(box.height)), "rx": .number(NodeDrawing.cornerRadius),
        "fill": "var(--raised)", "stroke": "var(--line)", "stroke-width": .number(1.2),
      ])
    if node.kind == .note {
      rect["stroke"] = "var(--faint)"
      rect["stroke-dasharray"] = "4 3"
    }
    if node.kind == .external { rect["fill"] = "var(--wash)" }
    return rect
  }

  /// The left edge of the card, four pixels wide, round at its corners like the card.
  private var bar: SVG {
    let (x, y) = (Double(box.x), Double(box.y))
    let (width, radius) = (4.0, NodeDrawing.cornerRadius)
    let bottom = Double(box.bottom)
    var path = SVGPath()
    path.move(x + radius, y)
    path.arc(radius: radius, clockwise: false, x, y + radius)
    path.vertical(bottom - radius)
    path.arc(radius: radius, clockwise: false, x + radius, bottom)
    path.quadratic(x + width, bottom, x + width, bottom - radius + 1)
    path.vertical(y + radius - 1)
    path.quadratic(x + width, y, x + radius, y)
    path.close()
    return SVG("path", ["d": path.data, "fill": .text(node.kind.color)])
  }

  private var glyph: SVG {
    let y = SVG.number(Double(box.y) + Double(box.height) / 2 - 8)
    return SVG(
      "path",
      [
        "transform": "translate(\(SVG.number(Double(box.x + 13))) \(y))",
        "d": (node.icon ?? node.kind.glyph).path,
        "fill": "none", "stroke": .text(node.kind.color), "stroke-width": .number(1.4),
        "stroke-linecap": "round", "stroke-linejoin": "round",
      ])
  }

  private var texts: [SVG] {
    let x = SVG.Value.number(Double(box.x + DiagramText.textInset))
    let height =
      text.lines.count * DiagramText.lineHeight + (text.subtitle == nil ? 0 : DiagramText.smallLineHeight)
    var baseline = Double(box.y) + Double(box.height - height) / 2 + 13
    var result: [SVG] = []
    for line in text.lines {
      result.append(
        .text(line, ["x": x, "y": .number(baseline), "fill": "var(--ink)", "font-weight": 500]))
      baseline += Double(DiagramText.lineHeight)
    }
    if let subtitle = text.subtitle {
      result.append(
        .text(subtitle, ["x": x, "y": .number(baseline - 1.5), "font-size": 11, "fill": "var(--soft)"]))
    }
    return result
  }
}
