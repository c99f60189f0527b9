import Canonical

extension Chart {
  /// The chart drawn, with its takeaway as the description and its numbers as the twin. The same bytes each time.
  package func picture() -> Picture {
    let resolved = ResolvedChart(self)
    let words = ChartWords(resolved)
    if resolved.isEmpty {
      return size.bare ? bare([]) : Charts.empty(title, words.remarks, width: size.width)
    }
    let layout = ChartLayout(resolved)
    let content = ChartDrawing(layout: layout).content()
    if size.bare { return bare(content) }
    var picture = Picture(
      drawn: content, title: title, subtitle: subtitle, description: words.description, width: layout.width,
      height: layout.height.rounded(.up), twin: twin ?? ChartTwin(resolved).table)
    picture.caption = words.description
    return picture
  }

  /// Marks alone, for a table cell that says the same in figures.
  private func bare(_ content: [SVG]) -> Picture {
    let height = size.panel ?? 16
    var root = Picture.canvas(width: size.width, height: height, className: "picture spark")
    root["aria-hidden"] = "true"
    for child in content { root.append(child) }
    if content.isEmpty {
      root.append(
        SVG(
          "path", ["class": "c-rule", "d": .text("M0 \(SVG.number(height - 0.5))H\(SVG.number(size.width))")])
      )
    }
    return Picture(svg: root.rendered(), width: size.width, height: height, title: "", description: "")
  }
}

extension Picture {
  /// A picture of `content` that holds no ids, so that it is written only once.
  fileprivate init(
    drawn content: [SVG], title: String, subtitle: String?, description: String, width: Double,
    height: Double, twin: PictureTable?
  ) {
    var body = ""
    for child in content { body += "\n" + child.rendered() }
    let head =
      SVG("title", [:], [.characters(title)]).rendered()
      + SVG("desc", [:], [.characters(description)]).rendered()
    let prefix = "p" + String(Digest(of: head + body).description.prefix(10))
    var root = Picture.canvas(width: width, height: height, className: "picture")
    root["role"] = "img"
    root["aria-labelledby"] = .text("\(prefix)-t \(prefix)-d")
    root.append(SVG("title", ["id": .text("\(prefix)-t")], [.characters(title)]))
    root.append(SVG("desc", ["id": .text("\(prefix)-d")], [.characters(description)]))
    let opened = root.rendered().dropLast("\n</svg>".count)
    self.init(
      svg: "\(opened)\(body)\n</svg>", width: width, height: height, title: title, subtitle: subtitle,
      description: description, twin: twin)
  }
}

/// Puts the parts of a laid out chart together.
private struct ChartDrawing {
  let layout: ChartLayout

  func content() -> [SVG] {
    let resolved = layout.resolved
    var content = layout.key.content(layout.panels)
    for panel in layout.panels {
      let axes = PanelAxes(panel: panel, chart: layout.chart)
      let notes = AnnotationDrawing(
        panel: panel, width: layout.width, y: panel.y, layers: layout.chart.layers)
      content += axes.content()
      content += notes.behind(layout.chart.annotations)
      for layer in resolved.layers { content += marks(layer, panel, panel.y) }
      if let below = panel.below, let pane = layout.chart.below {
        let lower = AnnotationDrawing(panel: panel, width: layout.width, y: below, layers: pane.layers)
        content += lower.behind(pane.annotations)
        for layer in resolved.below { content += marks(layer, panel, below) }
        content += lower.above(pane.annotations)
      }
      content += notes.above(layout.chart.annotations)
      if let axis = axes.xAxis() { content.append(axis) }
      if layout.labels == .ends { content += SeriesEnds(resolved: resolved, panel: panel).content() }
    }
    return content
  }

  private func marks(_ layer: ResolvedLayer, _ panel: PlotPanel, _ y: PlacedAxis) -> [SVG] {
    MarkDrawing(
      resolved: layer, rows: layer.panels.indices.contains(panel.index) ? layer.panels[panel.index] : [],
      x: panel.x, y: y, shades: layout.shades, seriesCount: max(layout.resolved.series?.names.count ?? 1, 1),
      panelCount: max(layout.panels.count, 1), labels: layout.labels, width: layout.width,
      seriesNames: layout.resolved.seriesNames ?? [],
      hasWords: layout.resolved.layers.contains { $0.layer.mark == .text }
    ).content()
  }
}
