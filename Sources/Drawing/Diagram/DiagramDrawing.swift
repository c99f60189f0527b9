/// Draws diagrams.
package enum DiagramDrawing {
  /// The picture of `diagram`. Draws what is consistent in it and leaves out the rest (see `Diagram.problems()`).
  ///
  /// The layout is chosen to be readable at `diagram.targetWidth`. Nodes and groups carry `data-id`, edges `data-from`
  /// and `data-to`, labels `data-label-of` with `from->to`. The twin is the list of edges. The same diagram always
  /// gives the same bytes.
  package static func draw(_ diagram: Diagram) -> Picture {
    let text = DiagramText(diagram)
    return draw(diagram, text, DiagramLayout(diagram, text))
  }

  static let margin = 6

  private static func draw(_ diagram: Diagram, _ text: DiagramText, _ layout: DiagramLayout) -> Picture {
    let outline = DiagramOutline(diagram)
    let sheet = DiagramSheet(diagram: diagram, text: text, layout: layout, outline: outline)
    return Picture(
      title: diagram.title ?? "Diagram", description: outline.sentence(layout),
      width: Double(layout.size.width + 2 * margin), height: Double(layout.size.height + 2 * margin),
      twin: outline.table(layout.edges), role: "graphics-document", className: "picture diagram"
    ) { _ in
      [
        SVG(
          "g", ["transform": "translate(\(margin) \(margin))"],
          [sheet.groups, sheet.edges, sheet.nodes, sheet.labels])
      ]
    }
  }
}

/// The parts of a diagram's picture, from back to front.
private struct DiagramSheet {
  let diagram: Diagram
  let text: DiagramText
  let layout: DiagramLayout
  let outline: DiagramOutline

  var groups: SVG {
    let order = Array(layout.groups.indices).stablySorted { layout.groups[$0]?.depth ?? 0 }
    return SVG("g", [:], order.compactMap(group))
  }

  private func group(_ index: Int) -> SVG? {
    guard let place = layout.groups[index] else { return nil }
    let box = place.box
    return SVG(
      "g", ["role": "graphics-object", "data-id": .text(diagram.groups[index].id)],
      [
        SVG.title(diagram.groups[index].label),
        SVG(
          "rect",
          [
            "x": .number(Double(box.x)), "y": .number(Double(box.y)), "width": .number(Double(box.width)),
            "height": .number(Double(box.height)), "rx": 12, "fill": .text(background(depth: place.depth)),
            "stroke": "var(--line)",
          ]),
        .text(
          text.titles[index],
          [
            "x": .number(Double(place.title.x)), "y": .number(Double(place.title.y + 13)),
            "font-size": 12, "font-weight": 600, "fill": "var(--soft)",
          ]),
      ])
  }

  /// Groups are washed and plain by turns, so that each stands out from the one around it.
  private func background(depth: Int) -> String {
    depth == 0 ? "var(--paper)" : depth % 2 == 1 ? "var(--wash)" : "var(--paper)"
  }

  var edges: SVG {
    let largest = diagram.edges.compactMap(\.weight).filter(\.isFinite).max() ?? 0
    let drawn = diagram.edges.indices.compactMap { index -> SVG? in
      guard let path = layout.edges[index] else { return nil }
      let edge = diagram.edges[index]
      return EdgeDrawing(
        edge: edge, path: path, largestWeight: largest,
        names: (outline.name(edge.from), outline.name(edge.to))
      ).element
    }
    return SVG(
      "g",
      ["fill": "none", "stroke": "var(--faint)", "stroke-width": .number(EdgeDrawing.thinnest)], drawn)
  }

  var nodes: SVG {
    SVG(
      "g", [:],
      diagram.nodes.indices.compactMap { index in
        layout.nodes[index].map {
          NodeDrawing(node: diagram.nodes[index], text: text.nodes[index], box: $0).element
        }
      })
  }

  var labels: SVG {
    SVG(
      "g",
      ["font-size": 11, "fill": "var(--soft)", "text-anchor": "middle"],
      diagram.edges.indices.compactMap(label))
  }

  private func label(_ index: Int) -> SVG? {
    guard let box = layout.edges[index]?.label else { return nil }
    let edge = diagram.edges[index]
    let center = SVG.Value.number(Double(box.x) + Double(box.width) / 2)
    let depth = layout.groups.compactMap { $0 }.filter { contains($0.box, box) }.map(\.depth).max() ?? 0
    let lines = text.labels[index].enumerated().map { number, line in
      SVG(
        "tspan",
        ["x": center, "y": .number(Double(box.y + 13 + number * DiagramText.smallLineHeight))],
        [.characters(line)])
    }
    let plate = box.inset(by: 2)
    return SVG(
      "g", ["data-label-of": .text("\(edge.from)->\(edge.to)")],
      [
        SVG(
          "rect",
          [
            "x": .number(Double(plate.x)), "y": .number(Double(plate.y)),
            "width": .number(Double(plate.width)), "height": .number(Double(plate.height)),
            "fill": .text(background(depth: depth)),
          ]), SVG("text", [:], lines),
      ])
  }

  private func contains(_ outer: DiagramBox, _ inner: DiagramBox) -> Bool {
    outer.x <= inner.x && outer.y <= inner.y && outer.right >= inner.right && outer.bottom >= inner.bottom
  }
}
