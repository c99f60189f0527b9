/// The eigenvalues and eigenvectors of a symmetric matrix through a tridiagonal one: much faster than rotations for many rows, and
/// accurate to the rounding error of the largest eigenvalue.
///
/// Golub and Van Loan, Matrix Computations, 4th ed., algorithms 8.3.1 (Householder tridiagonalisation) and 8.3.2 (implicit
/// symmetric QR steps with Wilkinson's shift). Every operation runs in a fixed order.
struct TridiagonalEigen {
  /// In no order.
  private(set) var values: [Double]
  /// Unit vectors, one after the other, in the order of `values`.
  private(set) var vectors: [Double]
  private let size: Int

  /// Of the matrix whose rows are given one after the other; all of it finite.
  init(_ matrix: [Double], size: Int) {
    var reduction = Tridiagonalisation(matrix, size: size)
    reduction.run()
    self.size = size
    values = reduction.diagonal
    vectors = reduction.basis
    iterate(reduction.beside)
  }

  /// Makes the elements beside the diagonal zero from the end on.
  private mutating func iterate(_ beside: [Double]) {
    var beside = beside
    var high = size - 1
    var steps = 0
    while high > 0, steps < 60 * size {
      if isNegligible(beside[high - 1], high - 1) {
        beside[high - 1] = 0
        high -= 1
        continue
      }
      var low = high - 1
      while low > 0, !isNegligible(beside[low - 1], low - 1) { low -= 1 }
      if low > 0 { beside[low - 1] = 0 }
      step(low, high, &beside)
      steps += 1
    }
  }

  private func isNegligible(_ element: Double, _ index: Int) -> Bool {
    element.magnitude <= Double.ulpOfOne * (values[index].magnitude + values[index + 1].magnitude)
  }

  private mutating func step(_ low: Int, _ high: Int, _ beside: inout [Double]) {
    let half = (values[high - 1] - values[high]) / 2
    let last = beside[high - 1]
    let root = (half * half + last * last).squareRoot()
    let shift = values[high] - last * last / (half + (half < 0 ? -root : root))
    var x = values[low] - shift
    var z = beside[low]
    for k in low..<high {
      let length = (x * x + z * z).squareRoot()
      let (c, s) = length > 0 ? (x / length, -z / length) : (1, 0)
      if k > low { beside[k - 1] = length }
      let (a, b, d) = (values[k], beside[k], values[k + 1])
      values[k] = c * c * a - 2 * c * s * b + s * s * d
      values[k + 1] = s * s * a + 2 * c * s * b + c * c * d
      beside[k] = c * s * (a - d) + (c * c - s * s) * b
      if k + 1 < high {
        x = beside[k]
        z = -s * beside[k + 1]
        beside[k + 1] *= c
      }
      rotate(k, c, s)
    }
  }

  private mutating func rotate(_ k: Int, _ c: Double, _ s: Double) {
    let size = size
    vectors.withUnsafeMutableBufferPointer { vectors in
      let (first, second) = (k * size, (k + 1) * size)
      for index in 0..<size {
        let (a, b) = (vectors[first + index], vectors[second + index])
        vectors[first + index] = c * a - s * b
        vectors[second + index] = s * a + c * b
      }
    }
  }
}

/// A symmetric matrix on its way to a tridiagonal one.
private struct Tridiagonalisation {
  private let size: Int
  private var matrix: [Double]
  private(set) var diagonal: [Double] = []
  private(set) var beside: [Double] = []
  /// The vectors in which the matrix is tridiagonal, one after the other.
  private(set) var basis: [Double]
  private var reflections: [(vector: [Double], factor: Double)] = []

  init(_ matrix: [Double], size: Int) {
    self.size = size
    self.matrix = matrix
    basis = [Double](repeating: 0, count: size * size)
  }

  mutating func run() {
    for k in 0..<max(0, size - 2) { eliminate(k) }
    diagonal = (0..<size).map { matrix[$0 * size + $0] }
    beside = (0..<max(0, size - 1)).map { matrix[($0 + 1) * size + $0] }
    for index in 0..<size { basis[index * size + index] = 1 }
    for k in (0..<reflections.count).reversed() { accumulate(k) }
  }

  /// Makes column `k` zero below the element beside the diagonal, by a reflection of both sides.
  private mutating func eliminate(_ k: Int) {
    let first = k + 1
    var vector = (first..<size).map { matrix[$0 * size + k] }
    let length = FixedOrder.dot(vector, vector).squareRoot()
    let rest = vector.dropFirst().contains { $0 != 0 }
    guard length > 0, rest else {
      reflections.append(([], 0))
      return
    }
    let lead = vector[0]
    let image = lead > 0 ? -length : length
    vector[0] = lead - image
    let factor = 2 / FixedOrder.dot(vector, vector)
    var product = [Double](repeating: 0, count: vector.count)
    matrix.withUnsafeBufferPointer { matrix in
      vector.withUnsafeBufferPointer { vector in
        for row in vector.indices {
          let start = (first + row) * size + first
          product[row] =
            factor
            * FixedOrder.dot(UnsafeBufferPointer(rebasing: matrix[start..<start + vector.count]), vector)
        }
      }
    }
    let share = factor * FixedOrder.dot(product, vector) / 2
    for index in product.indices { product[index] -= share * vector[index] }
    matrix.withUnsafeMutableBufferPointer { matrix in
      for row in vector.indices {
        let start = (first + row) * size + first
        let (a, b) = (vector[row], product[row])
        for column in vector.indices { matrix[start + column] -= a * product[column] + b * vector[column] }
      }
    }
    matrix[first * size + k] = image
    reflections.append((vector, factor))
  }

  private mutating func accumulate(_ k: Int) {
    let (vector, factor) = reflections[k]
    guard factor != 0 else { return }
    let first = k + 1
    let size = size
    basis.withUnsafeMutableBufferPointer { basis in
      vector.withUnsafeBufferPointer { vector in
        for row in first..<size {
          let start = row * size + first
          let own = UnsafeMutableBufferPointer(rebasing: basis[start..<start + vector.count])
          FixedOrder.addScaled(-factor * FixedOrder.dot(UnsafeBufferPointer(own), vector), vector, to: own)
        }
      }
    }
  }
}
