/// Builds the tree from the flat walk, without recursion.
struct MarkdownBuilder {
  private let file: SourceFile
  private var frames: [Frame] = [
    Frame(.init(kind: .document, startLine: 1, startColumn: 1, endLine: 0, endColumn: 0))
  ]
  private var codeBlocks: [CodeBlock] = []
  private var inlineValues: [InlineValue] = []
  private var diagnostics: [Diagnostic] = []
  private var words = WordCounter()
  private var headings = HeadingIDs()
  private var leaf = LeafText()
  private var quotes = 0
  private var footnotes = 0
  private var references: [Int: Int] = [:]

  /// A node that has been entered and not yet left, with what it holds so far.
  private struct Frame {
    var node: MarkdownNode
    /// Too deep to stand for itself: what it holds goes to the one around it.
    var isFlat = false
    var blocks: [MarkdownBlock] = []
    var inlines: [MarkdownInline] = []
    var items: [MarkdownBlock.ListItem] = []
    var header: [[MarkdownInline]] = []
    var rows: [[[MarkdownInline]]] = []
    var cells: [[MarkdownInline]] = []

    /// Text that is still being put together from pieces.
    var text = ""

    init(_ node: MarkdownNode) { self.node = node }

    mutating func flushText() {
      guard !text.isEmpty else { return }
      inlines.append(.text(text))
      text = ""
    }
  }

  init(file: SourceFile) { self.file = file }

  // MARK: Events

  mutating func enter(_ node: MarkdownNode) {
    var frame = Frame(node)
    switch node.kind {
    case .quote:
      quotes += 1
      frame.isFlat = frames.count > maximumDepth
    case .list, .item, .emphasis, .strong, .strikethrough, .link, .image:
      frame.isFlat = frames.count > maximumDepth
    case .document, .transparent: frame.isFlat = true
    case .paragraph, .heading: openLeaf(node, inTable: false)
    case .table: openLeaf(node, inTable: true)
    case .tableRow: leaf.skip(to: file.line(node.startLine).start)
    default: break
    }
    frames.append(frame)
  }

  mutating func leave() {
    guard frames.count > 1, var frame = frames.popLast() else { return }
    frame.flushText()
    if case .quote = frame.node.kind { quotes -= 1 }
    if frame.isFlat { return splice(frame) }
    switch frame.node.kind {
    case .paragraph:
      words.endWord()
      append(.paragraph(frame.inlines), frame)
    case .heading(let level):
      words.endWord()
      let id = headings.id(for: MarkdownInline.plainText(frame.inlines))
      append(.heading(level: level, id: id, frame.inlines), frame)
    case .quote: append(.quote(frame.blocks), frame)
    case .list(let start, let tight):
      let loose = frame.blocks.isEmpty ? [] : [MarkdownBlock.ListItem(checked: nil, blocks: frame.blocks)]
      append(.list(start: start, tight: tight, frame.items + loose), frame)
    case .item(let checked):
      frames[frames.count - 1].items.append(.init(checked: checked, blocks: frame.blocks))
    case .footnoteDefinition:
      footnotes += 1
      append(.footnote(number: footnotes, references: references[footnotes] ?? 0, frame.blocks), frame)
    case .table(let alignments):
      append(.table(alignments: alignments, header: frame.header, rows: frame.rows), frame)
    case .tableRow(let isHeader):
      if isHeader {
        frames[frames.count - 1].header = frame.cells
      } else {
        frames[frames.count - 1].rows.append(frame.cells)
      }
    case .tableCell:
      words.endWord()
      frames[frames.count - 1].cells.append(frame.inlines)
    case .emphasis: append(.emphasis(frame.inlines))
    case .strong: append(.strong(frame.inlines))
    case .strikethrough: append(.strikethrough(frame.inlines))
    case .link(let destination, let title):
      append(.link(destination: destination, title: title, frame.inlines))
    case .image(let destination, let title):
      append(.image(destination: destination, title: title, frame.inlines))
    case .footnoteReference(let number): refer(to: number)
    default: splice(frame)
    }
  }

