import Canonical

/// Least squares with an L1 and an L2 penalty, as scikit-learn's `ElasticNet`: minimises
/// `‖y − X w‖² / (2 rows) + alpha l1_ratio ‖w‖₁ + alpha (1 − l1_ratio) ‖w‖² / 2`, the intercept unpenalised.
///
/// Weights count as fractions of rows, as they do there.
enum ElasticNet {
  static let spec = EstimatorSpec(
    name: "elastic_net", summary: "least squares with an L1 and an L2 penalty", tasks: [.regression],
    hyperparameters: options(
      with: Hyperparameter(
        "l1_ratio", .number(0...1), default: .number(0.5),
        summary: "the L1 penalty's part: 1 is `lasso`, 0 a `ridge`")),
    meaningVersion: 1, takesStart: true, fit: { try fit("elastic_net", $0, $1) })

  /// The options of both penalties' models, with another behind the first.
  static func options(with other: Hyperparameter? = nil) -> [Hyperparameter] {
    let alpha = Hyperparameter(
      "alpha", .number(1e-12...1e15), default: .number(1),
      summary: "strength of the penalty: larger means fewer and smaller coefficients")
    return [alpha] + (other.map { [$0] } ?? []) + [
      Hyperparameter(
        "max_iter", .integer(1...10_000_000), default: .integer(100_000),
        summary: "sweeps over the coefficients, at most"),
      Hyperparameter(
        "tol", .number(0...1), default: .number(1e-13),
        summary:
          "duality gap at which the solver stops, as a share of the target's squares; stricter than scikit-learn's 1e-4"
      ),
      Hyperparameter(
        "positive", .boolean, default: .boolean(false), summary: "whether coefficients stay above zero"),
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant"),
    ]
  }

  /// Up to so many features, and no more than rows, products are made once.
  private static let mostProducts = 1000

  static func fit(_ name: String, _ request: FitRequest, _ options: Options) throws -> any Predictor {
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let total = request.weights.map(FixedOrder.sum) ?? Double(request.matrix.rowCount)
    let alpha = (options.number("alpha") ?? 1) * total
    let ratio = options.number("l1_ratio") ?? 1
    let solver = CoordinateDescent(
      l1: alpha * ratio, l2: alpha * (1 - ratio), isPositive: options.boolean("positive") ?? false,
      tolerance: options.number("tol") ?? 1e-13, maximumSweeps: options.integer("max_iter") ?? 100_000)
    let start = try coefficients(toGoOnFrom: request, name)
    func observe(_ sweeps: Int) throws {
      if request.isCancelled() { throw CancellationError() }
      request.progress?(1 - 20 / Double(20 + sweeps))
    }
    if case .sparse(let rows) = request.matrix.storage {
      let regression = try SparseRegression(rows, request, hasIntercept: hasIntercept)
      let solution = try solver.solve(regression.coordinates, from: start, observe: observe)
      request.progress?(1)
      return try regression.predictor(
        name, coefficients: solution.coefficients, facts: facts(solution, options),
        warnings: warnings(solution))
    }
    let centred = try CentredRegression(request, hasIntercept: hasIntercept)
    let count = centred.columns.count
    let solution =
      count <= min(request.matrix.rowCount, mostProducts)
      ? try solver.solve(
        ProductProblem(columns: centred.columns, target: centred.target), from: start, observe: observe)
      : try solver.solve(
        ColumnProblem(columns: centred.columns, target: centred.target), from: start, observe: observe)
    request.progress?(1)
    return try centred.predictor(
      name, coefficients: solution.coefficients, facts: facts(solution, options), warnings: warnings(solution)
    )
  }

  /// Those of the model that fitting begins with, where one is given: it saves sweeps, and the optimum is the same.
  private static func coefficients(
    toGoOnFrom request: FitRequest, _ name: String
  ) throws(LearningError) -> [Double]? {
    guard let start = request.start else { return nil }
    guard let model = start as? LinearPredictor else {
      throw LearningError("`\(name)` can go on from a linear regression only")
    }
    try request.matrix.checkNames(model.featureNames)
    return model.coefficients
  }

  private static func facts(_ solution: CoordinateDescent.Solution, _ options: Options) -> [ModelFact] {
    let used = solution.coefficients.count { $0 != 0 }
    let count = NumberText.thousands(solution.coefficients.count)
    return [
      ModelFact("alpha", NumberText.exact(options.number("alpha") ?? 1)),
      ModelFact("features used", "\(NumberText.thousands(used)) of \(count)"),
      ModelFact("sweeps", NumberText.thousands(solution.sweeps)),
    ]
  }

  private static func warnings(_ solution: CoordinateDescent.Solution) -> [String] {
    if solution.converged { return [] }
    let count = NumberText.thousands(solution.sweeps)
    return [
      "The solver did not converge in \(count) sweeps, so the coefficients are not the best ones: raise `max_iter` or `alpha`, or standardize the features."
    ]
  }
}
