extension Picture {
  /// The picture as an SVG file of its own: with the theme for both colour schemes, and paper behind the drawing. A
  /// diagram has its title above and its stories below, which a page tells around it.
  package func standalone() -> String {
    let drawing = diagram.map { DiagramPicture(FittedDiagram($0), insides: []) }
    let svg = drawing?.alone ?? svg
    var rules = Theme.base + (svg.contains(" class=\"picture diagram\"") ? Theme.diagrams : Theme.charts)
    if let drawing { rules += Theme.pointing(ends: drawing.endCount) }
    let used = ThemeColor.all.filter { color in
      [rules, svg].contains { $0.contains("var(--\(color.name))") }
    }
    let sheet = Theme.variables(of: used) + rules
    let style = SVG("style", [:], [.characters(sheet)]).rendered()
    let paper = SVG("rect", ["width": "100%", "height": "100%", "class": "c-paper"]).rendered()
    guard let opened = svg.firstIndex(of: ">") else { return svg }
    let head = svg[...opened]
    let rest = svg[svg.index(after: opened)...]
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(head)\n\(style)\n\(paper)\(rest)\n"
  }
}
