import Pipeline
import Syntax

/// The headings that cells stand under.
struct PipelineSections {
  /// By cell: the nearest heading of level 2 above it, or of level 1 in notebooks without any of level 2.
  var ofCell: [(id: String, title: String)?]

  init(_ notebook: CheckedNotebook) {
    var headings: [(start: Int, level: Int, id: String, title: String)] = []
    for block in notebook.tree.markdown.blocks {
      if case .heading(let level, let id, let inlines) = block.kind, level <= 2 {
        headings.append((block.span.start, level, "section-" + id, MarkdownInline.plainText(inlines)))
      }
    }
    let level = headings.contains { $0.level == 2 } ? 2 : 1
    headings.removeAll { $0.level != level }
    ofCell = Array(repeating: nil, count: notebook.cells.count)
    var above = 0
    let inOrder = notebook.cells.indices.sorted {
      notebook.cells[$0].cell.span.start < notebook.cells[$1].cell.span.start
    }
    for cell in inOrder {
      while above < headings.count, headings[above].start < notebook.cells[cell].cell.span.start {
        above += 1
      }
      if above > 0 { ofCell[cell] = (headings[above - 1].id, headings[above - 1].title) }
    }
  }
}
