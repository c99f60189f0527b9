import Frame
import Synchronization

/// Grows the trees of a model, each from random numbers of its own, so that it does not matter which core grows which.
struct ForestGrowth: Sendable {
  let ranked: RankedFeatures
  let target: TreeTarget
  let limits: TreeLimits
  /// A weight a row; nil: every row counts the same.
  let weights: [Double]?
  let draw: RowDraw?
  let seed: UInt64
  let isCancelled: @Sendable () -> Bool

  init(
    _ ranked: RankedFeatures, _ target: TreeTarget, _ limits: TreeLimits, _ request: FitRequest,
    draw: RowDraw? = nil
  ) {
    self.ranked = ranked
    self.target = target
    self.limits = limits
    self.draw = draw
    weights = request.weights.map(ForestGrowth.scaled)
    seed = request.seed
    isCancelled = request.isCancelled
  }

  /// Weights whose mean is far from one, times a power of two that brings it near: trees depend on their ratios alone, and squares of
  /// sums of very large or small ones would leave the range of numbers.
  private static func scaled(_ weights: [Double]) -> [Double] {
    let count = Double(max(weights.count, 1))
    let mean = FixedOrder.sum(weights.map { $0 / count })
    guard mean > 0, mean.exponent.magnitude > 32 else { return weights }
    let exponent = Int(mean.exponent)
    return weights.map { Double(sign: .plus, exponent: -exponent, significand: $0) }
  }

  /// So many trees, and the share of the decrease of impurity that each feature brought: the mean over the trees.
  func grow(
    _ count: Int, progress: (@Sendable (Double) -> Void)?
  ) throws -> (forest: Forest, gains: [Double]) {
    let done = Mutex(0)
    let grown = Parallel.map(count) { number -> Result<(tree: Tree, gains: [Double]), any Error> in
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
    var trees: [Tree] = []
    var sums = [Double](repeating: 0, count: ranked.features.count)
    for result in grown {
      let (tree, gains) = try result.get()
      trees.append(tree)
      for (feature, share) in ForestGrowth.shares(gains).enumerated() { sums[feature] += share }
    }
    return (Forest(trees: trees, outputs: trees.first?.outputs ?? 1), ForestGrowth.shares(sums))
  }

  private static func shares(_ gains: [Double]) -> [Double] {
    let sum = FixedOrder.sum(gains)
    return sum > 0 ? gains.map { $0 / sum } : gains
  }

  /// How often tree `number` has drawn each row; nil where all trees see all rows once.
  func draws(_ number: Int) -> [UInt32]? {
    draw?.counts(rows: ranked.rowCount, RandomStream(seed: seed, stream: 2 * UInt64(number)))
  }

  private func tree(_ number: Int) throws -> (tree: Tree, gains: [Double]) {
    let counts = draws(number)
    var rows: [Int32] = []
    var rowWeights: [Double] = []
    for row in 0..<ranked.rowCount {
      let weight = Double(counts?[row] ?? 1) * (weights?[row] ?? 1)
      guard weight > 0 else { continue }
      rows.append(Int32(truncatingIfNeeded: row))
      rowWeights.append(weight)
    }
    // The rows that were drawn may all be without weight.
    if rows.isEmpty { return try tree(all: RandomStream(seed: seed, stream: 2 * UInt64(number) + 1)) }
    return try tree(rows, rowWeights, RandomStream(seed: seed, stream: 2 * UInt64(number) + 1))
  }

  private func tree(all stream: RandomStream) throws -> (tree: Tree, gains: [Double]) {
    let rows = (0..<ranked.rowCount).filter { (weights?[$0] ?? 1) > 0 }
    return try tree(rows.map(Int32.init), rows.map { weights?[$0] ?? 1 }, stream)
  }

  private func tree(
    _ rows: [Int32], _ weights: [Double], _ stream: RandomStream
  ) throws -> (tree: Tree, gains: [Double]) {
    switch target {
    case .numbers(let values, let centre):
      let samples = zip(rows, weights).map { NumberSample(weight: $1, value: values[Int($0)]) }
      return try grow(rows, samples, SquaredError(centre: centre), stream)
    case .classes(let codes, let count, let byEntropy):
      let samples = zip(rows, weights).map { ClassSample(weight: $1, code: Int(codes[Int($0)])) }
      return byEntropy
        ? try grow(rows, samples, ClassEntropy(classes: count), stream)
        : try grow(rows, samples, Gini(classes: count), stream)
    }
  }

  private func grow<Criterion: SplitCriterion>(
    _ rows: [Int32], _ samples: [Criterion.Sample], _ criterion: Criterion, _ stream: RandomStream
  ) throws -> (tree: Tree, gains: [Double]) {
    var growth = TreeGrowth(
      ranked, rows: rows, samples: samples, criterion: criterion, limits: limits, stream: stream,
      isCancelled: isCancelled)
    return try growth.grow()
  }
}

/// Which rows a tree of a forest sees.
struct RowDraw: Sendable {
  /// How many rows are drawn.
  let count: Int
  /// Whether a row may be drawn again (a bootstrap).
  let replaces: Bool

  /// How often each of `rows` rows is drawn.
  func counts(rows: Int, _ stream: RandomStream) -> [UInt32] {
    var stream = stream
    var counts = [UInt32](repeating: 0, count: rows)
    if replaces {
      for _ in 0..<count { counts[stream.next(below: rows)] += 1 }
    } else {
      var order = Array(0..<rows)
      stream.shuffle(&order, last: count)
      for row in order.suffix(count) { counts[row] = 1 }
    }
    return counts
  }
}
