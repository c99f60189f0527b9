import Testing

@testable import Report

@Suite struct LinkTargetTests {
  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)", "  javascript:alert(1)", "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)", "javascript&#0000058alert(1)", "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)", "java&amp;#9;script:alert(1)", "javascript\u{200B}:alert(1)",
    "\u{FEFF}javascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,AAAA", "file:///etc/passwd", "blob:https://a/b", "ftp://a/b", "x:y",
    "view-source:x",
  ])
  func schemesOffTheListLeadNowhere(_ destination: String) {
    #expect(LinkTarget(destination) == nil)
  }

  @Test(arguments: [
    ("https://example.org/a?b=c&d", "https://example.org/a?b=c&amp;d", true), ("HTTP://a", "HTTP://a", true),
    ("//host/x", "//host/x", true), ("mailto:a@b.org", "mailto:a@b.org", false), ("#data", "#data", false),
    ("other.html", "other.html", false), ("../x/y.csv?a:b", "../x/y.csv?a:b", false),
    ("a/b:c", "a/b:c", false),
    ("", "", false), ("two words.html", "two%20words.html", false),
    ("x\"onclick=y", "x&quot;onclick=y", false),
    ("?q=javascript:1", "?q=javascript:1", false),
  ])
  func othersAreKept(_ destination: String, _ html: String, _ external: Bool) throws {
    let target = try #require(LinkTarget(destination))
    #expect(target.text.html == html)
    #expect(target.isExternal == external)
  }

  @Test func pathsAreEncoded() throws {
    #expect(try #require(LinkTarget(path: "week 3 & 4/ü.html")).text.html == "week%203%20%26%204/%C3%BC.html")
    #expect(try #require(LinkTarget(path: "javascript:x")).text.html == "javascript%3Ax")
    #expect(LinkTarget(path: "//host/x") == nil)
  }

  @Test(arguments: [
    "data:image/svg+xml;base64,AAAA", "data:text/html;base64,AAAA", "data:image/png;base64,",
    "https://a/b.png",
    "data:image/png;base64,AA\"onerror=x", "data:image/png,AAAA",
  ])
  func imagesOfOtherKindsAreRefused(_ uri: String) {
    #expect(EmbeddedImage(dataURI: uri) == nil)
  }

  @Test func imagesOfKnownKindsAreKept() throws {
    #expect(
      try #require(EmbeddedImage(dataURI: "DATA:image/PNG;base64,iVBOR/+=")).uri.html
        == "data:image/png;base64,iVBOR/+=")
  }
}
