import Report
import Syntax
import Testing

@Suite struct ProseTests {
  private func html(_ build: (inout NotebookBuilder) -> Void, image: (String) -> String? = { _ in nil })
    throws -> String
  {
    var page = NotebookBuilder()
    build(&page)
    return body(try render(page.content, image: image)).split(separator: "\n").joined(separator: "\n")
  }

  @Test func inlines() throws {
    let html = try html {
      $0.paragraph(
        .emphasis([.text("a")]), .strong([.text("b")]), .strikethrough([.text("c")]), .code("d"), .softBreak,
        .text("e"),
        .lineBreak, .html("<i>"))
    }
    #expect(
      html
        == "<p><em>a</em><strong>b</strong><del>c</del><code>d</code>\ne<br><code class=\"raw\">&lt;i&gt;</code></p>"
    )
  }

  @Test func linksOutsideAndLinksThatMayNotBeFollowed() throws {
    let html = try html {
      $0.paragraph(
        .link(destination: "https://a.org", title: "A", [.text("a")]),
        .link(destination: "javascript:x", title: "", [.text("b")]))
    }
    #expect(html == "<p><a href=\"https://a.org\" title=\"A\" rel=\"noopener noreferrer\">a</a>b</p>")
  }

  @Test func imagesAreCarriedOrLeftOut() throws {
    func image(_ destination: String) throws -> String {
      try html { page in
        page.paragraph(.image(destination: destination, title: "", [.text("Snow")]))
      } image: { path in
        path == "snow.png"
          ? "data:image/png;base64,AAAA" : path == "snow.svg" ? "data:image/svg+xml;base64,AAAA" : nil
      }
    }
    let shown = "<p><img src=\"data:image/png;base64,AAAA\" alt=\"Snow\"></p>"
    let absent = "<p><span class=\"absent\">Snow<small> (image not shown)</small></span></p>"
    #expect(try image("snow.png") == shown)
    #expect(try image("data:image/png;base64,AAAA") == shown)
    for destination in ["snow.svg", "other.png", "https://a.org/snow.png", "data:text/html,x"] {
      #expect(try image(destination) == absent)
    }
  }

  @Test func listsTightLooseNumberedAndOfTasks() throws {
    let paragraph = MarkdownBlock(.paragraph([.text("x")]), Span(0, 0))
    #expect(
      try html { $0.block(.list(start: 3, tight: true, [.init(checked: nil, blocks: [paragraph])])) }
        == "<ol start=\"3\">\n<li>x</li>\n</ol>")
    #expect(
      try html { $0.block(.list(start: nil, tight: false, [.init(checked: nil, blocks: [paragraph])])) }
        == "<ul>\n<li><p>x</p>\n</li>\n</ul>")
    let tasks = try html {
      $0.block(
        .list(
          start: nil, tight: true,
          [.init(checked: true, blocks: [paragraph]), .init(checked: false, blocks: [paragraph])]))
    }
    #expect(tasks.contains("<input type=\"checkbox\" disabled aria-label=\"done\" checked> x"))
    #expect(tasks.contains("<input type=\"checkbox\" disabled aria-label=\"to do\"> x"))
  }

  @Test func tablesAreAligned() throws {
    let html = try html {
      $0.block(
        .table(
          alignments: [.left, .right, .center], header: [[.text("a")], [.text("b")], [.text("c")]],
          rows: [[[.text("1")], [.text("2")], [.text("3")], [.text("too many")]], [[.text("short")]]]))
    }
    #expect(
      html.contains("<th scope=\"col\" class=\"number\">b</th><th scope=\"col\" class=\"centred\">c</th>"))
    #expect(html.contains("<td>1</td><td class=\"number\">2</td><td class=\"centred\">3</td></tr>"))
    #expect(!html.contains("too many"))
  }

  @Test func listingsNameTheirLanguage() throws {
    let html = try html { page in
      page.block(page.listing("python title=x", "a < b", "", "c").kind)
      page.block(page.listing("", "plain").kind)
    }
    #expect(html.contains("<span class=\"language\" aria-hidden=\"true\">python</span>"))
    #expect(html.contains("aria-label=\"Listing, python\"><code>a &lt; b\n"))
    #expect(html.contains("aria-label=\"Listing\"><code>plain\n</code>"))
  }

  @Test func notesLeadThereAndBack() throws {
    let html = try html { page in
      page.paragraph(
        .footnoteReference(number: 1, occurrence: 1), .footnoteReference(number: 1, occurrence: 2))
      page.block(
        .footnote(number: 1, references: 2, [MarkdownBlock(.paragraph([.text("Note.")]), Span(0, 0))]))
      page.paragraph(.text("After."))
    }
    let probe = PageProbe(html)
    #expect(probe.problems == [])
    #expect(probe.all(class: "noteref").map { $0.attributes["id"] } == ["noteref-1", "noteref-1-2"])
    #expect(
      probe.all("a").compactMap { $0.attributes["href"] } == [
        "#note-1", "#note-1", "#noteref-1", "#noteref-1-2",
      ])
    #expect(html.contains("<p>After.</p>\n<section class=\"notes\""))
  }

  @Test func valuesFailuresAndValuesThatAreNotThere() throws {
    let html = try html { page in
      let found = page.value("= a.rows", .value("1,204"))
      let failed = page.value("= b.rows", .failure("no cell defines `b`"))
      let unknown = page.value("= c.rows", nil)
      page.paragraph(found, .text(" "), failed, .text(" "), unknown)
    }
    #expect(
      html == """
        <p><span class="value">1,204</span> <span class="value failed"><code>b.rows</code>\
        <small> no value: no cell defines <code>b</code></small></span> <code>= c.rows</code></p>
        """)
  }

  @Test func rawHTMLIsShownAndNotUsed() throws {
    #expect(try html { $0.block(.html("<b>x</b>\n")) } == "<pre class=\"raw\">&lt;b&gt;x&lt;/b&gt;\n</pre>")
  }

  @Test func treesDeeperThanAnyParserMakesAreCutOff() throws {
    var inline = MarkdownInline.text("deep")
    var block = MarkdownBlock(.paragraph([.text("deep")]), Span(0, 0))
    for _ in 0..<400 {
      inline = .emphasis([inline])
      block = MarkdownBlock(.quote([block]), Span(0, 0))
    }
    let html = try html { page in
      page.paragraph(inline)
      page.block(block.kind)
    }
    #expect(PageProbe(html).problems == [])
    #expect(!html.contains("deep"))
  }
}
