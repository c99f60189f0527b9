/// The stories of a diagram as numbered sentences, drawn below a picture that stands alone.
struct StepStrip {
  private struct Line {
    var text: String
    /// Set before it in a circle.
    var number: StepNumber?
    var isTitle = false
  }

  private let lines: [Line]
  private static let lineHeight = 19
  private static let inset = 26

  init(_ diagram: Diagram, width: Int) {
    var lines: [Line] = []
    let room = Double(min(max(width, 280), 760) - StepStrip.inset)
    for (story, told) in diagram.stories.filter({ !$0.steps.isEmpty }).enumerated() {
      if let title = told.title { lines.append(Line(text: title, isTitle: true)) }
      for step in told.steps {
        let wrapped = TextMeasure.wrapped(step.sentence, width: room, size: 12, maxLines: 4)
        for (index, text) in wrapped.enumerated() {
          lines.append(
            Line(text: text, number: index == 0 ? StepNumber(number: step.number, story: story) : nil))
        }
      }
    }
    self.lines = lines
  }

  /// What the sentences need.
  var width: Int {
    let widths = lines.map { TextMeasure.widest($0.text, size: 12, weight: $0.isTitle ? .bold : .regular) }
    return lines.isEmpty ? 0 : StepStrip.inset + Int((widths.max() ?? 0).rounded(.up))
  }

  var height: Int { lines.isEmpty ? 0 : lines.count * StepStrip.lineHeight + 16 }

  func element(y: Int) -> SVG {
    var parts: [SVG] = []
    for (index, line) in lines.enumerated() {
      let middle = Double(y + 16 + index * StepStrip.lineHeight) + Double(StepStrip.lineHeight) / 2
      if let number = line.number { parts += StepMark(step: number, x: 9, y: middle).elements }
      parts.append(
        .text(
          line.text,
          [
            "class": line.isTitle ? "d-gt" : "d-say",
            "x": .number(line.isTitle ? 0 : Double(StepStrip.inset)), "y": .number(middle + 4.2),
          ]))
    }
    return SVG("g", [:], parts)
  }
}
