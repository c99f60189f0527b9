extension SeriesStyle {
  /// What tells the bars of a series from others besides colour, drawn over them: nothing, stripes across, dots or lines
  /// along the bar. Dashes make it a few bytes for any number of bars.
  func weave(_ boxes: [MarkDrawing.Box], isLevel: Bool) -> [SVG] {
    let boxes = boxes.filter { min($0.width, $0.height) >= 2 && max($0.width, $0.height) < 4000 }
    guard variant > 0, let first = boxes.first else { return [] }
    let thickness = isLevel ? first.height : first.width
    var path = SVGPath()
    for box in boxes {
      let across = isLevel ? box.height : box.width
      for offset in variant == 1 ? [across / 2] : Self.offsets(across) {
        if isLevel {
          path.move(box.x, box.y + offset)
          path.horizontal(box.x + box.width)
        } else {
          path.move(box.x + offset, box.y + box.height)
          path.vertical(box.y)
        }
      }
    }
    var weave = SVG("path", ["class": "c-weave", "d": path.data])
    switch variant {
    case 1:
      weave["stroke-width"] = .number(thickness)
      weave["stroke-dasharray"] = "1.4 4.6"
      weave["stroke-dashoffset"] = "-3"
    case 2:
      weave["stroke-width"] = "2.4"
      weave["stroke-linecap"] = "round"
      weave["stroke-dasharray"] = "0 6"
      weave["stroke-dashoffset"] = "-3"
    default: weave["stroke-width"] = "1.4"
    }
    return [weave]
  }

  /// Evenly spaced about every six pixels across a bar, symmetric to its middle.
  private static func offsets(_ width: Double) -> [Double] {
    let count = max(Int(width / 6), 1)
    let step = width / Double(count)
    return (0..<count).map { (Double($0) + 0.5) * step }
  }
}
