import Frame

/// Grows one tree.
///
/// The features of a node are drawn as scikit-learn draws them: without replacement until there are enough, further where all
/// so far were constant among its rows, and never again below it where they were.
struct TreeGrowth<Criterion: SplitCriterion> {
  private let features: [RankedFeatures.Feature]
  private let limits: TreeLimits
  private let search: SplitSearch<Criterion>
  private let rows: NodeRows<Criterion.Sample>
  private let isCancelled: @Sendable () -> Bool
  private var criterion: Criterion
  private var stream: RandomStream
  private var tree: GrownTree
  private let totalWeight: Double
  /// The features, those that are known to be constant in front.
  private var order: [Int]
  /// The constant features of the path to the present node.
  private var constants: [Int]
  private var worked = 0

  /// - Parameters:
  ///   - rows: ascending, and at least one.
  ///   - samples: what is known of each of them; their weights are above zero.
  init(
    _ ranked: RankedFeatures, rows: [Int32], samples: [Criterion.Sample], criterion: Criterion,
    limits: TreeLimits, stream: RandomStream, isCancelled: @escaping @Sendable () -> Bool
  ) {
    let nodeRows = NodeRows(rows, samples)
    var criterion = criterion
    criterion.begin(nodeRows.samples(0..<nodeRows.count))
    totalWeight = criterion.weight
    self.criterion = criterion
    self.rows = nodeRows
    self.limits = limits
    self.stream = stream
    self.isCancelled = isCancelled
    features = ranked.features
    search = SplitSearch(ranked, limits, capacity: rows.count, totalWeight: totalWeight)
    tree = GrownTree(outputs: criterion.outputs)
    order = Array(features.indices)
    constants = order
  }

  /// The tree, and what each feature brought. Throws `CancellationError` where it is told to stop.
  mutating func grow() throws -> (tree: Tree, gains: [Double]) {
    if let leaves = limits.leaves {
      try growBest(leaves: leaves)
    } else {
      try growAll()
    }
    if limits.prunedBelow > 0 { tree.prune(alpha: limits.prunedBelow, totalWeight: totalWeight) }
    return tree.finished(featureCount: features.count)
  }

  /// A node whose division is not known yet.
  private struct Place {
    let rows: Range<Int>
    let depth: Int
    /// How many features are known to be constant.
    let constants: Int
    /// The node above, and whether this is its right side.
    let parent: Int
    let isRight: Bool

    static func root(_ count: Int) -> Place {
      Place(rows: 0..<count, depth: 0, constants: 0, parent: -1, isRight: false)
    }
  }

  /// How a node will be divided: its rows are in order for it already.
  private struct Plan {
    let node: Int
    let place: Place
    let split: Split
    let gain: Double
    let middle: Int
    let constants: Int

    func side(isRight: Bool, knowsConstants: Bool) -> Place {
      Place(
        rows: isRight ? middle..<place.rows.upperBound : place.rows.lowerBound..<middle,
        depth: place.depth + 1,
        constants: knowsConstants ? constants : 0, parent: node, isRight: isRight)
    }
  }

  /// Every node that can be divided is, the left side first.
  private mutating func growAll() throws {
    var waiting = [Place.root(rows.count)]
    while let place = waiting.popLast() {
      guard let plan = try open(place) else { continue }
      carryOut(plan)
      waiting.append(plan.side(isRight: true, knowsConstants: true))
      waiting.append(plan.side(isRight: false, knowsConstants: true))
    }
  }

  /// The nodes that gain most are divided first, of equal ones the older, until there are enough leaves.
  private mutating func growBest(leaves: Int) throws {
    var count = 1
    var plans: [Plan] = []
    if let plan = try open(.root(rows.count)) { plans.append(plan) }
    while count < leaves, let best = takeBest(&plans) {
      carryOut(best)
      count += 1
      for isRight in [false, true] {
        if let plan = try open(best.side(isRight: isRight, knowsConstants: false)) {
          plans.append(plan)
          siftUp(&plans)
        }
      }
    }
  }

