import Testing

@testable import Drawing

/// Pictures for programs that know no CSS variables.
struct PictureResolvedTests {
  @Test(arguments: ColorScheme.allCases)
  func everyValueIsWrittenOut(_ scheme: ColorScheme) throws {
    let diagram = Diagram(
      nodes: [Diagram.Node(id: "a", label: "A"), Diagram.Node(id: "b", label: "B", kind: .model)],
      edges: [Diagram.Edge(from: "a", to: "b", label: "x")])
    let svg = DiagramDrawing.draw(diagram).standalone(in: scheme)
    #expect(!svg.contains("var(") && !svg.contains("light-dark(") && !svg.contains("@media"))
    let model = try #require(ThemeColor.inks.first { $0.name == "role-model" })
    #expect(svg.contains(scheme == .light ? model.light : model.dark))
    #expect(svg.hasPrefix("<?xml") && svg.hasSuffix("</svg>\n"))
  }

  @Test func functionsAreResolvedInside() {
    let style = ResolvedStyle(.dark)
    #expect(style.resolved(sheet: "a{fill:light-dark(red,  rgb(1,2,3))}") == "a{fill:rgb(1,2,3)}")
    #expect(style.resolved(sheet: "a{fill:var(--nothing, var(--paper))}") == "a{fill:#16171a}")
    #expect(style.resolved(sheet: "a{b:c}@media print{a{b:d}e{f:g}}h{i:j}") == "a{b:c}h{i:j}")
    #expect(style.resolved(sheet: "a{b:var(--open") == "a{b:var(--open")
    #expect(style.resolved(sheet: "@media {{{") == "")
    #expect(style.resolved(sheet: ":root{--a:b}:root[c]{d:e}f{g:h}") == "f{g:h}")
  }

  @Test func whatPeopleWroteStaysAsItIs() {
    let style = ResolvedStyle(.light)
    let svg = "<g data-id=\"var(--paper)\" fill=\"var(--paper)\"><text>var(--ink) @media {</text></g>"
    #expect(style.resolved(svg: svg) == svg.replacing("fill=\"var(--paper)\"", with: "fill=\"#fdfcfa\""))
    #expect(style.resolved(svg: "a <b") == "a <b")
  }
}
