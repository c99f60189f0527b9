/// Sparse features prepared for an iterative solver, without centring or scaling any number: the coefficients are changed instead.
struct SparseDesign: LinearDesign {
  let centres: [Double]
  let factors: [Double]
  let deviations: [Double]
  let pieces: [Range<Int>]
  private let rows: SparseRows

  /// - Parameter penalty: the coefficient of `½ w²` in the objective, whose data term is a weighted mean.
  init(
    _ rows: SparseRows, names: [String], weights: [Double]?, centred: Bool, penalty: Double
  ) throws(LearningError) {
    let moments = SparseMoments(rows, weights: weights)
    var factors: [Double] = []
    for column in 0..<rows.columnCount {
      let mean = moments.means[column]
      let square = centred ? moments.variances[column] : moments.variances[column] + mean * mean
      guard square.isFinite else {
        throw LearningError(
          "the values of `\(names[column])` are too large to compute with", hint: "add `maxabs`")
      }
      let curvature = square / 4 + penalty
      factors.append(curvature > 0 ? 1 / curvature.squareRoot() : 1)
    }
    self.rows = rows
    self.factors = factors
    centres = centred ? moments.means : [Double](repeating: 0, count: rows.columnCount)
    deviations = moments.variances.map { $0.squareRoot() }
    let size = max(4096, (rows.rowCount + 15) / 16)
    pieces = stride(from: 0, to: rows.rowCount, by: size).map { $0..<min($0 + size, rows.rowCount) }
  }

  var rowCount: Int { rows.rowCount }
  var columnCount: Int { rows.columnCount }

  func kept(_ coefficients: ArraySlice<Double>, constant: Double) -> (
    coefficients: [Double], constant: Double
  ) {
    let own = zip(coefficients, factors).map { $0 * $1 }
    return (own, constant - FixedOrder.dot(own, centres))
  }

  func addScores(of rows: Range<Int>, _ coefficients: [Double], to scores: UnsafeMutableBufferPointer<Double>)
  {
    for row in rows {
      var score = 0.0
      for position in self.rows.offsets[row]..<self.rows.offsets[row + 1] {
        score += coefficients[Int(self.rows.columns[position])] * self.rows.values[position]
      }
      scores[row - rows.lowerBound] += score
    }
  }

  func addGradient(
    of rows: Range<Int>, _ residuals: UnsafeBufferPointer<Double>, to gradient: inout [Double], at base: Int
  ) {
    for row in rows {
      let residual = residuals[row - rows.lowerBound]
      for position in self.rows.offsets[row]..<self.rows.offsets[row + 1] {
        gradient[base + Int(self.rows.columns[position])] += residual * self.rows.values[position]
      }
    }
  }

  func finish(_ gradient: inout [Double], at base: Int, residuals: Double) {
    for column in 0..<columnCount {
      gradient[base + column] = factors[column] * (gradient[base + column] - centres[column] * residuals)
    }
  }
}

/// The means and population variances of the columns of a sparse matrix, zeros included.
struct SparseMoments {
  private(set) var means: [Double]
  private(set) var variances: [Double]

  init(_ rows: SparseRows, weights: [Double]?) {
    var sums = [Double](repeating: 0, count: rows.columnCount)
    var kept = [Double](repeating: 0, count: rows.columnCount)
    SparseMoments.visit(rows, weights) { column, value, weight in
      sums[column] += weight * value
      kept[column] += weight
    }
    let total = weights.map(FixedOrder.sum) ?? Double(rows.rowCount)
    let means = sums.map { $0 / total }
    var firsts = [Double](repeating: 0, count: rows.columnCount)
    var squares = [Double](repeating: 0, count: rows.columnCount)
    SparseMoments.visit(rows, weights) { column, value, weight in
      let difference = value - means[column]
      firsts[column] += weight * difference
      squares[column] += weight * difference * difference
    }
    self.means = means
    variances = means.indices.map { column in
      let zeros = total - kept[column]
      let first = (firsts[column] - zeros * means[column]) / total
      let variance = (squares[column] + zeros * means[column] * means[column]) / total - first * first
      return variance < 0 ? 0 : variance
    }
  }

  @inline(__always)
  private static func visit(_ rows: SparseRows, _ weights: [Double]?, _ body: (Int, Double, Double) -> Void) {
    for row in 0..<rows.rowCount {
      let weight = weights?[row] ?? 1
      for position in rows.offsets[row]..<rows.offsets[row + 1] {
        body(Int(rows.columns[position]), rows.values[position], weight)
      }
    }
  }
}
