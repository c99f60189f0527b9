import Drawing

extension PageWriter {
  /// A drawing with its numbers folded beneath. Several in one cell are told apart by their titles.
  mutating func picture(_ picture: Picture, wide: Bool, of name: CellName, alone: Bool) {
    html.open(.div, [.class(wide ? "drawing large" : "drawing")])
    if !alone, !picture.title.isEmpty { html.element(.p, [.class("subtitle")], Escaped(picture.title)) }
    let label = picture.title.isEmpty ? name.text : picture.title
    html.open(.div, [.class("canvas"), .focusable, .role("group"), .label(Escaped(label))])
    drawing(picture.svg, description: picture.description)
    html.close(.div)
    if let twin = picture.twin, !twin.rows.isEmpty { self.twin(twin, of: picture, name: name) }
    html.close(.div)
  }

  private mutating func twin(_ twin: PictureTable, of picture: Picture, name: CellName) {
    html.open(.details, [.class("twin")])
    html.open(.summary)
    html.element(.span, [.class("fold")], "as a table")
    html.spoken(Escaped(": \(picture.title)"))
    html.close(.summary)
    let label = picture.title.isEmpty ? name.text : picture.title
    html.open(.div, [.class("frame"), .focusable, .role("group"), .label(Escaped("\(label), as a table"))])
    html.open(.table)
    html.open(.thead)
    html.open(.tr)
    for (column, title) in twin.header.enumerated() {
      html.element(.th, [.scope("col")] + PageWriter.alignment(twin, column), Escaped(title))
    }
    html.close(.tr)
    html.close(.thead)
    html.open(.tbody)
    for row in twin.rows {
      html.newline()
      html.open(.tr)
      for (column, text) in row.enumerated() {
        html.element(.td, PageWriter.alignment(twin, column), Escaped(text))
      }
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
    html.close(.details)
  }

  private static func alignment(_ twin: PictureTable, _ column: Int) -> [Attribute] {
    twin.numeric.indices.contains(column) && twin.numeric[column] ? [.class("number")] : []
  }
}
