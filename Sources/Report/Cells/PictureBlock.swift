import Drawing

extension PageWriter {
  /// A drawing with its numbers or its outline folded beneath. Several in one cell are told apart by their titles.
  mutating func picture(_ picture: Picture, wide: Bool, of name: CellName, alone: Bool) {
    let isTold = !picture.stories.isEmpty
    var classes: Escaped = wide ? "drawing large" : "drawing"
    if isTold { classes = classes + " told" }
    html.open(.div, [.class(classes)])
    heading(picture, titled: !alone)
    if isTold { steps(of: picture) }
    let label = picture.title.isEmpty ? name.text : picture.title
    let svg = InertSVG(picture.svg)
    if svg != nil { size(of: picture, label: label) }
    html.open(.div, [.class("canvas"), .focusable, .role("group"), .label(Escaped(label))])
    let places = drawing(svg, description: picture.description, places: picture.insides.map(\.id))
    html.close(.div)
    if isTold { sentences(of: picture) }
    for (inside, place) in zip(picture.insides, places) {
      self.inside(inside, at: place, wide: wide, of: name)
    }
    if let caption = picture.caption, !caption.isEmpty {
      html.element(.p, [.class("takeaway")], Escaped(caption))
    }
    if let twin = picture.twin, !twin.rows.isEmpty { self.twin(twin, of: picture, name: name) }
    if !picture.outline.isEmpty { outline(of: picture, name: name) }
    html.close(.div)
  }

  /// Drawings of one kind, beside each other where there is room.
  mutating func pictures(_ pictures: [Picture], of name: CellName) {
    html.open(.div, [.class(pictures.count > 1 ? "gallery pair" : "gallery")])
    for picture in pictures {
      html.newline()
      self.picture(picture, wide: false, of: name, alone: false)
    }
    html.newline()
    html.close(.div)
  }

  mutating func folded(_ pictures: [Picture], _ title: String, of name: CellName) {
    html.open(.details, [.class("preview")])
    html.open(.summary)
    html.element(.span, [.class("fold")], Escaped(title))
    html.close(.summary)
    self.pictures(pictures, of: name)
    html.close(.details)
  }

  private mutating func heading(_ picture: Picture, titled: Bool) {
    let title = titled ? picture.title : ""
    guard !title.isEmpty || picture.subtitle != nil else { return }
    html.open(.p, [.class("subtitle")])
    if !title.isEmpty { html.element(.b, [], Escaped(title)) }
    if let subtitle = picture.subtitle {
      if !title.isEmpty { html.text(" ") }
      html.element(.span, [], Escaped(subtitle))
    }
    html.close(.p)
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
