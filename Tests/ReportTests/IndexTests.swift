import Report
import Testing

@Suite struct IndexTests {
  private let entries = [
    IndexEntry(title: "Undated", href: "u.html"),
    IndexEntry(
      title: "Old <b>", description: "A & B", date: "2025-01-31", href: "old page.html", tags: ["x", "y"]),
    IndexEntry(title: "B new", date: "2026-11-06", href: "b.html"),
    IndexEntry(title: "A new", date: "2026-11-06", href: "a.html"),
  ]

  @Test func newestFirst() throws {
    let html = try IndexRenderer().render(entries, title: "Notebooks")
    let probe = PageProbe(html)
    #expect(probe.problems == [])
    #expect(
      probe.all("h2").map(probe.text) == [
        "<a href=\"a.html\">A new</a>", "<a href=\"b.html\">B new</a>",
        "<a href=\"old%20page.html\">Old &lt;b&gt;</a>", "<a href=\"u.html\">Undated</a>",
      ])
    #expect(html.contains("<time datetime=\"2025-01-31\">31 January 2025</time></li><li>x · y</li>"))
    #expect(html.contains("<li>4 pages</li>"))
  }

  @Test func orderGivenDoesNotMatter() throws {
    let renderer = try IndexRenderer()
    #expect(renderer.render(entries, title: "N") == renderer.render(entries.reversed(), title: "N"))
  }

  @Test func anEmptyListIsAPage() throws {
    #expect(PageProbe(try IndexRenderer().render([], title: "N")).problems == [])
  }
}
