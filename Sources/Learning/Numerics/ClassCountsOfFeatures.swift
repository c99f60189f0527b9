/// The weighted sums of features within each class, and the parameters that naive Bayes makes of them: class by class, a number a
/// feature. Formulas as in scikit-learn's `naive_bayes`.
struct ClassCountsOfFeatures {
  private let classes: Int
  private let features: Int
  private var counts: [Double]

  /// - Parameter threshold: values above it count as 1, others as 0; nil to add up the values themselves.
  init(
    _ matrix: FeatureMatrix, _ codes: [Int32], classes: Int, weights: [Double]?, threshold: Double?
  ) throws(LearningError) {
    self.classes = classes
    features = matrix.columnCount
    counts = [Double](repeating: 0, count: classes * matrix.columnCount)
    switch matrix.storage {
    case .dense(let columns):
      for (index, column) in columns.enumerated() {
        for (row, value) in column.numbers.enumerated() {
          try add(value, row, index, codes, weights, threshold, matrix.names)
        }
      }
    case .sparse(let rows):
      if let threshold, threshold < 0 {
        throw LearningError(
          "`binarize` below zero would make every zero of sparse features count",
          hint: "use 0 or more")
      }
      for row in 0..<rows.rowCount {
        for position in rows.offsets[row]..<rows.offsets[row + 1] {
          let column = Int(rows.columns[position])
          try add(rows.values[position], row, column, codes, weights, threshold, matrix.names)
        }
      }
    }
    if let place = counts.firstIndex(where: { !$0.isFinite }) {
      throw LearningError("the values of `\(matrix.names[place % features])` are too large to add up")
    }
  }

  @inline(__always)
  private mutating func add(
    _ value: Double, _ row: Int, _ column: Int, _ codes: [Int32], _ weights: [Double]?, _ threshold: Double?,
    _ names: [String]
  ) throws(LearningError) {
    let weight = weights?[row] ?? 1
    if let threshold {
      if value > threshold { counts[Int(codes[row]) * features + column] += weight }
      return
    }
    guard value >= 0 else {
      throw LearningError(
        "the feature `\(names[column])` has a negative value, and counts have none",
        hint: "use `kind: gaussian` or `bernoulli`, or `minmax` in the recipe")
    }
    counts[Int(codes[row]) * features + column] += weight * value
  }

  /// Logarithms of the features' shares within each class.
  func multinomial(alpha: Double) -> [Double] {
    (0..<classes).flatMap { code in
      let smoothed = (0..<features).map { counts[code * features + $0] + alpha }
      let sum = Elementary.log(FixedOrder.sum(smoothed))
      return smoothed.map { Elementary.log($0) - sum }
    }
  }

  /// Minus the logarithms of the features' shares in all other classes (Rennie et al., 2003).
  func complement(alpha: Double, normalized: Bool) -> [Double] {
    let all = (0..<features).map { feature in
      (0..<classes).reduce(0.0) { $0 + counts[$1 * features + feature] }
    }
    return (0..<classes).flatMap { code in
      let others = (0..<features).map { all[$0] + alpha - counts[code * features + $0] }
      let total = FixedOrder.sum(others)
      let logarithms = others.map { Elementary.log($0 / total) }
      let sum = FixedOrder.sum(logarithms)
      return normalized ? logarithms.map { $0 / sum } : logarithms.map { -$0 }
    }
  }

  /// What a feature that is there adds to the logarithm of a class's probability, and the class's constant without any.
  func bernoulli(alpha: Double, _ totals: [Double], _ priors: [Double]) -> (
    weights: [Double], constants: [Double]
  ) {
    var weights: [Double] = []
    var constants: [Double] = []
    for code in 0..<classes {
      let whole = Elementary.log(totals[code] + 2 * alpha)
      var absent: [Double] = []
      for feature in 0..<features {
        let present = Elementary.log(counts[code * features + feature] + alpha) - whole
        let missing = Elementary.log1p(-Elementary.exp(present))
        weights.append(present - missing)
        absent.append(missing)
      }
      constants.append(priors[code] + FixedOrder.sum(absent))
    }
    return (weights, constants)
  }
}
