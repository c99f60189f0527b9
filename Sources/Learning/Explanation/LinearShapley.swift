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
    let width = featureNames.count
    try DenseLimit.check(
      "explain", of: "sparse features", rows: matrix.rowCount, features: width, hint: "explain fewer rows")
    let (coefficients, constant, sign) = score(of: code)
    let weights = coefficients.map { $0 * sign }
    let means = background.columnSums.map { $0 / Double(background.rowCount) }
    let base = FixedOrder.dot(weights, means) + constant * sign
    let nothing = zip(weights, means).map { -$0 * $1 }
    var values: [Double] = []
    values.reserveCapacity(matrix.rowCount * width)
    for _ in 0..<matrix.rowCount { values += nothing }
    matrix.forEachKept { row, feature, value in
      values[row * width + feature] = weights[feature] * (value - means[feature])
    }
    guard base.isFinite, values.allSatisfy(\.isFinite) else {
      throw LearningError("the features are too large to explain predictions by")
    }
    return ShapleyValues(
      names: featureNames, outputClass: classes?[code], base: base, values: values, scale: scoreScale,
      method: "A feature that is not known has its mean, whatever the others are.")
  }
}

extension FeatureMatrix {
  /// Calls `body` with each number that is kept, in an order that is the same for the same features.
  fileprivate func forEachKept(_ body: (_ row: Int, _ feature: Int, _ value: Double) -> Void) {
    switch storage {
    case .dense(let columns):
      for (feature, column) in columns.enumerated() {
        for (row, value) in column.numbers.enumerated() { body(row, feature, value) }
      }
    case .sparse(let rows):
      for row in 0..<rows.rowCount {
        for position in rows.offsets[row]..<rows.offsets[row + 1] {
          body(row, Int(rows.columns[position]), rows.values[position])
        }
      }
    }
  }

  fileprivate var columnSums: [Double] {
    if case .dense(let columns) = storage { return columns.map { FixedOrder.sum($0.numbers) } }
    var sums = [Double](repeating: 0, count: columnCount)
    forEachKept { _, feature, value in sums[feature] += value }
    return sums
  }
}

extension LinearPredictor: LinearScores {
  var scoreScale: ShapleyScale { .prediction }

  func score(of code: Int) -> (coefficients: ArraySlice<Double>, constant: Double, sign: Double) {
    (coefficients[...], intercept, 1)
  }
}

/// A classifier with a vector of coefficients for the second of two classes, or one for each of more.
protocol VectorScores: LinearScores {
  /// Vector by vector, a number a feature.
  var coefficients: [Double] { get }
  /// One a vector.
  var intercepts: [Double] { get }
}

extension VectorScores {
  func score(of code: Int) -> (coefficients: ArraySlice<Double>, constant: Double, sign: Double) {
    if intercepts.count == 1 { return (coefficients[...], intercepts[0], code == 0 ? -1 : 1) }
    let width = featureNames.count
    return (coefficients[code * width..<(code + 1) * width], intercepts[code], 1)
  }
}

extension LogisticPredictor: VectorScores {
  var scoreScale: ShapleyScale { .logOdds }
}

extension SVMPredictor: VectorScores {
  var scoreScale: ShapleyScale { .score }
}
