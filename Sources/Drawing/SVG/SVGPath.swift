/// The `d` attribute of a path, built step by step in absolute coordinates written by `SVG.number`.
package struct SVGPath: Sendable, Hashable {
  private var text = ""
  /// Where the pen stands after `run`, as written.
  var pen: Point?

  struct Point: Sendable, Hashable {
    var x: Double
    var y: Double
  }

  package init() {}

  /// A path of straight pieces through `points`; `closed` joins the last to the first.
  package init(through points: [(x: Double, y: Double)], closed: Bool = false) {
    for (index, point) in points.enumerated() {
      if index == 0 { move(point.x, point.y) } else { line(point.x, point.y) }
    }
    if closed, !points.isEmpty { close() }
  }

  package var isEmpty: Bool { text.isEmpty }

  /// The value for `d`.
  package var data: SVG.Value { .text(text) }

  package mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }
  package mutating func line(_ x: Double, _ y: Double) { add("L", x, y) }
  package mutating func horizontal(_ x: Double) { add("H", x) }
  package mutating func vertical(_ y: Double) { add("V", y) }

  /// A quadratic curve by the control point (`cx`, `cy`) to (`x`, `y`).
  package mutating func quadratic(_ cx: Double, _ cy: Double, _ x: Double, _ y: Double) {
    add("Q", cx, cy, x, y)
  }

  /// A cubic curve by two control points to (`x`, `y`).
  package mutating func cubic(
    _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ x: Double, _ y: Double
  ) {
    add("C", ax, ay, bx, by, x, y)
  }

  /// The shorter circular arc of `radius` to (`x`, `y`).
  package mutating func arc(radius: Double, clockwise: Bool, _ x: Double, _ y: Double) {
    add("A", radius, radius, 0, 0, clockwise ? 1 : 0, x, y)
  }

  /// The shorter arc of an upright ellipse to (`x`, `y`).
  package mutating func arc(_ rx: Double, _ ry: Double, clockwise: Bool, _ x: Double, _ y: Double) {
    add("A", rx, ry, 0, 0, clockwise ? 1 : 0, x, y)
  }

  package mutating func close() { text += "z" }

  /// A straight piece by steps that are already written as numbers.
  mutating func relativeLine(_ dx: String, _ dy: String) {
    text += "l\(dx)"
    if !dy.hasPrefix("-") { text += " " }
    text += dy
  }

  /// A step of the pen that is already written as numbers.
  mutating func relativeMove(_ dx: String, _ dy: String) {
    text += "m\(dx)"
    if !dy.hasPrefix("-") { text += " " }
    text += dy
  }

  /// Commands written out, from constants alone.
  mutating func raw(_ commands: String) { text += commands }

  /// A closed rectangle.
  package mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
    move(x, y)
    text += "h\(SVG.number(width))v\(SVG.number(height))h\(SVG.number(-width))z"
  }

  private mutating func add(_ command: String, _ numbers: Double...) {
    text += command
    for (index, number) in numbers.enumerated() {
      let written = SVG.number(number)
      if index > 0, !written.hasPrefix("-") { text += " " }
      text += written
    }
  }
}
