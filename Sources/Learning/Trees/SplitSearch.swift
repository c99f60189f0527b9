import Frame

/// Looks for the best division of a node.
///
/// Exact: every middle between neighbouring values of the node is a candidate, as in scikit-learn, and missing values are tried on
/// either side. Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006) draw one threshold a feature instead.
struct SplitSearch<Criterion: SplitCriterion> {
  private let features: [RankedFeatures.Feature]
  private let limits: TreeLimits
  private let leastWeight: Double
  private let rooms: (Room<UInt64>, Room<UInt64>, Room<Int32>)
  private let keys: UnsafeMutablePointer<UInt64>
  private let sorting: KeySorting

  init(_ ranked: RankedFeatures, _ limits: TreeLimits, capacity: Int, totalWeight: Double) {
    features = ranked.features
    self.limits = limits
    leastWeight = limits.weightShareOfLeaf * totalWeight
    rooms = (Room(capacity), Room(capacity), Room(2 * capacity + 2))
    keys = rooms.0.base
    sorting = KeySorting(keys, other: rooms.1.base, places: rooms.2.base)
  }

  /// The rows of a node: their numbers, and what is known of them.
  struct Node {
    let rows: UnsafePointer<Int32>
    let samples: UnsafePointer<Criterion.Sample>
    let count: Int
  }

  /// What a feature has to offer.
  enum Offer {
    /// All rows of the node have the same value.
    case constant
    /// No division leaves enough rows on both sides.
    case none
    case split(Split)
  }

  /// The best division by one feature.
  func offer(
    of feature: Int, _ node: Node, _ criterion: inout Criterion, _ stream: inout RandomStream
  ) -> Offer {
    if limits.drawsThresholds {
      return features[feature].values.withUnsafeBufferPointer { values in
        values.baseAddress.map { drawn(feature, node, $0, &criterion, &stream) } ?? .constant
      }
    }
    return features[feature].ranks.withUnsafeBufferPointer { ranks in
      guard let ranks = ranks.baseAddress else { return .constant }
      let span = gather(node, ranks)
      if span.present == 0 || (span.lowest == span.highest && span.present == node.count) { return .constant }
      let sorted = sorting.sort(span.present, span.lowest, span.highest)
      return best(feature, node, ranks, span, sorted, &criterion)
    }
  }

  /// The ranks that a node's rows have.
  private struct Span {
    var lowest = UInt32.max
    var highest = UInt32.min
    /// How many rows have a value.
    var present = 0
  }

  @inline(__always)
  private func gather(_ node: Node, _ ranks: UnsafePointer<UInt32>) -> Span {
    var span = Span()
    for index in 0..<node.count {
      let rank = ranks[Int(node.rows[index])]
      if rank == RankedFeatures.missing { continue }
      keys[span.present] = UInt64(rank) &<< 32 | UInt64(UInt32(truncatingIfNeeded: index))
      span.present &+= 1
      span.lowest = min(span.lowest, rank)
      span.highest = max(span.highest, rank)
    }
    return span
  }

  private func best(
    _ feature: Int, _ node: Node, _ ranks: UnsafePointer<UInt32>, _ span: Span,
    _ sorted: UnsafeMutablePointer<UInt64>, _ criterion: inout Criterion
  ) -> Offer {
    let missing = node.count - span.present
    criterion.restart()
    var found = scan(sorted, node, span.present, before: 0, missing, &criterion)
    var missingLeft = found.place > node.count - found.place
    if missing > 0 {
      missingLeft = false
      if span.present >= limits.rowsOfLeaf, missing >= limits.rowsOfLeaf, hasWeight(criterion),
        criterion.score > found.score
      {
        found = (criterion.score, span.present)
      }
      moveMissingLeft(node, ranks, &criterion)
      let left = scan(sorted, node, span.present, before: missing, 0, &criterion)
      if left.score > found.score {
        found = left
        missingLeft = true
      }
    }
    guard found.place > 0 else { return .none }
    let low = UInt32(truncatingIfNeeded: sorted[found.place - 1] >> 32)
    let high =
      found.place == span.present
      ? RankedFeatures.missing : UInt32(truncatingIfNeeded: sorted[found.place] >> 32)
    return .split(
      Split(feature: feature, cut: .between(low, high), missingLeft: missingLeft, score: found.score))
  }

  private func moveMissingLeft(_ node: Node, _ ranks: UnsafePointer<UInt32>, _ criterion: inout Criterion) {
    criterion.restart()
    for index in 0..<node.count where ranks[Int(node.rows[index])] == RankedFeatures.missing {
      criterion.moveLeft(node.samples[index])
    }
  }

  /// Moves sorted rows to the left, one after another: the best score between two values, and how many rows are then left.
  /// - Parameters:
  ///   - before: how many rows are on the left already.
  ///   - after: how many more than the sorted ones stay on the right.
  @inline(__always)
  private func scan(
    _ sorted: UnsafeMutablePointer<UInt64>, _ node: Node, _ count: Int, before: Int, _ after: Int,
    _ criterion: inout Criterion
  ) -> (score: Double, place: Int) {
    var best = (score: -Double.infinity, place: 0)
    let first = max(1, limits.rowsOfLeaf &- before)
    let last = min(count &- 1, count &+ after &- limits.rowsOfLeaf)
    for place in 0..<count {
      let key = sorted[place]
      if place >= first, place <= last, key &>> 32 != sorted[place &- 1] &>> 32, hasWeight(criterion) {
        let score = criterion.score
        if score > best.score { best = (score, place) }
      }
      criterion.moveLeft(node.samples[Int(truncatingIfNeeded: key & 0xFFFF_FFFF)])
    }
    return best
  }

  /// Whether both sides weigh enough.
  @inline(__always)
  private func hasWeight(_ criterion: Criterion) -> Bool {
    let right = criterion.weight - criterion.leftWeight
    return criterion.leftWeight >= leastWeight && right >= leastWeight && right > 0
  }

  /// A threshold anywhere between the smallest and the largest value; missing values by the toss of a coin.
  private func drawn(
    _ feature: Int, _ node: Node, _ values: UnsafePointer<Float>, _ criterion: inout Criterion,
    _ stream: inout RandomStream
  ) -> Offer {
    var (low, high) = (Float.infinity, -Float.infinity)
    var present = 0
    for index in 0..<node.count {
      let value = values[Int(node.rows[index])]
      low = value < low ? value : low
      high = value > high ? value : high
      present &+= value == value ? 1 : 0
    }
    let hasMissing = present < node.count
    if present == 0 || (low == high && !hasMissing) { return .constant }
    let isApart = low == high
    let threshold =
      isApart ? .infinity : RankedFeatures.Feature.drawnThreshold(low, high, stream.nextDouble())
    var missingLeft = hasMissing && !isApart && stream.next(below: 2) == 1
    criterion.restart()
    var left = 0
    for index in 0..<node.count {
      let value = values[Int(node.rows[index])]
      guard value <= threshold || (missingLeft && value.isNaN) else { continue }
      criterion.moveLeft(node.samples[index])
      left &+= 1
    }
    guard left >= limits.rowsOfLeaf, node.count - left >= limits.rowsOfLeaf, hasWeight(criterion) else {
      return .none
    }
    if !hasMissing { missingLeft = left > node.count - left }
    return .split(
      Split(feature: feature, cut: .at(threshold), missingLeft: missingLeft, score: criterion.score))
  }
}
