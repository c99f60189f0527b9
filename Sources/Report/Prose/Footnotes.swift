extension PageWriter {
  /// The notes that the text has referred to, each with a way back to every place that does.
  mutating func notes() {
    guard !footnotes.isEmpty else { return }
    html.open(.section, [.class("notes"), .role("doc-endnotes"), .label("Notes")])
    html.open(.ol)
    // A note may hold a note: the list can grow while it is written.
    var index = 0
    while index < footnotes.count {
      let note = footnotes[index]
      html.newline()
      html.open(.li, [.id(Anchor.footnote(note.number).escaped), .value(note.number)])
      blocks(note.blocks, depth: 1)
      returns(of: note)
      html.close(.li)
      index += 1
    }
    html.newline()
    html.close(.ol)
    html.close(.section)
  }

  private mutating func returns(of note: Footnote) {
    html.open(.p, [.class("returns")])
    for occurrence in 1...min(max(note.references, 1), 1000) {
      let back = LinkTarget(anchor: .footnoteReference(note.number, occurrence: occurrence))
      let times = note.references > 1 ? ", place \(occurrence)" : ""
      html.open(.a, [.href(back), .role("doc-backlink"), .label(Escaped("Back to the text\(times)"))])
      html.text("↩")
      if note.references > 1 { html.element(.sup, [], Escaped(String(occurrence))) }
      html.close(.a)
      html.text(" ")
    }
    html.close(.p)
  }
}
