/// A diagram as it is drawn: groups that the page has no room for are closed, each is a node now.
package struct FittedDiagram: Sendable {
  package var diagram: Diagram
  package var layout: DiagramLayout
}

extension FittedDiagram {
  /// Closes what does not fit and lays out the rest.
  package init(_ diagram: Diagram) {
    self.diagram = diagram
    layout = DiagramLayout(diagram)
  }
}

extension DiagramLayout {
  /// The layout of `diagram`, chosen to be readable at its target width.
  package init(_ diagram: Diagram) { self.init(diagram, DiagramText(diagram)) }

  init(_ diagram: Diagram, _ text: DiagramText) {
    self = ShortJogs.removed(
      from: PageFit(diagram, CompoundGraph(diagram, sizes: text.sizes)).best())
  }
}

/// Chooses directions and line breaks so that the text stays readable in a column of the target width, and then the
/// drawing with fewer crossings, corners and less height.
struct PageFit {
  private let diagram: Diagram
  private let graph: CompoundGraph
  private let target: Double

  init(_ diagram: Diagram, _ graph: CompoundGraph) {
    self.diagram = diagram
    self.graph = graph
    target = diagram.targetWidth.isFinite ? min(max(diagram.targetWidth, 200), 10_000) : 1100
  }

  private struct Candidate {
    var layout: DiagramLayout
    var graph: CompoundGraph
    var penalty: Double
    var cost: Double
  }

  func best() -> DiagramLayout {
    var candidates: [Candidate] = []
    for plan in plans {
      let layout = CompoundLayout.layout(plan.graph, of: diagram)
      candidates.append(candidate(layout, plan.graph, plan.penalty))
      for wrapped in wrappings(plan.graph, layout) {
        candidates.append(
          candidate(CompoundLayout.layout(wrapped, of: diagram), wrapped, plan.penalty))
      }
    }
    guard let chosen = choice(of: candidates, within: 0.03) else {
      return CompoundLayout.layout(graph, of: diagram)
    }
    guard diagram.nodes.count <= 60 else { return chosen.layout }
    let alignments: [Alignment] = diagram.nodes.count > 40 ? [.free] : [.free, .center, .low]
    let aligned = alignments.map { alignment in
      var graph = chosen.graph
      graph.alignment = alignment
      let layout = CompoundLayout.layout(graph, of: diagram, thorough: true)
      return candidate(layout, graph, chosen.penalty)
    }
    return choice(of: aligned, within: 0.06)?.layout ?? chosen.layout
  }

  private func candidate(
    _ layout: DiagramLayout, _ graph: CompoundGraph, _ penalty: Double
  ) -> Candidate {
    Candidate(layout: layout, graph: graph, penalty: penalty, cost: cost(of: layout) + penalty)
  }

  /// The first candidate that is about as good as the best: small edits of a diagram are not to turn it around.
  private func choice(of candidates: [Candidate], within share: Double) -> Candidate? {
    let least = candidates.map(\.cost).min() ?? 0
    return candidates.first { $0.cost <= least * (1 + share) }
  }

  // MARK: Directions

  private var plans: [(graph: CompoundGraph, penalty: Double)] {
    var plans = [(graph, 0.0)]
    if diagram.nodes.count > 300 { return plans }
    let free = graph.items.indices.filter {
      graph.items[$0].role == .group && !graph.items[$0].fixedDirection
    }
    let other: Diagram.Direction = diagram.direction == .right ? .down : .right
    if !free.isEmpty {
      plans.append((turned(free, to: other), 4))
      let inner = free.filter { !graph.items[$0].children.contains(where: graph.isContainer) }
      if inner.count < free.count { plans.append((turned(inner, to: other), 4)) }
    }
    if diagram.direction == .right, !free.isEmpty {
      plans.append((turned([graph.root], to: .down), 20))
    }
    return plans
  }

  private func turned(_ items: [Int], to direction: Diagram.Direction) -> CompoundGraph {
    var result = graph
    for item in items { result.setDirection(direction, of: item) }
    return result
  }

  // MARK: Rows

  /// The graph with its too wide containers broken into rows, in a few ways.
  private func wrappings(_ graph: CompoundGraph, _ layout: DiagramLayout) -> [CompoundGraph] {
    guard Double(layout.size.width) > target else { return [] }
    var inner = graph
    let boxes = containerBoxes(graph, layout)
    for item in graph.items.indices where item != graph.root {
      guard let box = boxes[item], Double(box.width) > target, !graph.items[item].fixedDirection else {
        continue
      }
      if let rows = rows(of: item, graph, boxes, within: target - 60, extra: 0) {
        inner.wrap(item, into: rows)
      }
    }
    let changed = inner.items.count > graph.items.count
    var result = changed ? [inner] : []
    guard graph.items[graph.root].direction == .right else { return result }
    let innerBoxes =
      changed ? containerBoxes(inner, CompoundLayout.layout(inner, of: diagram)) : boxes
    for extra in 0...1 {
      if let rows = rows(of: graph.root, inner, innerBoxes, within: target - 12, extra: extra) {
        var wrapped = inner
        wrapped.wrap(graph.root, into: rows)
        result.append(wrapped)
      }
    }
    return result
  }

