/// A matrix prepared for an iterative solver: features centred (where there is an intercept) and multiplied by factors
/// that bring the curvature of the objective to about one in each direction.
///
/// The change of variables is exact: `coefficients(of:)` takes a solution back to the features as they were.
struct ScaledDesign: LinearDesign {
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
    values.reserveCapacity(matrix.rowCount * matrix.columnCount)
    var centres: [Double] = []
    var factors: [Double] = []
    var deviations: [Double] = []
    for index in 0..<matrix.columnCount {
      let column = matrix.column(index)
      let mean = Moments.mean(column, weights: weights)
      let variance = Moments.variance(column, mean: mean, weights: weights)
      let square = centred ? variance : variance + mean * mean
      guard square.isFinite else {
        throw LearningError(
          "the values of `\(matrix.names[index])` are too large to compute with", hint: "add `standardize`")
      }
      let centre = centred ? mean : 0
      let curvature = square / 4 + penalty
      let factor = curvature > 0 ? 1 / curvature.squareRoot() : 1
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

  /// Every `step`th row of it, prepared by the centres and factors of all.
  func thinned(every step: Int) -> ScaledDesign {
    let count = (rowCount + step - 1) / step
    let kept = [Double](count: count * columnCount, atLeast: 1 << 18) { [values, rowCount] range, slots in
      for place in range { slots[place] = values[place / count * rowCount + place % count * step] }
    }
    return ScaledDesign(
      rowCount: count, columnCount: columnCount, values: kept, centres: centres, factors: factors,
      deviations: deviations)
  }

  private init(
    rowCount: Int, columnCount: Int, values: [Double], centres: [Double], factors: [Double],
    deviations: [Double]
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.values = values
    self.centres = centres
    self.factors = factors
    self.deviations = deviations
  }

  /// One: what has many rows is faster in blocks than on many cores.
  var pieces: [Range<Int>] { [0..<rowCount] }

  func kept(_ coefficients: ArraySlice<Double>, constant: Double) -> (
    coefficients: [Double], constant: Double
  ) {
    (Array(coefficients), constant)
  }

  func addScores(of rows: Range<Int>, _ coefficients: [Double], to scores: UnsafeMutableBufferPointer<Double>)
  {
    values.withUnsafeBufferPointer { values in
      for column in 0..<columnCount where coefficients[column] != 0 {
        FixedOrder.addScaled(coefficients[column], slice(values, column, rows), to: scores)
      }
    }
  }

  func addGradient(
    of rows: Range<Int>, _ residuals: UnsafeBufferPointer<Double>, to gradient: inout [Double], at base: Int
  ) {
    values.withUnsafeBufferPointer { values in
      for column in 0..<columnCount {
        gradient[base + column] += FixedOrder.dot(slice(values, column, rows), residuals)
      }
    }
  }

  func finish(_ gradient: inout [Double], at base: Int, residuals: Double) {}

  private func slice(
    _ values: UnsafeBufferPointer<Double>, _ column: Int, _ rows: Range<Int>
  ) -> UnsafeBufferPointer<Double> {
    let base = column * rowCount
    return UnsafeBufferPointer(rebasing: values[base + rows.lowerBound..<base + rows.upperBound])
  }
}
