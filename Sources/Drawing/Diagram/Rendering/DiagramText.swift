/// What is written in a diagram, measured and cut to size.
struct DiagramText {
  var nodes: [NodeText]
  var titles: [String]
  /// By edge: what stands at it; empty for nothing.
  var labels: [EdgeText]
  /// The steps of the stories, which are numbered at their edges.
  let steps: DiagramSteps
  var sizes: DiagramSizes

  static let labelSize = 13.0
  static let smallSize = 11.0
  static let titleSize = 12.0
  static let lineHeight = 17
  static let smallLineHeight = 14
  /// From the left end of a group's title to its text, where a glyph stands before it.
  static let titleGlyph = 18
  /// The widest title of a group.
  static let titleWidth = 260.0

  init(_ diagram: Diagram) {
    nodes = diagram.nodes.map(NodeText.init)
    titles = diagram.groups.map(DiagramText.title)
    let steps = DiagramSteps(diagram)
    self.steps = steps
    labels = diagram.edges.enumerated().map {
      EdgeText($1, steps: (steps.starts[$0] ?? []).map(StepNumber.init))
    }
    sizes = DiagramSizes(
      nodes: nodes.map(\.size),
      titles: zip(diagram.groups, titles).map { group, title in
        let width = TextMeasure.widest(title, size: DiagramText.titleSize, weight: .bold)
        return Int(width.rounded(.up)) + (group.kind == nil ? 0 : DiagramText.titleGlyph)
          + (group.change == nil ? 0 : DiagramText.titleGlyph)
      },
      labels: labels.map(\.size))
  }

  private static func title(_ group: Diagram.Group) -> String {
    TextMeasure.fitted(
      isBlank(group.label) ? group.id : group.label, width: titleWidth, size: titleSize, weight: .bold)
  }

  static func isBlank(_ text: String?) -> Bool { text?.allSatisfy(\.isWhitespace) ?? true }

  /// Whether `drawn` is only the beginning of `written`.
  static func isCut(_ written: String?, _ drawn: String?) -> Bool {
    guard let written, let drawn else { return false }
    return drawn.hasSuffix("…") && !written.hasSuffix("…")
  }
}
