/// One edge: a line with rounded corners and its heads.
struct EdgeDrawing {
  let edge: Diagram.Edge
  let path: DiagramLayout.EdgePath
  /// The largest weight in the diagram.
  let largestWeight: Double
  let names: (from: String, to: String)

  static let cornerRadius = 7.0

  var element: SVG {
    var children = [SVG.title(name)]
    var line = SVG("path", ["d": linePath])
    if strokeWidth != EdgeDrawing.thinnest { line["stroke-width"] = .number(strokeWidth) }
    if edge.kind != .data { line["stroke-dasharray"] = edge.kind == .feedback ? "6 4" : "3 3" }
    children.append(line)
    if headAtEnd { children.append(head(at: path.points.count - 1, from: path.points.count - 2)) }
    if headAtStart { children.append(head(at: 0, from: 1)) }
    var group = SVG("g", ["data-from": .text(edge.from), "data-to": .text(edge.to)], children)
    if edge.kind == .feedback { group["stroke"] = "var(--accent)" }
    return group
  }

  private var name: String {
    let joint = edge.arrows == .forward ? "to" : "and"
    let label = edge.label.map { ": \($0)" } ?? ""
    let style = edge.kind == .feedback ? " (feedback)" : ""
    return "\(names.from) \(joint) \(names.to)\(label)\(style)"
  }

  private var headAtEnd: Bool { edge.arrows != .none }
  private var headAtStart: Bool { edge.arrows == .both }

  static let thinnest = 1.4

  /// Grows with the square root of the weight, so that half of the rows still look like a fair part.
  private var strokeWidth: Double {
    guard let weight = edge.weight, weight.isFinite, weight > 0, largestWeight > 0 else {
      return EdgeDrawing.thinnest
    }
    return EdgeDrawing.thinnest + 1.8 * (weight / largestWeight).squareRoot()
  }

  private var headLength: Double { 6.5 + strokeWidth }

  private var linePath: SVG.Value {
    var points = path.points.map { (x: Double($0.x), y: Double($0.y)) }
    if headAtEnd { shorten(&points, end: points.count - 1, towards: points.count - 2) }
    if headAtStart { shorten(&points, end: 0, towards: 1) }
    var result = SVGPath()
    result.move(points[0].x, points[0].y)
    for index in points.indices.dropFirst().dropLast() {
      let (a, corner, b) = (points[index - 1], points[index], points[index + 1])
      let radius = min(EdgeDrawing.cornerRadius, length(a, corner) / 2, length(corner, b) / 2)
      let before = along(corner, a, radius)
      let behind = along(corner, b, radius)
      result.line(before.x, before.y)
      result.quadratic(corner.x, corner.y, behind.x, behind.y)
    }
    if let last = points.last { result.line(last.x, last.y) }
    return result.data
  }

  private func length(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    abs(a.x - b.x) + abs(a.y - b.y)
  }

  /// The point `distance` from `a` towards `b`, on a piece along an axis.
  private func along(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ distance: Double
  ) -> (x: Double, y: Double) {
    let whole = length(a, b)
    guard whole > 0 else { return a }
    return (a.x + (b.x - a.x) / whole * distance, a.y + (b.y - a.y) / whole * distance)
  }

  /// Ends the line inside its head, so that a thick line does not show beside the tip.
  private func shorten(_ points: inout [(x: Double, y: Double)], end: Int, towards: Int) {
    let room = min(headLength - 2, length(points[end], points[towards]))
    points[end] = along(points[end], points[towards], room)
  }

  private func head(at tip: Int, from: Int) -> SVG {
    let point = (x: Double(path.points[tip].x), y: Double(path.points[tip].y))
    let other = (x: Double(path.points[from].x), y: Double(path.points[from].y))
    let base = along(point, other, headLength)
    let half = 2.9 + strokeWidth / 2
    let horizontal = point.y == other.y
    var shape = SVGPath()
    shape.move(point.x, point.y)
    shape.line(base.x + (horizontal ? 0 : half), base.y + (horizontal ? half : 0))
    shape.line(base.x - (horizontal ? 0 : half), base.y - (horizontal ? half : 0))
    shape.close()
    return SVG(
      "path",
      [
        "d": shape.data, "stroke": "none",
        "fill": edge.kind == .feedback ? "var(--accent)" : "var(--faint)",
      ])
  }
}
