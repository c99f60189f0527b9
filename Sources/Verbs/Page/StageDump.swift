import Canonical
import Pipeline
import Report
import Syntax

/// Stages of the way from text to page as stable text, for golden tests and for people who debug.
package enum StageDump {
  package static func tree(_ tree: NotebookTree) -> String {
    var lines = ["title: \(tree.frontMatter.title ?? "–")"]
    lines += tree.markdown.blocks.map { block in
      let place = tree.file.position(of: block.span.start)
      return "\(place.line):\(place.column) \(kind(block.kind))"
    }
    for cell in tree.cells {
      let place = tree.file.position(of: cell.span.start)
      let names = cell.names.map(\.text).joined(separator: ", ")
      lines.append("cell \(place.line):\(place.column) \(cell.verb.text) [\(names)]")
      for clause in cell.clauses {
        let place = tree.file.position(of: clause.span.start)
        lines.append("  \(place.line):\(place.column) \(tree.file.text(clause.lines[0]))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func kind(_ kind: MarkdownBlock.Kind) -> String {
    switch kind {
    case .paragraph: "paragraph"
    case .heading(let level, let id, _): "heading \(level) #\(id)"
    case .code(let index): "code \(index)"
    case .quote: "quote"
    case .list: "list"
    case .table: "table"
    case .thematicBreak: "break"
    case .html: "html"
    case .footnote(let number, _, _): "footnote \(number)"
    }
  }

  package static func checked(_ notebook: CheckedNotebook) -> String {
    var lines: [String] = []
    for cell in notebook.cells {
      lines.append("\(cell.spec.name) \(cell.identity) \(cell.isValid ? "valid" : "invalid")")
      for (name, type) in zip(cell.names, cell.work?.outputs ?? []) {
        lines.append("  \(name): \(type.kind)")
        if let table = type as? TableType {
          lines += table.schema.fields.map {
            "    \($0.name) \($0.type.name)\($0.role == .none ? "" : " \($0.role.name)")"
          }
          lines.append("    rows \(table.origin.path)")
        }
      }
      lines += (cell.work?.rowVerdicts ?? []).map { "  \($0.learner): \($0.verdict.rawValue)" }
    }
    for diagnostic in notebook.diagnostics {
      let start = notebook.tree.file.position(of: diagnostic.span.start)
      lines.append(
        "\(start.line):\(start.column) \(diagnostic.severity.rawValue) \(diagnostic.code.id) \(diagnostic.message)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  package static func plan(_ notebook: CheckedNotebook) -> String {
    notebook.order.map { index in
      let cell = notebook.cells[index]
      let inputs = (cell.work?.inputs ?? []).map { input -> String in
        switch input.reads {
        case .whole: input.name
        case .columns(let names): "\(input.name)[\(names.joined(separator: ", "))]"
        }
      }
      let settings = (cell.work?.settings ?? []).map { "\n  \($0.kind.rawValue) \($0.role) = \($0.value)" }
      return "\(cell.spec.name) \(cell.identity) <- \(inputs.joined(separator: ", "))\(settings.joined())\n"
    }.joined()
  }

  package static func report(_ page: PageContent) -> String {
    var lines: [String] = []
    for index in page.cells.keys.sorted() {
      guard let cell = page.cells[index] else { continue }
      lines.append(
        "\(cell.verb) \(cell.names.joined(separator: ", ")) · \(cell.caption ?? "") · \(cell.provenance) · \(cell.key)"
      )
      if let failure = cell.failure { lines += self.failure(failure) }
      for block in cell.blocks { lines += self.block(block).map { "  \($0)" } }
    }
    for index in page.values.keys.sorted() {
      guard let value = page.values[index] else { continue }
      switch value {
      case .value(let text): lines.append("value \(index) = \(text)")
      case .failure(let text): lines.append("value \(index) failed: \(text)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func failure(_ failure: CellReport.Failure) -> [String] {
    ["  \(failure.skipped ? "skipped" : "failed") \(failure.code): \(failure.message)"]
      + (failure.hint.map { ["    hint: \($0)"] } ?? [])
  }

  private static func block(_ block: ReportBlock) -> [String] {
    switch block {
    case .table(let table):
      return ["table " + table.columns.map(\.title).joined(separator: " | ")]
        + table.rows.map { row in "  " + row.map(entry).joined(separator: " | ") }
        + ((table.note ?? table.fold).map { ["  (\($0))"] } ?? [])
    case .picture(let picture, _): return ["picture \(picture.title): \(picture.description)"]
    case .pictures(let pictures): return pictures.map { "picture \($0.title): \($0.description)" }
    case .folded(let pictures, let title):
      return ["folded \(title)"] + pictures.map { "  picture \($0.title): \($0.description)" }
    case .tiles(let tiles): return ["tiles"] + tiles.map { "  \($0.label): \($0.value)" }
    case .checks(let checks):
      return ["checks"] + checks.map { "  \($0.outcome.rawValue) \($0.subject) \($0.found ?? "")" }
    case .note(let text, let tone): return ["note \(tone.rawValue) \(text)"]
    }
  }

  private static func entry(_ entry: ReportTable.Entry) -> String {
    switch entry {
    case .text(let text), .dim(let text), .strong(let text), .code(let text): text
    case .measured(let text, let spread): "\(text) (\(spread))"
    case .tagged(let text, let tag): "\(text) [\(tag)]"
    case .ditto: "″"
    case .missing: "–"
    case .picture: "▁▂▃"
    }
  }
}
