extension PageWriter {
  /// A cell: what it shows first, what it rests on and its source after that.
  mutating func cell(_ cell: CellReport, codeBlock: Int) {
    let shown = cell.hideResult ? [] : cell.blocks
    guard !(shown.isEmpty && cell.hideSource && cell.failure == nil) else {
      labelAnchor(cell)
      return anchors(cell.names[...])
    }
    var classes: Escaped = "cell"
    if shown.contains(where: \.isWide) {
      classes = classes + (shown.contains(where: \.isWideDrawing) ? " wide" : " wide fitting")
    }
    if shown.isEmpty, cell.failure == nil { classes = classes + " quiet" }
    if let failure = cell.failure { classes = classes + (failure.skipped ? " skipped" : " failed") }
    let id: [Attribute] = cell.names.first.map { [.id(Anchor.cell($0).escaped)] } ?? []
    html.open(.figure, id + [.class(classes)])
    html.newline()
    labelAnchor(cell)
    caption(cell, label: labels[codeBlock])
    if let failure = cell.failure { self.failure(failure) }
    let name = CellName(label: labels[codeBlock]?.text, cell: cell)
    for block in shown { self.block(block, of: name, alone: shown.count == 1) }
    if let note = cell.note {
      html.open(.p, [.class("remark")])
      html.sentence(note)
      html.close(.p)
    }
    foot(cell, name: name)
    html.close(.figure)
  }

  private mutating func labelAnchor(_ cell: CellReport) {
    if let label = cell.label { html.element(.span, [.id(Anchor.heading(label).escaped)], "") }
  }

  private mutating func anchors(_ names: ArraySlice<String>) {
    for name in names { html.element(.span, [.id(Anchor.cell(name).escaped)], "") }
  }

  private mutating func caption(_ cell: CellReport, label: CellLabels.Label?) {
    guard label != nil || cell.caption != nil || cell.names.count > 1 || cell.failure != nil else { return }
    html.open(.figcaption)
    anchors(cell.names.dropFirst())
    if let label {
      html.element(.b, [], Escaped(label.text))
      html.text(" ")
    }
    html.open(.span)
    if let caption = cell.caption {
      html.sentence(caption)
    } else {
      for (index, name) in cell.names.enumerated() {
        if index > 0 { html.text(", ") }
        html.element(.code, [], Escaped(name))
      }
    }
    html.close(.span)
    html.close(.figcaption)
    html.newline()
  }

  private mutating func failure(_ failure: CellReport.Failure) {
    html.open(.div, [.class(failure.skipped ? "failure skipped" : "failure")])
    html.open(.p)
    html.element(.strong, [], failure.skipped ? "Not run" : "Failed")
    html.text(" ")
    html.element(.code, [.class("code")], Escaped(failure.code))
    html.text(" ")
    html.sentence(failure.skipped ? failure.reason : failure.message)
    html.close(.p)
    if let hint = failure.hint {
      html.open(.p, [.class("hint")])
      html.sentence(hint)
      html.close(.p)
    }
    html.close(.div)
    html.newline()
  }
}

/// What a cell is called where its caption is too long, such as in the name of a scrolling frame.
struct CellName: Sendable {
  let text: String

  init(label: String?, cell: CellReport) {
    text = label ?? (cell.names.isEmpty ? cell.verb : cell.names.joined(separator: ", "))
  }

  var escaped: Escaped { Escaped(text) }
}

extension CellReport.Failure {
  /// The message without the words that the page begins it with.
  fileprivate var reason: String {
    let said = "not run, "
    return message.utf8.starts(with: said.utf8) ? String(message.dropFirst(said.count)) : message
  }
}
