/// A column made ready to be correlated with many others.
struct Correlated {
  private let values: [Double]
  private let isComplete: Bool
  /// The deviations from the mean as a vector of length one; nil where they are no more than rounding errors.
  private let direction: [Double]?

  init(_ values: [Double]) {
    self.values = values
    isComplete = !values.contains(where: \.isNaN)
    direction = isComplete ? Correlated.direction(values) : nil
  }

  /// Pearson's coefficient over the rows in which both have a value; NaN where one of them does not vary there.
  func correlation(with other: Correlated) -> Double {
    if isComplete, other.isComplete { return Correlated.product(direction, other.direction) }
    let rows = values.indices.filter { !values[$0].isNaN && !other.values[$0].isNaN }
    return Correlated.product(
      Correlated.direction(rows.map { values[$0] }), Correlated.direction(rows.map { other.values[$0] }))
  }

  private static func product(_ a: [Double]?, _ b: [Double]?) -> Double {
    guard let a, let b else { return .nan }
    return FixedOrder.dot(a, b)
  }

  private static func direction(_ values: [Double]) -> [Double]? {
    guard !values.isEmpty else { return nil }
    let mean = Moments.mean(values)
    let deviations = values.map { $0 - mean }
    let largest = deviations.reduce(0) { max($0, $1.magnitude) }
    let variance = Moments.variance(values, mean: mean)
    guard largest > 0, largest.isFinite,
      !Moments.isConstant(variance: variance, mean: mean, count: values.count)
    else { return nil }
    let scaled = deviations.map { $0 / largest }
    let length = FixedOrder.dot(scaled, scaled).squareRoot()
    return scaled.map { $0 / length }
  }
}
