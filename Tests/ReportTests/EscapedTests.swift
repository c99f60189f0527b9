import Testing

@testable import Report

@Suite struct EscapedTests {
  @Test(arguments: [
    ("a & b", "a &amp; b"), ("<script>", "&lt;script&gt;"), ("\"'", "&quot;&#39;"), ("café ≤ 3", "café ≤ 3"),
    ("a\u{0}b\u{8}c\u{1F}d\u{7F}e\u{85}f", "abcdef"), ("line\nnext\ttab", "line\nnext\ttab"),
    ("a\r\nb", "a\nb"),
    ("\u{202E}gnp.exe", "\\u{202E}gnp.exe"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
  ])
  func textIsMadeSafe(_ text: String, _ html: String) {
    #expect(Escaped(text).html.utf8.elementsEqual(html.utf8))
  }

  /// A quotation mark and the character that combines with it are one `Character` in Swift, and two to a browser.
  @Test func marksWithCombiningCharactersAreEscaped() {
    #expect(Escaped("\"\u{301} onclick=x").html == "&quot;\u{301} onclick=x")
    #expect(Escaped("<\u{338}b").html == "&lt;\u{338}b")
  }

  @Test func literalsAreEscapedToo() {
    let escaped: Escaped = "a < b"
    #expect(escaped.html == "a &lt; b")
  }
}
