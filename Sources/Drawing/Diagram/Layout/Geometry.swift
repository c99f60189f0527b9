/// A place in whole pixels; x grows to the right, y downwards.
package struct DiagramPoint: Sendable, Hashable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  static func + (a: DiagramPoint, b: DiagramPoint) -> DiagramPoint {
    DiagramPoint(x: a.x + b.x, y: a.y + b.y)
  }
}

/// Width and height in whole pixels.
package struct DiagramSize: Sendable, Hashable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle in whole pixels.
package struct DiagramBox: Sendable, Hashable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var right: Int { x + width }
  package var bottom: Int { y + height }

  func inset(by amount: Int) -> DiagramBox {
    DiagramBox(x: x + amount, y: y + amount, width: width - 2 * amount, height: height - 2 * amount)
  }

  func moved(by offset: DiagramPoint) -> DiagramBox {
    DiagramBox(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }

  /// Whether the two share an area; a common border does not count.
  package func overlaps(_ other: DiagramBox) -> Bool {
    min(right, other.right) > max(x, other.x) && min(bottom, other.bottom) > max(y, other.y)
  }
}

/// A side of a container in terms of its reading direction: edges run from `start` to `end`; `low` and `high` are the
/// two sides along which they run (above and below for `.right`, left and right for `.down`).
enum Side: Int {
  case start, end, low, high

  /// The same physical side, named in the terms of a container that reads in the other direction.
  var transposed: Side {
    switch self {
    case .start: .low
    case .low: .start
    case .end: .high
    case .high: .end
    }
  }
}

/// Turns the two axes of a layered drawing into x and y: `main` along the reading direction, `cross` across it.
struct Axes {
  var direction: Diagram.Direction

  func main(_ size: DiagramSize) -> Int { direction == .right ? size.width : size.height }
  func cross(_ size: DiagramSize) -> Int { direction == .right ? size.height : size.width }

  func size(main: Int, cross: Int) -> DiagramSize {
    direction == .right
      ? DiagramSize(width: main, height: cross) : DiagramSize(width: cross, height: main)
  }

  func point(main: Int, cross: Int) -> DiagramPoint {
    direction == .right ? DiagramPoint(x: main, y: cross) : DiagramPoint(x: cross, y: main)
  }

  func box(main: Int, cross: Int, size: DiagramSize) -> DiagramBox {
    let origin = point(main: main, cross: cross)
    return DiagramBox(x: origin.x, y: origin.y, width: size.width, height: size.height)
  }
}
