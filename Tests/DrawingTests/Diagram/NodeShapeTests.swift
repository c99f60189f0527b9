import Testing

@testable import Drawing

@Suite struct NodeShapeTests {
  static let shapes: [NodeShape] = [
    .card, .cylinder, .hexagon, .octagon, .lozenge, .pipe, .pill, .sheet, .note, .stack,
  ]
  private let box = DiagramBox(x: 100, y: 50, width: 160, height: 56)

  @Test(arguments: shapes) func outlinesTouchTheMiddleOfEverySide(shape: NodeShape) {
    let middles = [(180, 50), (180, 106), (100, 78), (260, 78)].map { DiagramPoint(x: $0.0, y: $0.1) }
    for point in middles { #expect(shape.depth(at: point, of: box) < 0.01) }
  }

  @Test(arguments: shapes) func outlinesStayWithinTheirBox(shape: NodeShape) {
    for x in stride(from: 100, through: 260, by: 4) {
      for y in [50, 106] {
        let depth = shape.depth(at: DiagramPoint(x: x, y: y), of: box)
        #expect(depth.isFinite && depth >= 0 && depth <= 56)
      }
    }
    for y in stride(from: 50, through: 106, by: 4) {
      let depth = shape.depth(at: DiagramPoint(x: 100, y: y), of: box)
      #expect(depth.isFinite && depth >= 0 && depth <= 80)
    }
  }

  @Test func linesAreDrawnUpToTheOutline() {
    let corner = DiagramPoint(x: 100, y: 64)
    #expect(NodeShape.hexagon.depth(at: corner, of: box) == 5)
    #expect(NodeShape.card.depth(at: corner, of: box) == 0)
    #expect(NodeShape.octagon.depth(at: DiagramPoint(x: 100, y: 54), of: box) == 6)
  }

  @Test func sizesAreWholeStepsOfEight() {
    for kind in Diagram.Kind.allCases {
      var node = Diagram.Node(id: "a", label: "A label of two lines or so, at least", kind: kind)
      for subtitle in [nil, "344 × 7"] {
        node.subtitle = subtitle
        let size = NodeText(node).size
        #expect(size.width % 8 == 0 && size.height % 8 == 0)
      }
    }
  }
}
