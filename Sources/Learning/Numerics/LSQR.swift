/// Damped least squares of a sparse matrix by its products with vectors alone: minimises `‖A x − b‖² + damping² ‖x‖²`.
///
/// C. C. Paige and M. A. Saunders, "LSQR: an algorithm for sparse linear equations and sparse least squares" (1982). From zero,
/// it finds the shortest of several solutions. Every operation runs in a fixed order.
struct LSQR {
  struct Solution {
    let x: [Double]
    let iterations: Int
    /// How far the residual is from being perpendicular to all columns: the cosine of the largest angle, about zero at the end.
    let slope: Double
  }

  /// `A v`.
  let forward: ([Double]) -> [Double]
  /// `Aᵀ u`.
  let backward: ([Double]) -> [Double]
  let damping: Double
  let tolerance: Double
  let maximumIterations: Int

  /// - Parameter observe: hears of every iteration and may end the search by throwing.
  func solve(_ b: [Double], observe: (Int) throws -> Void) rethrows -> Solution {
    var u = b
    var beta = LSQR.normalize(&u)
    var v = backward(u)
    var alpha = LSQR.normalize(&v)
    var x = [Double](repeating: 0, count: v.count)
    let rightLength = beta
    guard alpha * beta > 0 else { return Solution(x: x, iterations: 0, slope: 0) }
    var w = v
    var phiBar = beta
    var rhoBar = alpha
    var squares = 0.0
    var dampedSquares = 0.0
    var slope = 1.0
    var iteration = 0
    while iteration < maximumIterations {
      try observe(iteration)
      iteration += 1
      u = LSQR.combined(forward(v), minus: alpha, u)
      beta = LSQR.normalize(&u)
      squares += alpha * alpha + beta * beta + damping * damping
      v = LSQR.combined(backward(u), minus: beta, v)
      alpha = LSQR.normalize(&v)
      let damped = (rhoBar * rhoBar + damping * damping).squareRoot()
      let psi = damping / damped * phiBar
      phiBar *= rhoBar / damped
      let rho = (damped * damped + beta * beta).squareRoot()
      let (cosine, sine) = (damped / rho, beta / rho)
      let theta = sine * alpha
      rhoBar = -cosine * alpha
      let phi = cosine * phiBar
      phiBar *= sine
      for index in x.indices {
        x[index] += phi / rho * w[index]
        w[index] = v[index] - theta / rho * w[index]
      }
      dampedSquares += psi * psi
      let residual = (phiBar * phiBar + dampedSquares).squareRoot()
      let length = squares.squareRoot()
      slope = residual > 0 ? alpha * (sine * phi).magnitude / (length * residual) : 0
      let reached = tolerance * (rightLength + length * FixedOrder.dot(x, x).squareRoot())
      if slope <= tolerance || phiBar.magnitude <= reached || alpha == 0 || beta == 0 { break }
    }
    return Solution(x: x, iterations: iteration, slope: slope)
  }

  private static func combined(_ a: [Double], minus factor: Double, _ b: [Double]) -> [Double] {
    zip(a, b).map { $0 - factor * $1 }
  }

  /// Brings a vector to length 1 and gives the length it had.
  private static func normalize(_ vector: inout [Double]) -> Double {
    let length = FixedOrder.dot(vector, vector).squareRoot()
    guard length > 0 else { return 0 }
    for index in vector.indices { vector[index] /= length }
    return length
  }
}
