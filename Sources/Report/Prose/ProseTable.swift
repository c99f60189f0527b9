import Syntax

extension PageWriter {
  /// A table of the prose, as GFM has them.
  mutating func table(
    _ alignments: [MarkdownBlock.ColumnAlignment], _ header: [[MarkdownInline]], _ rows: [[[MarkdownInline]]]
  ) {
    html.open(.div, [.class("frame"), .focusable, .role("group"), .label("Table")])
    html.open(.table)
    html.open(.thead)
    html.open(.tr)
    for (column, inlines) in header.enumerated() {
      cell(.th, [.scope("col")], inlines, alignments, column)
    }
    html.close(.tr)
    html.close(.thead)
    html.open(.tbody)
    for row in rows {
      html.newline()
      html.open(.tr)
      for (column, inlines) in row.prefix(header.count).enumerated() {
        cell(.td, [], inlines, alignments, column)
      }
      html.close(.tr)
    }
    html.close(.tbody)
    html.close(.table)
    html.close(.div)
  }

  private mutating func cell(
    _ tag: Tag, _ attributes: [Attribute], _ inlines: [MarkdownInline],
    _ alignments: [MarkdownBlock.ColumnAlignment], _ column: Int
  ) {
    let alignment = alignments.indices.contains(column) ? alignments[column] : .none
    html.open(tag, attributes + (PageWriter.className(alignment).map { [.class($0)] } ?? []))
    self.inlines(inlines)
    html.close(tag)
  }

  private static func className(_ alignment: MarkdownBlock.ColumnAlignment) -> Escaped? {
    switch alignment {
    case .none, .left: nil
    case .center: "centred"
    case .right: "number"
    }
  }
}
