extension PageWriter {
  /// What a reader should know before anything else: the checker's findings, and the cells without a result.
  mutating func messages() {
    let failed = content.cells.sorted { $0.key < $1.key }.map(\.value).filter { $0.failure?.skipped == false }
    guard !content.messages.isEmpty || !failed.isEmpty else { return }
    html.open(.section, [.class("messages"), .label("Messages")])
    html.open(.ul, [.role("list")])
    for message in content.messages { write(message) }
    for cell in failed { write(failureOf: cell) }
    html.close(.ul)
    html.close(.section)
  }

  private mutating func write(_ message: PageContent.Message) {
    let className: Escaped =
      switch message.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    html.newline()
    html.open(.li, [.class(className)])
    html.element(.strong, [], className)
    html.text(" ")
    html.element(.code, [], Escaped(message.code))
    if !message.place.isEmpty {
      html.text(" ")
      html.element(.span, [.class("place")], Escaped(message.place))
    }
    html.text(" ")
    html.sentence(message.text)
    html.close(.li)
  }

  private mutating func write(failureOf cell: CellReport) {
    html.newline()
    html.open(.li, [.class("error")])
    html.element(.strong, [], "failed")
    html.text(" ")
    if let name = cell.names.first {
      html.open(.a, [.href(LinkTarget(anchor: .cell(name)))])
      html.element(.code, [], Escaped(cell.names.joined(separator: ", ")))
      html.close(.a)
    } else {
      html.element(.code, [], Escaped(cell.verb))
    }
    html.text(" ")
    html.sentence(cell.failure?.message ?? "")
    html.close(.li)
  }
}
