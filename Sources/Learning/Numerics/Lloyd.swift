import Frame

/// One run of k-means: starting centres, then rows to their nearest centre and centres to the means of their rows, in turn.
///
/// S. P. Lloyd, "Least Squares Quantization in PCM" (1982); D. Arthur and S. Vassilvitskii, "k-means++: The Advantages of Careful
/// Seeding" (2007), with `2 + ⌊ln k⌋` candidates for each centre, as in scikit-learn.
struct Lloyd {
  let distances: CentreDistances
  let weights: [Double]?
  let count: Int
  let maximumIterations: Int
  /// The sum of the squared shifts of the centres at which the search ends.
  let tolerance: Double

  struct Result {
    let centres: [[Double]]
    let nearest: [CentreDistances.Nearest]
    /// The weighted sum of the squared distances of rows from their centres.
    let inertia: Double
    let iterations: Int
    let converged: Bool
  }

  /// Rows drawn one after the other, each with a probability that grows with its squared distance from the nearest one before.
  func carefulStart(_ stream: inout RandomStream) -> [[Double]] {
    var chosen = [
      distances.point(drawn(weights ?? [Double](repeating: 1, count: distances.rowCount), &stream))
    ]
    var closest = distances.distances(chosen)[0]
    let trials = 2 + Int(Elementary.log(Double(count)))
    while chosen.count < count {
      let odds = weighted(closest)
      let candidates = (0..<trials).map { _ in distances.point(drawn(odds, &stream)) }
      var best: (point: [Double], closest: [Double], potential: Double)?
      for (point, own) in zip(candidates, distances.distances(candidates)) {
        let nearer = zip(closest, own).map { min($0, $1) }
        let potential = FixedOrder.sum(weighted(nearer))
        if potential < best?.potential ?? .infinity { best = (point, nearer, potential) }
      }
      guard let best else { break }
      chosen.append(best.point)
      closest = best.closest
    }
    return chosen
  }

  /// Different rows, drawn evenly.
  func randomStart(_ stream: inout RandomStream) -> [[Double]] {
    var rows = Array(0..<distances.rowCount)
    stream.shuffle(&rows, last: count)
    return rows.suffix(count).map(distances.point)
  }

  private func weighted(_ values: [Double]) -> [Double] {
    guard let weights else { return values }
    return zip(values, weights).map { $0 * $1 }
  }

  /// A row drawn in proportion to its odds; any where all are zero.
  private func drawn(_ odds: [Double], _ stream: inout RandomStream) -> Int {
    let total = FixedOrder.sum(odds)
    guard total > 0 else { return stream.next(below: odds.count) }
    var left = stream.nextDouble() * total
    for (row, own) in odds.enumerated() {
      left -= own
      if left < 0 { return row }
    }
    return odds.lastIndex { $0 > 0 } ?? 0
  }

  func run(from start: [[Double]], observe: (Int) throws -> Void) rethrows -> Result {
    var centres = start
    var nearest = distances.nearest(centres)
    var iteration = 0
    var converged = false
    while iteration < maximumIterations, !converged {
      try observe(iteration)
      iteration += 1
      let moved = means(&nearest)
      let shift = zip(moved, centres).reduce(0.0) { sum, pair in
        sum + zip(pair.0, pair.1).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      centres = moved
      let before = nearest.map(\.code)
      nearest = distances.nearest(centres)
      converged = before == nearest.map(\.code) || shift <= tolerance
    }
    let inertia = FixedOrder.sum(weighted(nearest.map(\.distance)))
    return Result(
      centres: centres, nearest: nearest, inertia: inertia, iterations: iteration, converged: converged)
  }

  /// The means of the clusters. One without rows takes the row that is farthest from its centre, as in scikit-learn.
  private func means(_ nearest: inout [CentreDistances.Nearest]) -> [[Double]] {
    var (sums, totals) = distances.sums(nearest, count: count, weights: weights)
    let empty = totals.indices.filter { totals[$0] <= 0 }
    if !empty.isEmpty {
      let far = nearest.indices.filter { (weights?[$0] ?? 1) > 0 }.sorted { a, b in
        nearest[a].distance != nearest[b].distance ? nearest[a].distance > nearest[b].distance : a < b
      }
      for (code, row) in zip(empty, far) { nearest[row] = .init(code: Int32(code), distance: 0) }
      (sums, totals) = distances.sums(nearest, count: count, weights: weights)
    }
    return zip(sums, totals).map { sum, total in total > 0 ? sum.map { $0 / total } : sum }
  }
}