  private func containerBoxes(_ graph: CompoundGraph, _ layout: DiagramLayout) -> [Int: DiagramBox] {
    var result: [Int: DiagramBox] = [:]
    for (index, item) in graph.items.enumerated() {
      switch item.role {
      case .node: result[index] = layout.nodes[item.source]
      case .group: result[index] = layout.groups[item.source]?.box
      case .row, .root: break
      }
    }
    return result
  }

  /// The children of a container in rows no wider than `width` where that can be: columns of its one-row layout, cut
  /// where rows come out even and few links are cut.
  private func rows(
    of container: Int, _ graph: CompoundGraph, _ boxes: [Int: DiagramBox], within width: Double, extra: Int
  ) -> [[Int]]? {
    guard graph.items[container].direction == .right else { return nil }
    let columns = columns(of: graph.items[container].children, boxes)
    guard columns.count > 1 else { return nil }
    var count = 1
    while count <= columns.count, breaks(columns, into: count, within: width, graph) == nil { count += 1 }
    count = min(count + extra, columns.count)
    guard count > 1, let starts = breaks(columns, into: count, within: width, graph) else { return nil }
    let ends = starts.dropFirst() + [columns.count]
    return zip(starts, ends).map { start, end in columns[start..<end].flatMap(\.items) }
  }

  private struct Column {
    var items: [Int]
    var begin: Int
    var end: Int
  }

  private func columns(of children: [Int], _ boxes: [Int: DiagramBox]) -> [Column] {
    let placed = children.compactMap { child in boxes[child].map { (child, $0) } }
      .stablySorted { $0.1.x }
    var columns: [Column] = []
    for (child, box) in placed {
      if let last = columns.last, box.x < last.end {
        columns[columns.count - 1].items.append(child)
        columns[columns.count - 1].end = max(last.end, box.right)
      } else {
        columns.append(Column(items: [child], begin: box.x, end: box.right))
      }
    }
    return columns
  }

  /// Where rows begin, by dynamic programming over the columns; nil where a row would be wider than `width` although it
  /// holds several columns.
  private func breaks(
    _ columns: [Column], into count: Int, within width: Double, _ graph: CompoundGraph
  ) -> [Int]? {
    let cuts = columns.indices.map { cutLinks(columns, before: $0, graph) }
    var table = [[(cost: Double, start: Int)?]](
      repeating: Array(repeating: nil, count: columns.count + 1), count: count + 1)
    table[0][0] = (0, 0)
    for row in 1...count {
      for end in 1...columns.count {
        for start in 0..<end {
          guard let before = table[row - 1][start] else { continue }
          let extent = Double(columns[end - 1].end - columns[start].begin)
          guard extent <= width || end - start == 1 else { continue }
          let cost =
            before.cost + (extent / width) * (extent / width) + 0.2 * Double(start > 0 ? cuts[start] : 0)
          if cost < table[row][end]?.cost ?? .infinity { table[row][end] = (cost, start) }
        }
      }
    }
    guard table[count][columns.count] != nil else { return nil }
    var starts: [Int] = []
    var end = columns.count
    for row in stride(from: count, to: 0, by: -1) {
      end = table[row][end]?.start ?? 0
      starts.append(end)
    }
    return starts.reversed()
  }

  private func cutLinks(_ columns: [Column], before cut: Int, _ graph: CompoundGraph) -> Int {
    var left = Set<Int>()
    for column in columns[..<cut] { left.formUnion(column.items) }
    var right = Set<Int>()
    for column in columns[cut...] { right.formUnion(column.items) }
    return graph.links.count { link in
      let from = graph.ancestry(of: link.source)
      let to = graph.ancestry(of: link.target)
      return (from.contains(where: left.contains) && to.contains(where: right.contains))
        || (from.contains(where: right.contains) && to.contains(where: left.contains))
    }
  }

  // MARK: Cost

  private func cost(of layout: DiagramLayout) -> Double {
    let width = Double(max(layout.size.width, 1))
    let height = Double(max(layout.size.height, 1))
    let scale = min(1, target / (width + 12))
    let legible = 13 * scale
    var cost = 15 * (13 - legible) + max(0, 11 - legible) * 500
    cost += height * scale / 8
    cost += max(0, 0.6 / (width / height) - 1) * 300
    guard diagram.edges.count <= 400 else { return cost }
    let metrics = DiagramMetrics(layout, of: diagram)
    cost += 18 * Double(metrics.crossings) + Double(metrics.bends) + Double(metrics.length) / 150
    return cost
  }
}
