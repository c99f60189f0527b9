/// The line of an edge with rounded corners, and its heads.
struct EdgeLine {
  /// From the outline of the source to that of the target.
  let points: [(x: Double, y: Double)]
  let width: Double
  let arrows: Diagram.Edge.Arrows
  /// An open head asks; a filled one brings.
  let isOpen: Bool

  static let cornerRadius = 7.0
  static let thinnest = 1.4
  private static let growth = 2.8

  /// Grows with the square root of the weight, so that half of the rows still look like a fair part.
  static func width(of weight: Double?, largest: Double) -> Double {
    guard let weight, weight.isFinite, weight > 0, largest > 0 else { return thinnest }
    return thinnest + growth * (weight / largest).squareRoot()
  }

  private var headAtEnd: Bool { arrows != .none }
  private var headAtStart: Bool { arrows == .both }
  private var headLength: Double { 6 + width }

  var elements: [SVG] {
    guard points.count > 1 else { return [] }
    var line = SVG("path", ["d": path.data])
    if width != EdgeLine.thinnest { line["stroke-width"] = .number(width) }
    var result = [line]
    if headAtEnd { result.append(head(at: points.count - 1, from: points.count - 2)) }
    if headAtStart { result.append(head(at: 0, from: 1)) }
    return result
  }

  /// An unseen line that is broad enough to be pointed at; nil where there is none.
  var hit: SVG? {
    guard points.count > 1 else { return nil }
    var path = SVGPath()
    path.move(points[0].x, points[0].y)
    for (a, b) in zip(points, points.dropFirst()) { path.straight(from: a, to: b) }
    return SVG("path", ["class": "d-hit", "d": path.data])
  }

  private var path: SVGPath {
    var points = points
    if !isOpen {
      if headAtEnd { shorten(&points, end: points.count - 1, towards: points.count - 2) }
      if headAtStart { shorten(&points, end: 0, towards: 1) }
    }
    var result = SVGPath()
    result.move(points[0].x, points[0].y)
    for index in points.indices.dropFirst().dropLast() {
      let (a, corner, b) = (points[index - 1], points[index], points[index + 1])
      let radius = min(EdgeLine.cornerRadius, distance(a, corner) / 2, distance(corner, b) / 2)
      let before = along(corner, a, radius)
      let behind = along(corner, b, radius)
      result.straight(from: a, to: before)
      result.quadratic(corner.x, corner.y, behind.x, behind.y)
    }
    if let last = points.last { result.straight(from: points[points.count - 2], to: last) }
    return result
  }

  private func distance(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    abs(a.x - b.x) + abs(a.y - b.y)
  }

  /// The point `distance` from `a` towards `b`, on a piece along an axis.
  private func along(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ distance: Double
  ) -> (x: Double, y: Double) {
    let whole = self.distance(a, b)
    guard whole > 0 else { return a }
    return (a.x + (b.x - a.x) / whole * distance, a.y + (b.y - a.y) / whole * distance)
  }

  /// Ends the line inside its head, so that a thick line does not show beside the tip.
  private func shorten(_ points: inout [(x: Double, y: Double)], end: Int, towards: Int) {
    let room = min(headLength - 2, distance(points[end], points[towards]))
    points[end] = along(points[end], points[towards], room)
  }

  private func head(at tip: Int, from: Int) -> SVG {
    let point = points[tip]
    let base = along(point, points[from], headLength)
    let half = 2.7 + width / 2
    let isLevel = point.y == points[from].y
    let corners = [1.0, -1].map { side in
      (x: base.x + (isLevel ? 0 : half * side), y: base.y + (isLevel ? half * side : 0))
    }
    if isOpen {
      return SVG("path", ["class": "d-o", "d": SVGPath(through: [corners[0], point, corners[1]]).data])
    }
    return SVG("path", ["class": "d-h", "d": SVGPath(through: [point] + corners, closed: true).data])
  }
}

extension SVGPath {
  /// A line along an axis.
  fileprivate mutating func straight(from a: (x: Double, y: Double), to b: (x: Double, y: Double)) {
    if a.y == b.y { horizontal(b.x) } else if a.x == b.x { vertical(b.y) } else { line(b.x, b.y) }
  }
}
