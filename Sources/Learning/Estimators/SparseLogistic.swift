import Frame

/// Logistic regression with an L1 penalty, or an L1 and an L2 one: minimises
/// `C Σ weight · loss + l1 ‖w‖₁ + ½ l2 ‖w‖²`, the constants unpenalised.
///
/// Proximal Newton steps a class at a time, each found by coordinate descent over the coefficients that are not zero or should not
/// be: Yuan, Ho and Lin, "An Improved GLMNET for L1-regularized Logistic Regression" (2012); for more than two classes the blocks of
/// Friedman, Hastie and Tibshirani (2010) with the softmax.
struct SparseLogistic {
  private let columns: ColumnVectors
  private let codes: [Int32]
  /// One for two classes, else one a class.
  let vectorCount: Int
  /// C times the weight of each row.
  private let costs: [Double]
  private let l1: Double
  private let l2: Double
  private let hasIntercept: Bool

  private(set) var coefficients: [[Double]]
  private(set) var constants: [Double]
  /// Vector by vector, a score a row.
  private var scores: [[Double]]

  init(
    _ columns: ColumnVectors, codes: [Int32], vectorCount: Int, costs: [Double], l1: Double, l2: Double,
    hasIntercept: Bool
  ) {
    self.columns = columns
    self.codes = codes
    self.vectorCount = vectorCount
    self.costs = costs
    self.l1 = l1
    self.l2 = l2
    self.hasIntercept = hasIntercept
    coefficients = [[Double]](
      repeating: [Double](repeating: 0, count: columns.count), count: vectorCount)
    constants = [Double](repeating: 0, count: vectorCount)
    scores = [[Double]](repeating: [Double](repeating: 0, count: columns.rowCount), count: vectorCount)
  }

  /// Begins with the coefficients of a model instead of zeros.
  mutating func start(from model: LogisticPredictor) {
    for vector in 0..<vectorCount {
      coefficients[vector] = Array(model.coefficients[vector * columns.count..<(vector + 1) * columns.count])
      let shift = FixedOrder.dot(coefficients[vector], columns.shifts)
      constants[vector] = hasIntercept ? model.intercepts[vector] + shift : 0
      var own = [Double](repeating: constants[vector], count: columns.rowCount)
      var unused = own
      for (column, weight) in coefficients[vector].enumerated() where weight != 0 {
        columns.add(weight, column, to: &own, weighted: costs, to: &unused)
      }
      scores[vector] = own
    }
  }

  /// Steps until the conditions of the optimum hold within `tolerance`; gives the rounds it took, and whether they hold.
  mutating func minimise(
    tolerance: Double, maximumIterations: Int, observe: (Int) throws -> Void
  ) rethrows -> (iterations: Int, converged: Bool) {
    var iteration = 0
    var value = value(scores)
    while iteration < maximumIterations {
      try observe(iteration)
      iteration += 1
      var worst = 0.0
      var moved = false
      for vector in 0..<vectorCount {
        let violation = step(vector, tolerance: tolerance, &value, &moved)
        worst = max(worst, violation)
      }
      if worst <= tolerance { return (iteration, true) }
      // Rounding allows no better: what is left of the violation is judged a thousand times more kindly.
      if !moved { return (iteration, worst <= 1000 * tolerance) }
    }
    return (iteration, false)
  }

  /// Moves one vector to the minimum of the quadratic that touches the objective; gives by how much the conditions of the optimum
  /// were violated before.
  private mutating func step(
    _ vector: Int, tolerance: Double, _ value: inout Double, _ moved: inout Bool
  ) -> Double {
    let (residuals, curvatures) = residuals(vector)
    let weights = coefficients[vector]
    let least = columns.rowCount > 4096 ? 1 : Int.max
    let slopes = [Double](count: columns.count, atLeast: least) { [columns, l2] range, slots in
      for column in range { slots[column] = columns.dot(column, residuals) + l2 * weights[column] }
    }
    var worst = hasIntercept ? FixedOrder.sum(residuals).magnitude : 0
    var active: [Int] = []
    for column in 0..<columns.count {
      let violation = violation(slopes[column], weights[column])
      worst = max(worst, violation)
      if weights[column] != 0 || violation > 0 { active.append(column) }
    }
    guard worst > tolerance else { return worst }
    var direction = Direction(weights, constant: constants[vector], rowCount: columns.rowCount)
    descend(&direction, active, residuals, curvatures, wanted: max(1e-3 * worst, 0.1 * tolerance))
    moved = search(vector, direction, active, slopes, FixedOrder.sum(residuals), &value) || moved
    return worst
  }

  private func violation(_ slope: Double, _ weight: Double) -> Double {
    if weight == 0 { return max(slope.magnitude - l1, 0) }
    return (slope + (weight > 0 ? l1 : -l1)).magnitude
  }

  /// Where a vector is on the way to the minimum of the quadratic.
  private struct Direction {
    var weights: [Double]
    var constant: Double
    /// What the change adds to the score of each row.
    var scores: [Double]

