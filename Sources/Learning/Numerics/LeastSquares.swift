/// Least squares by Householder QR with column pivoting, of any rank.
///
/// Golub and Van Loan, Matrix Computations, 4th ed., algorithm 5.4.1 (pivoting) and section 5.4.7 (complete orthogonal
/// decomposition). All loops run in a fixed order.
enum LeastSquares {
  struct Solution {
    /// One a column.
    let coefficients: [Double]
    /// The number of linearly independent columns.
    let rank: Int
  }

  /// The coefficients of least Euclidean norm among those that minimise `‖A x − b‖`.
  ///
  /// Columns are scaled to unit length before the rank is judged, so that units do not matter: a column counts as dependent
  /// where what the columns before it leave of it is below `tolerance` of its length. O(rows · columns²).
  static func solve(
    columns: [[Double]], right: [Double], tolerance: Double = 1e-10
  ) -> Solution {
    let lengths = columns.map { column in
      let length = FixedOrder.dot(column, column).squareRoot()
      return length > 0 ? length : 1
    }
    var work = Pivoted(
      columns: zip(columns, lengths).map { column, length in column.map { $0 / length } }, right: right)
    work.factor(tolerance: tolerance)
    let rank = work.rank
    guard rank > 0 else {
      return Solution(coefficients: [Double](repeating: 0, count: columns.count), rank: 0)
    }
    var rows = (0..<rank).map { row in
      (0..<columns.count).map { position in
        position < row ? 0 : work.columns[position][row] * lengths[work.order[position]]
      }
    }
    let rightPart = Array(work.right.prefix(rank))
    let solved =
      rank == columns.count
      ? backSubstituted(rows, rightPart) : leastNorm(&rows, rightPart, count: columns.count)
    var coefficients = [Double](repeating: 0, count: columns.count)
    for (position, original) in work.order.enumerated() { coefficients[original] = solved[position] }
    return Solution(coefficients: coefficients, rank: rank)
  }

  private static func backSubstituted(_ rows: [[Double]], _ right: [Double]) -> [Double] {
    var x = right
    for row in (0..<rows.count).reversed() {
      for column in row + 1..<max(rows.count, row + 1) { x[row] -= rows[row][column] * x[column] }
      x[row] /= rows[row][row]
    }
    return x
  }

  /// The shortest `x` with `R x = right`, for `R` of full row rank: `x = Rᵀ (R Rᵀ)⁻¹ right`, through the QR of `Rᵀ`.
  private static func leastNorm(_ rows: inout [[Double]], _ right: [Double], count: Int) -> [Double] {
    var reflections: [Householder] = []
    for index in rows.indices {
      let reflection = Householder(annihilating: rows[index], below: index)
      reflections.append(reflection)
      for other in index..<rows.count { reflection.apply(to: &rows[other]) }
    }
    var x = [Double](repeating: 0, count: count)
    for row in rows.indices {
      var sum = right[row]
      for column in 0..<row { sum -= rows[row][column] * x[column] }
      x[row] = sum / rows[row][row]
    }
    for reflection in reflections.reversed() { reflection.apply(to: &x) }
    return x
  }
}

/// A reflection `I − β v vᵀ` that leaves the first `start` components alone.
private struct Householder {
  let start: Int
  private let vector: [Double]
  private let beta: Double

  /// The reflection under which `column` has zeros below position `start`.
  init(annihilating column: [Double], below start: Int) {
    var vector = Array(column[start...])
    let length = FixedOrder.dot(vector, vector).squareRoot()
    self.start = start
    guard length > 0 else {
      self.vector = vector
      beta = 0
      return
    }
    vector[0] += vector[0] < 0 ? -length : length
    beta = 2 / FixedOrder.dot(vector, vector)
    self.vector = vector
  }

  func apply(to column: inout [Double]) {
    guard beta != 0 else { return }
    column.withUnsafeMutableBufferPointer { column in
      let tail = UnsafeMutableBufferPointer(rebasing: column[start...])
      vector.withUnsafeBufferPointer { vector in
        let factor = beta * FixedOrder.dot(vector, UnsafeBufferPointer(tail))
        FixedOrder.addScaled(-factor, vector, to: tail)
      }
    }
  }
}

/// The state of a QR factorisation with column pivoting.
private struct Pivoted {
  /// In pivoted order; above the diagonal, R.
  private(set) var columns: [[Double]]
  private(set) var right: [Double]
  /// The original position of each pivoted column.
  private(set) var order: [Int]
  private(set) var rank = 0

  init(columns: [[Double]], right: [Double]) {
    self.columns = columns
    self.right = right
    order = Array(columns.indices)
  }

  mutating func factor(tolerance: Double) {
    let limit = min(columns.count, right.count)
    while rank < limit {
      let lengths = columns[rank...].map { remainingLength($0) }
      var best = 0
      for (offset, length) in lengths.enumerated() where length > lengths[best] { best = offset }
      guard lengths[best] > tolerance else { return }
      columns.swapAt(rank, rank + best)
      order.swapAt(rank, rank + best)
      let reflection = Householder(annihilating: columns[rank], below: rank)
      for index in rank..<columns.count { reflection.apply(to: &columns[index]) }
      reflection.apply(to: &right)
      rank += 1
    }
  }

  private func remainingLength(_ column: [Double]) -> Double {
    column.withUnsafeBufferPointer {
      let tail = UnsafeBufferPointer(rebasing: $0[rank...])
      return FixedOrder.dot(tail, tail).squareRoot()
    }
  }
}
