import Frame

/// The nearest of some rows to others: by a tree where there are few features, by looking at all of them otherwise.
struct NeighbourSearch: Sendable {
  let rowCount: Int
  private let metric: PointDistance
  private let rows: Rows

  private enum Rows: Sendable {
    case tree(KDTree)
    /// Row by row.
    case dense([Double], width: Int)
    case sparse(SparseRows)
  }

  /// How rows are looked for.
  enum Algorithm: String, CaseIterable {
    case auto, kdTree = "kd_tree", brute
  }

  /// Trees of more features look at nearly all rows.
  private static let mostDimensions = 15

  init(_ matrix: FeatureMatrix, metric: PointDistance, algorithm: Algorithm) {
    rowCount = matrix.rowCount
    self.metric = metric
    if case .sparse(let own) = matrix.storage {
      rows = .sparse(own)
    } else {
      let usesTree =
        algorithm == .kdTree || (algorithm == .auto && matrix.columnCount <= NeighbourSearch.mostDimensions)
      let points = matrix.rowMajor
      rows =
        usesTree && matrix.columnCount > 0
        ? .tree(KDTree(points: points, dimensions: matrix.columnCount))
        : .dense(points, width: matrix.columnCount)
    }
  }

  /// For each row of `queries`, which has the same columns and is sparse where these rows are, the `count` nearest, the nearest first.
  func nearest(
    _ count: Int, to queries: FeatureMatrix
  ) -> [[(distance: Double, row: Int32)]] {
    let pieces = Parallel.pieces(of: queries.rowCount, atLeast: 8)
    switch (rows, queries.storage) {
    case (.sparse(let own), .sparse(let other)):
      return Parallel.map(pieces.count) { piece in
        var scratch = [Double](repeating: 0, count: own.columnCount)
        return pieces[piece].map { sparse(own, other, $0, count, &scratch) }
      }.flatMap { $0 }
    default:
      let points = queries.rowMajor
      let width = queries.columnCount
      return Parallel.map(pieces.count) { piece in
        pieces[piece].map { dense(Array(points[$0 * width..<($0 + 1) * width]), count) }
      }.flatMap { $0 }
    }
  }

  private func dense(_ query: [Double], _ count: Int) -> [(distance: Double, row: Int32)] {
    var nearest = NearestPoints(count)
    switch rows {
    case .tree(let tree): tree.search(query, metric, into: &nearest)
    case .dense(let points, let width):
      points.withUnsafeBufferPointer { points in
        query.withUnsafeBufferPointer { query in
          for row in 0..<rowCount {
            let point = UnsafeBufferPointer(rebasing: points[row * width..<(row + 1) * width])
            nearest.offer(Int32(truncatingIfNeeded: row), metric.between(point, query))
          }
        }
      }
    case .sparse: break
    }
    return nearest.sorted
  }

  private func size(_ value: Double) -> Double { metric == .euclidean ? value * value : value.magnitude }

  /// A row's distance is made of the columns it keeps, and of those that only the query keeps; `scratch` is zero before and after.
  private func sparse(
    _ own: SparseRows, _ other: SparseRows, _ query: Int, _ count: Int, _ scratch: inout [Double]
  ) -> [(distance: Double, row: Int32)] {
    let kept = other.offsets[query]..<other.offsets[query + 1]
    for position in kept { scratch[Int(other.columns[position])] = other.values[position] }
    let whole = kept.reduce(0.0) { $0 + size(other.values[$1]) }
    var nearest = NearestPoints(count)
    for row in 0..<own.rowCount {
      var apart = 0.0
      var shared = 0.0
      for position in own.offsets[row]..<own.offsets[row + 1] {
        let value = scratch[Int(own.columns[position])]
        apart += size(own.values[position] - value)
        shared += size(value)
      }
      nearest.offer(Int32(truncatingIfNeeded: row), apart + max(whole - shared, 0))
    }
    for position in kept { scratch[Int(other.columns[position])] = 0 }
    return nearest.sorted
  }
}