  private mutating func carryOut(_ plan: Plan) {
    tree.nodes[plan.node].division = GrownTree.Division(
      split: plan.split, threshold: features[plan.split.feature].threshold(of: plan.split.cut),
      gain: plan.gain, left: 0,
      right: 0)
  }

  /// Makes the node, and divides its rows where that is allowed and worth it.
  private mutating func open(_ place: Place) throws -> Plan? {
    worked += place.rows.count
    if worked > 1 << 18 {
      worked = 0
      if isCancelled() { throw CancellationError() }
    }
    criterion.begin(rows.samples(place.rows))
    let node = append(place)
    guard mayDivide(place), let (split, constants) = bestSplit(place) else { return nil }
    let gain = split.score - criterion.whole
    if limits.decrease > 0, gain / totalWeight + 0x1p-52 < limits.decrease { return nil }
    let middle = rows.divide(place.rows, by: split, features[split.feature])
    return Plan(
      node: node, place: place, split: split, gain: max(0, gain), middle: middle, constants: constants)
  }

  private mutating func append(_ place: Place) -> Int {
    let node = tree.nodes.count
    if place.parent >= 0 {
      if place.isRight {
        tree.nodes[place.parent].division?.right = node
      } else {
        tree.nodes[place.parent].division?.left = node
      }
    }
    tree.nodes.append(GrownTree.Node(cover: criterion.weight, risk: criterion.risk, division: nil))
    criterion.appendValue(to: &tree.values)
    return node
  }

  private func mayDivide(_ place: Place) -> Bool {
    let count = place.rows.count
    return place.depth < limits.depth && count >= limits.rowsToSplit && count / 2 >= limits.rowsOfLeaf
      && criterion.weight >= 2 * limits.weightShareOfLeaf * totalWeight && !criterion.isPure
  }

  private mutating func bestSplit(_ place: Place) -> (split: Split, constants: Int)? {
    let node = SplitSearch<Criterion>.Node(
      rows: rows.rows(from: place.rows.lowerBound),
      samples: rows.samples(place.rows).baseAddress.unsafelyUnwrapped, count: place.rows.count)
    var best: Split?
    let known = place.constants
    var total = known
    var drawn = 0
    var visited = 0
    var last = order.count
    while last > total, visited < limits.features || visited <= total - known + drawn {
      visited += 1
      var index = drawn + stream.next(below: last - (total - known) - drawn)
      if index < known {
        order.swapAt(drawn, index)
        drawn += 1
        continue
      }
      index += total - known
      switch search.offer(of: order[index], node, &criterion, &stream) {
      case .constant:
        order.swapAt(index, total)
        total += 1
        continue
      case .none: break
      case .split(let split):
        if split.isBetter(than: best) { best = split }
      }
      last -= 1
      order.swapAt(last, index)
    }
    for index in 0..<known { order[index] = constants[index] }
    for index in known..<total { constants[index] = order[index] }
    return best.map { ($0, total) }
  }

  private func comesBefore(_ a: Plan, _ b: Plan) -> Bool {
    a.gain > b.gain || (a.gain == b.gain && a.node < b.node)
  }

  /// The plans are a heap: none comes before the one at half its place.
  private func siftUp(_ plans: inout [Plan]) {
    var index = plans.count - 1
    while index > 0, comesBefore(plans[index], plans[(index - 1) / 2]) {
      plans.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private func takeBest(_ plans: inout [Plan]) -> Plan? {
    guard let best = plans.first, let end = plans.popLast() else { return nil }
    guard !plans.isEmpty else { return best }
    plans[0] = end
    var index = 0
    while true {
      var first = index
      for child in [2 * index + 1, 2 * index + 2] where child < plans.count {
        if comesBefore(plans[child], plans[first]) { first = child }
      }
      if first == index { return best }
      plans.swapAt(index, first)
      index = first
    }
  }
}
