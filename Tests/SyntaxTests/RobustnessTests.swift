import Syntax
import Testing

/// Whatever the bytes are: no trap, no overflow of the stack, and every place within the file.
struct RobustnessTests {
  /// Reads a file as far as this module goes and checks what can be said of any input.
  private func read(_ bytes: [UInt8]) {
    let (file, first) = NotebookParser.sourceFile(path: "n.md", bytes: bytes)
    let (tree, second) = NotebookParser.parse(file, verbs: Reading.verbs)
    var diagnostics = first + second
    var spans = tree.markdown.codeBlocks.flatMap { [$0.span, $0.info] + $0.lines }
    spans += tree.markdown.inlineValues.flatMap {
      [$0.span, $0.expression.span] + $0.formats.map(\.name.span)
    }
    spans += tree.markdown.blocks.map(\.span)
    spans += tree.frontMatter.parameters.map(\.name.span) + [tree.frontMatter.span]
    let parser = ClauseParser(file: file, parameters: Specs.parameters)
    for cell in tree.cells {
      spans += [cell.span, cell.verb.span] + cell.names.map(\.span) + cell.sources.map(\.span)
      let (parsed, problems) = parser.parse(
        cell.clauses, specs: Specs.all, verb: cell.verb.text, at: cell.verb.span)
      diagnostics += problems
      for clause in parsed {
        spans +=
          [clause.span, clause.keywordSpan] + clause.arguments.values.map(\.span)
          + clause.options.values.map(\.span)
      }
      checkPainting(of: cell, in: file)
    }
    spans += diagnostics.flatMap { [$0.span] + $0.related.map(\.span) }
    let outside = spans.filter { $0.start < 0 || $0.start > $0.end || $0.end > file.bytes.count }
    #expect(outside == [], "\(bytes)")
    let cut = spans.filter { isInsideOfScalar($0.start, file) || isInsideOfScalar($0.end, file) }
    #expect(cut == [], "\(bytes)")
    #expect(!diagnostics.contains { $0.message.isEmpty })
  }

  private func isInsideOfScalar(_ offset: Int, _ file: SourceFile) -> Bool {
    offset < file.bytes.count && file.bytes[offset] & 0xC0 == 0x80
  }

  private func checkPainting(of cell: Cell, in file: SourceFile) {
    let header = file.line(file.position(of: cell.verb.span.start).line)
    for specs in [Specs.all, nil] {
      let text = CellPainter.pieces(file: file, cell: cell, specs: specs).map(\.text).joined()
      let lines =
        [String(file.text(Span(cell.verb.span.start, header.end)))] + cell.lines.map { file.text($0) }
      let expected = lines.joined(separator: "\n").utf8.filter {
        $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
      }
      #expect(text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == expected)
    }
  }

