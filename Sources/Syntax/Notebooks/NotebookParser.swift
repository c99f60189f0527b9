/// Reads a notebook: front matter, Markdown and cells. Never fails; whatever is wrong becomes a diagnostic.
package enum NotebookParser {
  /// The tree of a notebook, and what is wrong with its text, in the order of the places.
  ///
  /// Clauses are cut but not read: that takes the declarations of their verbs (`ClauseParser`).
  package static func parse(_ file: SourceFile, verbs: VerbNames) -> (NotebookTree, [Diagnostic]) {
    let front = FrontMatterParser.parse(file)
    let (markdown, problems) = MarkdownParser.parse(file, from: front.matter.span.end)
    var parser = CellParser(file: file, verbs: verbs)
    var cells: [Cell] = []
    for (index, block) in markdown.codeBlocks.enumerated() {
      if let cell = parser.parse(block, at: index) { cells.append(cell) }
    }
    let diagnostics = (front.diagnostics + problems + parser.diagnostics).enumerated()
      .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
      .map(\.element)
    return (
      NotebookTree(file: file, frontMatter: front.matter, markdown: markdown, cells: cells), diagnostics
    )
  }

  /// The text of a file as read from disk: without a byte-order mark, and with every sequence that is not UTF-8 and every
  /// NUL replaced by U+FFFD. The first such sequence is reported with its offset. Line ends stay as they are.
  package static func sourceFile(path: String, bytes: [UInt8]) -> (SourceFile, [Diagnostic]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let skipped = bytes.starts(with: mark) ? mark.count : 0
    let content = Array(bytes[skipped...])
    let text = String(decoding: content, as: UTF8.self)
    var valid = Array(text.utf8)
    var diagnostics: [Diagnostic] = []
    if valid != content {
      var start =
        zip(valid, content).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        ?? min(valid.count, content.count)
      while start > 0, start >= valid.count || valid[start] & 0xC0 == 0x80 { start -= 1 }
      let place = start + 2 * valid[..<start].count { $0 == 0 }
      diagnostics.append(
        Diagnostic(
          .invalidUTF8, at: Span(place, place + min(3, valid.count - start)),
          "the file is not UTF-8 at byte \(start + skipped)", hint: "save it as UTF-8"))
    }
    if valid.contains(0) { valid = valid.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] } }
    return (SourceFile(path: path, bytes: valid), diagnostics)
  }
}
