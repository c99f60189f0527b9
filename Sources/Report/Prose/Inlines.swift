import Syntax

extension PageWriter {
  mutating func inlines(_ inlines: [MarkdownInline], depth: Int = 0) {
    guard depth < PageWriter.deepest else { return }
    for inline in inlines { self.inline(inline, depth: depth) }
  }

  private mutating func inline(_ inline: MarkdownInline, depth: Int) {
    switch inline {
    case .text(let text): html.text(Escaped(text))
    case .softBreak: html.newline()
    case .lineBreak: html.void(.br)
    case .code(let code): html.element(.code, [], Escaped(code))
    case .value(let index): value(index)
    case .emphasis(let inner): wrap(.em, inner, depth)
    case .strong(let inner): wrap(.strong, inner, depth)
    case .strikethrough(let inner): wrap(.del, inner, depth)
    case .link(let destination, let title, let inner): link(destination, title, inner, depth)
    case .image(let destination, let title, let inner):
      picture(destination, title, MarkdownInline.plainText(inner))
    case .html(let source): html.element(.code, [.class("raw")], Escaped(source))
    case .footnoteReference(let number, let occurrence): reference(number, occurrence)
    }
  }

  private mutating func wrap(_ tag: Tag, _ inner: [MarkdownInline], _ depth: Int) {
    html.open(tag)
    inlines(inner, depth: depth + 1)
    html.close(tag)
  }

  /// A link that may not be followed is shown as its text alone.
  private mutating func link(_ destination: String, _ title: String, _ inner: [MarkdownInline], _ depth: Int)
  {
    guard let target = LinkTarget(destination) else { return inlines(inner, depth: depth + 1) }
    var attributes: [Attribute] = [.href(target)]
    if !title.isEmpty { attributes.append(.title(Escaped(title))) }
    if target.isExternal { attributes.append(.external) }
    if MarkdownInline.plainText(inner).utf8.elementsEqual(destination.utf8) {
      attributes.append(.class("bare"))
    }
    html.open(.a, attributes)
    inlines(inner, depth: depth + 1)
    html.close(.a)
  }

  /// An image is carried in the page or not shown at all: a page fetches nothing.
  private mutating func picture(_ destination: String, _ title: String, _ alternative: String) {
    let uri = destination.lowercased().hasPrefix("data:") ? destination : image(destination)
    if let uri, let embedded = EmbeddedImage(dataURI: uri) {
      let caption: [Attribute] = title.isEmpty ? [] : [.title(Escaped(title))]
      html.void(.img, [.source(embedded), .alternative(Escaped(alternative))] + caption)
      return
    }
    html.open(.span, [.class("absent")])
    html.text(Escaped(alternative.isEmpty ? "Image" : alternative))
    html.element(.small, [], " (image not shown)")
    html.close(.span)
  }

  private mutating func reference(_ number: Int, _ occurrence: Int) {
    html.open(.sup)
    html.element(
      .a,
      [
        .class("noteref"), .id(Anchor.footnoteReference(number, occurrence: occurrence).escaped),
        .href(LinkTarget(anchor: .footnote(number))), .role("doc-noteref"),
        .label(Escaped("Note \(number)")),
      ], Escaped(String(number)))
    html.close(.sup)
  }
}
