import Frame

/// The exact Shapley values of a tree, where a feature that is not known goes both ways, by the weight of the training rows on either
/// side (path-dependent TreeSHAP: Lundberg, Erion and Lee, 2018).
///
/// What a leaf adds is an integral from 0 to 1 over a product with one factor for each feature on its path: `t + (1 - t) z` where the
/// row goes along with all its splits on the feature, `(1 - t) z` where it does not, `z` being the share of the rows that went along.
/// The integrand is a polynomial, and a Gauss–Legendre rule with half as many points as the path has features is exact. Products
/// are carried down the tree and their integrals up, so that a row costs the nodes times the points, and nothing is taken back that
/// was multiplied before, as the unwinding of the published algorithm does (compare Linear TreeSHAP: Yu, Xu, Bifet and Read, 2022).
struct TreeShapley {
  /// Several rows at once, one a lane.
  typealias Lanes = SIMD8<Double>

  private let tree: Tree
  private let output: Int
  private let rule: GaussLegendre
  private let depth: Int
  private let edges: [Edge]
  /// What the tree says on average.
  let base: Double

  /// The way into a node.
  private struct Edge {
    /// The feature that the node above asks for.
    var feature: Int32 = -1
    var depth: Int32 = 0
    /// The depth of the nearest edge above that asks for the same feature; 0 for none, since the root has no edge.
    var before: Int32 = 0
    var isRight = false
    var parent: Int32 = 0
    /// The share of the rows that went along this edge and those above it that ask for the same feature.
    var share = 1.0
  }

  /// Fails where a path of the tree is too long.
  init(_ tree: Tree, output: Int) throws(LearningError) {
    self.tree = tree
    self.output = output
    var edges = [Edge](repeating: Edge(), count: tree.nodes.count)
    // The way to the present node: its edges, and how many features they ask for.
    var path: [(node: Int, features: Int)] = [(0, 0)]
    var mostFeatures = 0
    var depth = 0
    for (index, node) in tree.nodes.enumerated() {
      let level = Int(edges[index].depth)
      path.removeSubrange(min(level, path.count)...)
      if level > 0 {
        let before = path.last { edges[$0.node].feature == edges[index].feature && $0.node > 0 }
        edges[index].before = before.map { edges[$0.node].depth } ?? 0
        edges[index].share *= before.map { edges[$0.node].share } ?? 1
        path.append((index, path[level - 1].features + (before == nil ? 1 : 0)))
      } else {
        path = [(0, 0)]
      }
      mostFeatures = max(mostFeatures, path[level].features)
      depth = max(depth, level)
      if node.isLeaf { continue }
      for (child, isRight) in [(index + 1, false), (Int(node.next), true)] {
        edges[child].feature = Int32(truncatingIfNeeded: node.feature)
        edges[child].depth = edges[index].depth + 1
        edges[child].isRight = isRight
        edges[child].parent = Int32(truncatingIfNeeded: index)
        edges[child].share = Double(tree.covers[child]) / Double(tree.covers[index])
      }
    }
    self.edges = edges
    self.depth = depth
    let points = max(1, (mostFeatures + 1) / 2)
    guard depth * points < 1 << 18 else {
      throw LearningError(
        "a tree of depth \(depth) is too deep for Shapley values", hint: "limit it with `max_depth`")
    }
    rule = GaussLegendre(points: points)
    base = TreeShapley.mean(tree, output)
  }

  private static func mean(_ tree: Tree, _ output: Int) -> Double {
    var sum = 0.0
    for (index, node) in tree.nodes.enumerated() where node.isLeaf {
      sum += Double(tree.covers[index]) * tree.values[Int(node.next) * tree.outputs + output]
    }
    return sum / Double(tree.covers[0])
  }

