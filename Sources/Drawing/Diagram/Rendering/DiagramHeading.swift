/// The title of a diagram and its scope, above a picture that stands alone.
struct DiagramHeading {
  private let title: [String]
  private let scope: [String]
  /// What the text needs.
  let width: Int

  init(_ diagram: Diagram, width: Int) {
    let room = Double(width - 2 * DiagramPicture.margin)
    func lines(_ text: String?, _ size: Double, _ weight: TextMeasure.Weight) -> [String] {
      guard let text, !DiagramText.isBlank(text) else { return [] }
      return TextMeasure.wrapped(text, width: room, size: size, weight: weight)
    }
    title = lines(diagram.title, 18, .bold)
    scope = lines(diagram.scope, 12, .regular)
    let widths =
      title.map { TextMeasure.widest($0, size: 18, weight: .bold) }
      + scope.map { TextMeasure.widest($0, size: 12) }
    self.width = Int((widths.max() ?? 0).rounded(.up))
  }

  var height: Int {
    title.isEmpty && scope.isEmpty ? 0 : title.count * 24 + scope.count * 17 + 14
  }

  var elements: [SVG] {
    let x = SVG.Value.number(Double(DiagramPicture.margin))
    var y = Double(DiagramPicture.margin)
    var result: [SVG] = []
    for line in title {
      result.append(.text(line, ["class": "d-title", "x": x, "y": .number(y + 16)]))
      y += 24
    }
    for line in scope {
      result.append(.text(line, ["class": "d-say", "x": x, "y": .number(y + 11)]))
      y += 17
    }
    return result
  }
}
