/// Solves symmetric positive definite systems by the Cholesky factorisation, in a fixed order of operations.
struct Cholesky {
  private let size: Int
  /// The lower triangle by rows, full square storage.
  private var factor: [Double]

  /// Factors the symmetric matrix whose lower triangle is given by rows (`size * size` numbers); O(size³ / 3).
  /// Nil where it is not well conditioned: a pivot fell below `tolerance` of its diagonal element.
  init?(_ matrix: [Double], size: Int, tolerance: Double = 1e-7) {
    var factor = matrix
    for column in 0..<size {
      for row in column..<size {
        var sum = factor[row * size + column]
        for inner in 0..<column { sum -= factor[row * size + inner] * factor[column * size + inner] }
        if row == column {
          guard sum > tolerance * matrix[column * size + column], sum.isFinite else { return nil }
          factor[column * size + column] = sum.squareRoot()
        } else {
          factor[row * size + column] = sum / factor[column * size + column]
        }
      }
    }
    self.size = size
    self.factor = factor
  }

  /// `L⁻¹ right`, where the matrix is `L Lᵀ`: its squared length is the product of `right` with the solution.
  func forward(_ right: inout [Double]) {
    for row in 0..<size {
      for column in 0..<row { right[row] -= factor[row * size + column] * right[column] }
      right[row] /= factor[row * size + row]
    }
  }

  /// The logarithm of the determinant.
  var logarithmOfDeterminant: Double {
    2 * (0..<size).reduce(0) { $0 + Elementary.log(factor[$1 * size + $1]) }
  }

  /// The solution for one right-hand side; O(size²).
  func solve(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<size {
      for column in 0..<row { x[row] -= factor[row * size + column] * x[column] }
      x[row] /= factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      for below in row + 1..<max(size, row + 1) { x[row] -= factor[below * size + row] * x[below] }
      x[row] /= factor[row * size + row]
    }
    return x
  }
}
