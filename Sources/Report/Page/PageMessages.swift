extension PageWriter {
  /// What a reader should know before anything else: the checker's findings, the cells without a result, and the
  /// requirements that do not hold.
  mutating func messages() {
    let cells = content.cells.sorted { $0.key < $1.key }.map(\.value)
    let failed = cells.filter { $0.failure?.skipped == false || !$0.failedChecks.isEmpty }
    guard !content.messages.isEmpty || !failed.isEmpty else { return }
    html.open(.section, [.class("messages"), .label("Messages")])
    html.open(.ul, [.role("list")])
    for message in content.messages { write(message) }
    for cell in failed {
      if let failure = cell.failure, !failure.skipped {
        write(failureOf: cell) { $0.sentence(failure.message) }
      }
      for check in cell.failedChecks { write(check, of: cell) }
    }
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

  private mutating func write(_ check: ReportBlock.Check, of cell: CellReport) {
    write(failureOf: cell) { html in
      html.element(.code, [], Escaped(check.subject))
      if let explanation = check.explanation {
        html.text(" ")
        html.sentence(explanation)
      }
      if let found = check.found { html.text(Escaped(": \(found)")) }
    }
  }

  private mutating func write(failureOf cell: CellReport, _ reason: (inout HTMLWriter) -> Void) {
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
    reason(&html)
    html.close(.li)
  }
}

extension CellReport {
  /// Requirements that do not hold, also of a cell that hides its result.
  fileprivate var failedChecks: [ReportBlock.Check] {
    blocks.flatMap { block -> [ReportBlock.Check] in
      if case .checks(let checks) = block { checks.filter { $0.outcome == .failed } } else { [] }
    }
  }
}
