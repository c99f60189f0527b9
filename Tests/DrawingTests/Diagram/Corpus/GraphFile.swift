import Drawing
import Foundation

/// A graph as the tools that compare layouts exchange it: sizes in pixels, identifiers of nodes and groups in one name
/// space, parents by name.
struct GraphFile: Codable {
  struct Item: Codable {
    var id: String
    var parent: String?
    var label: String?
    var w: Double?
    var h: Double?
  }

  struct Edge: Codable {
    var s: String
    var t: String
    var label: String?
    var lw: Double?
    var lh: Double?
    /// One of `Diagram.Edge.Kind`; data where it is not said.
    var kind: String?
  }

  var name: String
  var groups: [Item]
  var nodes: [Item]
  var edges: [Edge]

  init(contentsOf path: String) throws {
    self = try JSONDecoder().decode(GraphFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The diagram it describes, which measures its texts itself: the sizes in the file are not used.
  var diagram: Diagram {
    var diagram = Diagram(title: name)
    diagram.groups = groups.map { .init(id: $0.id, label: $0.label ?? "", parent: $0.parent) }
    diagram.nodes = nodes.map { .init(id: $0.id, label: $0.label ?? $0.id, group: $0.parent) }
    diagram.edges = edges.map { edge in
      let label = edge.label.flatMap { $0.isEmpty ? nil : $0 }
      let kind = edge.kind.flatMap(Diagram.Edge.Kind.init) ?? .data
      return .init(from: edge.s, to: edge.t, label: label, kind: kind)
    }
    return diagram
  }
}

extension GraphFile {
  /// The graph of `diagram`, with the sizes that `layout` gives to its nodes and labels.
  init(_ diagram: Diagram, _ layout: DiagramLayout, name: String) {
    self.name = name
    groups = diagram.groups.map { Item(id: $0.id, parent: $0.parent, label: $0.label) }
    nodes = zip(diagram.nodes, layout.nodes).map { node, box in
      Item(
        id: node.id, parent: node.group, label: node.label, w: box.map { Double($0.width) },
        h: box.map { Double($0.height) })
    }
    edges = zip(diagram.edges, layout.edges).map { edge, path in
      Edge(
        s: edge.from, t: edge.to, label: edge.label, lw: path?.label.map { Double($0.width) },
        lh: path?.label.map { Double($0.height) }, kind: edge.kind.rawValue)
    }
  }
}
