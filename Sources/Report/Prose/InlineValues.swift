import Syntax

extension PageWriter {
  /// A value in the prose. Where there is none, what was asked for and why not; a reason that many values share is
  /// written out once, and is at hand for the others.
  mutating func value(_ index: Int) {
    switch content.values[index] {
    case .value(let text): html.element(.span, [.class("value")], Escaped(text))
    case .failure(let message):
      let isNew = reasonsGiven.insert(Array(message.utf8)).inserted
      html.open(.span, [.class("value failed")] + (isNew ? [] : [.title(Escaped("no value: \(message)"))]))
      html.element(.code, [], Escaped(PageWriter.asked(source(ofValue: index))))
      html.open(.small)
      html.text(isNew ? " no value: " : " no value")
      if isNew { html.sentence(message) }
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

  /// The expression alone, without the sign that makes it a value and without its formats.
  private static func asked(_ source: String) -> String {
    let expression = source.split(separator: "|", omittingEmptySubsequences: false).first ?? ""
    let words = expression.drop { $0 == "=" || $0 == " " }
    return String(words.reversed().drop { $0 == " " }.reversed())
  }

  private func source(ofValue index: Int) -> String {
    let values = content.tree.markdown.inlineValues
    return values.indices.contains(index) ? content.tree.file.text(values[index].span) : "="
  }
}
