import Report
import Syntax
import Testing

@Suite struct PageHeadTests {
  private func probe(_ build: (inout NotebookBuilder) -> Void) throws -> (PageProbe, String) {
    var page = NotebookBuilder(title: nil)
    build(&page)
    let html = try render(page.content)
    return (PageProbe(html), html)
  }

  private func facts(_ probe: PageProbe) -> [String] {
    probe.all(class: "facts").first.map { list in
      probe.elements.filter { $0.name == "li" && $0.start > list.start && $0.end < list.end }.map(probe.text)
    } ?? []
  }

  @Test func titleOfTheFrontMatterOrOfAFirstHeading() throws {
    func titles(_ build: (inout NotebookBuilder) -> Void) throws -> [String] {
      let (probe, _) = try probe(build)
      return (probe.all("title").prefix(1) + probe.all("h1")).map(probe.text)
    }
    #expect(try titles { $0.front.title = "A & B" } == ["A &amp; B", "A &amp; B"])
    #expect(try titles { $0.heading(1, "Top") } == ["Top", "Top"])
    #expect(
      try titles {
        $0.front.title = "Top"
        $0.heading(1, "Top")
      } == ["Top", "Top"])
    #expect(try titles { $0.paragraph(.text("x")) } == ["Notebook", "Notebook"])
  }

  @Test func otherHeadingsOfTheFirstLevelBecomeSections() throws {
    let (probe, html) = try probe {
      $0.front.title = "Title"
      $0.heading(1, "Part")
      $0.heading(2, "Chapter")
      $0.heading(4, "Detail")
      $0.heading(2, "Next")
    }
    #expect(probe.all("h1").count == 1)
    #expect(html.contains("<h2 id=\"part\">Part"))
    #expect(html.contains("<h3 id=\"chapter\">Chapter"))
    #expect(html.contains("<h4 id=\"detail\">Detail"))
    #expect(html.contains("<h3 id=\"next\">Next"))
  }

  @Test func allFacts() throws {
    let (probe, _) = try probe {
      $0.front.title = "T"
      $0.front.subtitle = "Sub"
      $0.front.authors = ["A", "B", "C"]
      $0.front.date = "2026-11-06"
      $0.front.tags = ["x", "y z"]
      $0.front.seed = -7
      $0.front.draft = true
      $0.words = 1_035
      $0.cell(.showing())
    }
    #expect(
      facts(probe) == [
        "draft", "A, B and C", "<time datetime=\"2026-11-06\">6 November 2026</time>", "5 min read", "1 cell",
        "seed -7",
        "x · y z",
      ])
    #expect(probe.all(class: "dek").map(probe.text) == ["Sub"])
  }

  @Test func fewFacts() throws {
    let (probe, _) = try probe { $0.words = 0 }
    #expect(facts(probe) == ["1 min read", "0 cells", "seed 0"])
    #expect(probe.all(class: "dek").isEmpty)
  }

  @Test(arguments: [
    ("2022-06-17", "<time datetime=\"2022-06-17\">17 June 2022</time>"),
    ("2024-02-29T08:00:00Z", "<time datetime=\"2024-02-29\">29 February 2024</time>"),
    ("2022-13-01", "<time>2022-13-01</time>"), ("soon", "<time>soon</time>"),
  ])
  func dates(_ date: String, _ html: String) throws {
    let (probe, _) = try probe { $0.front.date = date }
    #expect(facts(probe).first == html)
  }

  @Test func colourSchemeAndLanguageOfTheFrontMatter() throws {
    let (dark, _) = try probe {
      $0.front.theme = "dark"
      $0.front.lang = "de-CH"
    }
    #expect(dark.all("html").first?.attributes == ["lang": "de-CH", "data-theme": "dark"])
    let (odd, _) = try probe {
      $0.front.theme = "solarized"
      $0.front.lang = "x y"
    }
    #expect(odd.all("html").first?.attributes == ["lang": "en"])
  }

  @Test func contentsOfTwoLevels() throws {
    let (probe, _) = try probe {
      $0.heading(2, "One")
      $0.heading(3, "Inside")
      $0.heading(4, "Too deep")
      $0.heading(2, "Two")
    }
    let nav = try #require(probe.all("nav").first)
    #expect(
      probe.text(nav).split(separator: "\n").joined() == """
        <ol><li><a href="#one">One</a><ol><li><a href="#inside">Inside</a></li></ol></li>\
        <li><a href="#two">Two</a></li></ol>
        """)
  }

  @Test func noContentsWhereTheyWouldNotHelp() throws {
    let (single, _) = try probe { $0.heading(2, "One") }
    #expect(single.all("nav").isEmpty)
    let (off, _) = try probe {
      $0.front.toc = false
      $0.heading(2, "One")
      $0.heading(2, "Two")
    }
    #expect(off.all("nav").isEmpty)
  }

  @Test func contentsShowValuesAsTheHeadingDoes() throws {
    let (probe, _) = try probe { page in
      let rows = page.value("= a.rows", .value("344"))
      page.block(.heading(level: 2, id: "rows", [.text("All "), rows, .text(" rows")]))
      page.heading(2, "Two")
    }
    #expect(probe.text(try #require(probe.all("nav").first)).contains(">All 344 rows</a>"))
  }

  @Test func idsOfHeadingsStayApartFromThoseOfCells() throws {
    let (probe, _) = try probe {
      $0.heading(2, "Cell a", id: "cell-a")
      $0.heading(2, "Section cell a", id: "section-cell-a")
      $0.heading(2, "Page text", id: "page-text")
      $0.cell(.showing(names: ["a"]))
    }
    #expect(probe.problems == [])
    #expect(
      probe.all("h2").compactMap { $0.attributes["id"] } == [
        "section-cell-a", "section-section-cell-a", "section-page-text",
      ])
  }
}
