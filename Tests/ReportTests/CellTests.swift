import Drawing
import Report
import Syntax
import Testing

@Suite struct CellTests {
  private func page(_ cells: CellReport...) throws -> (PageProbe, String) {
    var page = NotebookBuilder()
    for cell in cells { page.cell(cell) }
    let html = try render(page.content)
    let probe = PageProbe(html)
    #expect(probe.problems == [])
    return (probe, body(html))
  }

  private let table = ReportTable(columns: [.init("a")], rows: [[.text("1")]])

  @Test func tablesAndFiguresAreCountedApart() throws {
    let (probe, _) = try page(
      .showing(.table(table), names: ["t1"]), .showing(.picture(.sample("x"), wide: false), names: ["f1"]),
      .showing(.tiles([.init(label: "a", value: "1")]), names: ["n"], caption: "Tiles"),
      .showing(.note("first", .plain), .picture(.sample("y"), wide: false), .table(table), names: ["f2"]),
      .showing(.tiles([]), .table(table), .picture(.sample("z"), wide: false), names: ["t2"]))
    let captions = probe.all("figcaption").map { caption in
      probe.elements.first { $0.name == "b" && $0.start > caption.start && $0.end < caption.end }.map(
        probe.text)
    }
    #expect(captions == ["Table 1", "Figure 1", nil, "Figure 2", "Table 2"])
  }

  @Test func hiddenResultsHaveNoNumber() throws {
    var hidden = CellReport.showing(.table(table), names: ["x"])
    hidden.hideResult = true
    let (probe, html) = try page(hidden, .showing(.table(table), names: ["y"]))
    #expect(probe.all("table").count == 1)
    #expect(html.contains("<b>Table 1</b> <span><code>y</code>"))
    #expect(probe.all("figure").map { $0.attributes["class"] } == ["cell quiet", "cell"])
  }

  @Test func aCellThatHidesEverythingIsStillAPlace() throws {
    var hidden = CellReport.showing(.table(table), names: ["x", "y"])
    hidden.hideResult = true
    hidden.hideSource = true
    let (probe, _) = try page(hidden)
    #expect(probe.all("figure").isEmpty)
    #expect(probe.all("span").compactMap { $0.attributes["id"] } == ["cell-x", "cell-y"])
  }

  @Test func everyNameIsAPlace() throws {
    let (probe, _) = try page(.showing(.table(table), names: ["train", "test set"]))
    let ids = probe.elements.compactMap { $0.attributes["id"] }
    #expect(ids.contains("cell-train"))
    #expect(ids.contains("cell-test~20.set"))
    #expect(Anchor.cell("test set").href == "#cell-test~20.set")
    #expect(Anchor.cell("a\"b").href == "#cell-a%22b")
    #expect(Anchor.cell("a b").id != Anchor.cell("a~20.b").id)
  }

