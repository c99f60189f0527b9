import Canonical
import Drawing

/// What the history keeps of a pipeline diagram: its parts, without what depends on the page that shows it.
package enum DiagramCoding {
  private static let version: UInt8 = 1

  /// Canonical bytes; the same diagram always gives the same.
  package static func bytes(_ diagram: Diagram) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(version)
    writer.write(diagram.direction.rawValue)
    writer.write(each: diagram.groups) { writer, group in
      writer.write(group.id)
      writer.write(group.label)
    }
    writer.write(each: diagram.nodes) { writer, node in
      writer.write(node.id)
      writer.write(node.label)
      writer.write(node.kind.rawValue)
      for text in [node.subtitle, node.chip, node.group] { writer.write(optional: text) { $0.write($1) } }
      writer.write(each: node.facts) { $0.write($1) }
      writer.write(node.state == .failed)
    }
    writer.write(each: diagram.edges) { writer, edge in
      writer.write(edge.from)
      writer.write(edge.to)
      writer.write(edge.kind.rawValue)
      for text in [edge.label, edge.loss] { writer.write(optional: text) { $0.write($1) } }
      writer.write(optional: edge.weight) { $0.write($1) }
    }
    return writer.bytes
  }

  /// The diagram of such bytes; fails on any others.
  package static func diagram(_ bytes: [UInt8]) throws(DecodingFailure) -> Diagram {
    var reader = ByteReader(bytes)
    guard try reader.readByte() == version else { throw DecodingFailure("a diagram of another version") }
    let direction = try known(Diagram.Direction.self, &reader)
    let groups = try reader.readArray { reader throws(DecodingFailure) in
      Diagram.Group(id: try reader.readString(), label: try reader.readString())
    }
    let nodes = try reader.readArray { reader throws(DecodingFailure) in try node(&reader) }
    let edges = try reader.readArray { reader throws(DecodingFailure) in try edge(&reader) }
    try reader.finish()
    return Diagram(direction: direction, groups: groups, nodes: nodes, edges: edges)
  }

  private static func node(_ reader: inout ByteReader) throws(DecodingFailure) -> Diagram.Node {
    var node = Diagram.Node(
      id: try reader.readString(), label: try reader.readString(), kind: try known(Diagram.Kind.self, &reader)
    )
    node.subtitle = try text(&reader)
    node.chip = try text(&reader)
    node.group = try text(&reader)
    node.facts = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    node.state = try reader.readBool() ? .failed : nil
    return node
  }

  private static func edge(_ reader: inout ByteReader) throws(DecodingFailure) -> Diagram.Edge {
    var edge = Diagram.Edge(
      from: try reader.readString(), to: try reader.readString(),
      kind: try known(Diagram.Edge.Kind.self, &reader))
    edge.label = try text(&reader)
    edge.loss = try text(&reader)
    edge.weight = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDouble() }
    return edge
  }

  private static func text(_ reader: inout ByteReader) throws(DecodingFailure) -> String? {
    try reader.readOptional { reader throws(DecodingFailure) in try reader.readString() }
  }

  private static func known<Choice: RawRepresentable<String>>(
    _ type: Choice.Type, _ reader: inout ByteReader
  ) throws(DecodingFailure) -> Choice {
    guard let choice = Choice(rawValue: try reader.readString()) else {
      throw DecodingFailure("an unknown word")
    }
    return choice
  }
}
