/// Ordinary least squares, as scikit-learn's `LinearRegression`.
///
/// Where features depend on each other, the coefficients of least length among the best ones.
enum Linear {
  static let spec = EstimatorSpec(
    name: "linear", summary: "ordinary least squares", tasks: [.regression],
    hyperparameters: [
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant")
    ],
    meaningVersion: 2, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let hasIntercept = options.boolean("fit_intercept") ?? true
    if case .sparse(let rows) = request.matrix.storage {
      let regression = try SparseRegression(rows, request, hasIntercept: hasIntercept)
      return try regression.fit("linear", penalty: 0, facts: [], request)
    }
    let centred = try CentredRegression(request, hasIntercept: hasIntercept)
    if request.isCancelled() { throw CancellationError() }
    let solution = LeastSquares.solve(columns: centred.columns, right: centred.target)
    request.progress?(1)
    let dependent = centred.columns.count - solution.rank
    let facts =
      dependent > 0
      ? [
        ModelFact(
          "rank", "\(solution.rank) of \(centred.columns.count): \(dependent) features depend on others")
      ] : []
    return try centred.predictor("linear", coefficients: solution.coefficients, facts: facts)
  }
}
