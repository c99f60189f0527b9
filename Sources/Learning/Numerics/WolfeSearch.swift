/// A line search for a step that meets the strong curvature condition and descends.
///
/// Descent is judged by the Wolfe condition, or, where values are too close together for their difference to mean anything, by
/// the approximate Wolfe condition of Hager and Zhang (A new conjugate gradient method with guaranteed descent, 2005),
/// which looks at slopes only. That lets the search converge to the last bits of the gradient.
struct WolfeSearch {
  let point: [Double]
  let value: Double
  let gradient: [Double]
  let direction: [Double]

  struct Step {
    let point: [Double]
    let value: Double
    let gradient: [Double]
    fileprivate let length: Double
    fileprivate let slope: Double
  }

  private let decrease = 1e-4
  private let curvature = 0.9

  init(point: [Double], value: Double, gradient: [Double], direction: [Double]) {
    self.point = point
    self.value = value
    self.gradient = gradient
    self.direction = direction
  }

  /// Brackets a step by doubling, then narrows the bracket by interpolating slopes; nil where 60 trials found none.
  func run(
    from first: Double, _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
  ) -> Step? {
    let slope = FixedOrder.dot(gradient, direction)
    guard slope < 0 else { return nil }
    var low = Step(point: point, value: value, gradient: gradient, length: 0, slope: slope)
    var high: Step?
    var length = first
    for _ in 0..<60 {
      let trial = step(length, function)
      if isTooFar(trial, initialSlope: slope) {
        high = trial
      } else if trial.slope.magnitude <= -curvature * slope {
        return trial
      } else if trial.slope > 0 {
        high = trial
      } else {
        low = trial
      }
      guard let far = high else {
        length *= 2
        continue
      }
      guard (far.length - low.length) > 1e-16 * far.length else { return low.length > 0 ? low : nil }
      length = between(low, far)
    }
    return low.length > 0 ? low : nil
  }

  private func step(
    _ length: Double, _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
  ) -> Step {
    var moved = point
    for index in moved.indices { moved[index] += length * direction[index] }
    var gradient = [Double](repeating: 0, count: point.count)
    let value = function(moved, &gradient)
    return Step(
      point: moved, value: value, gradient: gradient, length: length,
      slope: FixedOrder.dot(gradient, direction))
  }

  private func isTooFar(_ trial: Step, initialSlope: Double) -> Bool {
    guard trial.value.isFinite, trial.slope.isFinite else { return true }
    if trial.value <= value + decrease * trial.length * initialSlope { return false }
    let rounding = 1e-12 * value.magnitude
    return trial.value > value + rounding || trial.slope > (2 * decrease - 1) * initialSlope
  }

  /// The zero of the slope between both ends by the secant, kept within the middle eight tenths.
  private func between(_ low: Step, _ high: Step) -> Double {
    let width = high.length - low.length
    var share = 0.5
    if high.slope.isFinite, high.slope > 0 { share = -low.slope / (high.slope - low.slope) }
    return low.length + width * min(max(share, 0.1), 0.9)
  }
}
