/// Logistic regression with an L2 penalty, as scikit-learn's `LogisticRegression`.
///
/// Minimises `C · Σ weight · loss + ½ ‖w‖²`, the intercept unpenalised. Two classes: one coefficient vector and the
/// binomial deviance. More: a vector a class and the multinomial deviance (softmax). The objective has one minimum,
/// and the solver goes on until it is there: a result is the same whatever solver found it.
enum Logistic {
  static let spec = EstimatorSpec(
    name: "logistic", summary: "logistic regression with an L2 penalty; softmax for more than two classes",
    tasks: [.classification],
    hyperparameters: [
      Hyperparameter(
        "C", .number(1e-12...1e12), default: .number(1),
        summary: "inverse strength of the penalty: smaller means simpler"),
      Hyperparameter(
        "max_iter", .integer(1...1_000_000), default: .integer(1000),
        summary: "iterations of the solver; enough for the optimum on nearly all data"),
      Hyperparameter(
        "tol", .number(0...1), default: .number(1e-12),
        summary:
          "largest slope at which the solver stops; stricter than scikit-learn's 1e-4, so that it is the optimum"
      ),
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant"),
    ],
    meaningVersion: 1, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    guard case .classes(let labels, let codes) = request.target else {
      throw LearningError("`logistic` predicts classes")
    }
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let total = request.weights.map(FixedOrder.sum) ?? Double(request.matrix.rowCount)
    let penalty = 1 / ((options.number("C") ?? 1) * total)
    switch request.matrix.storage {
    case .dense:
      let design = try ScaledDesign(
        request.matrix, weights: request.weights, centred: hasIntercept, penalty: penalty)
      return try fit(request, options, design, labels: labels, codes: codes, total: total, penalty: penalty)
    case .sparse(let rows):
      let design = try SparseDesign(
        rows, names: request.matrix.names, weights: request.weights, centred: hasIntercept, penalty: penalty)
      return try fit(request, options, design, labels: labels, codes: codes, total: total, penalty: penalty)
    }
  }

  private static func fit(
    _ request: FitRequest, _ options: Options, _ design: some LinearDesign, labels: [String], codes: [Int32],
    total: Double, penalty: Double
  ) throws -> any Predictor {
    let objective = LogisticObjective(
      design: design, codes: codes, vectorCount: labels.count == 2 ? 1 : labels.count,
      weights: request.weights, totalWeight: total, penalty: penalty,
      hasIntercept: options.boolean("fit_intercept") ?? true)
    let solver = LBFGS(
      gradientTolerance: options.number("tol") ?? 1e-12,
      maximumIterations: options.integer("max_iter") ?? 1000)
    let start = [Double](repeating: 0, count: objective.parameterCount)
    let result = try solver.minimise(from: start, objective.value) { iteration in
      if request.isCancelled() { throw CancellationError() }
      request.progress?(1 - 20 / Double(20 + iteration))
    }
    request.progress?(1)
    guard result.point.allSatisfy(\.isFinite) else {
      throw LearningError("`logistic` found no finite coefficients", hint: "add `standardize` to the recipe")
    }
    return predictor(result, objective, labels: labels, names: request.matrix.names)
  }

  private static func predictor(
    _ result: LBFGS.Result, _ objective: LogisticObjective<some LinearDesign>, labels: [String],
    names: [String]
  ) -> LogisticPredictor {
    var coefficients: [Double] = []
    var intercepts: [Double] = []
    for vector in 0..<objective.vectorCount {
      let (scaled, constant) = objective.part(vector, of: result.point)
      let (weights, intercept) = objective.design.coefficients(of: scaled, intercept: constant)
      coefficients += weights
      intercepts.append(intercept)
    }
    return LogisticPredictor(
      labels: labels, featureNames: names, coefficients: coefficients, intercepts: intercepts,
      deviations: objective.design.deviations, iterations: result.iterations, converged: result.converged)
  }
}
