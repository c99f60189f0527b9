/// A matrix prepared for an iterative solver: features centred (where there is an intercept) and multiplied by factors
/// that bring the curvature of the objective to about one in each direction.
///
/// The change of variables is exact: `coefficients(of:)` takes a solution back to the features as they were.
struct ScaledDesign {
  let rowCount: Int
  let columnCount: Int
  /// Column-major.
  let values: [Double]
  /// Zero where nothing was centred.
  let centres: [Double]
  let factors: [Double]
  /// The population standard deviation of each feature.
  let deviations: [Double]

  /// - Parameter penalty: the coefficient of `½ w²` in the objective, whose data term is a weighted mean.
  init(
    _ matrix: FeatureMatrix, weights: [Double]?, centred: Bool, penalty: Double
  ) throws(LearningError) {
    var values: [Double] = []
    values.reserveCapacity(matrix.values.count)
    var centres: [Double] = []
    var factors: [Double] = []
    var deviations: [Double] = []
    for index in 0..<matrix.columnCount {
      let column = Array(matrix.column(index))
      let mean = Moments.mean(column, weights: weights)
      let variance = Moments.variance(column, mean: mean, weights: weights)
      let square = centred ? variance : variance + mean * mean
      guard square.isFinite else {
        throw LearningError(
          "the values of `\(matrix.names[index])` are too large to compute with", hint: "add `standardize`")
      }
      let centre = centred ? mean : 0
      let factor = 1 / (square / 4 + penalty).squareRoot()
      values += column.map { ($0 - centre) * factor }
      centres.append(centre)
      factors.append(factor)
      deviations.append(variance.squareRoot())
    }
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    self.values = values
    self.centres = centres
    self.factors = factors
    self.deviations = deviations
  }

  /// Coefficients and intercept for the features as they were.
  func coefficients(of scaled: ArraySlice<Double>, intercept: Double) -> (
    weights: [Double], intercept: Double
  ) {
    let weights = zip(scaled, factors).map { $0 * $1 }
    return (weights, intercept - FixedOrder.dot(weights, centres))
  }
}
