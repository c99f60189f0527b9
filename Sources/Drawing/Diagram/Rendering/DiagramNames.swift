/// What the parts of a diagram are called, for readers who do not see it.
struct DiagramNames {
  private let diagram: Diagram
  private let labels: [[UInt8]: String]
  /// By identifier of a node or group: indices of the edges that leave it, and of those that reach it.
  private let leaving: [[UInt8]: [Int]]
  private let reaching: [[UInt8]: [Int]]

  /// How many neighbours are named one by one.
  private static let most = 6

  init(_ diagram: Diagram) {
    self.diagram = diagram
    var labels: [[UInt8]: String] = [:]
    for group in diagram.groups { labels[Array(group.id.utf8)] = group.label }
    for node in diagram.nodes { labels[Array(node.id.utf8)] = node.label }
    self.labels = labels
    leaving = Dictionary(grouping: diagram.edges.indices) { Array(diagram.edges[$0].from.utf8) }
    reaching = Dictionary(grouping: diagram.edges.indices) { Array(diagram.edges[$0].to.utf8) }
  }

  /// The label of what an identifier names, or the identifier itself.
  func label(_ id: String) -> String {
    let label = labels[Array(id.utf8)] ?? ""
    return TextMeasure.clipped(DiagramText.isBlank(label) ? id : label)
  }

  /// Such as `Train, model, 344 × 7, stale`.
  func name(_ node: Diagram.Node) -> String {
    var parts = [label(node.id)]
    if let count = node.contains {
      parts.append("closed group of \(count) part\(count == 1 ? "" : "s")")
    } else {
      parts.append(node.kind.spoken)
    }
    parts += facts(of: node)
    return parts.joined(separator: ", ")
  }

  /// Everything said of a node apart from its label and kind.
  func facts(of node: Diagram.Node) -> [String] {
    let written = [node.subtitle, node.tech.map { "[\($0)]" }] + node.facts + [node.chip]
    var parts = written.compactMap { $0 }.filter { !DiagramText.isBlank($0) }.map(TextMeasure.clipped)
    if let state = node.state { parts.append(state.rawValue) }
    if let change = node.change { parts.append(change.rawValue) }
    return parts
  }

  /// Such as `Reads features from Build features; writes model.pkl to Registry.`; empty for a node without edges.
  func relations(of node: Diagram.Node) -> String {
    let key = Array(node.id.utf8)
    let incoming = reaching[key] ?? []
    let outgoing = leaving[key] ?? []
    var parts: [String] = []
    if !incoming.isEmpty { parts.append("reads " + neighbours(incoming, "from", \.from)) }
    if !outgoing.isEmpty { parts.append("writes " + neighbours(outgoing, "to", \.to)) }
    let text = parts.joined(separator: "; ")
    return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private func neighbours(
    _ edges: [Int], _ joint: String, _ end: KeyPath<Diagram.Edge, String>
  ) -> String {
    let named = edges.prefix(DiagramNames.most).map { index -> String in
      let edge = diagram.edges[index]
      let what = edge.label.map { DiagramText.isBlank($0) ? "" : "\(TextMeasure.clipped($0)) " } ?? ""
      return "\(what)\(joint) \(label(edge[keyPath: end]))"
    }
    let more = edges.count - named.count
    return named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// Such as `Build features to Train: features`.
  func name(_ edge: Diagram.Edge) -> String {
    "\(label(edge.from)) \(edge.arrows == .forward ? "to" : "and") \(label(edge.to))" + remarks(on: edge)
  }

  /// What is said of an edge behind the names of its ends, such as `: parameters (records)`; empty for nothing.
  func remarks(on edge: Diagram.Edge) -> String {
    var said: [String] = []
    if edge.kind != .data { said.append(edge.kind.spoken) }
    if edge.count > 1 { said.append("\(edge.count) edges") }
    if let loss = edge.loss, !DiagramText.isBlank(loss) {
      said.append("lost on the way: \(TextMeasure.clipped(loss))")
    }
    if let change = edge.change { said.append(change.rawValue) }
    let label = edge.label.map { DiagramText.isBlank($0) ? "" : ": " + TextMeasure.clipped($0) } ?? ""
    return label + (said.isEmpty ? "" : " (\(said.joined(separator: ", ")))")
  }
}
