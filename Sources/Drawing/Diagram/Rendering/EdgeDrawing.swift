/// One edge: its line in the manner of its kind, and what is written at it.
struct EdgeDrawing {
  let edge: Diagram.Edge
  let line: EdgeLine
  let text: EdgeText
  /// Room for what is written.
  let label: DiagramBox?
  /// Whether the label stands on paper and not on the wash of a group.
  let onPaper: Bool
  let name: String
  /// The numbers of steps that it is part of, as written in `data-steps`.
  let steps: String
  /// The `href` of the loop's symbol.
  let loop: String
  /// The classes by which it is found from its ends; nil where they have no numbers.
  let ends: String?

  var element: SVG {
    var children = [SVG.title(name)] + line.elements
    if ends != nil, let hit = line.hit { children.append(hit) }
    if let label, !text.isEmpty { children.append(writing(in: label)) }
    var group = SVG(
      "g",
      [
        "class": .text(classes),
        "role": "graphics-symbol", "data-from": .text(edge.from), "data-to": .text(edge.to),
      ], children)
    if !steps.isEmpty { group["data-steps"] = .text(steps) }
    return group
  }

  private var classes: String {
    let change = edge.change.map { "d-is-\($0.rawValue)" }
    return [edge.kind.classes, change, ends].compactMap { $0 }.joined(separator: " ")
  }

  private func writing(in box: DiagramBox) -> SVG {
    let plate = box.inset(by: 1)
    var parts = [
      SVG(
        "rect",
        [
          "class": "d-p", "x": .number(Double(plate.x)), "y": .number(Double(plate.y)),
          "width": .number(Double(plate.width)), "height": .number(Double(plate.height)), "rx": 3,
        ])
    ]
    for number in 0..<text.lineCount { parts += line(number, in: box) }
    return SVG(
      "g",
      [
        "class": onPaper ? "d-w d-even" : "d-w", "data-label-of": .text("\(edge.from)->\(edge.to)"),
      ], parts)
  }

  /// A line of text in the middle of the box, with the marks that stand before it.
  private func line(_ number: Int, in box: DiagramBox) -> [SVG] {
    let numbered = number == 0 && !text.steps.isEmpty
    let top = box.y + (box.height - text.height) / 2 + text.top(ofLine: number) + (numbered ? 2 : 0)
    let middle = Double(box.x) + Double(box.width) / 2
    let baseline = Double(top) + 10.8
    let marks = text.marksWidth(number)
    let left = middle - (text.width(ofLine: number) + marks) / 2
    var parts: [SVG] = []
    if number == 0 {
      var x = left
      for step in text.steps {
        parts += StepMark(step: step, x: x + StepMark.radius, y: Double(top) + 7).elements
        x += StepMark.room
      }
      if text.hasLoop {
        parts.append(
          SVG(
            "use",
            [
              "class": "d-i", "href": .text(loop),
              "transform": "translate(\(SVG.number(x)) \(SVG.number(Double(top) + 2)))scale(.65)",
            ]))
      }
    }
    if number < text.lines.count {
      parts.append(
        .text(text.lines[number], ["x": .number(middle + marks / 2), "y": .number(baseline)]))
    } else if let loss = text.loss, number == text.lineCount - 1 {
      var notch = SVGPath()
      notch.move(left, baseline - 8)
      notch.line(left + 8, baseline - 8)
      notch.line(left + 4, baseline - 1)
      notch.close()
      parts.append(SVG("path", ["class": "d-warn", "d": notch.data]))
      parts.append(
        .text(loss, ["class": "d-loss", "x": .number(left + marks), "y": .number(baseline)]))
    }
    return parts
  }
}
