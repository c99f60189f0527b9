import Syntax

/// The structure of Markdown as one line of text.
enum Outline {
  static func text(_ blocks: [MarkdownBlock]) -> String { blocks.map(text).joined(separator: " ") }

  static func text(_ block: MarkdownBlock) -> String {
    switch block.kind {
    case .paragraph(let inner): "p(\(text(inner)))"
    case .heading(let level, let id, let inner): "h\(level)#\(id)(\(text(inner)))"
    case .code(let index): "code\(index)"
    case .quote(let blocks): "quote(\(text(blocks)))"
    case .list(let start, let tight, let items):
      "list\(start.map { " \($0)" } ?? "")\(tight ? "" : " loose")(\(items.map(text).joined(separator: "; ")))"
    case .table(let alignments, let header, let rows):
      "table[\(alignments.map { "\($0)" }.joined(separator: ","))](\(([header] + rows).map(row).joined(separator: "; ")))"
    case .thematicBreak: "rule"
    case .html(let html): "html(\(html.debugDescription))"
    case .footnote(let number, let references, let blocks): "note\(number)×\(references)(\(text(blocks)))"
    }
  }

  private static func text(_ item: MarkdownBlock.ListItem) -> String {
    (item.checked.map { $0 ? "[x] " : "[ ] " } ?? "") + text(item.blocks)
  }

  private static func row(_ cells: [[MarkdownInline]]) -> String { cells.map(text).joined(separator: " | ") }

  static func text(_ inlines: [MarkdownInline]) -> String { inlines.map(text).joined() }

  private static func text(_ inline: MarkdownInline) -> String {
    switch inline {
    case .text(let text): text
    case .softBreak: "␤"
    case .lineBreak: "⏎"
    case .code(let code): "`\(code)`"
    case .value(let index): "{\(index)}"
    case .emphasis(let inner): "em(\(text(inner)))"
    case .strong(let inner): "strong(\(text(inner)))"
    case .strikethrough(let inner): "del(\(text(inner)))"
    case .link(let destination, let title, let inner): "a<\(destination)|\(title)>(\(text(inner)))"
    case .image(let destination, let title, let inner): "img<\(destination)|\(title)>(\(text(inner)))"
    case .html(let html): "html(\(html))"
    case .footnoteReference(let number, let occurrence): "^\(number).\(occurrence)"
    }
  }
}
