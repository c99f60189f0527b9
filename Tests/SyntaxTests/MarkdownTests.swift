import Syntax
import Testing

struct MarkdownTests {
  @Test(arguments: [
    ("# A *b* `c`\n\nd", "h1#a-b-c(A em(b) `c`) p(d)"),
    ("Setext\n===\n\nTwo\n---", "h1#setext(Setext) h2#two(Two)"),
    ("a\nb  \nc\\\nd", "p(a␤b⏎c⏎d)"),
    ("**a *b* `c`** ~~d~~ <b>e</b>", "p(strong(a em(b) `c`) del(d) html(<b>)ehtml(</b>))"),
    (
      "[a](/u \"t\") ![b *c*](d) <http://e> www.f.gh",
      "p(a</u|t>(a) img<d|>(b em(c)) a<http://e|>(http://e) a<http://www.f.gh|>(www.f.gh))"
    ),
    ("> a\n> > b\n\n***", "quote(p(a) quote(p(b))) rule"),
    ("- a\n- b\n  - c\n\n3. d\n4. e\n\n   f", "list(p(a); p(b) list(p(c))) list 3 loose(p(d); p(e) p(f))"),
    ("- [x] a\n- [ ] b\n- c", "list([x] p(a); [ ] p(b); p(c))"),
    (
      "| a | b | c |\n|:--|:-:|--:|\n| `x \\| y` | **d** | |",
      "table[left,center,right](a | b | c; `x | y` | strong(d) | )"
    ),
    ("<div>\n*a*\n</div>", "html(\"<div>\\n*a*\\n</div>\\n\")"),
    ("```py\na\n```\n\n    b", "code0 code1"),
    (
      "a[^x] b[^y] c[^x]\n\n[^y]: why[^x]\n[^x]: ex\n[^z]: never",
      "p(a^1.1 b^2.1 c^1.2) note1×3(p(ex)) note2×1(p(why^1.3))"
    ),
    ("a &amp; b \\* c &copy;", "p(a & b * c ©)"),
    (
      "## Don't stop — now!\n## Don't stop — now!\n### 日本 語\n# !!!\n# section\n# É 2.0",
      "h2#dont-stop-now(Don't stop — now!) h2#dont-stop-now-2(Don't stop — now!) h3#日本-語(日本 語) h1#section(!!!) h1#section-2(section) h1#é-2-0(É 2.0)"
    ),
    ("# a\n# a-2\n# a", "h1#a(a) h1#a-2(a-2) h1#a-3(a)"),
    ("", ""),
  ])
  func structure(_ text: String, _ expected: String) {
    #expect(Outline.text(Reading.notebook(text).tree.markdown.blocks) == expected)
  }

