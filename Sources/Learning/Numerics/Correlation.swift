/// Pearson's correlation.
enum Correlation {
  /// Over the rows in which both have a value; NaN where one of them does not vary there.
  static func of(_ a: [Double], _ b: [Double]) -> Double {
    let isComplete = !a.contains(where: \.isNaN) && !b.contains(where: \.isNaN)
    let rows = isComplete ? [] : a.indices.filter { !a[$0].isNaN && !b[$0].isNaN }
    let x = centred(isComplete ? a : rows.map { a[$0] })
    let y = centred(isComplete ? b : rows.map { b[$0] })
    guard let x, let y else { return .nan }
    let product = FixedOrder.dot(x, y)
    return product / (FixedOrder.dot(x, x).squareRoot() * FixedOrder.dot(y, y).squareRoot())
  }

  /// The deviations from the mean, in units of the largest; nil where there are none but rounding errors.
  private static func centred(_ values: [Double]) -> [Double]? {
    guard !values.isEmpty else { return nil }
    let mean = Moments.mean(values)
    let deviations = values.map { $0 - mean }
    let largest = deviations.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite,
      !Moments.isConstant(
        variance: Moments.variance(values, mean: mean), mean: mean, count: values.count)
    else { return nil }
    return deviations.map { $0 / largest }
  }
}
