/// The ROC areas of all pairs of classes, each over the rows of the two alone (D. Hand and R. Till, "A Simple Generalisation of the
/// Area Under the ROC Curve for Multiple Class Classification Problems", 2001): sorted once, counted any number of times.
struct PairedRanks: Sendable {
  /// The rows of two classes, in the order of the scores of either.
  private struct Pair: Sendable {
    let rows: [Int32]
    let orders: [RankedSums]

    func area() throws -> Double { try mean { try $0.layout.part(.area, nil).value } }

    /// Where the rows occur so often.
    func area(_ counts: [UInt8]) throws -> Double {
      try counts.withUnsafeBufferPointer { counts in try mean { try $0.area(counts).value } }
    }

    private func mean(_ area: (RankedSums) throws -> Double) throws -> Double {
      let areas = try orders.map(area)
      return (areas[0] + areas[1]) / 2
    }

    /// Without each of the rows in turn.
    func areasWithoutEach() throws -> [Double] {
      let parts = try orders.map { try $0.areasWithoutEach() }
      return zip(parts[0], parts[1]).map { ($0.value + $1.value) / 2 }
    }
  }

  private let pairs: [Pair]
  private let isWeighted: Bool
  private let count: Int

  /// `weighted`: whether a pair counts as its rows do. Fails where a pair of classes has no rows, or the model gives no scores.
  /// O(n · classes · log n).
  init(_ evaluated: Evaluated, weighted: Bool) throws {
    isWeighted = weighted
    count = evaluated.count
    let size = evaluated.labels.count
    guard size > 1 else { throw Undefined("it needs two classes") }
    var members = [[Int32]](repeating: [], count: size)
    for (row, code) in evaluated.truthCodes.enumerated() where Int(code) < size {
      members[Int(code)].append(Int32(row))
    }
    var pairs: [Pair] = []
    for a in 0..<size {
      for b in a + 1..<size {
        let rows = (members[a] + members[b]).sorted()
        guard !rows.isEmpty else { throw Undefined("it needs rows of every class") }
        var pair = try evaluated.rows(rows)
        pair.weights = nil
        let orders = try [a, b].map { RankedSums(try RankedLayout(pair, label: $0)) }
        pairs.append(Pair(rows: rows, orders: orders))
      }
    }
    self.pairs = pairs
  }

  /// The mean area over all pairs.
  func value() throws -> Double {
    try mean { pair in (try pair.area(), pair.rows.count) }
  }

  /// The same where the rows occur so often.
  func value(_ counts: UnsafeBufferPointer<UInt8>) throws -> Double {
    try mean { pair in
      let own = pair.rows.map { counts[Int($0)] }
      return (try pair.area(own), own.reduce(0) { $0 + Int($1) })
    }
  }

  /// The same without each of the rows in turn.
  func withoutEach() throws -> [Double] {
    let whole = try pairs.map { try $0.area() }
    func weight(_ rows: Int) -> Double { isWeighted ? Double(rows) : 1 }
    let (sum, total) = zip(pairs, whole).reduce(into: (0.0, 0.0)) { result, pair in
      result.0 += weight(pair.0.rows.count) * pair.1
      result.1 += weight(pair.0.rows.count)
    }
    var sums = [Double](repeating: sum, count: count)
    var totals = [Double](repeating: total, count: count)
    for (pair, area) in zip(pairs, whole) {
      let size = pair.rows.count
      for (row, less) in zip(pair.rows, try pair.areasWithoutEach()) {
        sums[Int(row)] += weight(size - 1) * less - weight(size) * area
        totals[Int(row)] += weight(size - 1) - weight(size)
      }
    }
    return zip(sums, totals).map { $0 / $1 }
  }

  private func mean(_ part: (Pair) throws -> (area: Double, rows: Int)) throws -> Double {
    var (sum, total) = (0.0, 0.0)
    for pair in pairs {
      let (area, rows) = try part(pair)
      let weight = isWeighted ? Double(rows) / Double(count) : 1
      sum += weight * area
      total += weight
    }
    return sum / total
  }
}
