/// Sparse columns, with their means taken out of the products instead of the numbers: a step costs as much as a column keeps.
///
/// What is left is kept as `rest + shift · root of the weight`, so that a step on a centred column needs to touch no other row.
/// With an intercept the weighted sum of what is left is zero, and so is what the means of the columns would add to a product.
struct SparseColumnProblem: CoordinateProblem {
  /// The columns; the rows of this matrix.
  private let columns: SparseRows
  /// Zero without an intercept.
  private let means: [Double]
  private let lengths: [Double]
  private let target: [Double]
  private let roots: [Double]
  private let totalWeight: Double
  private var rest: [Double]
  private var shift = 0.0
  let targetSquares: Double

  /// - Parameters:
  ///   - columns: the features, transposed.
  ///   - target: centred where `means` are not zero, times the roots of the weights.
  init(columns: SparseRows, means: [Double], target: [Double], roots: [Double]) {
    var weighted = columns.values
    var lengths: [Double] = []
    let total = FixedOrder.dot(roots, roots)
    for column in 0..<columns.rowCount {
      var squares = 0.0
      for position in columns.offsets[column]..<columns.offsets[column + 1] {
        weighted[position] *= roots[Int(columns.columns[position])]
        squares += weighted[position] * weighted[position]
      }
      let length = squares - total * means[column] * means[column]
      lengths.append(length > 1e-14 * squares ? length : 0)
    }
    self.columns = columns.replacing(values: weighted)
    self.means = means
    self.lengths = lengths
    self.target = target
    self.roots = roots
    totalWeight = total
    rest = target
    targetSquares = FixedOrder.dot(target, target)
  }

  var columnCount: Int { columns.rowCount }

  func squares(_ column: Int) -> Double { lengths[column] }

  func product(_ column: Int) -> Double {
    var sum = shift * totalWeight * means[column]
    for position in columns.offsets[column]..<columns.offsets[column + 1] {
      sum += columns.values[position] * rest[Int(columns.columns[position])]
    }
    return sum
  }

  mutating func move(_ column: Int, by step: Double) {
    for position in columns.offsets[column]..<columns.offsets[column + 1] {
      rest[Int(columns.columns[position])] -= step * columns.values[position]
    }
    shift += step * means[column]
  }

  mutating func refresh(_ coefficients: [Double]) -> (squares: Double, alongTarget: Double) {
    rest = target
    shift = 0
    for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
      move(column, by: coefficient)
    }
    let residual = zip(rest, roots).map { $0 + shift * $1 }
    return (FixedOrder.dot(residual, residual), FixedOrder.dot(residual, target))
  }
}
