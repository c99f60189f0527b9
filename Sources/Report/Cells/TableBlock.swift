extension PageWriter {
  mutating func table(_ table: ReportTable, of name: CellName, alone: Bool) {
    let label = table.caption.map { "\(name.text): \($0)" } ?? name.text
    html.open(
      .div, [.class("frame"), .focusable, .role(table.isWide ? "region" : "group"), .label(Escaped(label))])
    html.open(.table)
    if let caption = table.caption {
      html.open(.caption)
      html.sentence(caption)
      html.close(.caption)
    }
    head(table.columns)
    html.open(.tbody)
    for (index, row) in table.rows.enumerated() {
      html.newline()
      html.open(.tr, table.emphasized.contains(index) ? [.class("emphasis")] : [])
      for (column, entry) in row.prefix(table.columns.count).enumerated() { self.entry(entry, table, column) }
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
    if let note = table.note {
      html.open(.p, [.class("tablenote")])
      html.sentence(note)
      html.close(.p)
    }
  }

  private mutating func head(_ columns: [ReportTable.Column]) {
    html.open(.thead)
    html.open(.tr)
    for column in columns {
      html.open(.th, [.scope("col")] + (column.numeric ? [.class("number")] : []))
      html.text(Escaped(column.title))
      if let unit = column.unit {
        html.text(" ")
        html.element(.span, [.class("unit")], Escaped(unit))
      }
      html.close(.th)
    }
    html.close(.tr)
    html.close(.thead)
  }

  /// The first column names its row where it holds words.
  private mutating func entry(_ entry: ReportTable.Entry, _ table: ReportTable, _ column: Int) {
    let numeric = table.columns[column].numeric
    let names = column == 0 && !numeric && table.columns.count > 1 && entry.isWords
    let tag: Tag = names ? .th : .td
    var attributes: [Attribute] = names ? [.scope("row")] : []
    if let className = PageWriter.className(entry, numeric: numeric) { attributes.append(.class(className)) }
    html.open(tag, attributes)
    content(of: entry)
    html.close(tag)
  }

  private mutating func content(of entry: ReportTable.Entry) {
    switch entry {
    case .text(let text), .dim(let text): html.text(Escaped(text))
    case .strong(let text): html.element(.strong, [], Escaped(text))
    case .code(let text): html.element(.code, [], Escaped(text))
    case .measured(let value, let spread):
      html.text(Escaped(value))
      html.text(" ")
      html.element(.span, [.class("spread")], Escaped(spread))
    case .missing:
      html.element(.span, [.title("missing"), .decoration], "–")
      html.spoken("missing")
    case .picture(let picture): drawing(picture.svg, description: picture.description)
    }
  }

  private static func className(_ entry: ReportTable.Entry, numeric: Bool) -> Escaped? {
    let quiet: Escaped? =
      switch entry {
      case .dim: "dim"
      case .missing: "missing"
      case .picture: "spark"
      case .text, .strong, .measured, .code: nil
      }
    guard numeric else { return quiet }
    return quiet.map { "number " + $0 } ?? "number"
  }
}

extension ReportTable.Entry {
  fileprivate var isWords: Bool {
    switch self {
    case .text, .strong, .code, .dim: true
    case .measured, .missing, .picture: false
    }
  }

  /// About how many characters of table text it is wide.
  fileprivate var breadth: Int {
    switch self {
    case .text(let text), .dim(let text), .strong(let text), .code(let text): text.unicodeScalars.count
    case .measured(let value, let spread): value.unicodeScalars.count + spread.unicodeScalars.count + 1
    case .missing: 1
    case .picture(let picture): Int(min(max(picture.width, 0), 1000) / 7)
    }
  }
}

extension ReportTable {
  /// Characters that fit beside each other in the measure of the text.
  private static let measure = 92

  /// Whether it would have to scroll within the measure of the text.
  var isWide: Bool {
    let breadths = columns.indices.map { column in
      let title =
        columns[column].title.unicodeScalars.count + (columns[column].unit?.unicodeScalars.count ?? 0)
      return rows.reduce(title) { max($0, $1.indices.contains(column) ? $1[column].breadth : 0) } + 3
    }
    return breadths.reduce(0, +) > ReportTable.measure
  }
}
