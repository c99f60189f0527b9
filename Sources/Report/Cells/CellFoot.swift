extension PageWriter {
  /// The quiet line: what the result rests on, its key, and the source folded behind it.
  mutating func foot(_ cell: CellReport, name: CellName) {
    if cell.hideSource || cell.source.isEmpty {
      html.open(.div, [.class("foot")])
      provenance(cell)
      html.close(.div)
    } else {
      html.open(.details, [.class("source")])
      html.open(.summary, [.class("foot")])
      html.element(.span, [.class("fold")], "source")
      provenance(cell)
      html.close(.summary)
      html.open(.pre, [.focusable, .role("group"), .label(Escaped("Source of \(name.text)"))])
      html.open(.code)
      for piece in cell.source { write(piece) }
      html.close(.code)
      html.close(.pre)
      html.close(.details)
    }
    html.newline()
  }

  private mutating func provenance(_ cell: CellReport) {
    html.open(.span, [.class("provenance")])
    html.sentence(cell.provenance)
    html.close(.span)
    guard !cell.key.isEmpty else { return }
    html.open(.span, [.class("key"), .title("The first digits of this result's key")])
    html.spoken("key ")
    html.element(.code, [], Escaped(cell.key))
    html.close(.span)
  }

  private mutating func write(_ piece: CellReport.SourcePiece) {
    let className: Escaped
    switch piece.kind {
    case .plain: return html.text(Escaped(piece.text))
    case .keyword: className = "k"
    case .option: className = "o"
    case .name: className = "i"
    case .value: className = "v"
    case .text: className = "t"
    case .comment: className = "c"
    }
    html.element(.span, [.class(className)], Escaped(piece.text))
  }
}
