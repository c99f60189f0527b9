/// The blocks of a notebook, copied out of cmark-gfm.
package struct MarkdownTree: Sendable, Hashable {
  package var blocks: [MarkdownBlock]
  /// Every code block in document order, those of footnotes last; `MarkdownBlock.Kind.code` holds an index into it.
  package var codeBlocks: [CodeBlock]
  /// Every inline value in document order, those of footnotes last; `MarkdownInline.value` holds an index into it.
  package var inlineValues: [InlineValue]
  /// Words of prose, code left out: the base of the reading time.
  package var wordCount: Int

  package init(
    blocks: [MarkdownBlock], codeBlocks: [CodeBlock], inlineValues: [InlineValue], wordCount: Int
  ) {
    self.blocks = blocks
    self.codeBlocks = codeBlocks
    self.inlineValues = inlineValues
    self.wordCount = wordCount
  }
}

package struct MarkdownBlock: Sendable, Hashable {
  package indirect enum Kind: Sendable, Hashable {
    case paragraph([MarkdownInline])
    /// `id` is unique in the document: lower-cased words joined by hyphens, letters of any script kept.
    case heading(level: Int, id: String, [MarkdownInline])
    case code(Int)
    case quote([MarkdownBlock])
    /// `start` is nil for a bullet list; `tight` lists render their paragraphs without `<p>`.
    case list(start: Int?, tight: Bool, [ListItem])
    case table(alignments: [ColumnAlignment], header: [[MarkdownInline]], rows: [[[MarkdownInline]]])
    case thematicBreak
    /// Raw HTML; shown escaped, never passed through.
    case html(String)
    /// Numbered from 1 in order of first reference; `references` counts how often it is referred to.
    case footnote(number: Int, references: Int, [MarkdownBlock])
  }

  package struct ListItem: Sendable, Hashable {
    /// nil: no task list item.
    package var checked: Bool?
    package var blocks: [MarkdownBlock]

    package init(checked: Bool?, blocks: [MarkdownBlock]) {
      self.checked = checked
      self.blocks = blocks
    }
  }

  package enum ColumnAlignment: Sendable, Hashable { case none, left, center, right }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

package indirect enum MarkdownInline: Sendable, Hashable {
  case text(String)
  case softBreak
  case lineBreak
  case code(String)
  /// An inline value, by its index in `MarkdownTree.inlineValues`.
  case value(Int)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case strikethrough([MarkdownInline])
  case link(destination: String, title: String, [MarkdownInline])
  case image(destination: String, title: String, [MarkdownInline])
  /// Raw HTML; shown escaped.
  case html(String)
  /// `occurrence` counts from 1 the references to this footnote.
  case footnoteReference(number: Int, occurrence: Int)

  /// The text alone, as for headings in a table of contents.
  package static func plainText(_ inlines: [MarkdownInline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): plainText(inner)
      case .link(_, _, let inner), .image(_, _, let inner): plainText(inner)
      case .value, .html, .footnoteReference: ""
      }
    }.joined()
  }
}

/// A fenced or indented code block: a listing, or a cell when its first word is a verb.
package struct CodeBlock: Sendable, Hashable {
  /// The whole block with its fences.
  package var span: Span
  /// The info string with backslash escapes and entities as they are in the source; empty span when there is none.
  package var info: Span
  /// The body lines without their line breaks and container prefixes.
  package var lines: [Span]
  package var fenced: Bool
  /// False for a fence that the file ends in.
  package var closed: Bool

  package init(span: Span, info: Span, lines: [Span], fenced: Bool, closed: Bool) {
    self.span = span
    self.info = info
    self.lines = lines
    self.fenced = fenced
    self.closed = closed
  }
}

/// A code span in prose that starts with `=` (and not with `==` or `=>`): an expression over results, with formats behind `|`.
package struct InlineValue: Sendable, Hashable {
  /// The code span without its backticks.
  package var span: Span
  package var expression: Expression
  /// Such as `percent`, `thousands`, `fixed 3`.
  package var formats: [ValueFormat]

  package init(span: Span, expression: Expression, formats: [ValueFormat]) {
    self.span = span
    self.expression = expression
    self.formats = formats
  }
}

package struct ValueFormat: Sendable, Hashable {
  package var name: Word
  package var arguments: [Literal]

  package init(name: Word, arguments: [Literal]) {
    self.name = name
    self.arguments = arguments
  }
}
