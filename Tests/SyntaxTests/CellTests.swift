import Syntax
import Testing

struct CellTests {
  /// The cells of a notebook as text: verb, names, sources, clauses with the places of their lines.
  private func cells(_ text: String) -> [String] {
    let (tree, _) = Reading.notebook(text)
    return tree.cells.map { cell in
      let sources = cell.sources.map { source in
        switch source {
        case .name(let word): word.text
        case .path(let path, _): "\"\(path)\""
        case .parameter(let word): "$\(word.text)"
        }
      }
      let clauses = cell.clauses.map { clause in
        clause.lines.map { "\(tree.file.text($0))@\(Reading.place($0, in: tree.file))" }.joined(
          separator: " + ")
      }
      return "\(cell.verb.text) \(cell.names.map(\.text)) from \(sources): \(clauses.joined(separator: "; "))"
    }
  }

  @Test(arguments: [
    ("```load birds from \"data/x.csv\"\n```\n", #"load ["birds"] from ["\"data/x.csv\""]: "#),
    (
      "```sample train, test from birds\nsplit 75%, 25%\n```",
      #"sample ["train", "test"] from ["birds"]: split 75%, 25%@2:1-2:15"#
    ),
    ("```evaluate from m1, m2\n```\n", #"evaluate [] from ["m1", "m2"]: "#),
    ("```diagram\npipeline\n```\n", "diagram [] from []: pipeline@2:1-2:9"),
    ("~~~load `my birds`, b from `x y`\n~~~\n", #"load ["my birds", "b"] from ["x y"]: "#),
    ("``` load a # why\n```\n", #"load ["a"] from []: "#),
    ("```tune a\n```\n", #"tune ["a"] from []: "#),
    ("````load a\nlimit 1\n```\n````\n", #"load ["a"] from []: limit 1@2:1-2:8; ```@3:1-3:4"#),
    (
      "```load a\r\nlimit 1\r\n\tmore\r\n# c\r\nwhere x\r\n```\r\n",
      #"load ["a"] from []: limit 1@2:1-2:8 + more@3:2-3:6; where x@5:1-5:8"#
    ),
    (
      "- item\n\n  ```load a from b\n  limit 1\n    # x\n  where é\n  ```\n",
      #"load ["a"] from ["b"]: limit 1@4:3-4:10 + # x@5:5-5:8; where é@6:3-6:10"#
    ),
    ("> ```load a\n> limit 1\n>   2\n> ```\n", #"load ["a"] from []: limit 1@2:3-2:10 + 2@3:5-3:6"#),
    (
      "1. a\n   - b\n\n     ```load q\n     limit 1\n     \tmore\n     ```\n",
      #"load ["q"] from []: limit 1@5:6-5:13 + more@6:7-6:11"#
    ),
    (
      "```load a\n  limit 1\n\n  where x\n      y\n z\n```\n",
      #"load ["a"] from []: limit 1@2:3-2:10; where x@4:3-4:10 + y@5:7-5:8; z@6:2-6:3"#
    ),
    (
      "```load a\n       a\n\tb\n        c\n```\n", #"load ["a"] from []: a@2:8-2:9 + b@3:2-3:3 + c@4:9-4:10"#
    ),
    (
      "```load a\n\ta\n        b\n         c\n```\n",
      #"load ["a"] from []: a@2:2-2:3; b@3:9-3:10 + c@4:10-4:11"#
    ),
    ("---\ntitle: x\n---\n\n```load a\nlimit 1\n```\n", #"load ["a"] from []: limit 1@6:1-6:8"#),
  ])
  func cells(_ text: String, _ expected: String) {
    #expect(cells(text) == [expected])
    #expect(Reading.notebook(text).diagnostics == [])
  }

  @Test(arguments: [
    "```python\nload a\n```\n", "    load a\n", "```\nload a\n```\n", "```load{a}\n```\n", "load a\n",
    "```sh\n```\n",
    "```plain\n```\n", "```xy\n```\n",
  ])
  func listings(_ text: String) {
    let (tree, diagnostics) = Reading.notebook(text)
    #expect(tree.cells.isEmpty)
    #expect(diagnostics == [])
  }

  @Test(arguments: [
    (
      "```samlpe a\n```\n",
      "1:4-1:10 L0100 `samlpe` is no verb, so the block is shown as a listing (did you mean `sample`?)"
    ),
    (
      "```Load a\n```\n",
      "1:4-1:8 L0100 `Load` is no verb, so the block is shown as a listing (did you mean `load`?)"
    ),
    (
      "```load birds from data/x.csv\n```\n",
      "1:20-1:30 L0107 a path stands in double quotes (write `\"data/x.csv\"`)"
    ),
    (
      "```load birds from 12.csv\n```\n",
      "1:20-1:26 L0107 a path stands in double quotes (write `\"12.csv\"`)"
    ),
    (
      "```load birds \"x.csv\"\n```\n",
      "1:15-1:22 L0107 expected `,`, `from` or the end of the line, found `\"x.csv\"` (a path stands behind `from`: `from \"x.csv\"`)"
    ),
    ("```load \"birds\"\n```\n", "1:9-1:16 L0107 a name stands without quotes (write `birds`)"),
    (
      "```load a b from c\n```\n",
      "1:11-1:12 L0107 expected `,`, `from` or the end of the line, found `b` (names stand between commas, and what is read behind `from`)"
    ),
    (
      "```load a, from c\n```\n",
      "1:12-1:16 L0107 expected a name, found `from` (a cell opens with `verb name[, name…] [from source[, source…]]`)"
    ),
    (
      "```load a from\n```\n",
      "1:15-1:15 L0107 expected the name of a value or a path in quotes, found the end (a cell opens with `verb name[, name…] [from source[, source…]]`)"
    ),
    (
      "```load a from b c\n```\n",
      "1:18-1:19 L0107 expected `,` or the end of the line, found `c` (a cell opens with `verb name[, name…] [from source[, source…]]`)"
    ),
    (
      "```load a from \"x\n```\n",
      "1:16-1:18 L0108 the text is never closed (a `\"` is missing at the end of the line)"
    ),
    (
      "```load a\nlimit 1\n",
      "1:1-1:4 L0108 the fence of this cell is never closed (all that follows is taken for its clauses; close it with a fence like the one that opens it)"
    ),
  ])
  func headerProblems(_ text: String, _ expected: String) {
    let (tree, diagnostics) = Reading.notebook(text)
    #expect(diagnostics.map { Reading.text($0, in: tree.file) } == [expected])
    #expect(tree.cells.count == (diagnostics.first?.code == .almostVerb ? 0 : 1))
  }

  @Test func diagnosticsComeInTheOrderOfTheText() {
    let (tree, diagnostics) = Reading.notebook(
      "---\nfoo: 1\n---\n```samlpe\n```\n`= a b`\n```load a b\n```\n`= c d`\n")
    #expect(diagnostics.map { tree.file.position(of: $0.span.start).line } == [2, 4, 6, 7, 9])
  }

  @Test func codeBlocksKnowTheirParts() {
    let (tree, _) = Reading.notebook("- x\n\n  ~~~~ sh  -e \n  a\n\n    b\n  ~~~~\n\n      code\n\n```\nopen")
    let blocks = tree.markdown.codeBlocks
    #expect(blocks.map { Reading.place($0.span, in: tree.file) } == ["3:3-7:7", "9:7-9:11", "11:1-12:5"])
    #expect(blocks.map { tree.file.text($0.info) } == ["sh  -e", "", ""])
    #expect(blocks.map { $0.lines.map { tree.file.text($0) } } == [["a", "", "  b"], ["code"], ["open"]])
    #expect(blocks.map(\.fenced) == [true, false, true])
    #expect(blocks.map(\.closed) == [true, true, false])
  }
}
