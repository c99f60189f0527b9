import Syntax

extension PageWriter {
  /// A code block that is no cell, with the language its first line names.
  mutating func listing(_ block: CodeBlock) {
    let file = content.tree.file
    let source = block.lines.map { file.text($0) + "\n" }.joined()
    let info = file.text(block.info)
    let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init)
    html.open(.div, [.class("listing")])
    if let language { html.element(.span, [.class("language"), .decoration], Escaped(language)) }
    let name = language.map { Escaped("Listing, \($0)") } ?? "Listing"
    html.open(.pre, [.focusable, .role("group"), .label(name)])
    html.element(.code, [], Escaped(source))
    html.close(.pre)
    html.close(.div)
  }
}
