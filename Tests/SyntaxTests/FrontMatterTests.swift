import Syntax
import Testing

struct FrontMatterTests {
  private func read(_ yaml: String) -> (matter: FrontMatter, problems: [String]) {
    let (tree, diagnostics) = Reading.notebook("---\n\(yaml)\n---\n\ntext\n")
    return (tree.frontMatter, diagnostics.map { Reading.text($0, in: tree.file) })
  }

  @Test func everyKeyIsRead() {
    let (matter, problems) = read(
      """
      title: "A: b"
      subtitle: 'it''s'
      author: [Ada, "Grace"]
      date: 2026-11-20
      description: |
        *one* & R&D
      tags: [a, 2]
      draft: true
      toc: no
      seed: -7
      theme: plain
      lang: de
      """)
    #expect(problems == [])
    #expect(matter.title == "A: b")
    #expect(matter.subtitle == "it's")
    #expect(matter.authors == ["Ada", "Grace"])
    #expect(matter.date == "2026-11-20")
    #expect(matter.description == "*one* & R&D")
    #expect(matter.tags == ["a", "2"])
    #expect(matter.draft && !matter.toc)
    #expect(matter.seed == -7)
    #expect(matter.theme == "plain" && matter.lang == "de")
  }

  @Test func parametersKeepTheirKind() {
    let (matter, problems) = read(
      "params:\n  a: 1\n  b: -1.5e3\n  c: yes\n  d: \"1\"\n  e: 80%\n  f: x y\n  größe: 0x10\n  h: !!str 5\n  i: 2026-11-20\n  j: +3"
    )
    #expect(problems == [])
    #expect(matter.parameters.map(\.name.text) == ["a", "b", "c", "d", "e", "f", "größe", "h", "i", "j"])
    #expect(
      matter.parameters.map(\.value) == [
        .integer(1), .number(-1500), .boolean(true), .text("1"), .percent(0.8), .text("x y"), .text("0x10"),
        .text("5"),
        .text("2026-11-20"), .integer(3),
      ])
  }

  @Test func placesAreExact() {
    let (tree, _) = Reading.notebook("---\r\ntitle: é\r\nparams:\r\n  größe: 1\r\n---\r\n")
    #expect(Reading.place(tree.frontMatter.parameters[0].name.span, in: tree.file) == "4:3-4:8")
    #expect(Reading.place(tree.frontMatter.span, in: tree.file) == "1:1-5:4")
  }

  @Test(arguments: [
    ("seed: 1.5", "2:7-2:10 L0003 `seed` wants a whole number of at most 64 bits (for example `seed: 42`)"),
    (
      "seed: 99999999999999999999",
      "2:7-2:27 L0003 `seed` wants a whole number of at most 64 bits (for example `seed: 42`)"
    ),
    ("draft: maybe", "2:8-2:13 L0003 `draft` wants `true` or `false` (for example `draft: true`)"),
    ("toc: \"true\"", "2:6-2:12 L0003 `toc` wants `true` or `false` (for example `toc: true`)"),
    (
      "date: 2026-02-29",
      "2:7-2:17 L0003 `date` wants a date of the calendar in ISO 8601 (for example `date: 2026-11-20`)"
    ),
    (
      "date: 20 November",
      "2:7-2:18 L0003 `date` wants a date of the calendar in ISO 8601 (for example `date: 2026-11-20`)"
    ),
    ("title: [a]", "2:8-2:11 L0003 `title` wants a text (for example `title: \"…\"`)"),
    (
      "author: [a, {b: c}]",
      "2:13-2:20 L0003 `author` wants a text, or a list of texts (for example `author: [one, two]`)"
    ),
    (
      "params: 3",
      "2:9-2:10 L0003 `params` wants a map of names and values (for example a line `  threshold: 0.5` below it)"
    ),
    (
      "params:\n  a: [1]",
      "3:6-3:9 L0003 the parameter `a` wants a plain value (a number, a text, or `true` and `false`; lists and maps cannot be parameters)"
    ),
    (
      "params:\n  a-b: 1",
      "3:3-3:6 L0003 a parameter's name is a word, since cells read it as `$name` (letters, digits and `_`, with a letter first)"
    ),
    (
      "params:\n  a: .inf",
      "3:6-3:10 L0003 the parameter `a` is no number that can be kept (numbers are finite; whole ones have at most 64 bits)"
    ),
    ("params:\n  a:", "3:5-3:5 L0003 the parameter `a` has no value (its value is the default for `-P a=…`)"),
    ("parms:\n  a: 1", "2:1-2:6 L0004 the front matter key `parms` is unknown (did you mean `params`?)"),
    (
      "bibliography: x.bib",
      "2:1-2:13 L0004 the front matter key `bibliography` is unknown (nothing reads it)"
    ),
    (
      "title: &a x",
      "2:8-2:10 L0002 the front matter may not have anchors and aliases (if it is text, put it in quotes)"
    ),
    (
      "tags: [ *a ]",
      "2:9-2:11 L0002 the front matter may not have anchors and aliases (if it is text, put it in quotes)"
    ),
    ("- a", "2:1-2:4 L0002 the front matter is no map (for example `title: A year ahead`)"),
    ("title: x\ntitle: y", "2:1-2:2 L0002 a key is given twice: `title`"),
    (
      "title: a: b",
      "2:9-2:10 L0002 the front matter is not YAML: mapping values are not allowed in this context (text with a colon or a quote in it stands in quotes)"
    ),
    ("title: \u{7}", "1:1-1:4 L0002 the front matter is not YAML: control characters are not allowed"),
  ])
  func problems(_ yaml: String, _ expected: String) {
    #expect(read(yaml).problems == [expected])
  }

  @Test func nestingAndSizeAreLimited() {
    for deep in [
      "x: " + String(repeating: "[", count: 30_000), String(repeating: "- ", count: 30_000),
      String(repeating: "? ", count: 30_000), "x: " + String(repeating: "{a: ", count: 10_000),
    ] {
      #expect(read(deep).problems.map { $0.contains("L0002") } == [true])
    }
    #expect(
      read("x: " + String(repeating: "a", count: 70_000)).problems == [
        "1:1-1:4 L0002 the front matter is larger than 64 kB"
      ])
    let stairs = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(read(stairs).problems.count == 1)
  }

  @Test(arguments: ["---\n\ntext", "text\n---\n", " ---\ntitle: x\n---\n", "---", "----\n"])
  func noFrontMatter(_ text: String) {
    let (tree, diagnostics) = Reading.notebook(text)
    #expect(tree.frontMatter == FrontMatter())
    #expect(diagnostics == [])
  }

  @Test func frontMatterMayBeEmptyOrEndInDots() {
    #expect(Reading.notebook("---\n# none\n...\nx").tree.frontMatter.span == Span(0, 14))
    #expect(Reading.notebook("---\n---\n").diagnostics == [])
  }

  @Test func frontMatterThatIsNeverClosedIsReported() {
    let (tree, diagnostics) = Reading.notebook("---\ntitle: x\n")
    #expect(
      diagnostics.map { Reading.text($0, in: tree.file) }
        == ["1:1-1:4 L0002 the front matter is never closed (end it with a line `---`)"])
  }

  @Test(arguments: [
    ("2024-02-29", true), ("2026-11-20T09:30", true), ("2026-11-20 09:30:01.5Z", true),
    ("2026-11-20T09:30:00+01:00", true), ("2026-11-20T09:30+01", true), ("2026-13-01", false),
    ("2026-00-01", false),
    ("2026-1-1", false), ("2026-11-20T25:00", false), ("2026-11-20T09:30+01:75", false),
    ("2026-11-20x", false),
  ])
  func dates(_ text: String, _ valid: Bool) {
    #expect(read("date: \"\(text)\"").problems.isEmpty == valid)
  }
}
