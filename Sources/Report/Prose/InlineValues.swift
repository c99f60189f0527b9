import Syntax

extension PageWriter {
  /// A value in the prose. Where there is none, what was asked for and why not.
  mutating func value(_ index: Int) {
    switch content.values[index] {
    case .value(let text): html.element(.span, [.class("value")], Escaped(text))
    case .failure(let message):
      html.open(.span, [.class("value failed")])
      html.element(.code, [], Escaped(source(ofValue: index)))
      html.open(.small)
      html.text(" no value: ")
      html.sentence(message)
      html.close(.small)
      html.close(.span)
    case nil: html.element(.code, [], Escaped(source(ofValue: index)))
    }
  }

  /// The text of inlines for the table of contents: values count, notes do not.
  func plainText(_ inlines: [MarkdownInline], depth: Int = 0) -> String {
    guard depth < PageWriter.deepest else { return "" }
    return inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        plainText(inner, depth: depth + 1)
      case .link(_, _, let inner), .image(_, _, let inner): plainText(inner, depth: depth + 1)
      case .value(let index):
        if case .value(let text)? = content.values[index] { text } else { source(ofValue: index) }
      case .html, .footnoteReference: ""
      }
    }.joined()
  }

  private func source(ofValue index: Int) -> String {
    let values = content.tree.markdown.inlineValues
    return values.indices.contains(index) ? content.tree.file.text(values[index].span) : "="
  }
}
