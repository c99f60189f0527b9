/// A convex function with a curvature, as Newton's method sees it.
protocol CurvedObjective {
  /// Takes the point for the present one; gives the value and the gradient there.
  mutating func move(to point: [Double]) -> (value: Double, gradient: [Double])
  /// The product of the Hessian at the present point with a vector.
  func product(_ vector: [Double]) -> [Double]
  /// The diagonal of the Hessian at the present point, positive.
  var diagonal: [Double] { get }
}

/// Minimises a convex function by Newton's method, whose steps are found by conjugate gradients, preconditioned by the diagonal.
///
/// Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 7.1 (line search Newton-CG), with tolerances that make the last
/// steps quadratic. On functions that are quadratic in pieces it ends exactly, once the piece is found.
struct NewtonCG {
  /// Ends where no component of the gradient exceeds this.
  let gradientTolerance: Double
  let maximumIterations: Int

  struct Result {
    let point: [Double]
    let iterations: Int
    let converged: Bool
  }

  func minimise(
    _ objective: consuming some CurvedObjective, from start: [Double], observe: (Int) throws -> Void
  ) rethrows -> Result {
    var point = start
    var (value, gradient) = objective.move(to: point)
    var iteration = 0
    while iteration < maximumIterations, largest(gradient) > gradientTolerance {
      try observe(iteration)
      let direction = step(objective, gradient)
      let slope = FixedOrder.dot(direction, gradient)
      guard slope < 0 else { break }
      var length = 1.0
      var isFound = false
      let (oldValue, oldSteepness) = (value, largest(gradient))
      for _ in 0..<50 {
        let trial = zip(point, direction).map { $0 + length * $1 }
        let result = objective.move(to: trial)
        // Where values are too close to compare, a smaller gradient tells that the step was good.
        let isClose = (result.value - oldValue).magnitude <= 1e-13 * oldValue.magnitude
        if result.value <= oldValue + 1e-4 * length * slope
          || (isClose && largest(result.gradient) < oldSteepness)
        {
          (point, value, gradient) = (trial, result.value, result.gradient)
          isFound = true
          break
        }
        length /= 2
      }
      guard isFound else { break }
      iteration += 1
    }
    return Result(
      point: point, iterations: iteration, converged: largest(gradient) <= gradientTolerance)
  }

  /// Minus the inverse Hessian times the gradient, about.
  private func step(_ objective: some CurvedObjective, _ gradient: [Double]) -> [Double] {
    let diagonal = objective.diagonal
    var residual = gradient.map { -$0 }
    var solution = [Double](repeating: 0, count: gradient.count)
    var scaled = zip(residual, diagonal).map { $0 / $1 }
    var direction = scaled
    var product = FixedOrder.dot(residual, scaled)
    let first = product
    let share = min(0.1, largest(gradient).squareRoot()) * 0.1
    for _ in 0..<(10 * gradient.count + 20) {
      let image = objective.product(direction)
      let curvature = FixedOrder.dot(direction, image)
      guard curvature > 0, curvature.isFinite else { break }
      let length = product / curvature
      for index in solution.indices {
        solution[index] += length * direction[index]
        residual[index] -= length * image[index]
      }
      scaled = zip(residual, diagonal).map { $0 / $1 }
      let next = FixedOrder.dot(residual, scaled)
      if next <= share * share * first || next == 0 { break }
      let turn = next / product
      for index in direction.indices { direction[index] = scaled[index] + turn * direction[index] }
      product = next
    }
    return solution
  }

  private func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, $1.magnitude) } }
}
