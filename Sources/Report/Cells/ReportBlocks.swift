extension PageWriter {
  /// - Parameter alone: whether the cell shows nothing else, so that its caption speaks for the block.
  mutating func block(_ block: ReportBlock, of name: CellName, alone: Bool) {
    switch block {
    case .table(let table): self.table(table, of: name, alone: alone)
    case .picture(let picture, let wide): self.picture(picture, wide: wide, of: name, alone: alone)
    case .pictures(let pictures): self.pictures(pictures, of: name)
    case .folded(let pictures, let title): self.folded(pictures, title, of: name)
    case .tiles(let tiles): self.tiles(tiles)
    case .checks(let checks): self.checks(checks)
    case .note(let text, let tone): self.note(text, tone)
    }
    html.newline()
  }

  private mutating func tiles(_ tiles: [ReportBlock.Tile]) {
    html.open(.dl, [.class("tiles")])
    for tile in tiles {
      html.newline()
      html.open(.div)
      html.element(.dt, [], Escaped(tile.label))
      html.open(.dd)
      html.text(Escaped(tile.value))
      if let detail = tile.detail { html.element(.small, [], Escaped(detail)) }
      html.close(.dd)
      html.close(.div)
    }
    html.newline()
    html.close(.dl)
  }

  private mutating func note(_ text: String, _ tone: ReportBlock.Tone) {
    switch tone {
    case .plain: html.open(.p, [.class("remark")])
    case .warning:
      html.open(.p, [.class("remark warning")])
      html.element(.strong, [], "Note")
      html.text(" ")
    case .failure:
      html.open(.p, [.class("remark failure")])
      html.element(.strong, [], "Failed")
      html.text(" ")
    }
    html.sentence(text)
    html.close(.p)
  }

  private mutating func checks(_ checks: [ReportBlock.Check]) {
    html.open(.ul, [.class("checks"), .role("list")])
    for check in checks {
      html.newline()
      write(check)
    }
    html.newline()
    html.close(.ul)
  }

  private mutating func write(_ check: ReportBlock.Check) {
    let (className, mark, words): (Escaped, Escaped, Escaped) =
      switch check.outcome {
      case .passed: ("passed", "✓", "passed: ")
      case .failed: ("failed", "✗", "failed: ")
      case .unproved: ("unproved", "?", "not proved: ")
      }
    html.open(.li, [.class(className)])
    html.element(.span, [.class("mark"), .decoration], mark)
    html.open(.span, [.class("what")])
    html.spoken(words)
    html.element(.code, [], Escaped(check.subject))
    if let explanation = check.explanation {
      html.text(" ")
      html.open(.span, [.class("why")])
      html.sentence(explanation)
      html.close(.span)
    }
    html.close(.span)
    if let found = check.found { html.element(.span, [.class("found")], Escaped(found)) }
    html.close(.li)
  }
}

extension ReportBlock {
  /// Whether it may use the room beside the text.
  var isWide: Bool {
    switch self {
    case .table(let table): table.isWide
    case .picture(_, let wide): wide
    case .pictures, .folded, .tiles, .checks, .note: false
    }
  }

  var isWideDrawing: Bool {
    if case .picture(_, wide: true) = self { true } else { false }
  }
}
