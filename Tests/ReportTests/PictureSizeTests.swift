import Testing

@testable import Drawing
@testable import Report

/// How drawings stand in columns that are too narrow for them.
@Suite struct PictureSizeTests {
  private func page(_ pictures: Picture...) throws -> (PageProbe, String) {
    var notebook = NotebookBuilder()
    for (index, picture) in pictures.enumerated() {
      notebook.cell(.showing(.picture(picture, wide: false), names: ["p\(index)"]))
    }
    let html = try render(notebook.content)
    return (PageProbe(html), html)
  }

  @Test func theRealSizeIsAChoiceWithANameOfItsOwn() throws {
    let (probe, html) = try page(.sample("A <b>"), .sample("B"))
    #expect(probe.problems == [])
    let inputs = probe.all("input")
    #expect(inputs.map { $0.attributes["type"] } == ["checkbox", "checkbox"])
    #expect(inputs.allSatisfy { $0.attributes["checked"] == nil })
    #expect(html.contains("actual size<span class=\"spoken\">: A &lt;b&gt;</span></label>"))
    #expect(html.contains("actual size<span class=\"spoken\">: B</span></label>"))
  }

  @Test func theRulerIsNearlyAsLongAsTheDrawing() throws {
    var picture = Picture.sample("x")
    picture.width = 1000
    let rulers = try page(picture).0.all(class: "ruler")
    #expect(rulers.map { $0.attributes["width"] } == ["950"])
    #expect(rulers.allSatisfy { $0.attributes["aria-hidden"] == "true" && $0.attributes["height"] == "0" })
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func widthsThatAreNoneGiveNoChoice(_ width: Double) throws {
    var picture = Picture.sample("x")
    picture.width = width
    let (probe, _) = try page(picture)
    #expect(probe.problems == [] && probe.all("input").isEmpty && probe.all(class: "canvas").count == 1)
  }

  @Test func whatIsFoldedHasAChoiceOfItsOwn() throws {
    var picture = Picture.sample("Whole")
    picture.insides = [PictureInside(id: "x-1", label: "Part", count: 2, picture: .sample("Part"))]
    let (probe, html) = try page(picture)
    #expect(probe.all(class: "size").count == 2)
    #expect(html.contains("<span class=\"spoken\">: Part</span></label>"))
  }

  @Test func aDrawingThatIsLeftOutHasNoSize() throws {
    var picture = Picture.sample("x")
    picture.svg = "<svg onload=\"alert(1)\"></svg>"
    #expect(try page(picture).0.all(class: "size").isEmpty)
  }

  @Test func styleAloneFitsAndOffers() throws {
    let (_, html) = try page(.sample("x"))
    #expect(html.contains("svg.picture{display:block;max-width:100%"))
    #expect(html.contains(":has(> .size input:checked) > .canvas > svg.picture { max-width: none; }"))
    #expect(html.contains("@container (max-width: .5px)"))
  }
}
