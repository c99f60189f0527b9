import Testing

@testable import Drawing

@Suite struct SVGTests {
  @Test func escapesTextAndAttributes() {
    let drawing = SVG("g", ["data-id": "a\"b<c>&'\n"], [.text("1 < 2 & \"3\" > ]]>")])
    #expect(
      drawing.rendered()
        == "<g data-id=\"a&quot;b&lt;c&gt;&amp;' \">\n<text>1 &lt; 2 &amp; \"3\" &gt; ]]&gt;</text>\n</g>")
  }

  @Test func dropsControlsAndShowsDirectionControls() {
    let text = SVG.text("a\u{0}\u{7}\u{1B}b\u{202E}c\u{FFFE}\u{85}d\u{2066}").rendered()
    #expect(text == "<text>ab\\u{202E}cd\\u{2066}</text>")
  }

  @Test func keepsOtherScripts() {
    #expect(SVG.text("Größe 日本 🐧 ابجد").rendered() == "<text>Größe 日本 🐧 ابجد</text>")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.04, "0"), (1.25, "1.3"), (-1.25, "-1.3"), (12.0, "12"), (99.96, "100"), (.nan, "0"),
    (.infinity, "0"), (1e300, "10000000"), (-1e300, "-10000000"), (0.1 + 0.2, "0.3"),
  ])
  func writesNumbers(_ number: Double, _ text: String) {
    #expect(SVG.number(number) == text)
  }

  @Test func laterAttributesReplaceEarlierOnes() {
    var element = SVG("rect", ["x": 1, "x": 2, "class": "a"])
    element["class"] = "b"
    #expect(element.rendered() == "<rect x=\"2\" class=\"b\"/>")
    element["x"] = nil
    #expect(element.rendered() == "<rect class=\"b\"/>")
    #expect(element["class"] == "b")
  }

  @Test func namesAreAlwaysNames() {
    #expect(SVG("a b><script", ["1on\"x=": "v"]).rendered() == "<abscript x1onx=\"v\"/>")
    #expect(SVG("", [:]).rendered() == "<x/>")
  }

  @Test func writesPaths() {
    var path = SVGPath()
    path.move(0, 1.25)
    path.line(-2, -3)
    path.quadratic(1, 2, 3, 4)
    path.arc(radius: 7, clockwise: true, 5, 6)
    path.rectangle(x: 1, y: 2, width: 3, height: 4)
    path.close()
    #expect(path.data == "M0 1.3L-2-3Q1 2 3 4A7 7 0 0 1 5 6M1 2h3v4h-3zz")
    #expect(SVGPath(through: []).isEmpty)
  }

  @Test func idsComeFromTheContent() {
    func picture(_ label: String) -> Picture {
      Picture(title: "t", description: "d", width: 10, height: 10) { prefix in
        [SVG("clipPath", ["id": "\(prefix)-c"]), .text(label)]
      }
    }
    #expect(picture("a") == picture("a"))
    let first = DrawnSVG(picture("a").svg)
    let second = DrawnSVG(picture("b").svg)
    #expect(first.ids.count == 3)
    #expect(Set(first.ids).isDisjoint(with: second.ids))
    #expect(first.elements[0].attributes["aria-labelledby"] == first.ids[...1].joined(separator: " "))
  }
}
