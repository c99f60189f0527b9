import Drawing
import Report
import Syntax
import Testing

/// What lets a reader compare: directions and distinctions in tables, drawings in pairs, requirements that fail.
@Suite struct ComparisonTests {
  private func page(_ cells: CellReport...) throws -> (PageProbe, String) {
    var page = NotebookBuilder()
    for cell in cells { page.cell(cell) }
    let html = try render(page.content)
    let probe = PageProbe(html)
    #expect(probe.problems == [])
    return (probe, body(html))
  }

  @Test func headsSayWhichValueIsBetter() throws {
    let table = ReportTable(
      columns: [
        .init("model"), .init("accuracy", numeric: true, better: .higher),
        .init("log loss", numeric: true, better: .lower),
      ], rows: [[.tagged("a", tag: "best"), .strong("0.9"), .text("-0.1")]])
    let (_, html) = try page(.showing(.table(table)))
    #expect(
      html.contains(
        "accuracy\u{A0}<span class=\"unit\" aria-hidden=\"true\">↑</span><span class=\"spoken\">(higher is better)</span></th>"
      ))
    #expect(html.contains("↓</span><span class=\"spoken\">(lower is better)</span></th>"))
    #expect(html.contains("<th scope=\"row\"><strong>a</strong> <span class=\"tag\">best</span></th>"))
  }

  @Test func negativeNumbersHaveAMinusSign() throws {
    let table = ReportTable(
      columns: [.init("name"), .init("r2", numeric: true)],
      rows: [
        [.text("-1"), .text("-0.015")], [.text("b"), .dim("-")], [.text("c"), .measured("-2", spread: "±1")],
      ])
    let (_, html) = try page(.showing(.table(table)))
    #expect(html.contains("<td class=\"number\">\u{2212}0.015</td>"))
    #expect(html.contains("<td class=\"number\">\u{2212}2 <span"))
    #expect(html.contains("<th scope=\"row\">-1</th>"))
    #expect(html.contains("<td class=\"number dim\">-</td>"))
  }

  @Test func continuedRowsSpeakWhatTheyDoNotShow() throws {
    let table = ReportTable(
      columns: [.init("step"), .init("column", wraps: true)],
      rows: [[.strong("impute"), .text("a")], [.ditto("impute"), .text("b")], [.text(""), .text("c")]])
    let (probe, html) = try page(.showing(.table(table)))
    #expect(
      html.contains(
        "<tr class=\"continued\"><th scope=\"row\"><span class=\"spoken\">impute</span></th><td class=\"running\">b</td></tr>"
      ))
    #expect(probe.all("th").count == 4)
  }

  @Test func runningTextDoesNotMakeATableWide() throws {
    let long = ReportTable.Entry.text(String(repeating: "words and more ", count: 20))
    let tables = [true, false].map { wraps in
      ReportTable(columns: [.init("a"), .init("b", wraps: wraps)], rows: [[.text("x"), long]])
    }
    let (probe, _) = try page(
      .showing(.table(tables[0]), names: ["t"]), .showing(.table(tables[1]), names: ["u"]))
    #expect(probe.all("figure").map { $0.attributes["class"] } == ["cell", "cell wide fitting"])
  }

  @Test func rowsOfDataStandOpenBehindALine() throws {
    let table = ReportTable(columns: [.init("a")], rows: [[.text("1")]], fold: "first 1 of 9 rows")
    let (probe, html) = try page(.showing(.table(table), names: ["t"]))
    let preview = try #require(probe.all(class: "preview").first)
    #expect(preview.name == "details" && preview.attributes.keys.contains("open"))
    #expect(html.contains("<summary><span class=\"fold\">first 1 of 9 rows</span></summary>"))
    #expect(html.contains("aria-label=\"Table 1: first 1 of 9 rows\""))
  }

  @Test func drawingsOfOneKindStandInPairs() throws {
    let (probe, _) = try page(
      .showing(.pictures([.sample("A"), .sample("B")]), names: ["two"]),
      .showing(.pictures([.sample("C")]), names: ["one"]))
    #expect(probe.all(class: "gallery").map { $0.attributes["class"] } == ["gallery pair", "gallery"])
    #expect(probe.all(class: "subtitle").map(probe.text) == ["<b>A</b>", "<b>B</b>", "<b>C</b>"])
    #expect(probe.all("b").map(probe.text).filter { $0.hasPrefix("Figure") } == ["Figure 1", "Figure 2"])
    #expect(probe.all("figure").allSatisfy { $0.attributes["class"] == "cell" })
  }

  @Test func whatIsMeasuredIsSaidBelowTheTitle() throws {
    var picture = Picture.sample("Leans on", twin: false)
    picture.subtitle = "gain & loss"
    let (alone, _) = try page(.showing(.picture(picture, wide: false)))
    #expect(alone.all(class: "subtitle").map(alone.text) == ["<span>gain &amp; loss</span>"])
    let (beside, _) = try page(.showing(.note("x", .plain), .picture(picture, wide: false)))
    #expect(
      beside.all(class: "subtitle").map(beside.text) == ["<b>Leans on</b> <span>gain &amp; loss</span>"])
  }

  @Test func requirementsThatDoNotHoldAreSaidFirst() throws {
    var cell = CellReport.showing(
      .checks([
        .init(.passed, "a >= 1"), .init(.failed, "b < 2", explanation: "does not hold", found: "3, not < 2"),
      ]), names: ["scores"])
    let (probe, _) = try page(cell)
    let messages = try #require(probe.all(class: "messages").first)
    #expect(
      probe.text(messages).contains(
        "<a href=\"#cell-scores\"><code>scores</code></a> <code>b &lt; 2</code> does not hold: 3, not &lt; 2")
    )
    #expect(!probe.text(messages).contains("a &gt;= 1"))
    cell.hideResult = true
    #expect(try page(cell).0.all(class: "messages").count == 1)
    #expect(try page(.showing(.checks([.init(.unproved, "c")]))).0.all(class: "messages").isEmpty)
  }

  @Test func aReasonIsGivenOnce() throws {
    var page = NotebookBuilder()
    let first = page.value("= scores.a | fixed 1", .failure("`scores` has failed"))
    let second = page.value("=scores.b|percent", .failure("`scores` has failed"))
    let third = page.value("= 1 / x.y", .failure("`x` has failed"))
    page.paragraph(first, .text(" and "), second, .text(" and "), third)
    let html = body(try render(page.content))
    #expect(
      html.contains(
        "<span class=\"value failed\"><code>scores.a</code><small> no value: <code>scores</code> has failed</small></span>"
      ))
    #expect(
      html.contains(
        "<span class=\"value failed\" title=\"no value: `scores` has failed\"><code>scores.b</code><small> no value</small></span>"
      ))
    #expect(html.contains("<code>1 / x.y</code><small> no value: <code>x</code> has failed"))
  }
}
