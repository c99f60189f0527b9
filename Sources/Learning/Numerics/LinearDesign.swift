/// Features prepared for an iterative solver: centred (where there is an intercept) and multiplied by factors that bring the
/// curvature of the objective to about one in each direction.
///
/// The change of variables is exact: `coefficients(of:intercept:)` takes a solution back to the features as they were.
protocol LinearDesign: Sendable {
  var rowCount: Int { get }
  var columnCount: Int { get }
  /// Zero where nothing was centred.
  var centres: [Double] { get }
  var factors: [Double] { get }
  /// The population standard deviation of each feature.
  var deviations: [Double] { get }

  /// Rows that one core works on, always the same.
  var pieces: [Range<Int>] { get }

  /// Coefficients of the prepared features, and a constant, as they apply to the numbers that are kept.
  func kept(_ coefficients: ArraySlice<Double>, constant: Double) -> (
    coefficients: [Double], constant: Double
  )

  /// Adds the sums of coefficients, as `kept` gives them, times numbers.
  func addScores(of rows: Range<Int>, _ coefficients: [Double], to scores: UnsafeMutableBufferPointer<Double>)

  /// Adds the sums of numbers times residuals to the elements from `base` on.
  func addGradient(
    of rows: Range<Int>, _ residuals: UnsafeBufferPointer<Double>, to gradient: inout [Double], at base: Int)

  /// Makes what `addGradient` has added up from all rows the gradient by prepared features; `residuals` is the sum of all.
  func finish(_ gradient: inout [Double], at base: Int, residuals: Double)
}

extension LinearDesign {
  /// Coefficients and intercept for the features as they were.
  func coefficients(of scaled: ArraySlice<Double>, intercept: Double) -> (
    weights: [Double], intercept: Double
  ) {
    let weights = zip(scaled, factors).map { $0 * $1 }
    return (weights, intercept - FixedOrder.dot(weights, centres))
  }
}
