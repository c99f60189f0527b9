/// How one of several series is told from the others: colour, dash and marker, so that no one of them stands alone.
struct SeriesStyle {
  let index: Int

  /// The class of a fill in the colour of the series.
  var fillClass: String { "c-k\(index % 8 + 1)" }

  /// The class of a stroke in the colour of the series.
  var strokeClass: String { "c-l\(index % 8 + 1)" }

  /// A line in the manner of the series.
  func line(_ path: SVGPath) -> SVG {
    var element = SVG("path", ["class": "c-line \(strokeClass)", "d": path.data])
    if !dash.isEmpty { element["stroke-dasharray"] = .text(dash) }
    return element
  }

  /// The dashes of its lines; empty where they are whole.
  var dash: String { ["", "7 3", "2 2.5", "10 3 2 3"][variant] }

  /// The marker of the series about a point: circle, square, triangle or diamond.
  func marker(_ x: Double, _ y: Double, radius r: Double = 4.5) -> SVG {
    var mark = shape(x, y, radius: r)
    mark["class"] = .text("c-mark \(fillClass)")
    return mark
  }

  /// The marker without a class, about as large for each series.
  func shape(_ x: Double, _ y: Double, radius r: Double) -> SVG {
    if variant == 0 { return SVG("circle", ["cx": .number(x), "cy": .number(y), "r": .number(r)]) }
    var path = SVGPath()
    switch variant {
    case 1: path.rectangle(x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8)
    case 2:
      path = SVGPath(
        through: [(x, y - r * 1.2), (x + r * 1.15, y + r * 0.8), (x - r * 1.15, y + r * 0.8)], closed: true)
    default:
      path = SVGPath(
        through: [(x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)], closed: true)
    }
    return SVG("path", ["d": path.data])
  }

  /// Which of four dashes and markers.
  var variant: Int { (index + index / 8) % 4 }
}
