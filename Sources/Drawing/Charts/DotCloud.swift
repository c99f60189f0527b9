/// Many points in few bytes.
enum DotCloud {
  typealias Point = (x: Double, y: Double)

  /// Every point as a round dot, those that fall on the same half pixel once; one path in relative steps.
  static func dots(_ points: [Point]) -> SVG {
    let grid = Set(points.map { Cell(x: Int(($0.x * 2).rounded()), y: Int(($0.y * 2).rounded())) }).sorted()
    var path = ""
    var last = Cell(x: 0, y: 0)
    for cell in grid {
      let dx = SVG.number(Double(cell.x - last.x) / 2)
      let dy = SVG.number(Double(cell.y - last.y) / 2)
      path += path.isEmpty ? "M" : "m"
      path += dx + (dy.hasPrefix("-") ? "" : " ") + dy + "h0"
      last = cell
    }
    return SVG("path", ["class": "c-dots c-l1", "d": .text(path)])
  }

  /// The count of points in squares of `side` pixels on a grid from (`left`, `top`), in five steps of the ramp.
  static func binned(_ points: [Point], left: Double, top: Double, side: Double) -> SVG {
    var counts: [Cell: Int] = [:]
    for point in points {
      let x = Int(((point.x - left) / side).rounded(.down))
      counts[Cell(x: x, y: Int(((point.y - top) / side).rounded(.down))), default: 0] += 1
    }
    let most = Double(counts.values.max() ?? 1).squareRoot()
    var paths = [SVGPath](repeating: SVGPath(), count: 6)
    for (cell, count) in counts.sorted(by: { $0.key < $1.key }) {
      let step = 1 + min(4, Int(Double(count).squareRoot() / most * 4.999))
      paths[max(step, 2)].rectangle(
        x: left + Double(cell.x) * side + 0.5, y: top + Double(cell.y) * side + 0.5, width: side - 1,
        height: side - 1)
    }
    var group = SVG("g")
    for (step, path) in paths.enumerated() where !path.isEmpty {
      group.append(SVG("path", ["class": "c-r\(step)", "d": path.data]))
    }
    return group
  }

  private struct Cell: Hashable, Comparable {
    var x: Int
    var y: Int

    static func < (a: Cell, b: Cell) -> Bool { (a.x, a.y) < (b.x, b.y) }
  }
}
