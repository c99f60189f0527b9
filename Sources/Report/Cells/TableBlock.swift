extension PageWriter {
  mutating func table(_ table: ReportTable, of name: CellName, alone: Bool) {
    let label = (table.caption ?? table.fold).map { "\(name.text): \($0)" } ?? name.text
    if let fold = table.fold {
      html.open(.details, table.isOpen ? [.class("preview"), .open] : [.class("preview")])
      html.open(.summary)
      html.element(.span, [.class("fold")], Escaped(fold))
      html.close(.summary)
    }
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
      html.open(.tr, PageWriter.className(ofRow: index, table).map { [.class($0)] } ?? [])
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
    if table.fold != nil { html.close(.details) }
  }

  private static func className(ofRow index: Int, _ table: ReportTable) -> Escaped? {
    if table.emphasized.contains(index) { return "emphasis" }
    if case .ditto? = table.rows[index].first { return "continued" }
    return nil
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
      if let better = column.better {
        html.text("\u{A0}")
        html.element(.span, [.class("unit"), .decoration], better == .higher ? "↑" : "↓")
        html.spoken(better == .higher ? "(higher is better)" : "(lower is better)")
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
    if let className = PageWriter.className(entry, table.columns[column]) {
      attributes.append(.class(className))
    }
    html.open(tag, attributes)
    content(of: entry, numeric: numeric)
    html.close(tag)
  }

  private mutating func content(of entry: ReportTable.Entry, numeric: Bool) {
    func figure(_ text: String) -> Escaped { Escaped(numeric ? text.withMinusSign : text) }
    switch entry {
    case .text(let text), .dim(let text): html.text(figure(text))
    case .strong(let text): html.element(.strong, [], figure(text))
    case .code(let text): html.element(.code, [], Escaped(text))
    case .measured(let value, let spread):
      html.text(figure(value))
      html.text(" ")
      html.element(.span, [.class("spread")], Escaped(spread))
    case .tagged(let name, let tag):
      html.element(.strong, [], Escaped(name))
      html.text(" ")
      html.element(.span, [.class("tag")], Escaped(tag))
    case .ditto(let text): html.spoken(Escaped(text))
    case .missing:
      html.element(.span, [.title("missing"), .decoration], "–")
      html.spoken("missing")
    case .picture(let picture): drawing(InertSVG(picture.svg), description: picture.description)
    }
  }

  private static func className(_ entry: ReportTable.Entry, _ column: ReportTable.Column) -> Escaped? {
    let quiet: Escaped? =
      switch entry {
      case .dim: "dim"
      case .missing: "missing"
      case .picture: "spark"
      case .text, .strong, .measured, .tagged, .ditto, .code: nil
      }
    guard let kind: Escaped = column.numeric ? "number" : column.wraps ? "running" : nil else { return quiet }
    return quiet.map { kind + " " + $0 } ?? kind
  }
}

extension ReportTable.Entry {
  fileprivate var isWords: Bool {
    switch self {
    case .text(let text), .dim(let text): !text.isEmpty
    case .strong, .code, .tagged, .ditto: true
    case .measured, .missing, .picture: false
    }
  }

  /// About how many characters of table text it is wide.
  fileprivate var breadth: Int {
    switch self {
    case .text(let text), .dim(let text), .strong(let text), .code(let text): text.unicodeScalars.count
    case .measured(let value, let spread): value.unicodeScalars.count + spread.unicodeScalars.count + 1
    case .tagged(let name, let tag): name.unicodeScalars.count + tag.unicodeScalars.count + 1
    case .ditto: 0
    case .missing: 1
    case .picture(let picture): Int(min(max(picture.width, 0), 1000) / 7)
    }
  }
}

extension ReportTable {
  /// Characters that fit beside each other in the measure of the text.
  private static let measure = 92
  /// What running text is given before it takes another line.
  private static let runningText = 32

  /// Whether it would have to scroll within the measure of the text.
  var isWide: Bool {
    let breadths = columns.indices.map { column in
      let title =
        columns[column].title.unicodeScalars.count + (columns[column].unit?.unicodeScalars.count ?? 0)
        + (columns[column].better == nil ? 0 : 2)
      let most = columns[column].wraps ? ReportTable.runningText : .max
      return rows.reduce(title) { max($0, $1.indices.contains(column) ? min($1[column].breadth, most) : 0) }
        + 3
    }
    return breadths.reduce(0, +) > ReportTable.measure
  }
}

extension String {
  /// A number with a true minus sign, which is as wide as a figure, in place of the hyphen.
  fileprivate var withMinusSign: String {
    guard utf8.first == UInt8(ascii: "-"), let next = utf8.dropFirst().first,
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= next
    else { return self }
    return "\u{2212}" + dropFirst()
  }
}
