/// A regression problem with the means taken out, so that the intercept needs no column, and rows multiplied by
/// the roots of their weights.
struct CentredRegression {
  let columns: [[Double]]
  let target: [Double]
  private let names: [String]
  private let means: [Double]
  private let targetMean: Double
  private let deviations: [Double]

  init(_ request: FitRequest, hasIntercept: Bool) throws(LearningError) {
    guard case .numbers(let numbers) = request.target else {
      throw LearningError("a regression needs numbers as its target")
    }
    let weights = request.weights
    let roots = weights?.map { $0.squareRoot() }
    var columns: [[Double]] = []
    var means: [Double] = []
    var deviations: [Double] = []
    for index in 0..<request.matrix.columnCount {
      let column = request.matrix.column(index)
      let mean = Moments.mean(column, weights: weights)
      let variance = Moments.variance(column, mean: mean, weights: weights)
      guard (variance + mean * mean).isFinite else {
        throw LearningError(
          "the values of `\(request.matrix.names[index])` are too large to compute with",
          hint: "add `standardize`")
      }
      let constant = hasIntercept && Moments.isConstant(variance: variance, mean: mean, count: column.count)
      columns.append(
        constant
          ? [Double](repeating: 0, count: column.count)
          : CentredRegression.shifted(column, by: hasIntercept ? mean : 0, roots: roots))
      means.append(mean)
      deviations.append(variance.squareRoot())
    }
    targetMean = hasIntercept ? Moments.mean(numbers, weights: weights) : 0
    guard targetMean.isFinite else {
      throw LearningError("the values of the target are too large to compute with")
    }
    target = CentredRegression.shifted(numbers, by: targetMean, roots: roots)
    self.means = hasIntercept ? means : [Double](repeating: 0, count: means.count)
    self.columns = columns
    self.deviations = deviations
    names = request.matrix.names
  }

  private static func shifted(_ values: [Double], by mean: Double, roots: [Double]?) -> [Double] {
    guard let roots else { return values.map { $0 - mean } }
    return zip(values, roots).map { ($0 - mean) * $1 }
  }

  /// The model with these coefficients, and the intercept that goes with them.
  func predictor(
    _ name: String, coefficients: [Double], facts: [ModelFact], warnings: [String] = []
  ) throws(LearningError) -> LinearPredictor {
    let intercept = targetMean - FixedOrder.dot(coefficients, means)
    guard intercept.isFinite, coefficients.allSatisfy(\.isFinite) else {
      throw LearningError("`\(name)` found no finite coefficients", hint: "add `standardize` to the recipe")
    }
    return LinearPredictor(
      name: name, featureNames: names, coefficients: coefficients, intercept: intercept,
      deviations: deviations, facts: facts, warnings: warnings)
  }
}
