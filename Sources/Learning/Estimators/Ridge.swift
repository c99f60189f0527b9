import Canonical

/// Least squares with an L2 penalty, as scikit-learn's `Ridge`: minimises `‖y − X w‖² + alpha ‖w‖²`, the intercept unpenalised.
enum Ridge {
  static let spec = EstimatorSpec(
    name: "ridge", summary: "least squares with an L2 penalty", tasks: [.regression],
    hyperparameters: [
      Hyperparameter(
        "alpha", .number(0...1e15), default: .number(1),
        summary: "strength of the penalty: larger means simpler"),
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant"),
    ],
    meaningVersion: 2, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let alpha = options.number("alpha") ?? 1
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let facts = [ModelFact("alpha", NumberText.exact(alpha))]
    if case .sparse(let rows) = request.matrix.storage {
      let regression = try SparseRegression(rows, request, hasIntercept: hasIntercept)
      return try regression.fit("ridge", penalty: alpha, facts: facts, request)
    }
    let centred = try CentredRegression(request, hasIntercept: hasIntercept)
    let size = centred.columns.count
    var normal = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      if request.isCancelled() { throw CancellationError() }
      for column in 0...row {
        normal[row * size + column] = FixedOrder.dot(centred.columns[row], centred.columns[column])
      }
      normal[row * size + row] += alpha
      request.progress?(Double(row + 1) / Double(size))
    }
    let right = centred.columns.map { FixedOrder.dot($0, centred.target) }
    let coefficients =
      Cholesky(normal, size: size)?.solve(right) ?? augmented(centred, penalty: alpha.squareRoot())
    return try centred.predictor(
      "ridge", coefficients: coefficients, facts: facts)
  }

  /// The same minimum as a least squares problem with rows `√alpha · I` below the data, for matrices so close to singular
  /// that their normal equations have lost it.
  private static func augmented(_ centred: CentredRegression, penalty: Double) -> [Double] {
    let size = centred.columns.count
    let columns = centred.columns.enumerated().map { index, column in
      column + (0..<size).map { $0 == index ? penalty : 0 }
    }
    let right = centred.target + [Double](repeating: 0, count: size)
    return LeastSquares.solve(columns: columns, right: right).coefficients
  }
}
