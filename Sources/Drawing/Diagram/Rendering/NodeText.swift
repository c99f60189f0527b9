/// What is written on a node, from top to bottom: its label, lines of facts, and small tags.
struct NodeText {
  /// One or two lines.
  var lines: [String]
  /// The subtitle with what it is made with, then the facts; a line each.
  var details: [String]
  /// Rows of tags: the metric, the state, the change.
  var tags: [[NodeTag]]
  let shape: NodeShape
  /// Whether some of its text did not fit.
  private(set) var isCut: Bool

  /// From the left side of a card to its text, past the glyph.
  static let inset = 36
  /// Behind the text.
  static let rightInset = 12
  static let padding = 9
  static let widest = 168.0
  /// The most lines below the label; what is more is said in the tooltip alone.
  static let mostDetails = 5

  init(_ node: Diagram.Node) {
    let label = DiagramText.isBlank(node.label) ? node.id : node.label
    lines = TextMeasure.wrapped(
      label, width: NodeText.widest, size: DiagramText.labelSize, weight: .medium, maxLines: 2)
    let written = NodeText.details(node)
    details = written.prefix(NodeText.mostDetails).map {
      TextMeasure.fitted($0, width: NodeText.widest + 12, size: DiagramText.smallSize)
    }
    tags = NodeTag.rows(of: node)
    shape = NodeShape(node)
    isCut =
      DiagramText.isCut(label, lines.last) || written.count > NodeText.mostDetails
      || zip(written, details).contains { DiagramText.isCut($0, $1) }
  }

  /// The subtitle, what it is made with in brackets behind it where that fits, the facts, the count of a closed group.
  private static func details(_ node: Diagram.Node) -> [String] {
    var result: [String] = []
    if let count = node.contains { result.append("\(count) part\(count == 1 ? "" : "s")") }
    if let subtitle = node.subtitle, !DiagramText.isBlank(subtitle) { result.append(subtitle) }
    if let tech = node.tech, !DiagramText.isBlank(tech) {
      let bracketed = "[\(tech)]"
      let joined = (result.last.map { $0 + " " } ?? "") + bracketed
      if !result.isEmpty, TextMeasure.width(joined, size: DiagramText.smallSize) <= widest {
        result[result.count - 1] = joined
      } else {
        result.append(bracketed)
      }
    }
    return result + node.facts.filter { !DiagramText.isBlank($0) }
  }

  /// The height of everything written, without what is around it.
  var height: Int {
    lines.count * DiagramText.lineHeight + details.count * DiagramText.smallLineHeight
      + tags.count * NodeTag.rowHeight
  }

  /// The room it asks for: whole steps of eight pixels.
  var size: DiagramSize {
    let widths =
      lines.map { TextMeasure.widest($0, size: DiagramText.labelSize, weight: .medium) }
      + details.map { TextMeasure.widest($0, size: DiagramText.smallSize) }
      + tags.map { Double(NodeTag.width(of: $0)) }
    let text = Int((widths.max() ?? 0).rounded(.up))
    let high = NodeText.grid(shape.topInset + height + 2 * NodeText.padding)
    let insets = shape.insets(text: height, height: high)
    return DiagramSize(
      width: max(96, NodeText.grid(insets.left + NodeText.inset + text + NodeText.rightInset + insets.right)),
      height: high)
  }

  private static func grid(_ length: Int) -> Int { (length + 7) / 8 * 8 }
}
