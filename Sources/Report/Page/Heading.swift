import Syntax

/// The levels of a page's headings, without gaps: the title is the only first level, its sections are the second.
struct HeadingLevels {
  private var open: [Int] = []

  /// The level on the page of the next heading in the document, which has the level `written` in the notebook.
  ///
  /// A notebook may begin with `###`, or leave out a level; readers who go from heading to heading should not notice.
  mutating func next(_ written: Int) -> Int {
    while let last = open.last, last >= written { open.removeLast() }
    open.append(written)
    return min(open.count + 1, 6)
  }
}

/// A heading as it will stand on the page.
struct Heading: Sendable {
  let anchor: Anchor
  let level: Int
  let inlines: [MarkdownInline]
}

/// The title of a page and the blocks below it.
struct Outline: Sendable {
  let title: String
  let blocks: [MarkdownBlock]
  /// The headings of the top level, by index into `blocks`.
  let headings: [Int: Heading]

  /// The title of the front matter or, without one, a first heading of the first level, which is then not repeated.
  init(_ tree: NotebookTree) {
    let (title, blocks) = Outline.split(tree)
    self.title = title
    self.blocks = blocks
    var levels = HeadingLevels()
    var headings: [Int: Heading] = [:]
    for (index, block) in blocks.enumerated() {
      guard case .heading(let level, let id, let inlines) = block.kind else { continue }
      headings[index] = Heading(anchor: .heading(id), level: levels.next(level), inlines: inlines)
    }
    self.headings = headings
  }

  private static func split(_ tree: NotebookTree) -> (String, [MarkdownBlock]) {
    let blocks = tree.markdown.blocks
    let given = tree.frontMatter.title.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    guard case .heading(1, _, let inlines)? = blocks.first?.kind else { return (given ?? untitled, blocks) }
    let first = MarkdownInline.plainText(inlines)
    if let given, !given.utf8.elementsEqual(first.utf8) { return (given, blocks) }
    return (first.isEmpty ? untitled : first, Array(blocks.dropFirst()))
  }

  private static let untitled = "Notebook"
}
