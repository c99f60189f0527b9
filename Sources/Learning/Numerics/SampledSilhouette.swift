import Frame

/// How much nearer rows are to their own cluster than to the next one: from −1 to 1, the mean over rows.
///
/// P. J. Rousseeuw, "Silhouettes: a Graphical Aid to the Interpretation and Validation of Cluster Analysis" (1987). As every row is
/// compared with all others, of many rows some are taken, evenly spaced.
enum SampledSilhouette {
  static let mostRows = 2000

  /// Nil where fewer than two clusters have rows. `rows` tells of how many rows it is.
  static func of(_ distances: CentreDistances, _ codes: [Int32], count: Int) -> (value: Double, rows: Int)? {
    let taken = min(codes.count, mostRows)
    let rows = (0..<taken).map { $0 * codes.count / taken }
    var sizes = [Double](repeating: 0, count: count)
    for row in rows { sizes[Int(codes[row])] += 1 }
    guard sizes.count(where: { $0 > 0 }) > 1 else { return nil }
    let points = rows.map(distances.point)
    let own = rows.map { Int(codes[$0]) }
    let widths = [Double](count: taken, atLeast: 16) { [sizes] range, slots in
      for row in range {
        var sums = [Double](repeating: 0, count: count)
        for other in points.indices where other != row {
          let squares = points[row].withUnsafeBufferPointer { a in
            points[other].withUnsafeBufferPointer { PointDistance.euclidean.between(a, $0) }
          }
          sums[own[other]] += squares.squareRoot()
        }
        slots[row] = width(sums, sizes, own[row])
      }
    }
    return (FixedOrder.sum(widths) / Double(taken), taken)
  }

  /// Of a row that is alone in its cluster, zero.
  private static func width(_ sums: [Double], _ sizes: [Double], _ own: Int) -> Double {
    guard sizes[own] > 1 else { return 0 }
    let inside = sums[own] / (sizes[own] - 1)
    var outside = Double.infinity
    for code in sums.indices where code != own && sizes[code] > 0 {
      outside = min(outside, sums[code] / sizes[code])
    }
    let larger = max(inside, outside)
    return larger > 0 ? (outside - inside) / larger : 0
  }
}
