/// One node: its silhouette in the colour of its role, its glyph, its label, lines of facts and tags.
struct NodeDrawing {
  let node: Diagram.Node
  let text: NodeText
  let box: DiagramBox
  let name: String
  let relations: String
  /// The numbers of steps that it is part of, as written in `data-steps`.
  let steps: String
  /// The `href` of the glyph's symbol.
  let glyph: String
  /// The class by which its edges find it; nil where it has none.
  let end: String?
  /// Where a click leads; nil for nowhere.
  let link: String?

  var element: SVG {
    var parts = [SVG.title(name)]
    if !relations.isEmpty { parts.append(SVG("desc", [:], [.characters(relations)])) }
    parts += text.shape.elements(box) + [symbol] + texts + tags
    var card = SVG(
      "g",
      [
        "class": .text(classes), "role": "graphics-symbol", "data-id": .text(node.id),
        "data-kind": .text(node.kind.rawValue),
      ], parts)
    if !steps.isEmpty { card["data-steps"] = .text(steps) }
    guard let link else { return card }
    return SVG("a", ["href": .text(link)], [card])
  }

  private var classes: String {
    let change = node.change.map { "d-is-\($0.rawValue)" }
    return [node.kind.classes, change, end].compactMap { $0 }.joined(separator: " ")
  }

  /// Fragments and web addresses; nothing that a page would run.
  static func isSafe(_ link: String) -> Bool {
    ["#", "https://", "http://"].contains { link.lowercased().hasPrefix($0) }
  }

  private var insets: (left: Int, right: Int) {
    text.shape.insets(text: text.height, height: box.height)
  }

  private var left: Double { Double(box.x + insets.left) }
  private var textX: Double { left + Double(NodeText.inset) }
  /// Where the text begins, so that it stands in the middle.
  private var top: Double {
    let free = box.height - text.shape.topInset - text.height
    return Double(box.y + text.shape.topInset) + Double(free) / 2
  }

  private var symbol: SVG {
    let middle = top + Double(text.lines.count * DiagramText.lineHeight) / 2
    return SVG(
      "use",
      ["class": "d-i", "href": .text(glyph), "x": .number(left + 12), "y": .number(middle - 8)])
  }

  private var texts: [SVG] {
    var baseline = top + 13
    var result: [SVG] = []
    for line in text.lines {
      result.append(.text(line, ["class": "d-t", "x": .number(textX), "y": .number(baseline)]))
      baseline += Double(DiagramText.lineHeight)
    }
    baseline -= 2
    for line in text.details {
      result.append(.text(line, ["class": "d-s", "x": .number(textX), "y": .number(baseline)]))
      baseline += Double(DiagramText.smallLineHeight)
    }
    return result
  }

  private var tags: [SVG] {
    var y = top + Double(text.height - text.tags.count * NodeTag.rowHeight) + 4
    var result: [SVG] = []
    for row in text.tags {
      var x = textX
      for tag in row {
        result.append(tag.element(x: x, y: y))
        x += Double(tag.width + NodeTag.gap)
      }
      y += Double(NodeTag.rowHeight)
    }
    return result
  }
}
