/// The silhouette of a node within the rectangle that the layout gives it. It touches the rectangle on all four sides,
/// and says how far it stays behind it elsewhere, so that lines can be drawn up to it.
enum NodeShape: Hashable {
  case card, cylinder, hexagon, octagon, lozenge, pipe, pill, sheet, note, stack

  init(_ node: Diagram.Node) {
    self = node.contains != nil ? .stack : NodeShape(node.kind)
  }

  init(_ kind: Diagram.Kind) {
    switch kind {
    case .step, .split, .features, .data, .service, .metric, .external: self = .card
    case .store: self = .cylinder
    case .model: self = .hexagon
    case .gate: self = .octagon
    case .decision: self = .lozenge
    case .queue: self = .pipe
    case .person: self = .pill
    case .report: self = .sheet
    case .note: self = .note
    }
  }

  /// How the corners are taken off: by a quarter of an ellipse, or straight.
  private enum Corner {
    case round(Double, Double)
    case cut(Double, Double)
  }

  static let radius = 8.0
  static let fold = 12.0
  /// How much of a closed group's cards behind is seen.
  static let behind = 6.0

  private func corner(height: Double) -> Corner {
    switch self {
    case .card, .sheet: .round(NodeShape.radius, NodeShape.radius)
    case .cylinder: .round(16, 5)
    case .hexagon: .cut(min(10, height / 4), height / 2)
    case .octagon: .cut(10, 10)
    case .lozenge: .cut(min(height * 0.4, 26), height / 2)
    case .pipe: .round(9, height / 2)
    case .pill: .round(min(height / 2, 22), min(height / 2, 22))
    case .note: .round(2, 2)
    case .stack: .cut(2 * NodeShape.behind, NodeShape.behind)
    }
  }

  /// Above the text.
  var topInset: Int {
    switch self {
    case .cylinder: 8
    case .stack: Int(NodeShape.behind)
    case .card, .hexagon, .octagon, .lozenge, .pipe, .pill, .sheet, .note: 0
    }
  }

  /// Beside the text, which is `text` pixels high and stands in the middle of a node of `height`.
  func insets(text: Int, height: Int) -> (left: Int, right: Int) {
    switch self {
    case .card, .cylinder, .octagon, .note, .stack: (0, 0)
    case .sheet: (0, 4)
    case .hexagon: (5, 4)
    case .pipe: (2, 6)
    case .pill: (4, 4)
    case .lozenge: (8 + text / 6, 2 + text / 3)
    }
  }

  /// How far the outline lies behind the border of `box` at a point of that border.
  func depth(at point: DiagramPoint, of box: DiagramBox) -> Double {
    let across = Double(min(point.x - box.x, box.right - point.x))
    let down = Double(min(point.y - box.y, box.bottom - point.y))
    let isUpright = point.x <= box.x || point.x >= box.right
    guard across >= 0, down >= 0 else { return 0 }
    if self == .stack, point.y >= box.bottom { return 0 }
    switch corner(height: Double(box.height)) {
    case .cut(let x, let y):
      return isUpright ? (down < y ? x * (1 - down / y) : 0) : (across < x ? y * (1 - across / x) : 0)
    case .round(let x, let y):
      return isUpright
        ? (down < y ? x * NodeShape.sag((y - down) / y) : 0)
        : (across < x ? y * NodeShape.sag((x - across) / x) : 0)
    }
  }

  private static func sag(_ share: Double) -> Double { 1 - (1 - share * share).squareRoot() }

  /// The outline, to be filled and stroked, and the lines within it.
  func elements(_ box: DiagramBox) -> [SVG] {
    let frame = Frame(box)
    switch self {
    case .card: return [frame.rectangle(NodeShape.radius)]
    case .pill: return [frame.rectangle(min(Double(box.height) / 2, 22))]
    case .hexagon, .octagon, .lozenge:
      guard case .cut(let x, let y) = corner(height: Double(box.height)) else { return [] }
      return [outline(frame.chamfered(x, y))]
    case .sheet: return [outline(frame.sheet(radius: NodeShape.radius)), inner(frame.foldLine)]
    case .note: return [outline(frame.sheet(radius: 2)), inner(frame.foldLine)]
    case .cylinder: return [outline(frame.rounded(16, 5)), inner(frame.lid(16, 5))]
    case .pipe:
      let half = Double(box.height) / 2
      return [outline(frame.rounded(9, half)), inner(frame.mouth(9, half))]
    case .stack:
      let front = DiagramBox(
        x: box.x, y: box.y + Int(NodeShape.behind), width: box.width,
        height: box.height - Int(NodeShape.behind))
      return [Frame(front).rectangle(NodeShape.radius), inner(frame.behind(NodeShape.behind))]
    }
  }

