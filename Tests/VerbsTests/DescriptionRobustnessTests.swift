import Drawing
@testable import Pipeline
import Syntax
import TestSupport
import Testing
import Verbs

/// Descriptions that are put together at random, and very large ones.
struct DescriptionRobustnessTests {
  private static let pieces = [
    "a", "b", "c", "group", "lanes", "stages", "path", "direction", "right", "title", "width", "legend", "->",
    "<->", "--", "{", "}", ":", ",", "[", "]", "\"text\"", "\"", "`", "1", "2", "0.5", "12%", "$x", "kind:",
    "kind: model", "kind: feedback", "style: dashed", "facts: \"a\", \"b\"", "icon: table", "cell: a",
    "link: \"A\"", "lane: a", "stage: b", "closed: yes", "chip: 0.9", "#", "é", "\u{202E}", "日本", "\u{0}",
    "\\",
    "path 1: a -> b \"s\"", "group g {", "lanes a, b", "stages a, b", "\t", "auto", "no",
  ]

  @Test(arguments: 0..<60)
  func anythingIsReadToItsEnd(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    for _ in 0..<40 {
      var body = ""
      for _ in 0..<next(60) {
        body += Self.pieces[next(Self.pieces.count)] + (next(4) == 0 ? "\n" : next(6) == 0 ? "\n  " : " ")
      }
      let checked = TestNotebook("# A\n\n```diagram d\n\(body)\n```\n").check()
      let length = checked.tree.file.bytes.count
      for diagnostic in checked.diagnostics {
        #expect(diagnostic.span.start >= 0 && diagnostic.span.end <= length)
        #expect(diagnostic.span.start <= diagnostic.span.end)
      }
      #expect(checked.diagnostics.count <= 120)
      guard !checked.hasTextErrors, !checked.cells.isEmpty else { continue }
      let results = NotebookResults(outcomes: [nil], gates: [[]], inlineValues: [])
      if let diagram = DiagramCatalog.diagram("d", checked, results) {
        #expect(diagram.problems().isEmpty, "\(body)")
      }
    }
  }

  @Test func fiveThousandNodesAreReadWhole() throws {
    let nodes = (0..<5_000).map { "node_\($0) \"Node \($0)\" kind: model" }
    let edges = (0..<10_000).map { "node_\($0 % 5_000) -> node_\(($0 * 7 + 1) % 5_000) \"x\" kind: feedback" }
    let mentioned = (0..<2_000).map { "unheard\($0)of -> node_\($0) \"x\" kind: feedback" }
    let text = (nodes + edges + mentioned).joined(separator: "\n")
    let checked = TestNotebook("```diagram d\n\(text)\n```\n").check()
    #expect(!checked.hasTextErrors)
    let results = NotebookResults(outcomes: [nil], gates: [[]], inlineValues: [])
    let diagram = try #require(DiagramCatalog.diagram("d", checked, results))
    #expect(diagram.nodes.count == 7_000 && diagram.edges.count == 12_000)
  }

  @Test func longAndStrangeLabelsAreKeptAsTheyAre() throws {
    let long = String(repeating: "long ", count: 2_000)
    let texts = [long, "שלום עולם", "図表", "<b>&amp;</b>]]>", "\u{202E}evil\u{7}"]
    let nodes = texts.enumerated().map { "n\($0.offset) \"\($0.element)\"" }
    let checked = TestNotebook("```diagram d\n\(nodes.joined(separator: "\n"))\n```\n").check()
    #expect(!checked.hasTextErrors)
    let results = NotebookResults(outcomes: [nil], gates: [[]], inlineValues: [])
    let diagram = try #require(DiagramCatalog.diagram("d", checked, results))
    #expect(diagram.nodes.map(\.label) == texts)
    let svg = DiagramDrawing.draw(diagram).svg
    #expect(!svg.contains("<b>") && !svg.contains("\u{7}"))
    #expect(!DiagramOutline(diagram).text().contains("\u{7}"))
  }
}
