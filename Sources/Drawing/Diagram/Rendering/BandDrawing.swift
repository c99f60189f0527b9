/// Lanes and stages: a frame, rules between the bands, and their titles.
struct BandDrawing {
  private struct Band {
    var band: Diagram.Band
    var place: DiagramLayout.BandPlace
    var isLane: Bool
  }

  private let bands: [Band]

  init(_ diagram: Diagram, _ layout: DiagramLayout) {
    func placed(_ bands: [Diagram.Band], _ places: [DiagramLayout.BandPlace?], isLane: Bool) -> [Band] {
      zip(bands, places).compactMap { band, place in
        place.map { Band(band: band, place: $0, isLane: isLane) }
      }
    }
    bands =
      placed(diagram.lanes, layout.lanes, isLane: true)
      + placed(diagram.stages, layout.stages, isLane: false)
  }

  /// Behind everything else; empty where there are no bands.
  var element: SVG {
    guard let first = bands.first?.place.box else { return SVG("g") }
    let frame = bands.dropFirst().reduce(first) { $0.joined($1.place.box) }
    let outline = SVG(
      "rect",
      [
        "class": "d-lane", "x": .number(Double(frame.x)), "y": .number(Double(frame.y)),
        "width": .number(Double(frame.width)), "height": .number(Double(frame.height)), "rx": 12,
      ])
    return SVG("g", [:], [outline] + bands.map { element($0, within: frame) })
  }

  private func element(_ band: Band, within frame: DiagramBox) -> SVG {
    let box = band.place.box
    let title = band.place.title
    let label = DiagramText.isBlank(band.band.label) ? band.band.id : band.band.label
    var parts = [SVG.title((band.isLane ? "Lane " : "Stage ") + TextMeasure.clipped(label))]
    var rule = SVGPath()
    if box.y > frame.y {
      rule.move(Double(box.x), Double(box.y))
      rule.horizontal(Double(box.right))
    }
    if box.x > frame.x {
      rule.move(Double(box.x), Double(box.y))
      rule.vertical(Double(box.bottom))
    }
    if !rule.isEmpty {
      parts.append(SVG("path", ["class": band.isLane ? "d-lane" : "d-lane d-stage", "d": rule.data]))
    }
    parts.append(
      .text(
        TextMeasure.fitted(
          label, width: CompoundGraph.bandTitleLimit, size: DiagramText.titleSize, weight: .bold),
        ["class": "d-gt", "x": .number(Double(title.x)), "y": .number(Double(title.y + 12))]))
    return SVG(
      "g",
      [
        "role": "graphics-object", band.isLane ? "data-lane" : "data-stage": .text(band.band.id),
      ], parts)
  }
}

extension DiagramBox {
  /// The smallest box around both.
  fileprivate func joined(_ other: DiagramBox) -> DiagramBox {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return DiagramBox(
      x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
  }
}
