/// The minimum of a function of one variable in an interval, by golden sections and parabolas.
///
/// After R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 5: the parabola through the three best
/// points proposes a step, and a golden section of the interval stands in where the step is not to be trusted.
struct BrentMinimum {
  private let tolerance: Double
  private var low: Double
  private var high: Double
  /// The three points with the lowest values so far, the best first.
  private var points: [(x: Double, value: Double)]
  private var step = 0.0
  private var stepBefore = 0.0

  /// Where `function` is least, to an absolute distance of about `tolerance`, for a function with one minimum in `range`.
  /// Values that are not numbers count as infinite.
  static func find(
    in range: ClosedRange<Double>, tolerance: Double, _ function: (Double) -> Double
  ) -> Double {
    func value(_ x: Double) -> Double {
      let value = function(x)
      return value.isNaN ? .infinity : value
    }
    var search = BrentMinimum(range, tolerance, value)
    for _ in 0..<500 {
      guard let x = search.proposal() else { break }
      search.take(x, value(x))
    }
    return search.points[0].x
  }

  private init(_ range: ClosedRange<Double>, _ tolerance: Double, _ function: (Double) -> Double) {
    self.tolerance = tolerance
    low = range.lowerBound
    high = range.upperBound
    let x = low + BrentMinimum.section * (high - low)
    points = Array(repeating: (x, function(x)), count: 3)
  }

  /// The smaller part of a golden section.
  private static let section = (3 - 5.0.squareRoot()) / 2

  private var resolution: Double {
    Double.ulpOfOne.squareRoot() * points[0].x.magnitude + tolerance / 3
  }

  /// The next point to look at; nil where the minimum is enclosed closely enough.
  private mutating func proposal() -> Double? {
    let best = points[0].x
    let middle = (low + high) / 2
    let unit = resolution
    if (best - middle).magnitude <= 2 * unit - (high - low) / 2 { return nil }
    if let parabola = parabolicStep(unit) {
      stepBefore = step
      step = parabola
      let x = best + step
      if x - low < 2 * unit || high - x < 2 * unit { step = middle >= best ? unit : -unit }
    } else {
      stepBefore = best >= middle ? low - best : high - best
      step = BrentMinimum.section * stepBefore
    }
    if step.magnitude >= unit { return best + step }
    return step >= 0 ? best + unit : best - unit
  }

  /// The step to the vertex of the parabola through the three points; nil where it leaves the interval or is not below half of
  /// the step before the last.
  private func parabolicStep(_ unit: Double) -> Double? {
    guard stepBefore.magnitude > unit else { return nil }
    let (first, second, third) = (points[0], points[1], points[2])
    let a = (first.x - second.x) * (first.value - third.value)
    let b = (first.x - third.x) * (first.value - second.value)
    var numerator = (first.x - third.x) * b - (first.x - second.x) * a
    var denominator = 2 * (b - a)
    if denominator > 0 { numerator = -numerator }
    denominator = denominator.magnitude
    guard numerator.magnitude < (denominator * stepBefore / 2).magnitude,
      numerator > denominator * (low - first.x), numerator < denominator * (high - first.x)
    else { return nil }
    return numerator / denominator
  }

  private mutating func take(_ x: Double, _ value: Double) {
    let best = points[0]
    if value <= best.value {
      if x >= best.x { low = best.x } else { high = best.x }
      points = [(x, value), best, points[1]]
      return
    }
    if x < best.x { low = x } else { high = x }
    if value <= points[1].value || points[1].x == best.x {
      points = [best, (x, value), points[1]]
    } else if value <= points[2].value || points[2].x == best.x || points[2].x == points[1].x {
      points[2] = (x, value)
    }
  }
}
