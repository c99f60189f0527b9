import Frame

/// Rows and centres: which centre is nearest to each row, and where the means of the rows lie.
///
/// Dense rows are shifted by their mean first, so that squares of large numbers do not hide small differences.
struct CentreDistances: Sendable {
  let rowCount: Int
  let width: Int
  /// What was subtracted from each feature; zero of sparse ones.
  let shift: [Double]
  /// The squared length of each row.
  let squares: [Double]
  private let rows: Rows
  /// The same for any number of cores.
  private let pieces: [Range<Int>]

  private enum Rows: Sendable {
    case dense([Double])
    case sparse(SparseRows)
  }

  init(_ matrix: FeatureMatrix, shift given: [Double]? = nil) {
    rowCount = matrix.rowCount
    width = matrix.columnCount
    let size = max(1024, (matrix.rowCount + 15) / 16)
    let count = matrix.rowCount
    pieces = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    switch matrix.storage {
    case .sparse(let own):
      shift = [Double](repeating: 0, count: matrix.columnCount)
      rows = .sparse(own)
      squares = (0..<own.rowCount).map { row in
        (own.offsets[row]..<own.offsets[row + 1]).reduce(0) { $0 + own.values[$1] * own.values[$1] }
      }
    case .dense(let columns):
      let shift = given ?? columns.map { Moments.mean($0.numbers) }
      var points = matrix.rowMajor
      let width = matrix.columnCount
      for row in 0..<count {
        for column in 0..<width { points[row * width + column] -= shift[column] }
      }
      self.shift = shift
      squares = (0..<count).map { row in
        points[row * width..<(row + 1) * width].reduce(0) { $0 + $1 * $1 }
      }
      rows = .dense(points)
    }
  }

  /// A row with all its numbers, shifted.
  func point(_ row: Int) -> [Double] {
    switch rows {
    case .dense(let points): return Array(points[row * width..<(row + 1) * width])
    case .sparse(let own):
      var point = [Double](repeating: 0, count: width)
      for position in own.offsets[row]..<own.offsets[row + 1] {
        point[Int(own.columns[position])] = own.values[position]
      }
      return point
    }
  }

  /// What is nearest to one row.
  struct Nearest: Sendable {
    var code: Int32
    /// The square.
    var distance: Double
  }

  /// The nearest of the centres to each row, the first of equally near ones.
  func nearest(_ centres: [[Double]]) -> [Nearest] {
    let turned = Turned(centres, width: width)
    return Parallel.map(pieces.count) { piece in
      var products = [Double](repeating: 0, count: centres.count)
      return pieces[piece].map { row in
        turned.products(row, rows, &products)
        var best = 0
        for code in centres.indices
        where turned.halves[code] - products[code] < turned.halves[best] - products[best] { best = code }
        let distance = squares[row] + 2 * (turned.halves[best] - products[best])
        return Nearest(code: Int32(truncatingIfNeeded: best), distance: max(distance, 0))
      }
    }.flatMap { $0 }
  }

  /// The squared distances of all rows from each centre.
  func distances(_ centres: [[Double]]) -> [[Double]] {
    let turned = Turned(centres, width: width)
    let byRow = Parallel.map(pieces.count) { piece in
      var products = [Double](repeating: 0, count: centres.count)
      return pieces[piece].map { row in
        turned.products(row, rows, &products)
        return centres.indices.map { max(squares[row] + 2 * (turned.halves[$0] - products[$0]), 0) }
      }
    }.flatMap { $0 }
    return centres.indices.map { code in byRow.map { $0[code] } }
  }

  /// The weighted sums of the rows of each cluster, and their weights.
  func sums(_ nearest: [Nearest], count: Int, weights: [Double]?) -> (sums: [[Double]], weights: [Double]) {
    let parts = Parallel.map(pieces.count) { piece in
      var sums = [Double](repeating: 0, count: count * width)
      var totals = [Double](repeating: 0, count: count)
      for row in pieces[piece] {
        let weight = weights?[row] ?? 1
        let start = Int(nearest[row].code) * width
        totals[Int(nearest[row].code)] += weight
        switch rows {
        case .dense(let points):
          for column in 0..<width { sums[start + column] += weight * points[row * width + column] }
        case .sparse(let own):
          for position in own.offsets[row]..<own.offsets[row + 1] {
            sums[start + Int(own.columns[position])] += weight * own.values[position]
          }
        }
      }
      return (sums, totals)
    }
    var sums = [Double](repeating: 0, count: count * width)
    var totals = [Double](repeating: 0, count: count)
    for part in parts {
      for index in sums.indices { sums[index] += part.0[index] }
      for index in totals.indices { totals[index] += part.1[index] }
    }
    return ((0..<count).map { Array(sums[$0 * width..<($0 + 1) * width]) }, totals)
  }

  /// Centres feature by feature, so that the products of a row with all of them are made beside each other.
  private struct Turned: Sendable {
    private let values: [Double]
    private let count: Int
    private let width: Int
    /// Half the squared length of each centre.
    let halves: [Double]

    init(_ centres: [[Double]], width: Int) {
      count = centres.count
      self.width = width
      halves = centres.map { FixedOrder.dot($0, $0) / 2 }
      values = (0..<width).flatMap { column in centres.map { $0[column] } }
    }

    func products(_ row: Int, _ rows: Rows, _ products: inout [Double]) {
      values.withUnsafeBufferPointer { values in
        products.withUnsafeMutableBufferPointer { products in
          products.update(repeating: 0)
          switch rows {
          case .dense(let points):
            points.withUnsafeBufferPointer { points in
              for column in 0..<width {
                let value = points[row * width + column]
                let start = column * count
                for code in 0..<count { products[code] += value * values[start + code] }
              }
            }
          case .sparse(let own):
            for position in own.offsets[row]..<own.offsets[row + 1] {
              let value = own.values[position]
              let start = Int(own.columns[position]) * count
              for code in 0..<count { products[code] += value * values[start + code] }
            }
          }
        }
      }
    }
  }
}
