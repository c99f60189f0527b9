extension PageWriter {
  /// The table of contents, from the second and third level; nothing where there is at most one section.
  mutating func contents() {
    let headings = outline.blocks.indices.compactMap { outline.headings[$0] }.filter { $0.level <= 3 }
    guard content.tree.frontMatter.toc, headings.count > 1 else { return }
    html.open(.ol)
    var level = 2
    for (index, heading) in headings.enumerated() {
      if heading.level > level {
        html.open(.ol)
      } else if index > 0 {
        html.close(.li)
        if heading.level < level {
          html.close(.ol)
          html.close(.li)
        }
      }
      level = heading.level
      html.newline()
      html.open(.li)
      html.element(.a, [.href(LinkTarget(anchor: heading.anchor))], Escaped(plainText(heading.inlines)))
    }
    if !headings.isEmpty { html.close(.li) }
    if level == 3 {
      html.close(.ol)
      html.close(.li)
    }
    html.newline()
    html.close(.ol)
  }
}
