import Frame

/// A model that adds up features times coefficients.
protocol LinearScores: ExactlyExplained {
  /// The coefficients and the constant of the sum that speaks for a class, and the sign with which it does.
  func score(of code: Int) -> (coefficients: ArraySlice<Double>, constant: Double, sign: Double)

  /// What the sum is.
  var scoreScale: ShapleyScale { get }
}

extension LinearScores {
  /// For a sum a feature adds its coefficient times its distance from its mean: exact where features are independent (interventional
  /// Shapley values: Štrumbelj and Kononenko, 2014).
  package func shapleyValues(
    _ matrix: FeatureMatrix, of code: Int, background: FeatureMatrix
  ) throws(LearningError) -> ShapleyValues {
    for rows in [matrix, background] {
      try rows.checkNames(featureNames)
      try rows.checkValues(for: Self.kind, takesMissing: false)
    }
    guard background.rowCount > 0 else { throw LearningError("there are no rows to compare with") }
    let (coefficients, constant, sign) = score(of: code)
    let weights = coefficients.map { $0 * sign }
    let width = featureNames.count
    var values = [Double](repeating: 0, count: matrix.rowCount * width)
    var base = constant * sign
    for (feature, weight) in weights.enumerated() {
      let mean = FixedOrder.sum(background.column(feature)) / Double(background.rowCount)
      base += weight * mean
      for (row, value) in matrix.column(feature).enumerated() {
        values[row * width + feature] = weight * (value - mean)
      }
    }
    guard base.isFinite, values.allSatisfy(\.isFinite) else {
      throw LearningError("the features are too large to explain predictions by")
    }
    return ShapleyValues(
      names: featureNames, outputClass: classes?[code], base: base, values: values, scale: scoreScale,
      method: "A feature that is not known has its mean, whatever the others are.")
  }
}

extension LinearPredictor: LinearScores {
  var scoreScale: ShapleyScale { .prediction }

  func score(of code: Int) -> (coefficients: ArraySlice<Double>, constant: Double, sign: Double) {
    (coefficients[...], intercept, 1)
  }
}

extension LogisticPredictor: LinearScores {
  var scoreScale: ShapleyScale { .logOdds }

  func score(of code: Int) -> (coefficients: ArraySlice<Double>, constant: Double, sign: Double) {
    if intercepts.count == 1 { return (coefficients[...], intercepts[0], code == 0 ? -1 : 1) }
    let width = featureNames.count
    return (coefficients[code * width..<(code + 1) * width], intercepts[code], 1)
  }
}
