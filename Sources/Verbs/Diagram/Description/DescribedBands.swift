import Canonical
import Drawing
import Frame
import Syntax

/// Lanes and stages as they are declared, and what nodes say of them.
struct DescribedBands {
  enum Direction: String {
    case lane, stage
  }

  struct Band {
    var name: Word
    var label: String
  }

  var lanes: [Band] = []
  var stages: [Band] = []
  private(set) var laneOfNode: [Int: Word] = [:]
  private(set) var stageOfNode: [Int: Word] = [:]

  mutating func place(node: Int, lane: Word?, stage: Word?) {
    laneOfNode[node] = lane
    stageOfNode[node] = stage
  }
}

extension DescriptionParser {
  /// `lanes a "Label", b "Label"`, and `stages` likewise.
  mutating func parseBands(_ direction: DescribedBands.Direction, _ keyword: Span) {
    tokens.advance()
    let isFirst = (direction == .lane ? bands.lanes : bands.stages).isEmpty
    if !open.isEmpty || !isFirst {
      error(
        isFirst ? .syntax : .repeatedClause, keyword,
        isFirst
          ? "`\(direction.rawValue)s` belong to the whole diagram"
          : "`\(direction.rawValue)s` are declared once in a diagram",
        isFirst ? "write them outside of the groups" : "write all of them on one line")
      return tokens.skipLine()
    }
    var found: [ByteKey: DescribedBands.Band] = [:]
    repeat {
      guard let name = tokens.name() else {
        error(
          .syntax, tokens.current?.span ?? tokens.last, "the name of a \(direction.rawValue) is wanted",
          "such as `\(direction.rawValue)s data \"Data\", serving \"Serving\"`")
        return tokens.skipLine()
      }
      let band = DescribedBands.Band(name: name, label: tokens.text()?.text ?? name.text.asLabel)
      if let first = found.updateValue(band, forKey: ByteKey(name.text)) {
        error(
          .definedTwice, name.span, "the \(direction.rawValue) `\(name.text)` is declared twice",
          "the first time is on line \(tokens.file.position(of: first.name.span.start).line)")
      } else if direction == .lane {
        bands.lanes.append(band)
      } else {
        bands.stages.append(band)
      }
    } while tokens.comma()
    endLine()
  }

  /// Puts nodes into their lanes and stages.
  mutating func resolveBands() {
    description.diagram.lanes = bands.lanes.map { .init(id: $0.name.text, label: $0.label) }
    description.diagram.stages = bands.stages.map { .init(id: $0.name.text, label: $0.label) }
    let lanes = positions(bands.lanes)
    let stages = positions(bands.stages)
    for index in description.diagram.nodes.indices {
      if let word = bands.laneOfNode[index], known(word, .lane, lanes) {
        description.diagram.nodes[index].lane = word.text
      }
      if let word = bands.stageOfNode[index], known(word, .stage, stages) {
        description.diagram.nodes[index].stage = word.text
      }
    }
    guard diagnostics.isEmpty else { return }
    checkLanes()
    checkStages(stages)
  }

  private func positions(_ bands: [DescribedBands.Band]) -> [ByteKey: Int] {
    Dictionary(
      bands.enumerated().map { (ByteKey($0.element.name.text), $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  private mutating func known(
    _ word: Word, _ direction: DescribedBands.Direction, _ positions: [ByteKey: Int]
  ) -> Bool {
    if positions[ByteKey(word.text)] != nil { return true }
    let names = positions.sorted { $0.value < $1.value }.map(\.key.text)
    let what = direction.rawValue
    if names.isEmpty {
      error(
        .unknownName, word.span, "no \(what)s are declared",
        "`\(what)s \(word.text) \"\(word.text.asLabel)\", …`")
    } else {
      error(
        .unknownName, word.span, "there is no \(what) `\(word.text)`",
        suggestion(for: word.text, in: names) ?? "\(what)s: \(names.joined(separator: ", "))")
    }
    return false
  }

  /// With lanes every node is in one, and a group lies in one as a whole.
  private mutating func checkLanes() {
    let diagram = description.diagram
    guard !diagram.lanes.isEmpty else { return }
    let without = diagram.nodes.indices.filter { diagram.nodes[$0].lane == nil }
    if let first = without.first {
      let names = without.prefix(6).map { "`\(diagram.nodes[$0].id)`" }.joined(separator: ", ")
      error(
        .contradictoryBands, description.nodePlaces[first],
        "with lanes every node has one, and \(names)\(without.count > 6 ? ", …" : "") "
          + (without.count == 1 ? "has none" : "have none"),
        "`lane: \(diagram.lanes[0].id)` behind the node, or behind the group that it lies in")
      return
    }
    var laneOfGroup: [Int: Int] = [:]
    var reported: Set<Int> = []
    for (index, node) in diagram.nodes.enumerated() {
      for group in description.holders(of: .node(index)) {
        guard let first = laneOfGroup[group] else {
          laneOfGroup[group] = index
          continue
        }
        let other = diagram.nodes[first]
        guard let lane = node.lane, let otherLane = other.lane, !lane.hasSameBytes(as: otherLane),
          reported.insert(group).inserted
        else { continue }
        error(
          .contradictoryBands, bands.laneOfNode[index]?.span ?? description.nodePlaces[index],
          "the group `\(diagram.groups[group].id)` would lie in two lanes: `\(other.id)` in `\(otherLane)`, `\(node.id)` in `\(lane)`",
          "a group lies in one lane; make two groups of it")
      }
    }
  }

  /// Data flow from earlier stages to later ones.
  private mutating func checkStages(_ positions: [ByteKey: Int]) {
    guard !positions.isEmpty else { return }
    let diagram = description.diagram
    func stage(_ id: String) -> (name: String, position: Int)? {
      guard case .node(let index)? = description.target(id), let stage = diagram.nodes[index].stage else {
        return nil
      }
      return positions[ByteKey(stage)].map { (stage, $0) }
    }
    for (index, edge) in diagram.edges.enumerated() where edge.kind == .data && edge.arrows == .forward {
      guard let from = stage(edge.from), let to = stage(edge.to), to.position < from.position,
        diagnostics.count < 20
      else { continue }
      error(
        .contradictoryBands, description.edgePlaces[index],
        "`\(edge.from)` stands in the stage `\(from.name)`, and its data go back to `\(edge.to)` in `\(to.name)`",
        "`kind: feedback` behind the edge, or another stage")
    }
  }
}
