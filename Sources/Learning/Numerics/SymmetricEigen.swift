/// The eigenvalues and eigenvectors of a symmetric matrix, in a fixed order of operations: of few rows by Jacobi's rotations, which
/// are accurate also for small eigenvalues, of more through a tridiagonal matrix.
struct SymmetricEigen {
  /// Descending.
  let values: [Double]
  /// Unit vectors in the order of `values`; in each, the element of the largest magnitude is positive.
  let vectors: [[Double]]

  /// Rotations take about ten sweeps of `size³` operations.
  static let largestForRotations = 96

  /// Of the matrix whose rows are given one after the other; all of it finite.
  init(_ matrix: [Double], size: Int, byRotations: Bool? = nil) {
    let own: [Double]
    let basis: [Double]
    if byRotations ?? (size <= SymmetricEigen.largestForRotations) {
      var rotation = JacobiRotations(matrix, size: size)
      rotation.run()
      own = (0..<size).map { rotation.matrix[$0 * size + $0] }
      basis = rotation.vectors
    } else {
      let tridiagonal = TridiagonalEigen(matrix, size: size)
      (own, basis) = (tridiagonal.values, tridiagonal.vectors)
    }
    let order = (0..<size).sorted { own[$0] != own[$1] ? own[$0] > own[$1] : $0 < $1 }
    values = order.map { own[$0] }
    vectors = order.map { SymmetricEigen.signed(Array(basis[$0 * size..<($0 + 1) * size])) }
  }

  /// The vector or its opposite: the one whose element of the largest magnitude is positive.
  static func signed(_ vector: [Double]) -> [Double] {
    var largest = 0
    for index in vector.indices where vector[index].magnitude > vector[largest].magnitude { largest = index }
    return vector.isEmpty || vector[largest] >= 0 ? vector : vector.map { -$0 }
  }
}

/// A symmetric matrix on its way to a diagonal one.
private struct JacobiRotations {
  private let size: Int
  private(set) var matrix: [Double]
  /// The vectors so far, one a row.
  private(set) var vectors: [Double]

  init(_ matrix: [Double], size: Int) {
    self.size = size
    self.matrix = matrix
    vectors = [Double](repeating: 0, count: size * size)
    for index in 0..<size { vectors[index * size + index] = 1 }
  }

  /// Sweeps until no element beside the diagonal is more than rounding error.
  mutating func run() {
    let largest = (0..<size).reduce(0) { max($0, matrix[$1 * size + $1].magnitude) }
    for _ in 0..<60 {
      var isDone = true
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) {
          let diagonal = (matrix[p * size + p] * matrix[q * size + q]).magnitude.squareRoot()
          let negligible = Double.ulpOfOne * max(diagonal, Double.ulpOfOne * largest)
          if matrix[p * size + q].magnitude <= negligible { continue }
          isDone = false
          rotate(p, q)
        }
      }
      if isDone { return }
    }
  }

  /// Makes the element at `p`, `q` zero.
  private mutating func rotate(_ p: Int, _ q: Int) {
    let element = matrix[p * size + q]
    let theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * element)
    let magnitude = 1 / (theta.magnitude + (theta * theta + 1).squareRoot())
    let tangent = theta >= 0 ? magnitude : -magnitude
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    let size = size
    matrix.withUnsafeMutableBufferPointer { matrix in
      matrix[p * size + p] -= tangent * element
      matrix[q * size + q] += tangent * element
      matrix[p * size + q] = 0
      matrix[q * size + p] = 0
      for k in 0..<size where k != p && k != q {
        let (a, b) = (matrix[p * size + k], matrix[q * size + k])
        let (x, y) = (cosine * a - sine * b, sine * a + cosine * b)
        matrix[p * size + k] = x
        matrix[k * size + p] = x
        matrix[q * size + k] = y
        matrix[k * size + q] = y
      }
    }
    vectors.withUnsafeMutableBufferPointer { vectors in
      for k in 0..<size {
        let (a, b) = (vectors[p * size + k], vectors[q * size + k])
        vectors[p * size + k] = cosine * a - sine * b
        vectors[q * size + k] = sine * a + cosine * b
      }
    }
  }
}
