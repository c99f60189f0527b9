/// Chooses directions and line breaks so that the drawing fits a column of the target width, and then the drawing with
/// fewer crossings and less height.
///
/// Candidates are compared by the order of their layers and an estimate of their size; only the best are laid out.
struct PageFit {
  private let diagram: Diagram
  private let graph: CompoundGraph
  /// The widest layout that is shown at its own size.
  private let limit: Double
  private var candidates: [Candidate] = []

  init(_ diagram: Diagram, _ graph: CompoundGraph) {
    self.diagram = diagram
    self.graph = graph
    let target = diagram.targetWidth.isFinite ? min(max(diagram.targetWidth, 200), 10_000) : 1100
    limit = target - Double(2 * DiagramPicture.margin)
  }

  /// Links from row to row cross more than the order of layers tells.
  private static let rowPenalty = 25.0

  private struct Candidate {
    var graph: CompoundGraph
    var engine: CompoundLayout
    var estimate: SizeEstimate
    var penalty: Double
    var cost: Double
  }

  mutating func best() -> DiagramLayout {
    for plan in plans { candidates.append(candidate(plan.graph, plan.penalty)) }
    turnContainers()
    for index in candidates.indices.reversed() { breakIntoRows(candidates[index]) }
    return layOut()
  }

  // MARK: Candidates

  /// Adds candidates with rows for one that is too wide.
  private mutating func breakIntoRows(_ first: Candidate) {
    guard Double(first.estimate.whole.width) > limit else { return }
    var last = first
    if let inner = wrapping(first, width: limit) {
      last = candidate(inner, first.penalty + 10)
      candidates.append(last)
    }
    guard Double(last.estimate.whole.width) > limit, last.graph.items[graph.root].direction == .right,
      !graph.hasBands
    else { return }
    for extra in 0...1 {
      if let rows = rows(of: graph.root, last, within: limit, extra: extra) {
        var result = last.graph
        result.wrap(result.root, into: rows)
        candidates.append(candidate(result, first.penalty))
      }
    }
  }

  private func candidate(_ graph: CompoundGraph, _ penalty: Double) -> Candidate {
    var engine = CompoundLayout(graph)
    engine.order(restarts: 0)
    let estimate = engine.estimate()
    let size = estimate.whole
    return Candidate(
      graph: graph, engine: engine, estimate: estimate, penalty: penalty,
      cost: cost(Double(size.width), Double(size.height), engine.crossings) + penalty
        + PageFit.rowPenalty * Double(graph.linksBetweenRows))
  }

  /// The place of the first candidate that is about as good as the best: small edits are not to turn a diagram around.
  private var choice: Int? {
    let least = candidates.map(\.cost).min() ?? 0
    return candidates.firstIndex { $0.cost <= least + max(abs(least) * 0.1, 12) }
  }

  private func cost(_ width: Double, _ height: Double, _ crossings: Int) -> Double {
    var cost = max(0, width - limit) * 6 + height / 8 + 30 * Double(crossings)
    let shape = max(width, 1) / max(height, 1)
    cost += max(0, 0.6 / shape - 1) * (diagram.nodes.count <= 30 ? 600 : 60)
    if diagram.nodes.count >= 12 { cost += max(0, shape / 2.2 - 1) * 60 }
    return cost
  }

  // MARK: Directions

  private var freeGroups: [Int] {
    graph.items.indices.filter { graph.items[$0].role == .group && !graph.items[$0].fixedDirection }
  }

  private var plans: [(graph: CompoundGraph, penalty: Double)] {
    var plans = [(graph, 0.0)]
    let free = freeGroups
    let other: Diagram.Direction = diagram.direction == .right ? .down : .right
    if !free.isEmpty {
      plans.append((turned(graph, free, to: other), 4))
      let inner = free.filter { !graph.items[$0].children.contains(where: graph.isContainer) }
      if inner.count < free.count { plans.append((turned(graph, inner, to: other), 4)) }
    }
    if diagram.direction == .right {
      plans.append((turned(graph, [graph.root], to: .down), 20))
      if !free.isEmpty { plans.append((turned(graph, free + [graph.root], to: .down), 24)) }
    }
    return plans
  }

  private func turned(
    _ graph: CompoundGraph, _ items: [Int], to direction: Diagram.Direction
  ) -> CompoundGraph {
    var result = graph
    for item in items { result.setDirection(direction, of: item) }
    return result
  }

  /// Turns groups of the best candidate and of the narrowest one by one, as long as that is clearly better.
  private mutating func turnContainers() {
    let free = freeGroups.sorted { (-graph.weight(of: $0), $0) < (-graph.weight(of: $1), $1) }
    guard !free.isEmpty, let start = choice else { return }
    let budget = diagram.nodes.count <= 60 ? 3 * free.count : diagram.nodes.count <= 300 ? 8 : 0
    guard budget > 0 else { return }
    for index in Set([start] + candidates.indices.suffix(2)).sorted() {
      candidates.append(turned(candidates[index], free, budget))
    }
  }

