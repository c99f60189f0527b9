import Canonical
import Drawing
import Foundation

/// The drawings of a contact sheet, with what each of them measures.
enum CardsCommand {
  private struct Card: Encodable {
    var name: String
    var svg: String
    var figures: String
    var faults: [String]
  }

  private struct Sheet: Encodable {
    var style: String
    var cards: [Card]
  }

  static func run(_ operands: [String], _ options: Options) throws {
    let cards = try operands.map { operand in
      let (name, diagram) = try options.diagram(operand)
      return card(name, diagram)
    }
    try ExportCommand.write(Sheet(style: Theme.styleSheet, cards: cards))
  }

  private static func card(_ name: String, _ diagram: Diagram) -> Card {
    let fitted = FittedDiagram(diagram)
    let m = fitted.metrics
    let figures = [
      "\(fitted.layout.nodes.count { $0 != nil }) nodes", "\(m.edges) edges", "\(m.crossings) crossings",
      NumberText.fixed(m.bendsPerEdge, 2) + " bends an edge", "stretch " + NumberText.fixed(m.stretch, 2),
      "\(m.width) × \(m.height)", "w/h " + NumberText.fixed(m.aspect, 2),
      NumberText.fixed(m.legibleSize, 1) + " px", NumberText.fixed(m.screens, 1) + " screens",
    ]
    var faults = m.faults.map { "\($0.count) \($0.name)" }
    if m.legibleSize < 11 { faults.append("text under 11 px") }
    if fitted.diagram.nodes.count <= 30, !(0.6...2.2).contains(m.aspect) { faults.append("out of shape") }
    return Card(
      name: name, svg: DiagramDrawing.draw(diagram).svg, figures: figures.joined(separator: " · "),
      faults: faults)
  }
}
