import Canonical
import Drawing
import Frame

/// Two pictures of one pipeline in one: what was added, removed and changed is marked.
package struct DiagramDiff: Sendable {
  /// All parts of both. Texts are those of the new one; what they were before stands among the facts.
  package private(set) var diagram: Diagram
  package private(set) var added = 0
  package private(set) var removed = 0
  package private(set) var changed = 0

  package var isEmpty: Bool { added + removed + changed == 0 }

  /// Nodes are the same by their identifiers, edges by their ends and their order among edges of the same ends.
  package init(from old: Diagram, to new: Diagram) {
    diagram = new
    markNodes(old)
    markEdges(old)
    markGroups(old)
  }

  // MARK: Nodes

  private mutating func markNodes(_ old: Diagram) {
    let before = Dictionary(
      old.nodes.map { (ByteKey($0.id), $0) }, uniquingKeysWith: { first, _ in first })
    for index in diagram.nodes.indices {
      let node = diagram.nodes[index]
      if let other = before[ByteKey(node.id)] {
        guard DiagramDiff.differ(other, node) else { continue }
        diagram.nodes[index].change = .changed
        diagram.nodes[index].facts += DiagramDiff.past(other, node)
        changed += 1
      } else {
        diagram.nodes[index].change = .added
        added += 1
      }
    }
    insertRemoved(old)
  }

  private static func differ(_ a: Diagram.Node, _ b: Diagram.Node) -> Bool {
    a.label != b.label || a.kind != b.kind || a.subtitle != b.subtitle || a.chip != b.chip
      || a.facts != b.facts
      || a.state != b.state
  }

  /// What a node said before, where it says something else now.
  private static func past(_ old: Diagram.Node, _ new: Diagram.Node) -> [String] {
    var said: [String] = []
    if let chip = old.chip, chip != new.chip { said.append("was \(chip)") }
    if let subtitle = old.subtitle, subtitle != new.subtitle { said.append("was \(subtitle)") }
    said += old.facts.filter { !new.facts.contains($0) }.map { "was \($0)" }
    return said
  }

  /// Nodes that are gone stand behind the one that they followed, so that the picture keeps its order.
  private mutating func insertRemoved(_ old: Diagram) {
    let present = Set(diagram.nodes.map { ByteKey($0.id) })
    var following: [ByteKey?: [Diagram.Node]] = [:]
    var last: ByteKey?
    for node in old.nodes {
      if present.contains(ByteKey(node.id)) {
        last = ByteKey(node.id)
      } else {
        var gone = node
        gone.change = .removed
        gone.state = nil
        following[last, default: []].append(gone)
        removed += 1
      }
    }
    diagram.nodes =
      (following[nil] ?? []) + diagram.nodes.flatMap { [$0] + (following[ByteKey($0.id)] ?? []) }
  }

  // MARK: Edges

  private struct EdgeKey: Hashable {
    var from: ByteKey
    var to: ByteKey
    var ordinal: Int
  }

  private static func keys(_ edges: [Diagram.Edge]) -> [EdgeKey] {
    var counts: [[ByteKey]: Int] = [:]
    return edges.map { edge in
      let ends = [ByteKey(edge.from), ByteKey(edge.to)]
      counts[ends, default: 0] += 1
      return EdgeKey(from: ends[0], to: ends[1], ordinal: counts[ends] ?? 0)
    }
  }

  /// `train · 241 rows (was 258 rows)`: what both begin with is said once.
  private static func label(_ new: String?, was old: String) -> String {
    guard let new else { return "(was \(old))" }
    let (now, before) = (new.split(separator: " · "), old.split(separator: " · "))
    let shared = now.count == 2 && before.count == 2 && now[0] == before[0]
    return "\(new) (was \(shared ? before[1] : old[...]))"
  }

  private mutating func markEdges(_ old: Diagram) {
    let oldKeys = DiagramDiff.keys(old.edges)
    let before = Dictionary(zip(oldKeys, old.edges), uniquingKeysWith: { first, _ in first })
    let newKeys = DiagramDiff.keys(diagram.edges)
    for (index, key) in newKeys.enumerated() {
      let edge = diagram.edges[index]
      guard let other = before[key] else {
        diagram.edges[index].change = .added
        added += 1
        continue
      }
      guard other.label != edge.label || other.loss != edge.loss || other.kind != edge.kind else { continue }
      diagram.edges[index].change = .changed
      if let label = other.label, label != edge.label {
        diagram.edges[index].label = DiagramDiff.label(edge.label, was: label)
      }
      changed += 1
    }
    let present = Set(newKeys)
    for (key, edge) in zip(oldKeys, old.edges) where !present.contains(key) {
      var gone = edge
      gone.change = .removed
      diagram.edges.append(gone)
      removed += 1
    }
  }

  // MARK: Groups

  /// A group that is gone is drawn only where something that is gone lay in it.
  private mutating func markGroups(_ old: Diagram) {
    let before = Set(old.groups.map { ByteKey($0.id) })
    let present = Set(diagram.groups.map { ByteKey($0.id) })
    if !old.groups.isEmpty {
      for index in diagram.groups.indices where !before.contains(ByteKey(diagram.groups[index].id)) {
        diagram.groups[index].change = .added
      }
    }
    let needed = Set(diagram.nodes.compactMap { $0.group.map { ByteKey($0) } })
    for group in old.groups where !present.contains(ByteKey(group.id)) && needed.contains(ByteKey(group.id)) {
      var gone = group
      gone.change = .removed
      diagram.groups.append(gone)
    }
  }
}
