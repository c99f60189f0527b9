import CCmark
import Synchronization

/// The only user of cmark-gfm: text in, a flat walk through the document out.
///
/// cmark's arena allocator and its table of extensions are global to the process, so that one thread at a time parses.
/// The arena makes parsing about three times faster than malloc.
enum CommonMark {
  static func events(of text: [UInt8]) -> [MarkdownEvent] {
    gate.withLock { _ in
      cmark_gfm_core_extensions_ensure_registered()
      let events = parse(text)
      cmark_arena_reset()
      return events
    }
  }

  private static let gate = Mutex(())

  private static let options =
    CMARK_OPT_FOOTNOTES | CMARK_OPT_FULL_INFO_STRING | CMARK_OPT_VALIDATE_UTF8

  private static func parse(_ text: [UInt8]) -> [MarkdownEvent] {
    guard let parser = cmark_parser_new_with_mem(options, cmark_get_arena_mem_allocator()) else { return [] }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      if let syntax = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, syntax)
      }
    }
    text.withUnsafeBytes { bytes in
      cmark_parser_feed(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let document = cmark_parser_finish(parser), let iterator = cmark_iter_new(document) else {
      return []
    }
    var events: [MarkdownEvent] = []
    while true {
      let type = cmark_iter_next(iterator)
      guard type != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if type == CMARK_EVENT_EXIT {
        events.append(.leave)
      } else if isLeaf(node) {
        events.append(.leaf(copy(node)))
      } else {
        events.append(.enter(copy(node)))
      }
    }
    return events
  }

  /// Nodes that cmark's iterator enters and does not leave.
  private static func isLeaf(_ node: OpaquePointer) -> Bool {
    let leaves = [
      CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK,
      CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
    ]
    let type = cmark_node_get_type(node)
    return leaves.contains { $0 == type }
  }

  private static func copy(_ node: OpaquePointer) -> MarkdownNode {
    MarkdownNode(
      kind: kind(of: node), startLine: Int(cmark_node_get_start_line(node)),
      startColumn: Int(cmark_node_get_start_column(node)), endLine: Int(cmark_node_get_end_line(node)),
      endColumn: Int(cmark_node_get_end_column(node)))
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST:
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          ? Int(cmark_node_get_list_start(node)) : nil,
        tight: cmark_node_get_list_tight(node) != 0)
    case CMARK_NODE_ITEM:
      .item(
        checked: string(cmark_node_get_type_string(node)) == "tasklist"
          ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil)
    case CMARK_NODE_CODE_BLOCK: .code(literal: bytes(cmark_node_get_literal(node)), fence: fence(of: node))
    case CMARK_NODE_HTML_BLOCK: .htmlBlock(string(cmark_node_get_literal(node)))
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_FOOTNOTE_DEFINITION: .footnoteDefinition
    case CMARK_NODE_TEXT: .text(string(cmark_node_get_literal(node)))
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan(bytes(cmark_node_get_literal(node)))
    case CMARK_NODE_HTML_INLINE: .htmlInline(string(cmark_node_get_literal(node)))
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
      .image(destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference(Int(string(cmark_node_get_literal(node))) ?? 0)
    default: extended(node)
    }
  }

  /// Kinds of the extensions, whose numbers are given out at run time.
  private static func extended(_ node: OpaquePointer) -> MarkdownNode.Kind {
    switch string(cmark_node_get_type_string(node)) {
    case "table": .table(alignments(of: node))
    case "table_header": .tableRow(isHeader: true)
    case "table_row": .tableRow(isHeader: false)
    case "table_cell": .tableCell
    case "strikethrough": .strikethrough
    default: .transparent
    }
  }

  private static func alignments(of table: OpaquePointer) -> [MarkdownBlock.ColumnAlignment] {
    guard let marks = cmark_gfm_extensions_get_table_alignments(table) else { return [] }
    return (0..<Int(cmark_gfm_extensions_get_table_columns(table))).map { column in
      switch marks[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .none
      }
    }
  }

  private static func fence(of node: OpaquePointer) -> MarkdownNode.Fence? {
    var length: CInt = 0
    var offset: CInt = 0
    var mark: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &mark) != 0 else { return nil }
    return .init(length: Int(length), mark: UInt8(bitPattern: mark))
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    return String(cString: text).utf8.map { $0 }
  }
}
