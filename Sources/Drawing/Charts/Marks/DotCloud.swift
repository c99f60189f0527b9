/// Many points in few bytes: paths of dots without length, which their round or square caps make visible.
enum DotCloud {
  typealias Point = (x: Double, y: Double)

  /// Every point as a round dot, those that fall on the same half pixel once.
  static func dots(_ points: [Point], className: String = "c-dots c-l1") -> SVG {
    let points = points.filter { $0.x.magnitude < 1e6 && $0.y.magnitude < 1e6 }
    let cells = Set(points.map { Cell(x: Int(($0.x * 2).rounded()), y: Int(($0.y * 2).rounded())) })
    return SVG("path", ["class": .text(className), "d": path(cells.sorted(), origin: (0, 0), side: 0.5)])
  }

  /// Points counted on a grid of `side` pixels from (`left`, `top`): a square in each cell that holds any, its area
  /// by the count, in eight sizes.
  static func binned(_ points: [Point], left: Double, top: Double, side: Double) -> SVG {
    var counts: [Cell: Int] = [:]
    for point in points where point.x.magnitude < 1e6 && point.y.magnitude < 1e6 {
      let x = Int(((point.x - left) / side).rounded(.down))
      counts[Cell(x: x, y: Int(((point.y - top) / side).rounded(.down))), default: 0] += 1
    }
    let most = Double(counts.values.max() ?? 1).squareRoot()
    let sizes = counts.mapValues { max(2, Int((Double($0).squareRoot() / most * 8).rounded(.up))) }
    var group = SVG("g", ["class": "c-bins c-l1"])
    for size in 2...8 {
      let cells = sizes.filter { $0.value == size }.keys.sorted()
      guard !cells.isEmpty else { continue }
      group.append(
        SVG(
          "path",
          [
            "stroke-width": .number(Double(size) / 8 * side),
            "d": path(cells, origin: (left + side / 2, top + side / 2), side: side),
          ]))
    }
    return group
  }

  private struct Cell: Hashable, Comparable {
    var x: Int
    var y: Int

    static func < (a: Cell, b: Cell) -> Bool { (a.x, a.y) < (b.x, b.y) }
  }

  /// A dot at each cell of a grid, in relative steps.
  private static func path(_ cells: [Cell], origin: Point, side: Double) -> SVG.Value {
    guard var last = cells.first else { return "" }
    var path = "M" + pair(origin.x + Double(last.x) * side, origin.y + Double(last.y) * side) + "z"
    for cell in cells.dropFirst() {
      path += "m" + pair(Double(cell.x - last.x) * side, Double(cell.y - last.y) * side) + "z"
      last = cell
    }
    return .text(path)
  }

  private static func pair(_ x: Double, _ y: Double) -> String {
    let second = SVG.number(y)
    return SVG.number(x) + (second.hasPrefix("-") ? "" : " ") + second
  }
}
