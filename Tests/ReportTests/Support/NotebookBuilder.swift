import Report

@testable import Syntax

/// Builds the content of a page by hand, without a parser.
struct NotebookBuilder {
  var front = FrontMatter()
  var values: [Int: PageContent.ValueText] = [:]
  var messages: [PageContent.Message] = []
  private(set) var blocks: [MarkdownBlock] = []
  private var reports: [Int: CellReport] = [:]
  private var source: [UInt8] = []
  private var codeBlocks: [CodeBlock] = []
  private var inlineValues: [InlineValue] = []
  private var cells: [Cell] = []
  var words = 0

  init(title: String? = "A title") { front.title = title }

  var content: PageContent {
    let markdown = MarkdownTree(
      blocks: blocks, codeBlocks: codeBlocks, inlineValues: inlineValues, wordCount: words)
    let tree = NotebookTree(
      file: SourceFile(path: "notebook.md", bytes: source), frontMatter: front, markdown: markdown,
      cells: cells)
    return PageContent(tree: tree, cells: reports, values: values, messages: messages)
  }

  mutating func block(_ kind: MarkdownBlock.Kind) { blocks.append(MarkdownBlock(kind, Span(0, 0))) }

  mutating func heading(_ level: Int, _ text: String, id: String? = nil) {
    let id = id ?? text.lowercased().split(separator: " ").joined(separator: "-")
    block(.heading(level: level, id: id, [.text(text)]))
  }

  mutating func paragraph(_ inlines: MarkdownInline...) { block(.paragraph(inlines)) }

  /// An inline value of the prose.
  mutating func value(_ source: String, _ result: PageContent.ValueText?) -> MarkdownInline {
    let span = append(source)
    inlineValues.append(InlineValue(span: span, expression: Expression(.invalid, span), formats: []))
    values[inlineValues.count - 1] = result
    return .value(inlineValues.count - 1)
  }

  /// A code block without a cell; gives the block rather than adding it.
  mutating func listing(_ info: String, _ lines: String...) -> MarkdownBlock {
    code(info, lines)
    return MarkdownBlock(.code(codeBlocks.count - 1), Span(0, 0))
  }

  mutating func cell(_ report: CellReport) {
    code(report.verb, [])
    let span = codeBlocks[codeBlocks.count - 1].span
    cells.append(
      Cell(
        codeBlock: codeBlocks.count - 1, span: span, verb: Word(report.verb, span),
        names: report.names.map { Word($0, span) }, sources: [], clauses: []))
    reports[codeBlocks.count - 1] = report
    block(.code(codeBlocks.count - 1))
  }

  private mutating func code(_ info: String, _ lines: [String]) {
    let info = append(info)
    let lines = lines.map { append($0) }
    codeBlocks.append(
      CodeBlock(span: info.union(lines.last ?? info), info: info, lines: lines, fenced: true, closed: true))
  }

  private mutating func append(_ text: String) -> Span {
    let start = source.count
    source += text.utf8
    let span = Span(start, source.count)
    source.append(UInt8(ascii: "\n"))
    return span
  }
}

extension CellReport {
  /// A cell with something to show and no trimmings.
  static func showing(
    _ blocks: ReportBlock..., names: [String] = ["a"], verb: String = "load", caption: String? = nil
  ) -> CellReport {
    CellReport(
      names: names, verb: verb, caption: caption, blocks: blocks, provenance: "\(verb) · 3 rows",
      key: "0a1b2c3d",
      source: [SourcePiece(.keyword, verb)])
  }
}
