/// Mends the places around tables that stand right below the lines of a paragraph.
///
/// cmark-gfm 0.29 gives such a table and its first row the start of the paragraph, and the paragraph no place at all.
/// Rows of the body have the right lines and are one line each, so the line of the header follows.
enum TablePlaces {
  static func mend(_ events: inout [MarkdownEvent], in file: SourceFile) {
    var paragraph: Int?
    for index in events.indices {
      guard case .enter(var node) = events[index] else { continue }
      switch node.kind {
      case .paragraph: paragraph = node.startLine == 0 ? index : nil
      case .table:
        let start = node.startLine
        let header = max(start, node.endLine - 1 - bodyRows(events, from: index))
        if let paragraph, header > start {
          place(paragraph, on: start, node.startColumn, until: header - 1, &events, file)
        }
        paragraph = nil
        node.startLine = header
        events[index] = .enter(node)
        placeHeader(after: index, on: header, &events)
      default: break
      }
    }
  }

  private static func bodyRows(_ events: [MarkdownEvent], from table: Int) -> Int {
    var rows = 0
    var depth = 0
    for event in events[table...] {
      switch event {
      case .enter(let node):
        depth += 1
        if case .tableRow(false) = node.kind { rows += 1 }
      case .leave: depth -= 1
      case .leaf: break
      }
      if depth == 0 { break }
    }
    return rows
  }

  private static func place(
    _ paragraph: Int, on line: Int, _ column: Int, until last: Int, _ events: inout [MarkdownEvent],
    _ file: SourceFile
  ) {
    guard case .enter(var node) = events[paragraph] else { return }
    let end = file.line(last)
    node.startLine = line
    node.startColumn = column
    node.endLine = last
    node.endColumn = end.end - end.start
    events[paragraph] = .enter(node)
  }

  private static func placeHeader(after table: Int, on line: Int, _ events: inout [MarkdownEvent]) {
    guard table + 1 < events.count, case .enter(var row) = events[table + 1], case .tableRow(true) = row.kind
    else { return }
    row.startLine = line
    row.endLine = line
    events[table + 1] = .enter(row)
  }
}