  @Test func sourceIsFoldedAndColoured() throws {
    let (probe, html) = try page(
      CellReport(
        names: ["a"], verb: "load", caption: nil, blocks: [.table(table)], provenance: "load · `a.csv`",
        key: "0123abcd",
        source: [
          .init(.keyword, "load"), .init(.plain, " "), .init(.text, "\"<a>\""), .init(.comment, "# & b"),
        ]))
    #expect(probe.all("details").count == 1)
    #expect(probe.all("details").first?.attributes["open"] == nil)
    #expect(
      html.contains(
        """
        <code><span class="k">load</span> <span class="t">&quot;&lt;a&gt;&quot;</span>\
        <span class="c"># &amp; b</span></code>
        """))
    #expect(html.contains("<span class=\"provenance\">load · <code>a.csv</code></span>"))
    #expect(html.contains("<code>0123abcd</code>"))
  }

  @Test func hiddenSourceKeepsTheQuietLine() throws {
    var cell = CellReport.showing(.table(table))
    cell.hideSource = true
    let (probe, html) = try page(cell)
    #expect(probe.all("details").isEmpty)
    #expect(html.contains("<div class=\"foot\"><span class=\"provenance\">load · 3 rows</span>"))
  }

  @Test func failuresStandInTheirPlace() throws {
    var failed = CellReport.showing(names: ["a"])
    failed.key = ""
    failed.failure = .init(code: "L0501", message: "no rows in `b`", hint: "Look at `c`.", skipped: false)
    var skipped = CellReport.showing(names: ["d"])
    skipped.failure = .init(code: "L0502", message: "not run, because it needs `a`", hint: nil, skipped: true)
    let (probe, html) = try page(failed, skipped)
    #expect(
      html.contains(
        """
        <div class="failure"><p><strong>Failed</strong> <code class="code">L0501</code> no rows in <code>b</code></p>\
        <p class="hint">Look at <code>c</code>.</p></div>
        """))
    #expect(html.contains("<div class=\"failure skipped\"><p><strong>Not run</strong>"))
    #expect(html.contains("<code class=\"code\">L0502</code> because it needs <code>a</code></p>"))
    #expect(probe.all(class: "key").count == 1)
    // Said at the top as well, once, with a way to the place.
    let messages = try #require(probe.all(class: "messages").first)
    #expect(probe.text(messages).contains("<a href=\"#cell-a\"><code>a</code></a> no rows in <code>b</code>"))
    #expect(!probe.text(messages).contains("cell-d"))
  }

  @Test func aGateThatDoesNotHoldKeepsItsResult() throws {
    var cell = CellReport.showing(.table(table))
    cell.failure = .init(code: "L0601", message: "too low", hint: nil, skipped: false)
    let (probe, _) = try page(cell)
    #expect(probe.all("table").count == 1)
    #expect(probe.all(class: "failure").count == 1)
  }

  @Test func messagesComeFirst() throws {
    var page = NotebookBuilder()
    page.messages = [.init(severity: .warning, code: "L0212", place: "line 3", text: "drop `x`")]
    page.paragraph(.text("Text."))
    let html = body(try render(page.content))
    let message =
      "<li class=\"warning\"><strong>warning</strong> <code>L0212</code> <span class=\"place\">line 3</span> drop <code>x</code></li>"
    let place = try #require(html.firstRange(of: message))
    #expect(place.upperBound < (try #require(html.firstRange(of: "Text."))).lowerBound)
  }

  @Test func entriesOfTables() throws {
    let (probe, html) = try page(
      .showing(
        .table(
          ReportTable(
            caption: "Sub", columns: [.init("model"), .init("time", unit: "ms", numeric: true)],
            rows: [
              [.strong("a"), .measured("0.5", spread: "±.1")], [.code("b"), .missing],
              [.dim("c"), .dim("3")],
              [.missing, .picture(.sample("s", twin: false))],
            ], emphasized: [0, 99], note: "all `rows`"))))
    #expect(html.contains("<caption>Sub</caption>"))
    #expect(html.contains("<th scope=\"col\" class=\"number\">time <span class=\"unit\">ms</span></th>"))
    #expect(
      html.contains(
        """
        <tr class="emphasis"><th scope="row"><strong>a</strong></th>\
        <td class="number">0.5 <span class="spread">±.1</span></td></tr>
        """))
    #expect(
      html.contains(
        "<td class=\"number missing\"><span title=\"missing\" aria-hidden=\"true\">–</span><span class=\"spoken\">missing</span></td>"
      ))
    #expect(html.contains("<th scope=\"row\" class=\"dim\">c</th><td class=\"number dim\">3</td>"))
    #expect(html.contains("<p class=\"tablenote\">all <code>rows</code></p>"))
    #expect(probe.all("svg").count == 1)
  }

  @Test func rowsLongerOrShorterThanTheHeadDoNoHarm() throws {
    let (probe, _) = try page(
      .showing(
        .table(
          ReportTable(columns: [.init("a"), .init("b")], rows: [[], [.text("1"), .text("2"), .text("3")]]))))
    #expect(probe.all("tr").count == 3)
    #expect(probe.all("td").count + probe.all("th").count == 4)
  }

  @Test func broadTablesUseTheRoomBesideTheText() throws {
    let columns = (0..<14).map { ReportTable.Column("column \($0)", numeric: true) }
    let wide = ReportTable(columns: columns, rows: [columns.map { _ in .text("0.123") }])
    let (probe, _) = try page(.showing(.table(wide), names: ["w"]), .showing(.table(table), names: ["n"]))
    #expect(probe.all("figure").map { $0.attributes["class"] } == ["cell wide fitting", "cell"])
    let frames = probe.all(class: "frame").map { $0.attributes["role"] }
    #expect(frames == ["region", "group"])
  }

  @Test func picturesHaveTheirNumbersBesideThem() throws {
    let (probe, html) = try page(.showing(.picture(.sample("Chart"), wide: true)))
    #expect(probe.all("figure").first?.attributes["class"] == "cell wide")
    #expect(probe.all(class: "twin").count == 1)
    #expect(html.contains("<th scope=\"col\" class=\"number\">n</th>"))
    #expect(html.contains("<td class=\"number\">1</td>"))
    #expect(!html.contains("class=\"subtitle\""))
    let (two, _) = try page(
      .showing(.picture(.sample("A"), wide: false), .picture(.sample("B", twin: false), wide: false)))
    #expect(two.all(class: "subtitle").map(two.text) == ["<b>A</b>", "<b>B</b>"])
    #expect(two.all(class: "twin").count == 1)
  }

  @Test func theSamePictureTwiceHasIdsOfItsOwn() throws {
    let (probe, _) = try page(
      .showing(.picture(.sample("x"), wide: false), names: ["a"]),
      .showing(.picture(.sample("x"), wide: false), names: ["b"]),
      .showing(.picture(.sample("x"), wide: false), names: ["c"]))
    #expect(Set(probe.all("svg").compactMap { $0.attributes["aria-labelledby"] }).count == 3)
  }

  @Test func aPictureThatIsNotInertIsReplacedByItsWords() throws {
    var picture = Picture.sample("x")
    picture.svg = "<svg onload=\"alert(1)\"></svg>"
    let (probe, html) = try page(.showing(.picture(picture, wide: false)))
    #expect(probe.all("svg").isEmpty)
    #expect(html.contains("<span class=\"absent\">It shows x.</span>"))
  }

  @Test func checksSpeakTheirOutcome() throws {
    let (_, html) = try page(
      .showing(
        .checks([
          .init(.passed, "a >= 1", found: "2"), .init(.failed, "b", explanation: "see `c`"),
          .init(.unproved, "d"),
        ])))
    #expect(
      html.contains(
        """
        <li class="passed"><span class="mark" aria-hidden="true">✓</span><span class="what">\
        <span class="spoken">passed: </span><code>a &gt;= 1</code></span><span class="found">2</span></li>
        """))
    #expect(
      html.contains("failed: </span><code>b</code> <span class=\"why\">see <code>c</code></span></span></li>")
    )
    #expect(html.contains("not proved: </span>"))
  }

  @Test func tilesAndNotes() throws {
    var cell = CellReport.showing(
      .tiles([.init(label: "accuracy", value: "0.98", detail: "± 0.1")]), .note("plain", .plain),
      .note("careful", .warning), .note("bad", .failure))
    cell.note = "A remark of the author."
    let (_, html) = try page(cell)
    #expect(html.contains("<div><dt>accuracy</dt><dd>0.98<small>± 0.1</small></dd></div>"))
    #expect(html.contains("<p class=\"remark\">plain</p>"))
    #expect(html.contains("<p class=\"remark warning\"><strong>Note</strong> careful</p>"))
    #expect(html.contains("<p class=\"remark failure\"><strong>Failed</strong> bad</p>"))
    #expect(html.contains("<p class=\"remark\">A remark of the author.</p>"))
  }
}