  @Test func blocksKnowTheirPlaces() {
    let text = "# é\n\na\nb\n\n- c\n  d\n\n  > e\n\n| f |\n|---|\n| g |\n\n***\n"
    let (tree, _) = Reading.notebook(text)
    #expect(
      tree.markdown.blocks.map { Reading.place($0.span, in: tree.file) }
        == ["1:1-1:4", "3:1-4:2", "6:1-9:6", "11:1-13:6", "15:1-15:4"])
  }

  @Test func aTableBelowAParagraphHasItsOwnPlace() {
    let (tree, _) = Reading.notebook("foo\nbar `= x`\n| a |\n| - |\n| `= x` |\n| b |\n\nend")
    #expect(
      tree.markdown.blocks.map { Reading.place($0.span, in: tree.file) } == [
        "1:1-2:10", "3:1-6:6", "8:1-8:4",
      ])
    #expect(
      tree.markdown.inlineValues.map { Reading.place($0.span, in: tree.file) } == ["2:6-2:9", "5:4-5:7"])
  }

  @Test func wordsOfProseAreCounted() {
    #expect(
      Reading.notebook("One **tw**o, `three` — [four](u)\nfive.\n\n# 6\n\n```\nno\n```\n").tree.markdown
        .wordCount == 5)
  }

  /// Inline values: place and text of the span, canonical expression with its place, formats.
  @Test(arguments: [
    ("é `= x.y`", ["1:4-1:9 x.y 1:6-1:9"]),
    ("a `= x | fixed 2`", ["1:4-1:17 x 1:6-1:7 fixed 2"]),
    (
      "- a `= x` b\n  `= x` é `= z | percent`\n  - deep\n    `= q`\n",
      ["1:6-1:9 x 1:8-1:9", "2:4-2:7 x 2:6-2:7", "2:12-2:25 z 2:14-2:15 percent", "4:6-4:9 q 4:8-4:9"]
    ),
    (
      "> quote `= a`\n> more é`= b` and `= a`\nlazy `= c`\n",
      ["1:10-1:13 a 1:12-1:13", "2:10-2:13 b 2:12-2:13", "2:20-2:23 a 2:22-2:23", "3:7-3:10 c 3:9-3:10"]
    ),
    ("> a\n> `= x\n> and y | percent` b", ["2:4-3:18 x and y 2:6-3:8 percent"]),
    ("1. a\n   `= x\n   and y`", ["2:5-3:9 x and y 2:7-3:9"]),
    (
      "| a | b |\n|---|---|\n| `= x \\| percent` | `= x \\| percent` | `= x` |\n| é `= x` | |\n",
      ["3:4-3:18 x 3:6-3:7 percent", "3:23-3:37 x 3:25-3:26 percent", "4:6-4:9 x 4:8-4:9"]
    ),
    ("# head `= a`\n\nsetext `= b`\n===\n", ["1:9-1:12 a 1:11-1:12", "3:9-3:12 b 3:11-3:12"]),
    ("\\`= no` `= yes`", []),
    ("\\``= a`", ["1:4-1:7 a 1:6-1:7"]),
    (
      "`` = a `` and `= a` and ``= `a b` ``",
      ["1:4-1:7 a 1:6-1:7", "1:16-1:19 a 1:18-1:19", "1:27-1:35 `a b` 1:29-1:34"]
    ),
    ("café ``` `= x` ``` `= x`", ["1:21-1:24 x 1:23-1:24"]),
    (
      "[`= l`](u) ![`= i`](v) *`= e`* **`= s`** ~~`= t`~~ <b>`= h`</b>",
      [
        "1:3-1:6 l 1:5-1:6", "1:15-1:18 i 1:17-1:18", "1:26-1:29 e 1:28-1:29", "1:35-1:38 s 1:37-1:38",
        "1:45-1:48 t 1:47-1:48", "1:56-1:59 h 1:58-1:59",
      ]
    ),
    (
      "a[^1] `= a`\n\n[^1]: note `= b`\n    more `= c`\n\nlast `= d`\n",
      ["1:8-1:11 a 1:10-1:11", "6:7-6:10 d 6:9-6:10", "3:13-3:16 b 3:15-3:16", "4:11-4:14 c 4:13-4:14"]
    ),
    ("[ref `= x`]: /u\n[ref `= x`] `= x`\n", ["2:7-2:10 x 2:9-2:10", "2:14-2:17 x 2:16-2:17"]),
    ("[x]: nope nope `= x` `= y`\n", ["1:17-1:20 x 1:19-1:20", "1:23-1:26 y 1:25-1:26"]),
    ("a\rb `= x`\r\nc `= x`\r\n", ["1:6-1:9 x 1:8-1:9", "2:4-2:7 x 2:6-2:7"]),
    ("---\ntitle: é\n---\n`= x`\n", ["4:2-4:5 x 4:4-4:5"]),
    ("`=x` `== y` `=> z` `=` ` = w`", ["1:2-1:4 x 1:3-1:4"]),
  ])
  func inlineValues(_ text: String, _ expected: [String]) {
    let (tree, diagnostics) = Reading.notebook(text)
    let found = tree.markdown.inlineValues.map { value in
      let formats = value.formats.map { format in
        ([format.name.text] + format.arguments.map { ExpressionPrinter.text($0) }).joined(separator: " ")
      }
      return
        ([
          Reading.place(value.span, in: tree.file), ExpressionPrinter.text(value.expression),
          Reading.place(value.expression.span, in: tree.file),
        ] + formats).joined(separator: " ")
    }
    #expect(found == expected)
    #expect(diagnostics == [])
  }

  @Test(arguments: [
    ("a `= x y`", "1:8-1:9 L0213 expected an operator or the end of the expression, found `y`"),
    ("a `= `", "1:6-1:6 L0213 expected a value, found the end"),
    ("a `= x |`", "1:9-1:9 L0213 expected a format, found the end (for example `| percent` or `| fixed 2`)"),
    ("a `= x | fixed y`", "1:16-1:17 L0213 expected a number or the end of the format, found `y`"),
    ("a `= \"x`", "1:6-1:8 L0108 the text is never closed (a `\"` is missing at the end of the line)"),
  ])
  func wrongInlineValues(_ text: String, _ expected: String) {
    let (tree, diagnostics) = Reading.notebook(text)
    #expect(diagnostics.map { Reading.text($0, in: tree.file) } == [expected])
    #expect(tree.markdown.inlineValues.count == 1)
  }
}
