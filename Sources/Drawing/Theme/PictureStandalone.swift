extension Picture {
  /// The picture as an SVG file of its own: with the theme for both colour schemes, and paper behind the drawing.
  package func standalone() -> String {
    let style = SVG("style", [:], [.characters(Theme.styleSheet)]).rendered()
    let paper = SVG("rect", ["width": "100%", "height": "100%", "class": "c-paper"]).rendered()
    guard let opened = svg.firstIndex(of: ">") else { return svg }
    let head = svg[...opened]
    let rest = svg[svg.index(after: opened)...]
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(head)\n\(style)\n\(paper)\(rest)\n"
  }
}
