import Drawing
import Foundation

enum ExportCommand {
  /// The layout, with the graph as it is drawn, so that tools which read graphs and layouts can judge it.
  static func run(_ operands: [String], _ options: Options) throws {
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      let fitted = options.fitted(diagram, options.ways[0])
      try write(LayoutFile(fitted, name: name))
    }
  }

  static func graph(_ operands: [String], _ options: Options) throws {
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      let fitted = options.fitted(diagram, options.ways[0])
      try write(GraphFile(fitted.diagram, fitted.layout, name: name))
    }
  }

  static func svg(_ operands: [String], _ options: Options) throws {
    for operand in operands {
      var (_, diagram) = try options.diagram(operand)
      if options.ways == [.whole] { diagram.collapse = .never }
      print(DiagramDrawing.draw(diagram).standalone())
    }
  }

  static func json(_ operands: [String], _ options: Options) throws {
    var measured: [Measured] = []
    for operand in operands {
      let (name, diagram) = try options.diagram(operand)
      for way in options.ways {
        let fitted = options.fitted(diagram, way)
        let time = Stopwatch.median { _ = options.fitted(diagram, way) }
        measured.append(
          Measured(name: name, way: way.rawValue, milliseconds: time, layout: LayoutFile(fitted, name: name)))
      }
    }
    try write(measured)
  }

  private struct Measured: Encodable {
    var name: String
    var way: String
    var milliseconds: Double
    var layout: LayoutFile
  }

  /// Prints `value` as one line of JSON.
  static func write(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    FileHandle.standardOutput.write(try encoder.encode(value) + Data("\n".utf8))
  }
}

/// A layout with upper left corners, and the graph it is of under `graph`.
private struct LayoutFile: Encodable {
  struct Box: Encodable {
    var id: String?
    var x: Double
    var y: Double
    var w: Double
    var h: Double

    init(_ box: DiagramBox, id: String? = nil) {
      self.id = id
      (x, y, w, h) = (Double(box.x), Double(box.y), Double(box.width), Double(box.height))
    }
  }

  struct Edge: Encodable {
    var s: String
    var t: String
    var pts: [[Double]]
    /// Of the text; a mark alone is none.
    var label: Box?
  }

  var graph: GraphFile
  var nodes: [Box]
  var groups: [Box]
  var edges: [Edge]

  init(_ fitted: FittedDiagram, name: String) {
    graph = GraphFile(fitted.diagram, fitted.layout, name: name)
    let diagram = fitted.diagram
    nodes = zip(diagram.nodes, fitted.layout.nodes).compactMap { node, box in
      box.map { Box($0, id: node.id) }
    }
    groups = zip(diagram.groups, fitted.layout.groups).compactMap { group, place in
      place.map { Box($0.box, id: group.id) }
    }
    edges = zip(diagram.edges, fitted.layout.edges).compactMap { edge, path in
      path.map {
        Edge(
          s: edge.from, t: edge.to, pts: $0.points.map { [Double($0.x), Double($0.y)] },
          label: edge.label == nil ? nil : $0.label.map { Box($0) })
      }
    }
  }
}
