import Syntax
import Testing

struct PaintingTests {
  /// The pieces of the first cell as `kind:text`, plain ones by their text alone.
  private func paint(_ text: String, specs: [ClauseSpec]? = Specs.all) -> [String] {
    let (tree, _) = Reading.notebook(text)
    guard let cell = tree.cells.first else { return [] }
    return CellPainter.pieces(file: tree.file, cell: cell, specs: specs).map { kind, text in
      kind == .plain ? text : "\(kind):\(text)"
    }
  }

  @Test func headerAndClauses() {
    #expect(
      paint("~~~sample train, `é` from birds # c\n# all\ntake 10%  by: sex # d\n~~~\n") == [
        "keyword:sample", " ", "name:train", ", ", "name:`é`", " ", "keyword:from", " ", "name:birds", " ",
        "comment:# c",
        "\n", "comment:# all", "\n", "keyword:take", " ", "value:10%", "  ", "option:by:", " ", "value:sex",
        " ",
        "comment:# d",
      ])
  }

  @Test func expressionsAndChoices() {
    #expect(
      paint("```load a from \"x\"\ncolumn b number as c\nwhere b in [$p, \"q\"] and not c\n```\n") == [
        "keyword:load", " ", "name:a", " ", "keyword:from", " ", "text:\"x\"", "\n", "keyword:column", " ",
        "name:b", " ",
        "value:number", " ", "keyword:as", " ", "name:c", "\n", "keyword:where", " ", "name:b", " ",
        "keyword:in", " [",
        "value:$p", ", ", "text:\"q\"", "] ", "keyword:and", " ", "keyword:not", " ", "name:c",
      ])
  }

  @Test func dataIsPlain() {
    #expect(
      paint("- x\n\n  ```load a\n  inline\n    a,\"b # c\n\n    1,2\n  limit 3\n  ```\n") == [
        "keyword:load", " ", "name:a", "\n", "keyword:inline", "\n  a,\"b # c\n\n  1,2\n", "keyword:limit",
        " ", "value:3",
      ])
  }

  @Test func bodiesThatAreNotClauses() {
    #expect(
      paint("```diagram\ngroup g \"G\" {\n  a \"A\" kind: step\n}\na -> b\n```\n", specs: nil) == [
        "keyword:diagram", "\n", "name:group", " ", "name:g", " ", "text:\"G\"", " {\n  ", "name:a", " ",
        "text:\"A\"", " ",
        "option:kind:", " ", "value:step", "\n}\n", "name:a", " -> ", "name:b",
      ])
  }
}
