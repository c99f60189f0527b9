/// A small frame with a word or number in it, at the foot of a node: its metric, its state, what became of it.
struct NodeTag {
  enum Style: Hashable {
    case chip
    case state(Diagram.Node.State)
    case change(Diagram.Change)
  }

  var style: Style
  var text: String

  static let textSize = 10.5
  static let height = 17
  static let rowHeight = 22
  static let gap = 6
  private static let widest = 188

  /// The tags of `node` in rows, no wider than a label.
  static func rows(of node: Diagram.Node) -> [[NodeTag]] {
    var tags: [NodeTag] = []
    if let chip = node.chip, !DiagramText.isBlank(chip) {
      tags.append(
        NodeTag(
          style: .chip,
          text: TextMeasure.fitted(chip, width: 150, size: textSize, weight: .bold)))
    }
    if let state = node.state { tags.append(NodeTag(style: .state(state), text: state.rawValue)) }
    if let change = node.change { tags.append(NodeTag(style: .change(change), text: change.rawValue)) }
    var rows: [[NodeTag]] = []
    for tag in tags {
      if let row = rows.last, width(of: row + [tag]) <= widest {
        rows[rows.count - 1].append(tag)
      } else {
        rows.append([tag])
      }
    }
    return rows
  }

  static func width(of row: [NodeTag]) -> Int {
    row.map(\.width).reduce(0, +) + max(0, row.count - 1) * gap
  }

  var width: Int {
    Int(TextMeasure.widest(text, size: NodeTag.textSize, weight: .bold).rounded(.up)) + 14
      + (mark == nil ? 0 : 13)
  }

  /// Strokes in a square of 10 pixels, so that no state is told by colour alone.
  var mark: String? {
    switch style {
    case .chip: nil
    case .state(.fresh): "M1.5 5.5l2.4 2.4l4.6-5.3"
    case .state(.stale): "M1.5 5a3.5 3.5 0 1 1 7 0a3.5 3.5 0 0 1-7 0M5 3v2l1.5 1"
    case .state(.failed): "M2 2l6 6M8 2L2 8"
    case .change(.added): "M5 1.5v7M1.5 5h7"
    case .change(.removed): "M1.5 5h7"
    case .change(.changed): "M1 6.2c1.3-2.6 2.7-2.6 4-1.2s2.7 1.4 4-1.2"
    }
  }

  var className: String {
    switch style {
    case .chip: "d-chip"
    case .state(let state): "d-\(state.rawValue)"
    case .change(let change): "d-\(change.rawValue)"
    }
  }

  /// The tag with its upper left corner at (`x`, `y`).
  func element(x: Double, y: Double) -> SVG {
    let width = Double(width)
    var parts = [
      SVG(
        "rect",
        [
          "x": .number(x), "y": .number(y), "width": .number(width),
          "height": .number(Double(NodeTag.height)), "rx": 8.5,
        ])
    ]
    var left = x + 7
    if let mark {
      parts.append(
        SVG("path", ["transform": "translate(\(SVG.number(left)) \(SVG.number(y + 3.5)))", "d": .text(mark)]))
      left += 13
    }
    parts.append(.text(text, ["x": .number(left), "y": .number(y + 12.3)]))
    return SVG("g", ["class": .text("d-tag \(className)")], parts)
  }
}