    init(_ weights: [Double], constant: Double, rowCount: Int) {
      self.weights = weights
      self.constant = constant
      scores = [Double](repeating: 0, count: rowCount)
    }
  }

  private func descend(
    _ direction: inout Direction, _ active: [Int], _ start: [Double], _ curvatures: [Double], wanted: Double
  ) {
    var residuals = start
    let squares = active.map { columns.squares($0, curvatures) + l2 }
    let total = FixedOrder.sum(curvatures)
    for _ in 0..<1000 {
      var largest = 0.0
      for (place, column) in active.enumerated() where squares[place] > 0 {
        let before = direction.weights[column]
        let slope = columns.dot(column, residuals) + l2 * before
        let after = shrunk(squares[place] * before - slope) / squares[place]
        guard after != before else { continue }
        largest = max(largest, (after - before).magnitude * squares[place])
        direction.weights[column] = after
        columns.add(after - before, column, to: &direction.scores, weighted: curvatures, to: &residuals)
      }
      if hasIntercept, total > 0 {
        let step = -FixedOrder.sum(residuals) / total
        direction.constant += step
        largest = max(largest, step.magnitude * total)
        for row in residuals.indices {
          direction.scores[row] += step
          residuals[row] += step * curvatures[row]
        }
      }
      if largest <= wanted { return }
    }
  }

  private func shrunk(_ value: Double) -> Double {
    if value > l1 { return value - l1 }
    return value < -l1 ? value + l1 : 0
  }

  /// Goes along the direction as far as the objective falls enough.
  private mutating func search(
    _ vector: Int, _ direction: Direction, _ active: [Int], _ slopes: [Double], _ constantSlope: Double,
    _ value: inout Double
  ) -> Bool {
    let before = coefficients[vector]
    var fall = constantSlope * (direction.constant - constants[vector])
    for column in active {
      fall += (slopes[column] - l2 * before[column]) * (direction.weights[column] - before[column])
      fall += penalty(direction.weights[column]) - penalty(before[column])
    }
    guard fall < 0 else { return false }
    let start = scores[vector]
    var length = 1.0
    for _ in 0..<40 {
      scores[vector] = zip(start, direction.scores).map { $0 + length * $1 }
      var trial = before
      for column in active {
        trial[column] += length * (direction.weights[column] - before[column])
        if length == 1 { trial[column] = direction.weights[column] }
      }
      coefficients[vector] = trial
      let found = self.value(scores)
      if found <= value + 0.01 * length * fall || (length == 1 && -fall <= 1e-12 * value.magnitude) {
        constants[vector] += length * (direction.constant - constants[vector])
        value = found
        return true
      }
      length /= 2
    }
    scores[vector] = start
    coefficients[vector] = before
    return false
  }

  private func penalty(_ weight: Double) -> Double { l1 * weight.magnitude + l2 / 2 * weight * weight }

  /// The objective at these scores and the present coefficients.
  private func value(_ scores: [[Double]]) -> Double {
    var losses = [Double](repeating: 0, count: codes.count)
    if vectorCount == 1 {
      for (row, score) in scores[0].enumerated() {
        losses[row] = costs[row] * (Elementary.softplus(score) - (codes[row] == 1 ? score : 0))
      }
    } else {
      for row in codes.indices {
        var highest = -Double.infinity
        for own in scores { highest = max(highest, own[row]) }
        let sum = scores.reduce(0.0) { $0 + Elementary.exp($1[row] - highest) }
        losses[row] = costs[row] * (Elementary.log(sum) + highest - scores[Int(codes[row])][row])
      }
    }
    let penalties = coefficients.map { FixedOrder.sum($0.map(penalty)) }
    return FixedOrder.sum(losses) + FixedOrder.sum(penalties)
  }

  /// What each row adds to the slope and to the curvature of one vector.
  private func residuals(_ vector: Int) -> (residuals: [Double], curvatures: [Double]) {
    var residuals = [Double](repeating: 0, count: codes.count)
    var curvatures = residuals
    for row in codes.indices {
      let probability: Double
      let isTrue: Bool
      if vectorCount == 1 {
        probability = Elementary.logistic(scores[0][row])
        isTrue = codes[row] == 1
      } else {
        let own = scores[vector][row]
        probability = 1 / scores.reduce(0.0) { $0 + Elementary.exp(min($1[row] - own, 700)) }
        isTrue = Int(codes[row]) == vector
      }
      residuals[row] = costs[row] * (probability - (isTrue ? 1 : 0))
      curvatures[row] = costs[row] * max(probability * (1 - probability), 1e-12)
    }
    return (residuals, curvatures)
  }

  /// The coefficients of a vector and the constant that goes with them, for features that are not shifted.
  func model(_ vector: Int) -> (weights: [Double], intercept: Double) {
    (coefficients[vector], constants[vector] - FixedOrder.dot(coefficients[vector], columns.shifts))
  }
}
