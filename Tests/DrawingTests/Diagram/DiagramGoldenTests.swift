import Foundation
import Testing

@testable import Drawing

/// Drawings of small diagrams to the byte. `UPDATE=1 swift test` rewrites them and fails, so that they are looked at.
@Suite struct DiagramGoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Goldens")

  @Test(arguments: ["chain", "facts", "difference", "story"]) func drawing(_ name: String) throws {
    let diagram = try #require(GoldenDiagrams.all[name])
    try compare(DiagramDrawing.draw(diagram).standalone(), with: "\(name).svg")
  }

  @Test func outline() throws {
    let diagram = try #require(GoldenDiagrams.all["story"])
    try compare(DiagramOutline(diagram).text(), with: "story.txt")
  }

  private func compare(_ found: String, with file: String) throws {
    let target = Self.folder.appendingPathComponent(file)
    let expected = (try? Data(contentsOf: target)).map { String(decoding: $0, as: UTF8.self) }
    if ProcessInfo.processInfo.environment["UPDATE"] == "1", expected != found {
      try Data(found.utf8).write(to: target)
      Issue.record("rewrote \(file); look at the change and run again")
    } else {
      #expect(found == expected, "run with UPDATE=1 to rewrite the golden")
    }
  }
}

private enum GoldenDiagrams {
  static let all = ["chain": chain, "facts": facts, "difference": difference, "story": story]

  private static var chain: Diagram {
    Diagram(
      title: "A chain",
      nodes: [
        .init(id: "a", label: "Load", subtitle: "344 × 7", kind: .data), .init(id: "b", label: "Clean"),
        .init(id: "c", label: "Clean once more"),
      ],
      edges: [.init(from: "a", to: "b", label: "rows"), .init(from: "b", to: "c")])
  }

  private static var facts: Diagram {
    var diagram = Diagram(
      title: "Facts", groups: [.init(id: "g", label: "Training")],
      nodes: [
        .init(id: "a", label: "Events", subtitle: "9 × 4", kind: .data, link: "https://example.org/"),
        .init(id: "m", label: "Forest", kind: .model, group: "g"),
        .init(id: "q", label: "Good enough?", kind: .decision, group: "g"),
        .init(id: "s", label: "Registry", kind: .store), .init(id: "x", label: "Upstream", kind: .external),
      ],
      edges: [
        .init(from: "x", to: "a", label: "nightly", weight: 9), .init(from: "a", to: "m", weight: 7),
        .init(from: "m", to: "q", kind: .metadata),
        .init(from: "q", to: "s", label: "register", kind: .control),
        .init(from: "s", to: "a", label: "retrain", kind: .feedback),
        .init(from: "s", to: "x", kind: .request, arrows: .both),
      ])
    diagram.scope = "What a node can say"
    diagram.groups[0].kind = .service
    diagram.nodes[0].tech = "Parquet"
    diagram.nodes[0].state = .fresh
    diagram.nodes[1].facts = ["312 trees", "depth 6"]
    diagram.nodes[1].chip = "AUC 0.912"
    diagram.nodes[1].state = .stale
    diagram.nodes[3].icon = .registry
    diagram.edges[1].loss = "−2 rows"
    return diagram
  }

  private static var difference: Diagram {
    var diagram = Diagram(
      title: "A difference",
      nodes: [
        .init(id: "a", label: "Rows", kind: .data), .init(id: "b", label: "Old recipe", kind: .features),
        .init(id: "c", label: "New recipe", kind: .features), .init(id: "m", label: "Model", kind: .model),
      ],
      edges: [
        .init(from: "a", to: "b"), .init(from: "a", to: "c"), .init(from: "b", to: "m"),
        .init(from: "c", to: "m", label: "12 columns"),
      ])
    for (index, change) in [nil, Diagram.Change.removed, .added, .changed].enumerated() {
      diagram.nodes[index].change = change
    }
    for (index, change) in [Diagram.Change.removed, .added, .removed, .added].enumerated() {
      diagram.edges[index].change = change
    }
    return diagram
  }

  private static var story: Diagram {
    var diagram = chain
    diagram.title = "A story"
    diagram.edges.append(.init(from: "c", to: "a", kind: .feedback))
    diagram.stories = [
      .init(steps: [
        .init(number: 1, chain: ["a", "b", "c"], sentence: "Rows are cleaned twice."),
        .init(number: 2, chain: ["c", "a"], sentence: "What is left goes back."),
        .init(number: 3, chain: ["b"], sentence: "Somebody looks."),
      ])
    ]
    return diagram
  }
}
