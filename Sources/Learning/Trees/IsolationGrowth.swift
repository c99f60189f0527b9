import Canonical
import Frame
import Synchronization

/// Grows the trees of an isolation forest, each on rows and by random numbers of its own. Leaves hold their depth, and what more it would
/// take to set their rows apart.
struct IsolationGrowth: Sendable {
  let matrix: FeatureMatrix
  let draw: RowDraw
  /// How many features a tree sees.
  let features: Int
  let seed: UInt64

  func grow(
    _ count: Int, progress: (@Sendable (Double) -> Void)?, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Forest {
    let done = Mutex(0)
    let grown = Parallel.map(count) { number -> Result<Tree, any Error> in
      Result {
        if isCancelled() { throw CancellationError() }
        let tree = try tree(number)
        if let progress {
          done.withLock {
            $0 += 1
            progress(Double($0) / Double(count))
          }
        }
        return tree
      }
    }
    return Forest(trees: try grown.map { try $0.get() }, outputs: 1)
  }

  private func tree(_ number: Int) throws(LearningError) -> Tree {
    let counts = draw.counts(rows: matrix.rowCount, RandomStream(seed: seed, stream: 2 * UInt64(number)))
    let drawn = counts.indices.flatMap { [Int32](repeating: Int32($0), count: Int(counts[$0])) }
    let ranked = try RankedFeatures(matrix.rows(drawn), ranked: false, for: IsolationForest.spec.name)
    var tree = IsolationTree(
      ranked, RandomStream(seed: seed, stream: 2 * UInt64(number) + 1), features: features)
    return tree.grow()
  }
}

/// One tree of an isolation forest while it grows.
private struct IsolationTree {
  private let ranked: RankedFeatures
  private var stream: RandomStream
  private var features: [Int]
  private let depthLimit: Int
  private var nodes: [Tree.Node] = []
  private var leaves: [Double] = []
  private var covers: [Float] = []

  init(_ ranked: RankedFeatures, _ stream: RandomStream, features count: Int) {
    self.ranked = ranked
    self.stream = stream
    features = Array(ranked.features.indices)
    if count < features.count {
      self.stream.shuffle(&features, last: count)
      features = features.suffix(count).sorted()
    }
    // The height of a balanced tree: what is deeper is common, however deep it is.
    depthLimit = max(1, Int.bitWidth - (max(ranked.rowCount, 2) - 1).leadingZeroBitCount)
  }

  private struct Place {
    let rows: [Int32]
    let depth: Int
    /// The node whose right side this is; nil for a left side.
    let parent: Int?
  }

  mutating func grow() -> Tree {
    var waiting = [Place(rows: (0..<ranked.rowCount).map(Int32.init), depth: 0, parent: nil)]
    while let place = waiting.popLast() {
      if let parent = place.parent { nodes[parent] = nodes[parent].with(next: nodes.count) }
      guard place.depth < depthLimit, place.rows.count > 1, let split = draw(place.rows) else {
        nodes.append(.leaf(covers.count))
        leaves.append(Double(place.depth) + IsolationForestPredictor.meanDepth(place.rows.count))
        covers.append(Float(place.rows.count))
        continue
      }
      let values = ranked.features[split.feature].values
      var sides: (left: [Int32], right: [Int32]) = ([], [])
      for row in place.rows {
        if values[Int(row)] <= split.threshold { sides.left.append(row) } else { sides.right.append(row) }
      }
      waiting.append(Place(rows: sides.right, depth: place.depth + 1, parent: nodes.count))
      waiting.append(Place(rows: sides.left, depth: place.depth + 1, parent: nil))
      nodes.append(
        Tree.Node(test: Int32(truncatingIfNeeded: split.feature << 1), next: 0, threshold: split.threshold))
    }
    return Tree(nodes: nodes, outputs: 1, values: leaves, leafCovers: covers)
  }

  /// A feature that is not constant, and a threshold between its smallest and its largest value; nil where all are constant.
  private mutating func draw(_ rows: [Int32]) -> (feature: Int, threshold: Float)? {
    var left = features.count
    while left > 0 {
      let index = stream.next(below: left)
      let values = ranked.features[features[index]].values
      var (low, high) = (Float.infinity, -Float.infinity)
      for row in rows {
        low = min(low, values[Int(row)])
        high = max(high, values[Int(row)])
      }
      if low < high {
        return (features[index], RankedFeatures.Feature.drawnThreshold(low, high, stream.nextDouble()))
      }
      left -= 1
      features.swapAt(index, left)
    }
    return nil
  }
}
