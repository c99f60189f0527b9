/// Minimises a smooth function by the limited-memory BFGS method.
///
/// Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5, with 10 corrections. The line search is
/// `WolfeSearch`. Every operation runs in a fixed order, so the path is the same on every machine.
struct LBFGS {
  /// Ends where no component of the gradient exceeds this.
  var gradientTolerance: Double
  var maximumIterations: Int
  /// An approximation of the inverse Hessian times a vector, to begin with; nil for a multiple of the vector.
  private let precondition: (([Double]) -> [Double])?
  private let memory = 10

  init(
    gradientTolerance: Double, maximumIterations: Int, precondition: (([Double]) -> [Double])? = nil
  ) {
    self.gradientTolerance = gradientTolerance
    self.maximumIterations = maximumIterations
    self.precondition = precondition
  }

  struct Result {
    let point: [Double]
    let value: Double
    let iterations: Int
    /// Whether the gradient fell below the tolerance.
    let converged: Bool
    /// The largest component of the last gradient.
    let gradient: Double
  }

  /// Minimises `function`, which gives the value at a point and writes the gradient there.
  /// `observe` hears of every iteration and may end the search by throwing.
  func minimise(
    from start: [Double], _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double,
    observe: (_ iteration: Int) throws -> Void
  ) rethrows -> Result {
    var point = start
    var gradient = [Double](repeating: 0, count: start.count)
    var value = function(point, &gradient)
    var history = History(capacity: memory)
    var iteration = 0
    while iteration < maximumIterations, largest(gradient) > gradientTolerance {
      try observe(iteration)
      var direction = history.direction(for: gradient, precondition)
      if FixedOrder.dot(direction, gradient) >= 0 {
        history = History(capacity: memory)
        direction = history.direction(for: gradient, precondition)
      }
      let firstStep = history.isEmpty && precondition == nil ? min(1, 1 / length(gradient)) : 1
      let search = WolfeSearch(point: point, value: value, gradient: gradient, direction: direction)
      guard let step = search.run(from: firstStep, function) else {
        if history.isEmpty { break }
        history = History(capacity: memory)
        continue
      }
      history.add(
        step: zip(step.point, point).map { $0 - $1 }, change: zip(step.gradient, gradient).map { $0 - $1 })
      (point, value, gradient) = (step.point, step.value, step.gradient)
      iteration += 1
    }
    let slope = largest(gradient)
    return Result(
      point: point, value: value, iterations: iteration, converged: slope <= gradientTolerance,
      gradient: slope)
  }

  private func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, $1.magnitude) } }

  private func length(_ values: [Double]) -> Double { FixedOrder.dot(values, values).squareRoot() }
}

/// The last few steps and the changes of the gradient along them.
private struct History {
  private let capacity: Int
  private var pairs: [(step: [Double], change: [Double], product: Double)] = []

  init(capacity: Int) { self.capacity = capacity }

  var isEmpty: Bool { pairs.isEmpty }

  /// Keeps the pair where its curvature is positive beyond rounding.
  mutating func add(step: [Double], change: [Double]) {
    let product = FixedOrder.dot(step, change)
    guard product > Double.ulpOfOne * FixedOrder.dot(change, change) else { return }
    if pairs.count == capacity { pairs.removeFirst() }
    pairs.append((step, change, product))
  }

  /// Minus the approximate inverse Hessian times the gradient: the two-loop recursion.
  func direction(for gradient: [Double], _ precondition: (([Double]) -> [Double])?) -> [Double] {
    var q = gradient
    var alphas: [Double] = []
    for pair in pairs.reversed() {
      let alpha = FixedOrder.dot(pair.step, q) / pair.product
      alphas.append(alpha)
      for index in q.indices { q[index] -= alpha * pair.change[index] }
    }
    if let precondition {
      q = precondition(q)
    } else if let last = pairs.last {
      let scale = last.product / FixedOrder.dot(last.change, last.change)
      for index in q.indices { q[index] *= scale }
    }
    for (pair, alpha) in zip(pairs, alphas.reversed()) {
      let beta = FixedOrder.dot(pair.change, q) / pair.product
      for index in q.indices { q[index] += (alpha - beta) * pair.step[index] }
    }
    return q.map { -$0 }
  }
}
