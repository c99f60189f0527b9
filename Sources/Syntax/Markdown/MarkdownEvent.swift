/// A walk through a Markdown document, without pointers and without nesting.
enum MarkdownEvent {
  case enter(MarkdownNode)
  case leave
  /// A node without children.
  case leaf(MarkdownNode)
}

struct MarkdownNode {
  enum Kind {
    case document, quote, paragraph, thematicBreak, footnoteDefinition
    case list(start: Int?, tight: Bool)
    /// nil: no task list item.
    case item(checked: Bool?)
    case heading(level: Int)
    /// nil: indented.
    case code(literal: [UInt8], fence: Fence?)
    case htmlBlock(String)
    case table([MarkdownBlock.ColumnAlignment])
    case tableRow(isHeader: Bool)
    case tableCell
    case text(String)
    case softBreak, lineBreak
    case codeSpan([UInt8])
    case htmlInline(String)
    case emphasis, strong, strikethrough
    case link(destination: String, title: String)
    case image(destination: String, title: String)
    /// The number of the footnote.
    case footnoteReference(Int)
    /// Of no interest: its children stand for it.
    case transparent
  }

  struct Fence {
    /// Characters in the opening fence.
    var length: Int
    var mark: UInt8
  }

  var kind: Kind
  /// 1-based lines and byte columns, ends included, as cmark gives them; 0 where it gives none.
  var startLine: Int
  var startColumn: Int
  var endLine: Int
  var endColumn: Int
}
