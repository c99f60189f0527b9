import Drawing
import Testing

@testable import Report

@Suite struct InertSVGTests {
  @Test(arguments: [
    #"<svg><script>alert(1)</script></svg>"#, #"<svg onload="x"></svg>"#, #"<svg style="x"></svg>"#,
    #"<svg><foreignObject></foreignObject></svg>"#, #"<svg><image href="https://a/b.png"/></svg>"#,
    #"<svg><a href="javascript:x"></a></svg>"#, #"<svg><use href="https://a/b.svg#c"/></svg>"#,
    #"<svg><use xlink:href="other.svg#c"/></svg>"#, #"<svg><rect fill="url(https://a/b)"/></svg>"#,
    #"<svg><rect fill="&#117;rl(https://a/b)"/></svg>"#, #"<svg><rect onclick=x /></svg>"#,
    #"<svg><!-- --><g></g></svg>"#, #"<svg><g></svg>"#, #"<svg></svg><script></script>"#, #"<svg></g></svg>"#,
    #"<svg><style>x</style></svg>"#, #"<svg"#, #"<svg a="b"#, "", "text",
    #"<svg><animate attributeName="href"/></svg>"#,
    #"<svg><SCRIPT></SCRIPT></svg>"#, "<svg\u{0}><g></g></svg>",
  ])
  func whatIsMoreThanADrawingIsRefused(_ svg: String) {
    #expect(InertSVG(svg) == nil)
  }

  @Test func deepNestingIsRefusedAndNotFatal() {
    let deep = String(repeating: "<g>", count: 100_000)
    #expect(InertSVG("<svg>\(deep)</svg>") == nil)
  }

  @Test func drawingsPassUnchanged() throws {
    let svg = Picture.sample("a < b & \"c\"").svg
    let inert = try #require(InertSVG(svg))
    #expect(inert.written { $0 } == svg)
    #expect(!inert.ids.isEmpty)
  }

  @Test func idsAndTheirReferencesAreRenamedTogether() throws {
    let svg = """
      <svg aria-labelledby="t d"><title id="t">x</title><desc id="d">y</desc><clipPath id="c"></clipPath>\
      <rect clip-path="url(#c)" fill="#c0ffee"/><a href="#cell-x"><use href="#c"/></a></svg>
      """
    let written = try #require(InertSVG(svg)).written { $0 + "-2" }
    #expect(
      written == """
        <svg aria-labelledby="t-2 d-2"><title id="t-2">x</title><desc id="d-2">y</desc><clipPath id="c-2"></clipPath>\
        <rect clip-path="url(#c-2)" fill="#c0ffee"/><a href="#cell-x"><use href="#c-2"/></a></svg>
        """)
  }
}
