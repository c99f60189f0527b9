import Testing

@testable import Drawing
@testable import Report

@Suite struct DiagramBlockTests {
  private func page(_ pictures: Picture...) throws -> (PageProbe, String) {
    var notebook = NotebookBuilder()
    for (index, picture) in pictures.enumerated() {
      notebook.cell(.showing(.picture(picture, wide: true), names: ["d\(index)"]))
    }
    let html = try render(notebook.content)
    return (PageProbe(html), html)
  }

  private var told: Picture {
    var diagram = Diagram(
      title: "Told", nodes: [.init(id: "a", label: "A"), .init(id: "b", label: "B")],
      edges: [.init(from: "a", to: "b", label: "<rows>")])
    diagram.stories = [
      .init(
        title: "By <day>",
        steps: [
          .init(number: 1, chain: ["a", "b"], sentence: "Rows & more come."),
          .init(number: 2, chain: ["b"], sentence: "B rests."),
        ])
    ]
    return DiagramDrawing.draw(diagram)
  }

  private func choices(_ probe: PageProbe) -> [PageProbe.Element] {
    probe.all("input").filter { $0.attributes["type"] == "radio" }
  }

  @Test func stepsAreChosenByInputsAlone() throws {
    let (probe, html) = try page(told)
    #expect(probe.problems == [])
    let inputs = choices(probe)
    #expect(inputs.map { $0.attributes["value"] } == ["0", "1", "2"])
    #expect(inputs.map { $0.attributes["checked"] != nil } == [true, false, false])
    #expect(inputs.allSatisfy { $0.attributes["type"] == "radio" && $0.attributes["name"] == "page-steps-1" })
    #expect(probe.all("fieldset").count == 1 && probe.all("legend").count == 1)
    #expect(html.contains("<span class=\"spoken\">Step </span>2"))
    #expect(html.contains("<li class=\"step-1\" value=\"1\">Rows &amp; more come.</li>"))
    #expect(html.contains("By &lt;day&gt;"))
    for step in 1...2 {
      #expect(html.contains("[data-steps~=\"\(step)\"]"))
      #expect(html.contains(">.sentences>.step-\(step){display:list-item}"))
    }
  }

  @Test func everyPictureHasInputsOfItsOwn() throws {
    let (probe, _) = try page(told, told)
    #expect(Set(choices(probe).map { $0.attributes["name"] }) == ["page-steps-1", "page-steps-2"])
    let ids = probe.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
  }

  @Test func moreStepsThanRulesAreToldTogether() throws {
    var picture = told
    picture.stories = [
      PictureStory(
        title: nil,
        steps: (1...40).map { PictureStory.Step(ordinal: $0, number: $0, sentence: "Step \($0).") })
    ]
    let (probe, html) = try page(picture)
    #expect(choices(probe).count == StepRules.most + 1)
    #expect(html.contains("Step 40."))
  }

  @Test func theOutlineIsANestedList() throws {
    let (probe, html) = try page(told)
    #expect(html.contains("<span class=\"fold\">in words</span>"))
    #expect(html.contains("<li>→ B: &lt;rows&gt;</li>"))
    #expect(probe.all("table").isEmpty)
  }

  @Test func closedPartsAreFoldedBelowAndLinksLeadThere() throws {
    var picture = DiagramDrawing.draw(
      Diagram(title: "Closed", nodes: [.init(id: "g", label: "G", link: "#px-inside-1")]))
    let inner = DiagramDrawing.draw(Diagram(title: "G", nodes: [.init(id: "n", label: "N <1>")]))
    picture.insides = [PictureInside(id: "px-inside-1", label: "G <g>", count: 3, picture: inner)]
    let (probe, html) = try page(picture, picture)
    #expect(probe.problems == [])
    // An id on the folded element itself would not unfold it; one within it does.
    let places = probe.all("div").compactMap { $0.attributes["id"] }
    #expect(places == ["px-inside-1", "px-inside-1-2"])
    let links = probe.all("a").compactMap { $0.attributes["href"] }.filter { $0.contains("inside") }
    #expect(links == ["#px-inside-1", "#px-inside-1-2"])
    #expect(html.contains("inside G &lt;g&gt;") && html.contains("3 parts"))
    #expect(probe.all("details").allSatisfy { $0.attributes["open"] == nil })
  }

  @Test(arguments: 0..<12) func hostileDiagramsAreInert(seed: Int) throws {
    var diagram = Diagram(title: "</svg><script>alert(1)</script>")
    diagram.nodes = (0..<4).map { .init(id: "n\($0)\"<\(seed)", label: "]]>&lt;\u{0}\u{202E}<b onload=x>") }
    diagram.edges = [
      .init(from: diagram.nodes[0].id, to: diagram.nodes[1].id, label: "<a href=javascript:x>")
    ]
    diagram.nodes[seed % 4].link = ["javascript:alert(1)", "#ok", "http://a/\"onclick=\"x"][seed % 3]
    diagram.nodes[(seed + 1) % 4].kind = Diagram.Kind.allCases[seed]
    let picture = DiagramDrawing.draw(diagram)
    #expect(InertSVG(picture.svg) != nil)
    let (probe, html) = try page(picture)
    #expect(probe.problems == [])
    #expect(probe.all("script").count == 1)
    #expect(!html.contains("href=\"javascript"))
  }
}
