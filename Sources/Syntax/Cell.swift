/// A cell as written: its first line taken apart, its body cut into clauses that are not yet read.
package struct Cell: Sendable, Hashable {
  /// Index into `MarkdownTree.codeBlocks`.
  package var codeBlock: Int
  package var span: Span
  package var verb: Word
  package var names: [Word]
  package var sources: [Source]
  package var clauses: [RawClause]
  /// The body as it stands between the fences, comments and blank lines with it.
  package var lines: [Span]
  /// The first line could not be read to its end: names or sources are missing, and that has been said.
  package var isHeaderBroken = false

  package enum Source: Sendable, Hashable {
    case name(Word)
    case path(String, Span)
    /// A parameter that stands for a path, without its `$`.
    case parameter(Word)

    package var span: Span {
      switch self {
      case .name(let word): word.span
      case .path(_, let span): span
      case .parameter(let word): word.span
      }
    }
  }

  package init(
    codeBlock: Int, span: Span, verb: Word, names: [Word], sources: [Source], clauses: [RawClause],
    lines: [Span] = []
  ) {
    self.codeBlock = codeBlock
    self.span = span
    self.verb = verb
    self.names = names
    self.sources = sources
    self.clauses = clauses
    self.lines = lines
  }
}

/// One clause: its first line and the deeper lines that continue it. Comments are still in it.
package struct RawClause: Sendable, Hashable {
  /// Without leading and trailing blanks.
  package var lines: [Span]

  package init(lines: [Span]) { self.lines = lines }

  package var span: Span { lines.isEmpty ? Span(0, 0) : lines[0].union(lines[lines.count - 1]) }
}

/// What a notebook is before anything is known about verbs, tables and values.
package struct NotebookTree: Sendable {
  package var file: SourceFile
  package var frontMatter: FrontMatter
  package var markdown: MarkdownTree
  package var cells: [Cell]

  package init(file: SourceFile, frontMatter: FrontMatter, markdown: MarkdownTree, cells: [Cell]) {
    self.file = file
    self.frontMatter = frontMatter
    self.markdown = markdown
    self.cells = cells
  }
}

/// The YAML map at the top of a notebook.
package struct FrontMatter: Sendable, Hashable {
  package var title: String?
  package var subtitle: String?
  package var authors: [String] = []
  /// ISO 8601 as written.
  package var date: String?
  package var description: String?
  package var tags: [String] = []
  package var draft = false
  package var parameters: [Parameter] = []
  package var seed: Int64 = 0
  package var toc = true
  package var theme: String?
  package var lang: String?
  /// Where it stands, fences included; empty when there is none.
  package var span = Span(0, 0)

  package struct Parameter: Sendable, Hashable {
    package var name: Word
    package var value: Literal

    package init(name: Word, value: Literal) {
      self.name = name
      self.value = value
    }
  }

  package init() {}
}
