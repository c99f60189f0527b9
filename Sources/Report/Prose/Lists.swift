import Syntax

extension PageWriter {
  mutating func list(start: Int?, tight: Bool, _ items: [MarkdownBlock.ListItem], depth: Int) {
    let tag: Tag = start == nil ? .ul : .ol
    var attributes: [Attribute] = []
    if let start, start != 1 { attributes.append(.start(start)) }
    if items.contains(where: { $0.checked != nil }) { attributes.append(.class("tasks")) }
    html.open(tag, attributes)
    for item in items {
      html.newline()
      html.open(.li)
      if let checked = item.checked { box(checked) }
      if tight { tightBlocks(item.blocks, depth: depth + 1) } else { blocks(item.blocks, depth: depth + 1) }
      html.close(.li)
    }
    html.newline()
    html.close(tag)
  }

  private mutating func box(_ checked: Bool) {
    html.void(
      .input, [.checkbox, .disabled, .label(checked ? "done" : "to do")] + (checked ? [.checked] : []))
    html.text(" ")
  }

  private mutating func tightBlocks(_ blocks: [MarkdownBlock], depth: Int) {
    for block in blocks {
      if case .paragraph(let inlines) = block.kind {
        self.inlines(inlines)
      } else {
        self.blocks([block], depth: depth)
      }
    }
  }
}
