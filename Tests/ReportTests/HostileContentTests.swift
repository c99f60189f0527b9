import Drawing
import Report
import Syntax
import Testing

/// Names, labels and texts of a notebook that try to be more than text.
@Suite struct HostileContentTests {
  private static let payloads = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</script><script>x",
    "</style><b>", "<!--", "-->", "]]>", "{{title}}", "{{{content}}}", "\"\u{301} onclick=\"x",
    "<\u{338}script>",
    "\u{202E}\u{0}<b>", "&lt;b&gt;", "a`<b>`c", "`", "</textarea></title><svg onload=x>",
  ]

  @Test(arguments: payloads) func stayTextEverywhere(_ text: String) throws {
    let probe = PageProbe(try render(page(text)))
    #expect(probe.problems == [])
    let allowed = Set(PageProbe(try render(page("x"))).elements.map(\.name))
    for element in probe.elements {
      #expect(allowed.contains(element.name), "\(element.name)")
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" })
    }
    #expect(probe.all("script").count == 1)
  }

  private func page(_ text: String) -> PageContent {
    var page = NotebookBuilder(title: text)
    page.front.subtitle = text
    page.front.authors = [text, text]
    page.front.date = text
    page.front.description = text
    page.front.tags = [text]
    page.front.lang = text
    page.front.theme = text
    page.messages = [.init(severity: .error, code: text, place: text, text: text)]
    page.heading(2, text, id: text)
    page.heading(3, text, id: text + "2")
    let value = page.value(text, .value(text))
    let failed = page.value(text, .failure(text))
    let missing = page.value(text, nil)
    page.paragraph(
      .text(text), .code(text), .html(text), value, failed, missing,
      .link(destination: text, title: text, [.text(text)]),
      .image(destination: text, title: text, [.text(text)]))
    page.block(.html(text))
    page.block(page.listing(text, text).kind)
    page.block(.table(alignments: [.right], header: [[.text(text)]], rows: [[[.text(text)], [.text(text)]]]))
    let table = ReportTable(
      caption: text, columns: [.init(text, unit: text), .init(text, numeric: true)],
      rows: [
        [.text(text), .dim(text)], [.code(text), .strong(text)], [.measured(text, spread: text), .missing],
      ],
      note: text)
    page.cell(
      CellReport(
        names: [text, text + "2"], verb: text, caption: text,
        blocks: [
          .table(table), .picture(.sample(text), wide: true),
          .tiles([.init(label: text, value: text, detail: text)]),
          .checks([.init(.failed, text, explanation: text, found: text)]), .note(text, .warning),
        ], provenance: text, key: text,
        source: [.init(.name, text), .init(.plain, text)], note: text,
        failure: .init(code: text, message: text, hint: text, skipped: false)))
    return page.content
  }
}
