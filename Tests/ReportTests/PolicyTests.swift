import Canonical
import Report
import Testing

/// What holds of every page, whatever is on it.
@Suite struct PolicyTests {
  private let page: PageProbe
  private let html: String

  init() throws {
    html = try render(SamplePage.plain)
    page = PageProbe(html)
  }

  @Test func isWellFormed() {
    #expect(page.problems == [])
  }

  @Test func policyComesFirstAndItsHashesAreThoseOfTheElements() throws {
    let head = try #require(page.elements.firstIndex { $0.name == "head" })
    #expect(page.elements[head + 1].attributes == ["charset": "utf-8"])
    let meta = page.elements[head + 2].attributes
    #expect(meta["http-equiv"] == "Content-Security-Policy")
    let style = try #require(page.all("style").first)
    let script = try #require(page.all("script").first)
    #expect(
      meta["content"]
        == [
          "default-src 'none'", "script-src 'sha256-\(Digest(of: page.text(script)).base64)'",
          "style-src 'sha256-\(Digest(of: page.text(style)).base64)'", "img-src data:", "font-src data:",
          "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; "))
  }

  @Test func thereIsOneStyleOneScriptAndNothingElseThatActs() {
    #expect(page.all("style").count == 1)
    #expect(page.all("script").count == 1)
    for element in page.elements {
      #expect(element.attributes["style"] == nil)
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
      #expect(!["iframe", "object", "embed", "form", "base", "link", "foreignObject"].contains(element.name))
    }
  }

  @Test func nothingIsFetched() {
    for element in page.elements {
      for name in ["src", "srcset", "poster", "data", "action", "background"] {
        #expect(element.attributes[name].map { $0.hasPrefix("data:image/") } ?? true)
      }
      if element.name != "a" { #expect(element.attributes["href"].map { $0.hasPrefix("#") } ?? true) }
    }
    #expect(!html.contains("@import"))
    #expect(page.all("style").allSatisfy { !page.text($0).contains("url(") })
  }

  @Test func everyLinkOnThePageLeadsSomewhere() {
    let ids = Set(page.elements.compactMap { $0.attributes["id"] })
    for link in page.all("a") {
      guard let href = link.attributes["href"], href.hasPrefix("#") else { continue }
      #expect(ids.contains(String(href.dropFirst())), "\(href)")
    }
  }

  @Test func linksAwayTellNothingOfThePage() {
    let away = page.all("a").filter { $0.attributes["href"]?.hasPrefix("http") ?? false }
    #expect(away.count == 1)
    #expect(away.allSatisfy { $0.attributes["rel"] == "noopener noreferrer" })
  }

  @Test func landmarksAndNames() throws {
    #expect(page.all("html").first?.attributes["lang"] == "en")
    #expect(page.all("main").count == 1)
    #expect(page.all("nav").first?.attributes["aria-label"] == "Contents")
    #expect(page.all("h1").count == 1)
    let body = try #require(page.elements.firstIndex { $0.name == "body" })
    #expect(page.elements[body + 1].attributes["href"] == "#page-text")
    for table in page.all("th") { #expect(table.attributes["scope"] != nil) }
    for image in page.all("img") { #expect(image.attributes["alt"] != nil) }
    for frame in page.elements where frame.attributes["tabindex"] == "0" {
      #expect(frame.attributes["role"] != nil)
      #expect(frame.attributes["aria-label"]?.isEmpty == false)
    }
  }

  @Test func headingsLeaveNoLevelOut() {
    var last = 0
    for element in page.elements where element.name.count == 2 && element.name.hasPrefix("h") {
      guard let level = Int(element.name.dropFirst()) else { continue }
      #expect(level <= last + 1)
      last = level
    }
  }

  @Test func theSameContentGivesTheSameBytes() throws {
    #expect(try render(SamplePage.plain).utf8.elementsEqual(html.utf8))
    #expect(!html.contains("notebook.md"))
  }
}
