/// Writes HTML. Text and attribute values are `Escaped`; elements and attributes are those of `Tag` and `Attribute`,
/// among which there is no `style`, no event handler and nothing that fetches.
struct HTMLWriter: Sendable {
  private(set) var text = ""

  /// What `body` writes.
  static func markup(_ body: (inout HTMLWriter) -> Void) -> Markup {
    var writer = HTMLWriter()
    body(&writer)
    return writer.markup
  }

  mutating func text(_ escaped: Escaped) { text += escaped.html }

  mutating func markup(_ markup: Markup) { text += markup.html }

  /// A line break in the source, for people who read it and for comparisons line by line.
  mutating func newline() { text += "\n" }

  /// An element with what `body` writes inside.
  mutating func element(
    _ tag: Tag, _ attributes: [Attribute] = [], _ body: (inout HTMLWriter) -> Void
  ) {
    open(tag, attributes)
    body(&self)
    close(tag)
  }

  /// An element with text inside.
  mutating func element(_ tag: Tag, _ attributes: [Attribute] = [], _ content: Escaped) {
    open(tag, attributes)
    text(content)
    close(tag)
  }

  /// An element without an end tag.
  mutating func void(_ tag: VoidTag, _ attributes: [Attribute] = []) { start(tag.rawValue, attributes) }

  /// For elements whose content is written elsewhere; pair it with `close`.
  mutating func open(_ tag: Tag, _ attributes: [Attribute] = []) { start(tag.rawValue, attributes) }

  mutating func close(_ tag: Tag) { text += "</\(tag.rawValue)>" }

  private mutating func start(_ name: String, _ attributes: [Attribute]) {
    text += "<\(name)"
    for attribute in attributes {
      text += " \(attribute.name)"
      if let value = attribute.value { text += "=\"\(value.html)\"" }
    }
    text += ">"
  }
}
