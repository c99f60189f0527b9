@testable import Drawing

/// Diagrams whose every text is meant to break the drawing, with all that can stand on a node or an edge.
struct HostileDiagrams {
  static let texts = [
    "<script>alert(1)</script>", "]]></text></svg>", "\" onload=\"alert(1)", "'&amp;&#x3C;",
    "\u{0}\u{1}\u{7F}\u{FFFE}",
    "\u{202E}txet desrever\u{2066}", "שלום עולם", "特征存储和模型注册表特征存储和模型注册表特征存储", "👩🏽‍🔬👩🏽‍🔬👩🏽‍🔬",
    "e\u{301}\u{301}\u{301}\u{301}",
    "", "   ", "\n\n\t", String(repeating: "wide label ", count: 900), String(repeating: "W", count: 10_000),
    "url(javascript:alert(1))", "{{page}}", "-->", "\u{FEFF}", "a\r\nb",
  ]

  /// A random diagram with texts, facts, states, changes and stories drawn from a fixed seed.
  static func diagram(seed: Int) -> Diagram {
    var random = RandomDiagrams(seed: UInt64(seed + 4_000))
    var diagram = random.diagram(nodes: 3 + seed % 12)
    var next = seed
    func text() -> String {
      next += 7
      return texts[next % texts.count]
    }
    diagram.title = text()
    diagram.scope = text()
    for index in diagram.groups.indices {
      diagram.groups[index].label = text()
      diagram.groups[index].kind = index % 2 == 0 ? .service : nil
      diagram.groups[index].change = index % 3 == 0 ? .added : nil
    }
    for index in diagram.nodes.indices {
      diagram.nodes[index].label = text()
      diagram.nodes[index].subtitle = text()
      diagram.nodes[index].tech = index % 2 == 0 ? text() : nil
      diagram.nodes[index].facts = (0..<(index % 8)).map { _ in text() }
      diagram.nodes[index].chip = index % 3 == 0 ? text() : nil
      diagram.nodes[index].link =
        ["#a\"><b>", "javascript:alert(1)", "https://a/?b=\"c\"&d", "data:x"][index % 4]
      diagram.nodes[index].state = [nil, .fresh, .stale, .failed][index % 4]
      diagram.nodes[index].change = [nil, nil, .added, .removed, .changed][index % 5]
      diagram.nodes[index].icon = Glyph.allCases[(seed + index * 5) % Glyph.allCases.count]
      diagram.nodes[index].contains = index % 6 == 5 ? index : nil
    }
    for index in diagram.edges.indices {
      diagram.edges[index].label = index % 3 == 0 ? nil : text()
      diagram.edges[index].kind = Diagram.Edge.Kind.allCases[(seed + index) % 5]
      diagram.edges[index].loss = index % 4 == 0 ? text() : nil
      diagram.edges[index].count = index % 5 == 0 ? 3 : 1
      diagram.edges[index].change = [nil, .added, .removed, .changed][index % 4]
    }
    let ends = diagram.edges.prefix(3).map { [$0.from, $0.to] } + [["n0"], ["nowhere"], []]
    diagram.stories = [
      .init(
        title: text(),
        steps: ends.enumerated().map { .init(number: $0.offset + 1, chain: $0.element, sentence: text()) })
    ]
    return diagram
  }
}