  private func outline(_ path: SVGPath) -> SVG { SVG("path", ["class": "d-f", "d": path.data]) }
  private func inner(_ path: SVGPath) -> SVG { SVG("path", ["class": "d-l", "d": path.data]) }
}

/// The sides of a node's rectangle, and the lines that outlines are made of.
private struct Frame {
  let (left, top, right, bottom): (Double, Double, Double, Double)

  init(_ box: DiagramBox) {
    (left, top, right, bottom) = (Double(box.x), Double(box.y), Double(box.right), Double(box.bottom))
  }

  func rectangle(_ radius: Double) -> SVG {
    SVG(
      "rect",
      [
        "class": "d-f", "x": .number(left), "y": .number(top), "width": .number(right - left),
        "height": .number(bottom - top), "rx": .number(radius),
      ])
  }

  func rounded(_ x: Double, _ y: Double) -> SVGPath {
    let x = min(x, (right - left) / 2)
    let y = min(y, (bottom - top) / 2)
    var path = SVGPath()
    path.move(left, top + y)
    path.arc(x, y, clockwise: true, left + x, top)
    path.horizontal(right - x)
    path.arc(x, y, clockwise: true, right, top + y)
    if bottom - y > top + y { path.vertical(bottom - y) }
    path.arc(x, y, clockwise: true, right - x, bottom)
    path.horizontal(left + x)
    path.arc(x, y, clockwise: true, left, bottom - y)
    path.close()
    return path
  }

  func chamfered(_ x: Double, _ y: Double) -> SVGPath {
    var path = SVGPath()
    path.move(left, top + y)
    path.line(left + x, top)
    path.horizontal(right - x)
    path.line(right, top + y)
    if bottom - y > top + y { path.vertical(bottom - y) }
    path.line(right - x, bottom)
    path.horizontal(left + x)
    path.line(left, bottom - y)
    path.close()
    return path
  }

  func sheet(radius: Double) -> SVGPath {
    var path = SVGPath()
    path.move(left, top + radius)
    path.arc(radius, radius, clockwise: true, left + radius, top)
    path.horizontal(right - NodeShape.fold)
    path.line(right, top + NodeShape.fold)
    path.vertical(bottom - radius)
    path.arc(radius, radius, clockwise: true, right - radius, bottom)
    path.horizontal(left + radius)
    path.arc(radius, radius, clockwise: true, left, bottom - radius)
    path.close()
    return path
  }

  var foldLine: SVGPath {
    var path = SVGPath()
    path.move(right - NodeShape.fold, top)
    path.vertical(top + NodeShape.fold)
    path.horizontal(right)
    return path
  }

  func lid(_ x: Double, _ y: Double) -> SVGPath {
    var path = SVGPath()
    path.move(left, top + y)
    path.arc(x, y, clockwise: false, left + x, top + 2 * y)
    path.horizontal(right - x)
    path.arc(x, y, clockwise: false, right, top + y)
    return path
  }

  func mouth(_ x: Double, _ y: Double) -> SVGPath {
    var path = SVGPath()
    path.move(right - x, top)
    path.arc(x, y, clockwise: false, right - 2 * x, top + y)
    path.arc(x, y, clockwise: false, right - x, bottom)
    return path
  }

  /// The upper edges of two cards behind the one in front.
  func behind(_ step: Double) -> SVGPath {
    var path = SVGPath()
    for (inset, y) in [(step, top + step / 2), (2 * step, top)] {
      path.move(left + inset, y + step / 2)
      path.arc(step / 2, step / 2, clockwise: true, left + inset + step / 2, y)
      path.horizontal(right - inset - step / 2)
      path.arc(step / 2, step / 2, clockwise: true, right - inset, y + step / 2)
    }
    return path
  }
}