  mutating func add(_ node: MarkdownNode) {
    switch node.kind {
    case .text(let text):
      words.add(text)
      append(.text(text))
    case .softBreak:
      words.endWord()
      append(.softBreak)
    case .lineBreak:
      words.endWord()
      append(.lineBreak)
    case .codeSpan(let literal): addCode(literal)
    case .htmlInline(let html): append(.html(html))
    case .htmlBlock(let html): append(.html(html), Frame(node))
    case .thematicBreak: append(.thematicBreak, Frame(node))
    case .code(let literal, let fence):
      let block = CodeBlockPlaces(file: file).block(
        node, span: span(of: node), literal: literal, fence: fence)
      append(.code(codeBlocks.count), Frame(node))
      codeBlocks.append(block)
    default: break
    }
  }

  func finish() -> (MarkdownTree, [Diagnostic]) {
    let tree = MarkdownTree(
      blocks: numbered(frames[0].blocks), codeBlocks: codeBlocks, inlineValues: inlineValues,
      wordCount: words.count)
    return (tree, diagnostics)
  }

  /// Footnotes with the counts of their references, those in later footnotes included.
  private func numbered(_ blocks: [MarkdownBlock]) -> [MarkdownBlock] {
    blocks.map { block in
      guard case .footnote(let number, _, let inner) = block.kind else { return block }
      return MarkdownBlock(.footnote(number: number, references: references[number] ?? 0, inner), block.span)
    }
  }

  // MARK: Parts

  private mutating func openLeaf(_ node: MarkdownNode, inTable: Bool) {
    let first = min(max(node.startLine, 1), file.lineCount)
    let last = min(max(node.endLine, first), file.lineCount)
    leaf = LeafText(file, lines: first...last, column: node.startColumn, quotes: quotes, inTable: inTable)
  }

  private mutating func addCode(_ literal: [UInt8]) {
    words.endWord()
    let isValue = InlineValueParser.isValue(literal)
    guard let pieces = leaf.place(of: literal), isValue else {
      if isValue { diagnostics.append(unplaced()) }
      return append(.code(String(decoding: literal, as: UTF8.self)))
    }
    let (value, problems) = InlineValueParser.parse(pieces, in: file)
    diagnostics += problems
    append(.value(inlineValues.count))
    inlineValues.append(value)
  }

  private func unplaced() -> Diagnostic {
    Diagnostic(
      .inlineValue, at: frames.last.map { span(of: $0.node) } ?? Span(0, 0),
      "an inline value whose place in the text cannot be told is shown as code")
  }

  private mutating func refer(to number: Int) {
    let occurrence = (references[number] ?? 0) + 1
    references[number] = occurrence
    append(.footnoteReference(number: number, occurrence: occurrence))
  }

  private mutating func append(_ inline: MarkdownInline) {
    let top = frames.count - 1
    if case .text(let text) = inline {
      frames[top].text += text
    } else {
      frames[top].flushText()
      frames[top].inlines.append(inline)
    }
  }

  private mutating func append(_ kind: MarkdownBlock.Kind, _ frame: Frame) {
    var span = span(of: frame.node)
    for block in frame.blocks { span = span.union(block.span) }
    for item in frame.items { for block in item.blocks { span = span.union(block.span) } }
    frames[frames.count - 1].blocks.append(MarkdownBlock(kind, span))
  }

  private mutating func splice(_ frame: Frame) {
    let top = frames.count - 1
    for item in frame.items { frames[top].blocks += item.blocks }
    frames[top].blocks += frame.blocks
    for inline in frame.inlines { append(inline) }
  }

  /// The bytes that a block takes, as far as cmark says; at least its first line where the end is not given.
  private func span(of node: MarkdownNode) -> Span {
    let line = file.line(max(node.startLine, 1))
    let start = min(line.start + max(node.startColumn - 1, 0), line.end)
    guard node.endLine >= node.startLine, node.endColumn > 0 else { return Span(start, line.end) }
    let last = file.line(node.endLine)
    return Span(start, min(last.start + node.endColumn, last.end))
  }
}
