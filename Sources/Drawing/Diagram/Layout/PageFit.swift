/// Chooses directions and line breaks so that the drawing fits a column of the target width.
///
/// The choice follows a few rules instead of the cheapest of many candidates: a small edit of the description then
/// seldom turns a group around, and there are few layouts to make.
///
/// 1. A drawing that fits as described is left alone.
/// 2. A long chain is broken into rows.
/// 3. Else the top level reads down the page, and a group reads to the right, in rows if need be, where that makes it
///    clearly lower and the room beside it allows for it. Large diagrams read in one direction: links between groups
///    would cross too much.
struct PageFit {
  private let diagram: Diagram
  private let graph: CompoundGraph
  /// The widest layout that is shown at its own size.
  private let limit: Double

  init(_ diagram: Diagram, _ graph: CompoundGraph) {
    self.diagram = diagram
    self.graph = graph
    let target = diagram.targetWidth.isFinite ? min(max(diagram.targetWidth, 200), 10_000) : 1100
    limit = target - Double(2 * DiagramPicture.margin)
  }

  /// A layout may be wider than the limit by this part and is then shown a little smaller.
  private static let slack = 0.1
  /// A group reads to the right where that makes it lower than this part of its height.
  private static let lower = 0.75
  /// Diagrams of more nodes read in one direction.
  private static let mostTurned = 40
  /// Drawings that are higher than this many times their width are tall.
  private static let tall = 1.6

  /// A graph with all directions chosen, and about how large its drawing will be.
  private struct Candidate {
    var engine: CompoundLayout
    var estimate: SizeEstimate

    init(_ graph: CompoundGraph) {
      engine = CompoundLayout(graph)
      estimate = engine.estimate()
    }

    var size: (width: Double, height: Double) {
      (Double(estimate.whole.width), Double(estimate.whole.height))
    }
    func width(of item: Int) -> Double { Double(engine.size(of: item, estimate).width) }
    func height(of item: Int) -> Double { Double(engine.size(of: item, estimate).height) }
    func layers(of item: Int) -> [SizeEstimate.Column] { engine.columns(of: item, estimate) }
  }

  func best() -> DiagramLayout {
    let plain = asDescribed()
    if let plain, isNarrow(plain) { return plain }
    let (right, down) = (Candidate(turned(to: .right)), Candidate(turned(to: .down)))
    var room = limit
    var layout = layOut(Candidate(folded(within: room, right, down)))
    var best = layout
    if let plain, plain.size.width <= best.size.width { best = plain }
    for _ in 0..<2 where !isNarrow(layout) {
      room -= max(Double(layout.size.width) - limit, 40)
      layout = layOut(Candidate(folded(within: room, right, down)))
      if layout.size.width < best.size.width { best = layout }
    }
    return best
  }

  /// The layout in the directions of the description, in rows where it is a long chain; nil where it is neither.
  private func asDescribed() -> DiagramLayout? {
    let described = Candidate(graph)
    if suits(described) { return layOut(described) }
    guard let rows = rows(of: graph.root, described, within: limit) else { return nil }
    var broken = graph
    broken.wrap(graph.root, into: rows)
    return layOut(Candidate(broken))
  }

  private func suits(_ candidate: Candidate) -> Bool {
    let (width, height) = candidate.size
    return width <= limit && (height <= PageFit.tall * width || height <= limit)
  }

  private func isNarrow(_ layout: DiagramLayout) -> Bool {
    Double(layout.size.width) <= limit * (1 + PageFit.slack)
  }

  private func layOut(_ candidate: Candidate) -> DiagramLayout {
    var engine = candidate.engine
    engine.order(restarts: 6)
    let layout = engine.finish(diagram)
    return Double(layout.size.width) > limit ? engine.finish(diagram, isNarrow: true) : layout
  }

  // MARK: Directions

  /// The graph with directions for a column of this width, chosen between those of two candidates.
  private func folded(within width: Double, _ right: Candidate, _ down: Candidate) -> CompoundGraph {
    var result = down.engine.graph
    fold(graph.root, within: width, right, down, &result)
    return result
  }

  private func turned(to direction: Diagram.Direction) -> CompoundGraph {
    var result = graph
    for item in graph.items.indices where graph.isContainer(item) && !graph.items[item].fixedDirection {
      result.setDirection(direction, of: item)
    }
    return result
  }