  /// Adds what each feature adds for eight rows.
  /// - Parameters:
  ///   - rows: where the features of each row begin.
  ///   - sums: a number a feature, for each of the rows.
  func add(_ rows: [UnsafePointer<Float>], to sums: UnsafeMutablePointer<Lanes>) {
    guard tree.nodes.count > 1 else { return }
    let points = rule.points.count
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: (depth + 1) * (points * 4 + 1)) { room in
      guard let base = room.baseAddress else { return }
      var walk = Walk(base, points: points, depth: depth)
      walk.begin(rule)
      for index in tree.nodes.indices { visit(index, rows, &walk, sums) }
    }
  }

  /// What is known along the path to the present node, a place a depth.
  private struct Walk {
    let points: Int
    /// Whether the rows go along: 1 or 0.
    let goes: UnsafeMutablePointer<Lanes>
    let factors: UnsafeMutablePointer<Lanes>
    let terms: UnsafeMutablePointer<Lanes>
    /// The product of the factors of all features on the path.
    let products: UnsafeMutablePointer<Lanes>
    /// The products of the leaves below, weighed.
    let leaves: UnsafeMutablePointer<Lanes>

    init(_ base: UnsafeMutablePointer<Lanes>, points: Int, depth: Int) {
      self.points = points
      goes = base
      factors = goes + (depth + 1)
      terms = factors + (depth + 1) * points
      products = terms + (depth + 1) * points
      leaves = products + (depth + 1) * points
    }

    mutating func begin(_ rule: GaussLegendre) {
      goes[0] = Lanes(repeating: 1)
      for point in 0..<points {
        factors[point] = Lanes(repeating: 1)
        terms[point] = .zero
        products[point] = Lanes(repeating: rule.weights[point])
        leaves[point] = .zero
      }
    }
  }

  private func visit(
    _ index: Int, _ rows: [UnsafePointer<Float>], _ walk: inout Walk, _ sums: UnsafeMutablePointer<Lanes>
  ) {
    if index > 0 { descend(index, rows, walk) }
    let node = tree.nodes[index]
    let level = Int(edges[index].depth) * walk.points
    guard node.isLeaf else {
      for point in 0..<walk.points { walk.leaves[level + point] = .zero }
      return
    }
    let value = tree.values[Int(node.next) * tree.outputs + output]
    for point in 0..<walk.points { walk.leaves[level + point] = walk.products[level + point] * value }
    var done = index
    while done > 0 {
      ascend(done, walk, sums)
      guard edges[done].isRight else { break }
      done = Int(edges[done].parent)
    }
  }

  /// Multiplies the factor of the edge into a node.
  @inline(__always)
  private func descend(_ index: Int, _ rows: [UnsafePointer<Float>], _ walk: Walk) {
    let edge = edges[index]
    let parent = tree.nodes[Int(edge.parent)]
    var goes = Lanes.zero
    for lane in 0..<Lanes.scalarCount {
      let value = rows[lane][Int(edge.feature)]
      let isLeft = value <= parent.threshold || (value.isNaN && parent.sendsMissingLeft)
      goes[lane] = isLeft != edge.isRight ? 1 : 0
    }
    let level = Int(edge.depth)
    let before = Int(edge.before)
    goes *= walk.goes[before]
    walk.goes[level] = goes
    for point in 0..<walk.points {
      let t = rule.points[point]
      let factor = goes * t + Lanes(repeating: max((1 - t) * edge.share, 1e-300))
      let place = level * walk.points + point
      let earlier = before * walk.points + point
      walk.factors[place] = factor
      walk.terms[place] = (goes - edge.share) / factor
      walk.products[place] = walk.products[place - walk.points] * (factor / walk.factors[earlier])
    }
  }

  /// Counts what is below the edge into a node for the feature of the edge, and hands it up.
  @inline(__always)
  private func ascend(_ index: Int, _ walk: Walk, _ sums: UnsafeMutablePointer<Lanes>) {
    let edge = edges[index]
    let level = Int(edge.depth) * walk.points
    let before = Int(edge.before) * walk.points
    var sum = Lanes.zero
    for point in 0..<walk.points {
      let leaves = walk.leaves[level + point]
      sum += (walk.terms[level + point] - walk.terms[before + point]) * leaves
      walk.leaves[level - walk.points + point] += leaves
    }
    sums[Int(edge.feature)] += sum
  }
}
