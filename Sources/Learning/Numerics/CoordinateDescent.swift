/// Minimises `½ ‖y − X w‖² + l1 ‖w‖₁ + ½ l2 ‖w‖²` a coefficient at a time, in their order, until the duality gap is closed.
///
/// Friedman, Hastie and Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate Descent" (2010): sweeps over
/// all coefficients, and between them over those that are not zero. The gap is that of scikit-learn's `enet_coordinate_descent`.
struct CoordinateDescent {
  let l1: Double
  let l2: Double
  /// No coefficient falls below zero.
  let isPositive: Bool
  /// The gap that ends the search, as a share of the squared length of the target.
  let tolerance: Double
  let maximumSweeps: Int

  struct Solution {
    let coefficients: [Double]
    let sweeps: Int
    let converged: Bool
  }

  /// - Parameter observe: hears of every round and may end the search by throwing.
  func solve(
    _ problem: consuming some CoordinateProblem, from start: [Double]? = nil, observe: (Int) throws -> Void
  ) rethrows -> Solution {
    var coefficients = (start ?? [Double](repeating: 0, count: problem.columnCount))
      .enumerated().map { isPositive && $1 < 0 || problem.squares($0) == 0 ? 0 : $1 }
    let all = (0..<problem.columnCount).filter { problem.squares($0) > 0 }
    let wanted = tolerance * problem.targetSquares
    var sweeps = 0
    var gap = gap(&problem, coefficients)
    while gap > wanted, sweeps < maximumSweeps {
      try observe(sweeps)
      sweep(&problem, &coefficients, over: all)
      sweeps += 1
      let active = all.filter { coefficients[$0] != 0 }
      for _ in 0..<100 where sweeps < maximumSweeps {
        sweeps += 1
        if sweep(&problem, &coefficients, over: active) <= 1e-3 * gap { break }
      }
      gap = self.gap(&problem, coefficients)
    }
    return Solution(coefficients: coefficients, sweeps: sweeps, converged: gap <= wanted)
  }

  /// Minimises along each of the coefficients once; gives the largest squared change of the fitted values.
  @discardableResult
  private func sweep(
    _ problem: inout some CoordinateProblem, _ coefficients: inout [Double], over columns: [Int]
  ) -> Double {
    var largest = 0.0
    for column in columns {
      let before = coefficients[column]
      let squares = problem.squares(column)
      let after = shrunk(problem.product(column) + squares * before) / (squares + l2)
      guard after != before else { continue }
      problem.move(column, by: after - before)
      coefficients[column] = after
      largest = max(largest, (after - before) * (after - before) * squares)
    }
    return largest
  }

  private func shrunk(_ value: Double) -> Double {
    if value > l1 { return value - l1 }
    return value < -l1 && !isPositive ? value + l1 : 0
  }

  /// How far the objective may be above its minimum, at most.
  private func gap(_ problem: inout some CoordinateProblem, _ coefficients: [Double]) -> Double {
    let residual = problem.refresh(coefficients)
    var steepest = 0.0
    var slopes = 0.0
    for (column, coefficient) in coefficients.enumerated() {
      let slope = problem.product(column) - l2 * coefficient
      steepest = max(steepest, isPositive ? slope : slope.magnitude)
      slopes += slope * slope
    }
    guard l1 > 0 else { return slopes / (2 * l2) }
    let lengths = coefficients.reduce((sum: 0.0, squares: 0.0)) {
      ($0.sum + $1.magnitude, $0.squares + $1 * $1)
    }
    let share = steepest > l1 ? l1 / steepest : 1
    return residual.squares * (1 + share * share) / 2 + l1 * lengths.sum - share * residual.alongTarget
      + l2 / 2 * (1 + share * share) * lengths.squares
  }
}