  @Test func randomBytes() {
    var random = SplitMix(seed: 1)
    for _ in 0..<200 { read((0..<random.below(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }) }
  }

  /// Bytes that mean something to one of the parsers.
  @Test func randomMarks() {
    let marks =
      Array("```load a from \"x\"\n```\n---\n`= | > - [](){}*_~#$%&:,.\"\\/ \t\r\n 01 a=<>!^x".utf8)
      + Array("é“".utf8)
    var random = SplitMix(seed: 2)
    for _ in 0..<500 { read((0..<random.below(200)).map { _ in marks[random.below(marks.count)] }) }
  }

  @Test func mutatedNotebooks() {
    let notebook = Array(Self.notebook.utf8)
    read(notebook)
    var random = SplitMix(seed: 3)
    for _ in 0..<400 {
      var bytes = notebook
      for _ in 0...random.below(6) {
        guard !bytes.isEmpty else { break }
        let place = random.below(bytes.count)
        switch random.below(5) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(notebook[random.below(notebook.count)], at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
        default:
          bytes.insert(
            contentsOf: bytes[place..<min(bytes.count, place + random.below(40))],
            at: random.below(bytes.count))
        }
      }
      read(bytes)
    }
  }

  @Test func truncatedNotebooks() {
    let notebook = Array(Self.notebook.utf8)
    for end in stride(from: 0, to: notebook.count, by: 7) { read(Array(notebook[..<end])) }
  }

  @Test(arguments: [
    ("*", ""), ("_a", ""), ("a**b", ""), ("*a **a ", "b"), ("> ", "a"), ("- ", "a"), ("1. ", "a"), ("[", ""),
    ("[a](", ""),
    ("![", "]()"), ("`", ""), ("\\`", ""), ("<a", ""), ("<!--", ""), ("~~a", ""), ("www.a ", ""), ("a@", ""),
    ("&amp;", ""),
    ("| `= x` ", ""), ("`= x` ", ""), ("\t", "a"), ("```\n", ""), ("# a\n", ""), ("[^1]", "\n\n[^1]: a"),
    ("a\r", ""),
  ])
  func repetition(_ piece: String, _ end: String) {
    let tree = Reading.notebook(String(repeating: piece, count: 30_000) + end).tree
    #expect(depth(of: tree.markdown.blocks) < 270)
  }

  @Test func deepListsOverManyLinesAreFlattened() {
    let text = (0..<600).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined()
    let (tree, _) = Reading.notebook(text)
    #expect((200..<270).contains(depth(of: tree.markdown.blocks)))
    #expect(tree.markdown.wordCount == 600)
  }

  @Test func deepEmphasisIsFlattened() {
    let text = String(repeating: "*a ", count: 2000) + "b" + String(repeating: " a*", count: 2000)
    #expect(Reading.notebook(text).tree.markdown.wordCount == 4001)
  }

  @Test func longNotebooksAreRead() {
    let cells = (0..<2000).map {
      "## Part \($0)\n\n`= a\($0).rows` é\n\n```load a\($0) from \"x\"\nlimit 1 # c\n  \n```\n\n"
    }
    let (tree, diagnostics) = Reading.notebook(cells.joined())
    #expect(diagnostics == [])
    #expect(tree.cells.count == 2000)
    #expect(tree.cells.last?.clauses.map { tree.file.text($0.span) } == ["limit 1 # c"])
    #expect(tree.markdown.inlineValues.last.map { tree.file.text($0.span) } == "= a1999.rows")
  }

  private func depth(of blocks: [MarkdownBlock]) -> Int {
    blocks.map { block in
      switch block.kind {
      case .quote(let inner), .footnote(_, _, let inner): 1 + depth(of: inner)
      case .list(_, _, let items): 2 + (items.map { depth(of: $0.blocks) }.max() ?? 0)
      case .paragraph(let inner), .heading(_, _, let inner): 1 + depth(of: inner)
      default: 1
      }
    }.max() ?? 0
  }

  private func depth(of inlines: [MarkdownInline]) -> Int {
    inlines.map { inline in
      switch inline {
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner),
        .image(_, _, let inner):
        1 + depth(of: inner)
      default: 1
      }
    }.max() ?? 0
  }

  private static let notebook = """
    ---
    title: "Ünïcode"
    tags: [a, b]
    seed: 3
    params:
      gate: 0.5
      name: "x"
    ---

    # Heading `= train.rows` **bold `= x | fixed 2`**

    | a | b |
    |---|:-:|
    | `= scores.accuracy \\| percent` | é |

    > quote[^1] `= if a > 1 then b else -c`
    > more

    - [x] item

      ```load birds from "data/x.csv"
      missing "NA", "?" # comment
      inline
        a,b
        1,"2
      column `Petal length` number as petal format: "%d"
      ```

    ```evaluate scores from m1, `m 2`
    on test
    metrics accuracy, f1_macro
    take 10% by: sex method: stratified
    impute all except a, starts_with("x_"), matches(/^a\\/b$/) with: mean
    model logistic C: $half max_iter: 10
    derive c = min(a, 2) * -(b % 3) + 80%
    where a is not missing and b not in [1, 2] or not c between 1 and 2
    ngrams 0.001...0.3 log
    kinds {gbtree, dart}
    order ["a", "b"]
    encoding latin-1
    slice women where sex == "f\\u{e9}"
    caption "…"
    ```

    [^1]: note `= y`

    """
}