  private func fold(
    _ container: Int, within width: Double, _ right: Candidate, _ down: Candidate,
    _ result: inout CompoundGraph
  ) {
    let mayTurn = container != graph.root && diagram.nodes.count <= PageFit.mostTurned
    let low = PageFit.lower * down.height(of: container)
    let isTooWide = down.width(of: container) > width
    if mayTurn && right.width(of: container) <= width && right.height(of: container) < low
      || isTooWide && right.width(of: container) < down.width(of: container)
    {
      return turnRight(container, &result)
    }
    let inside = container == graph.root ? width : width - Double(2 * Spacing.padding)
    if mayTurn, !graph.items[container].fixedDirection, right.width(of: container) > width,
      let rows = rows(of: container, right, within: inside),
      Double(rows.count) * right.height(of: container) < low
    {
      turnRight(container, &result)
      result.wrap(container, into: rows)
      return
    }
    for layer in down.layers(of: container) {
      shareOut(inside, among: layer.items, right, down, &result)
    }
  }

  /// Folds the groups of one layer, each within its part of the width: what is left beside single nodes and the least
  /// widths of all goes first to those that want least of it.
  private func shareOut(
    _ width: Double, among items: [Int], _ right: Candidate, _ down: Candidate,
    _ result: inout CompoundGraph
  ) {
    var spare = width - Double((items.count - 1) * Spacing.betweenBoxes)
    var groups: [(item: Int, least: Double, wanted: Double)] = []
    for item in items {
      if graph.isContainer(item) {
        let least = min(down.width(of: item), right.width(of: item))
        groups.append((item, least, right.width(of: item) - least))
        spare -= least
      } else {
        spare -= Double(graph.items[item].size.width)
      }
    }
    for group in groups.sorted(by: { ($0.wanted, $0.item) < ($1.wanted, $1.item) }) {
      fold(group.item, within: group.least + max(spare, 0), right, down, &result)
      spare -= min(group.wanted, max(spare, 0))
    }
  }

  /// Lets a group and all inside it read to the right.
  private func turnRight(_ container: Int, _ result: inout CompoundGraph) {
    if !graph.items[container].fixedDirection { result.setDirection(.right, of: container) }
    for child in graph.items[container].children where graph.isContainer(child) {
      turnRight(child, &result)
    }
  }

  // MARK: Rows

  /// The children of a container in rows of at most this width; nil where it is no chain, that is, where more than two
  /// links would pass from one row to another, or rows would hold one layer each.
  private func rows(of container: Int, _ candidate: Candidate, within width: Double) -> [[Int]]? {
    let layers = candidate.layers(of: container)
    guard candidate.engine.graph.items[container].direction == .right, layers.count <= 64,
      container != graph.root || !graph.hasBands
    else { return nil }
    let passing = passingLinks(layers, container)
    for count in 2...PageFit.mostRows where 2 * count <= layers.count {
      guard let starts = rowStarts(layers, count: count, within: width, passing) else { continue }
      guard starts.dropFirst().allSatisfy({ passing[$0] <= 2 }) else { return nil }
      let ends = starts.dropFirst() + [layers.count]
      return zip(starts, ends).map { start, end in layers[start..<end].flatMap(\.items) }
    }
    return nil
  }

  /// More rows are harder to follow than a drawing that reads down.
  private static let mostRows = 8

  /// The layers that rows begin with, by dynamic programming: rows come out even, and few links pass from row to row.
  /// Nil where a row would be wider than `width`.
  private func rowStarts(
    _ layers: [SizeEstimate.Column], count: Int, within width: Double, _ passing: [Int]
  ) -> [Int]? {
    var table = [[(cost: Double, start: Int)?]](
      repeating: Array(repeating: nil, count: layers.count + 1), count: count + 1)
    table[0][0] = (0, 0)
    for row in 1...count {
      for end in 1...layers.count {
        for start in 0..<end {
          guard let before = table[row - 1][start] else { continue }
          let filled = Double(layers[end - 1].end - layers[start].begin) / width
          guard filled <= 1 else { continue }
          let cost = before.cost + filled * filled + 0.2 * Double(passing[start])
          if cost < table[row][end]?.cost ?? .infinity { table[row][end] = (cost, start) }
        }
      }
    }
    guard table[count][layers.count] != nil else { return nil }
    var starts: [Int] = []
    var end = layers.count
    for row in stride(from: count, to: 0, by: -1) {
      end = table[row][end]?.start ?? 0
      starts.append(end)
    }
    return starts.reversed()
  }

  /// By layer of a container: how many links pass from before it to it or behind.
  private func passingLinks(_ layers: [SizeEstimate.Column], _ container: Int) -> [Int] {
    var layerOfChild: [Int: Int] = [:]
    for (index, layer) in layers.enumerated() {
      for item in layer.items { layerOfChild[item] = index }
    }
    var change = [Int](repeating: 0, count: layers.count + 1)
    for link in graph.links {
      guard let from = graph.child(of: container, holding: link.source).flatMap({ layerOfChild[$0] }),
        let to = graph.child(of: container, holding: link.target).flatMap({ layerOfChild[$0] })
      else { continue }
      change[min(from, to) + 1] += 1
      change[max(from, to) + 1] -= 1
    }
    var running = 0
    return layers.indices.map { index in
      running += change[index]
      return running
    }
  }
}
