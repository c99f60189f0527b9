/// What is written in a diagram, measured and cut to size.
struct DiagramText {
  struct NodeText {
    /// One or two lines.
    var lines: [String]
    var subtitle: String?
  }

  var nodes: [NodeText]
  var titles: [String]
  /// By edge: the lines of its label; empty for none.
  var labels: [[String]]
  var sizes: DiagramSizes

  static let labelSize = 13.0
  static let subtitleSize = 11.0
  static let titleSize = 12.0
  /// From the left side of a node to its text, past the role bar and the glyph.
  static let textInset = 38
  static let lineHeight = 17
  static let smallLineHeight = 14

  init(_ diagram: Diagram) {
    nodes = diagram.nodes.map(DiagramText.nodeText)
    titles = diagram.groups.map {
      TextMeasure.fitted($0.label, width: 260, size: DiagramText.titleSize, weight: .bold)
    }
    labels = diagram.edges.map(DiagramText.labelLines)
    sizes = DiagramSizes(
      nodes: nodes.map(DiagramText.size),
      titles: titles.map {
        Int((TextMeasure.width($0, size: DiagramText.titleSize, weight: .bold) * 1.05).rounded(.up))
      },
      labels: labels.map(DiagramText.labelSize))
  }

  private static func nodeText(_ node: Diagram.Node) -> NodeText {
    let label = isBlank(node.label) ? node.id : node.label
    var text = NodeText(
      lines: TextMeasure.wrapped(label, width: 164, size: labelSize, weight: .medium, maxLines: 2))
    if let subtitle = node.subtitle, !isBlank(subtitle) {
      text.subtitle = TextMeasure.fitted(subtitle, width: 176, size: subtitleSize)
    }
    return text
  }

  private static func size(_ text: NodeText) -> DiagramSize {
    let widest = text.lines.map { TextMeasure.width($0, size: labelSize, weight: .medium) }.max() ?? 0
    let below = text.subtitle.map { TextMeasure.width($0, size: subtitleSize) } ?? 0
    let width = max(96, textInset + Int(max(widest, below).rounded(.up)) + 14)
    let height = 22 + text.lines.count * lineHeight + (text.subtitle == nil ? 0 : smallLineHeight)
    return DiagramSize(width: width + width % 2, height: height + height % 2)
  }

  private static func labelLines(_ edge: Diagram.Edge) -> [String] {
    guard let label = edge.label, !isBlank(label) else { return [] }
    return TextMeasure.wrapped(label, width: 132, size: subtitleSize, maxLines: 2)
  }

  private static func labelSize(_ lines: [String]) -> DiagramSize? {
    guard !lines.isEmpty else { return nil }
    let widest = lines.map { TextMeasure.width($0, size: subtitleSize) }.max() ?? 0
    let width = Int(widest.rounded(.up)) + 8
    return DiagramSize(width: width + width % 2, height: lines.count * smallLineHeight + 4)
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