  private func turned(_ first: Candidate, _ groups: [Int], _ budget: Int) -> Candidate {
    var best = first
    var left = budget
    var idle = 0
    while true {
      for group in groups {
        guard left > 0, idle < groups.count else { return best }
        left -= 1
        let direction: Diagram.Direction = best.graph.items[group].direction == .right ? .down : .right
        let other = candidate(turned(best.graph, [group], to: direction), best.penalty + 1)
        idle += 1
        if other.cost < best.cost - max(12, best.cost * 0.06) {
          best = other
          idle = 0
        }
      }
    }
  }

  // MARK: Rows

  /// The graph with its inner containers that are too wide broken into rows; nil where none is or can be.
  private func wrapping(_ candidate: Candidate, width: Double) -> CompoundGraph? {
    var result = candidate.graph
    var changed = false
    for item in candidate.graph.items.indices where item != candidate.graph.root {
      guard candidate.graph.isContainer(item), !candidate.graph.items[item].fixedDirection,
        candidate.graph.items[item].role == .group
      else { continue }
      let depth = candidate.graph.ancestry(of: item).count - 2
      let room = width - Double(2 * Spacing.padding * (depth + 1))
      guard Double(candidate.engine.size(of: item, candidate.estimate).width) > room,
        let rows = rows(of: item, candidate, within: room, extra: 0)
      else { continue }
      result.wrap(item, into: rows)
      changed = true
    }
    return changed ? result : nil
  }

  /// The children of a container in rows no wider than `width` where that can be: layers, cut where rows come out even
  /// and few links are cut.
  private func rows(
    of container: Int, _ candidate: Candidate, within width: Double, extra: Int
  ) -> [[Int]]? {
    guard candidate.graph.items[container].direction == .right else { return nil }
    let columns = candidate.engine.columns(of: container, candidate.estimate)
    guard columns.count > 1 else { return nil }
    let cuts = cutLinks(columns, container, candidate.graph)
    var count = 1
    while count <= columns.count, breaks(columns, into: count, within: width, cuts) == nil { count += 1 }
    count = min(count + extra, columns.count)
    guard count > 1, let starts = breaks(columns, into: count, within: width, cuts) else { return nil }
    let ends = starts.dropFirst() + [columns.count]
    return zip(starts, ends).map { start, end in columns[start..<end].flatMap(\.items) }
  }

  /// Where rows begin, by dynamic programming over the columns; nil where a row would be wider than `width` although it
  /// holds several columns.
  private func breaks(
    _ columns: [SizeEstimate.Column], into count: Int, within width: Double, _ cuts: [Int]
  ) -> [Int]? {
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

  /// By column: how many links of the container pass from before it to it or behind.
  private func cutLinks(
    _ columns: [SizeEstimate.Column], _ container: Int, _ graph: CompoundGraph
  ) -> [Int] {
    var column: [Int: Int] = [:]
    for (index, entry) in columns.enumerated() {
      for item in entry.items { column[item] = index }
    }
    var change = [Int](repeating: 0, count: columns.count + 1)
    for link in graph.links {
      guard let from = graph.child(of: container, holding: link.source).flatMap({ column[$0] }),
        let to = graph.child(of: container, holding: link.target).flatMap({ column[$0] })
      else { continue }
      change[min(from, to) + 1] += 1
      change[max(from, to) + 1] -= 1
    }
    var running = 0
    return columns.indices.map { index in
      running += change[index]
      return running
    }
  }

  // MARK: Layout

  /// Lays out the best candidates until none is left that promises more than the best layout.
  private mutating func layOut() -> DiagramLayout {
    var best: (layout: DiagramLayout, cost: Double)?
    for _ in 0..<(diagram.edges.count <= 150 ? 5 : 2) {
      guard let index = choice else { break }
      var candidate = candidates.remove(at: index)
      if let best, candidate.cost >= best.cost { break }
      candidate.engine.order(restarts: 6)
      var layout = candidate.engine.finish(diagram)
      if Double(layout.size.width) > limit { layout = candidate.engine.finish(diagram, isNarrow: true) }
      // A drawing that breaks a rule is the last choice of all.
      let isSound = diagram.edges.count > 150 || DiagramMetrics(layout, of: diagram).isSound
      let crossings = diagram.edges.count <= 150 ? layout.crossings : candidate.engine.crossings
      let cost =
        cost(Double(layout.size.width), Double(layout.size.height), crossings)
        + candidate.penalty + (isSound ? 0 : 100_000)
      if cost < (best?.cost).map({ $0 - max(12, $0 * 0.06) }) ?? .infinity { best = (layout, cost) }
    }
    return best?.layout ?? CompoundLayout.layout(graph, of: diagram)
  }
}
