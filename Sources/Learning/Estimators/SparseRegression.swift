import Canonical

/// A regression on sparse features, with the means taken out of the products instead of the numbers, and rows multiplied by the
/// roots of their weights.
struct SparseRegression {
  private let rows: SparseRows
  private let turned: SparseRows
  private let names: [String]
  /// Zero without an intercept.
  private let means: [Double]
  private let deviations: [Double]
  private let target: [Double]
  private let targetMean: Double
  private let roots: [Double]

  init(_ rows: SparseRows, _ request: FitRequest, hasIntercept: Bool) throws(LearningError) {
    guard case .numbers(let numbers) = request.target else {
      throw LearningError("a regression needs numbers as its target")
    }
    let moments = SparseMoments(rows, weights: request.weights)
    for column in 0..<rows.columnCount {
      guard (moments.variances[column] + moments.means[column] * moments.means[column]).isFinite else {
        throw LearningError(
          "the values of `\(request.matrix.names[column])` are too large to compute with",
          hint: "add `maxabs`")
      }
    }
    let targetMean = hasIntercept ? Moments.mean(numbers, weights: request.weights) : 0
    guard targetMean.isFinite else {
      throw LearningError("the values of the target are too large to compute with")
    }
    let roots = request.weights?.map { $0.squareRoot() } ?? [Double](repeating: 1, count: rows.rowCount)
    self.rows = rows
    turned = rows.transposed()
    names = request.matrix.names
    means = hasIntercept ? moments.means : [Double](repeating: 0, count: rows.columnCount)
    deviations = moments.variances.map { $0.squareRoot() }
    target = zip(numbers, roots).map { ($0 - targetMean) * $1 }
    self.targetMean = targetMean
    self.roots = roots
  }

  /// The model that minimises the squares plus `penalty` times those of the coefficients. Fails where it is not found to about
  /// ten digits.
  func fit(_ name: String, penalty: Double, facts: [ModelFact], _ request: FitRequest) throws
    -> LinearPredictor
  {
    let solver = LSQR(
      forward: forward, backward: backward, damping: penalty.squareRoot(), tolerance: 1e-15,
      maximumIterations: 1000 + 10 * min(rows.rowCount, rows.columnCount))
    let solution = try solver.solve(target) { iteration in
      if request.isCancelled() { throw CancellationError() }
      request.progress?(1 - 20 / Double(20 + iteration))
    }
    request.progress?(1)
    guard solution.slope < 1e-10 else {
      throw LearningError(
        "`\(name)` found no solution in \(NumberText.count(solution.iterations, "iteration"))",
        hint: "`maxabs` before it, or `model ridge` with a larger `alpha`")
    }
    return try predictor(
      name, coefficients: solution.x,
      facts: facts + [ModelFact("iterations", NumberText.thousands(solution.iterations))])
  }

  /// The model with these coefficients, and the intercept that goes with them.
  func predictor(
    _ name: String, coefficients: [Double], facts: [ModelFact], warnings: [String] = []
  ) throws(LearningError) -> LinearPredictor {
    let intercept = targetMean - FixedOrder.dot(coefficients, means)
    guard intercept.isFinite, coefficients.allSatisfy(\.isFinite) else {
      throw LearningError("`\(name)` found no finite coefficients", hint: "add `maxabs` to the recipe")
    }
    return LinearPredictor(
      name: name, featureNames: names, coefficients: coefficients, intercept: intercept,
      deviations: deviations, facts: facts, warnings: warnings)
  }

  /// The same problem for a solver that changes a coefficient at a time.
  var coordinates: SparseColumnProblem {
    SparseColumnProblem(columns: turned, means: means, target: target, roots: roots)
  }

  private func forward(_ vector: [Double]) -> [Double] {
    let products = rows.scores(vector, constant: -FixedOrder.dot(vector, means))
    return zip(products, roots).map { $0 * $1 }
  }

  private func backward(_ vector: [Double]) -> [Double] {
    let weighted = zip(vector, roots).map { $0 * $1 }
    let sum = FixedOrder.sum(weighted)
    return zip(turned.scores(weighted, constant: 0), means).map { $0 - $1 * sum }
  }
}
