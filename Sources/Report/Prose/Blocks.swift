import Syntax

extension PageWriter {
  /// The blocks of the top level, with their headings as the outline has them.
  mutating func body() {
    for (index, block) in outline.blocks.enumerated() {
      if let heading = outline.headings[index] { write(heading) } else { self.block(block, depth: 0) }
    }
  }

  mutating func blocks(_ blocks: [MarkdownBlock], depth: Int) {
    guard depth < PageWriter.deepest else { return }
    for block in blocks { self.block(block, depth: depth) }
  }

  private mutating func block(_ block: MarkdownBlock, depth: Int) {
    switch block.kind {
    case .paragraph(let inlines):
      html.open(.p)
      self.inlines(inlines)
      html.close(.p)
    case .heading(let level, let id, let inlines):
      write(Heading(anchor: .heading(id), level: min(level + 1, 6), inlines: inlines))
    case .code(let index): codeBlock(index)
    case .quote(let blocks):
      html.open(.blockquote)
      self.blocks(blocks, depth: depth + 1)
      html.close(.blockquote)
    case .list(let start, let tight, let items): list(start: start, tight: tight, items, depth: depth)
    case .table(let alignments, let header, let rows): table(alignments, header, rows)
    case .thematicBreak: html.void(.hr)
    case .html(let source): html.element(.pre, [.class("raw")], Escaped(source))
    case .footnote(let number, let references, let blocks):
      footnotes.append(Footnote(number: number, references: references, blocks: blocks))
      return
    }
    html.newline()
  }

  /// A heading is a link to itself, so that its place can be passed on.
  private mutating func write(_ heading: Heading) {
    let tag = Tag.heading(heading.level)
    html.open(tag, [.id(heading.anchor.escaped)])
    inlines(heading.inlines)
    html.element(
      .a, [.class("self"), .href(LinkTarget(anchor: heading.anchor)), .label("Link to this section")], "#")
    html.close(tag)
    html.newline()
  }

  private mutating func codeBlock(_ index: Int) {
    guard content.tree.markdown.codeBlocks.indices.contains(index) else { return }
    if let cell = content.cells[index] {
      self.cell(cell, codeBlock: index)
    } else {
      listing(content.tree.markdown.codeBlocks[index])
    }
  }
}
