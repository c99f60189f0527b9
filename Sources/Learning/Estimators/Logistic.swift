import Canonical

/// Logistic regression, as scikit-learn's `LogisticRegression`: with an L2 penalty, an L1 penalty, both or none.
///
/// Minimises `C · Σ weight · loss + l1_ratio ‖w‖₁ + ½ (1 − l1_ratio) ‖w‖²`, the intercept unpenalised. Two classes: one coefficient
/// vector and the binomial deviance. More: a vector a class and the multinomial deviance (softmax). With a penalty the
/// objective has one minimum, and the solver goes on until it is there: a result is the same whatever solver found it.
enum Logistic {
  static let spec = EstimatorSpec(
    name: "logistic", summary: "logistic regression; softmax for more than two classes",
    tasks: [.classification],
    hyperparameters: [
      Hyperparameter(
        "penalty", .choice(["l2", "l1", "elasticnet", "none"]), default: .text("l2"),
        summary: "l1 leaves features out; elasticnet is a mixture"),
      Hyperparameter(
        "C", .number(1e-12...1e12), default: .number(1),
        summary: "inverse strength of the penalty: smaller means simpler"),
      Hyperparameter("l1_ratio", .number(0...1), summary: "the L1 penalty's part of an elasticnet"),
      Hyperparameter(
        "max_iter", .integer(1...1_000_000), default: .integer(1000),
        summary: "iterations of the solver; enough for the optimum on nearly all data"),
      Hyperparameter(
        "tol", .number(0...1), default: .number(1e-12),
        summary:
          "largest slope at which the solver stops; stricter than scikit-learn's 1e-4, so that it is the optimum; "
          + "1e-10 at least with an L1 penalty"
      ),
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant"),
    ],
    meaningVersion: 3, takesStart: true, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    guard case .classes(let labels, let codes) = request.target else {
      throw LearningError("`logistic` predicts classes")
    }
    let ratio = try l1Ratio(options)
    if let ratio, ratio > 0 {
      return try sparse(request, options, labels: labels, codes: codes, ratio: ratio)
    }
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let total = request.weights.map(FixedOrder.sum) ?? Double(request.matrix.rowCount)
    let penalty = ratio == nil ? 0 : 1 / ((options.number("C") ?? 1) * total)
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

  /// The model that fitting begins with, where one is given: it saves iterations, and the optimum is the same.
  private static func model(
    toGoOnFrom request: FitRequest, _ labels: [String]
  ) throws(LearningError) -> LogisticPredictor? {
    guard let start = request.start else { return nil }
    guard let model = start as? LogisticPredictor, model.classes == labels else {
      throw LearningError("`logistic` can go on from a `logistic` for the same classes only")
    }
    try request.matrix.checkNames(model.featureNames)
    return model
  }

  /// The L1 penalty's part; nil without any penalty.
  private static func l1Ratio(_ options: Options) throws(LearningError) -> Double? {
    let penalty = options.text("penalty") ?? "l2"
    guard penalty == "elasticnet" else {
      if options.isWritten("l1_ratio") {
        throw LearningError("`l1_ratio` goes with `penalty: elasticnet`, not with `penalty: \(penalty)`")
      }
      if penalty == "none", options.isWritten("C") {
        throw LearningError("`C` is the strength of a penalty, and there is none")
      }
      return penalty == "none" ? nil : penalty == "l1" ? 1 : 0
    }
    guard let ratio = options.number("l1_ratio") else {
      throw LearningError("`penalty: elasticnet` needs an `l1_ratio`", hint: "for instance `l1_ratio: 0.5`")
    }
    return ratio
  }

  /// With an L1 penalty, under which most coefficients may be zero.
  private static func sparse(
    _ request: FitRequest, _ options: Options, labels: [String], codes: [Int32], ratio: Double
  ) throws -> any Predictor {
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let deviations = try FeatureDeviations.of(request.matrix, weights: request.weights)
    let strength = options.number("C") ?? 1
    let costs =
      request.weights.map { $0.map { $0 * strength } }
      ?? [Double](repeating: strength, count: request.matrix.rowCount)
    var model = SparseLogistic(
      ColumnVectors(request.matrix, weights: request.weights, centred: hasIntercept), codes: codes,
      vectorCount: labels.count == 2 ? 1 : labels.count, costs: costs, l1: ratio, l2: 1 - ratio,
      hasIntercept: hasIntercept)
    if let start = try self.model(toGoOnFrom: request, labels) { model.start(from: start) }
    let (iterations, converged) = try model.minimise(
      tolerance: max(options.number("tol") ?? 1e-12, 1e-10) * max(FixedOrder.sum(costs), 1),
      maximumIterations: options.integer("max_iter") ?? 1000
    ) { iteration in
      if request.isCancelled() { throw CancellationError() }
      request.progress?(1 - 20 / Double(20 + iteration))
    }
    request.progress?(1)
    let vectors = (0..<model.vectorCount).map(model.model)
    guard vectors.allSatisfy({ $0.intercept.isFinite && $0.weights.allSatisfy(\.isFinite) }) else {
      throw LearningError("`logistic` found no finite coefficients", hint: "add `standardize` to the recipe")
    }
    return LogisticPredictor(
      labels: labels, featureNames: request.matrix.names, coefficients: vectors.flatMap(\.weights),
      intercepts: vectors.map(\.intercept), deviations: deviations, iterations: iterations,
      converged: converged)
  }

  private static func fit(
    _ request: FitRequest, _ options: Options, _ design: some LinearDesign, labels: [String], codes: [Int32],
    total: Double, penalty: Double
  ) throws -> any Predictor {
    let objective = LogisticObjective(
      design: design, codes: codes, vectorCount: labels.count == 2 ? 1 : labels.count,
      weights: request.weights, totalWeight: total, penalty: penalty,
      hasIntercept: options.boolean("fit_intercept") ?? true)
    func observe(_ iteration: Int) throws {
      if request.isCancelled() { throw CancellationError() }
      request.progress?(1 - 20 / Double(20 + iteration))
    }
    let given = try model(toGoOnFrom: request, labels).map { objective.point($0) }
    let near =
      given == nil
      ? try (objective as? LogisticObjective<ScaledDesign>).flatMap { objective in
        try LogisticStart(objective) { _ in if request.isCancelled() { throw CancellationError() } }
      } : nil
    let solver = LBFGS(
      gradientTolerance: options.number("tol") ?? 1e-12,
      maximumIterations: options.integer("max_iter") ?? 1000, precondition: near?.newton)
    let start = given ?? near?.point ?? [Double](repeating: 0, count: objective.parameterCount)
    let result = try solver.minimise(from: start, objective.value, observe: observe)
    request.progress?(1)
    guard result.point.allSatisfy(\.isFinite) else {
      throw LearningError("`logistic` found no finite coefficients", hint: "add `standardize` to the recipe")
    }
    // Without a penalty nothing holds the coefficients of classes that features tell apart without a mistake.
    let isSeparated = penalty == 0 && result.value < 1e-6
    return predictor(result, objective, labels: labels, names: request.matrix.names, isSeparated: isSeparated)
  }

  private static func predictor(
    _ result: LBFGS.Result, _ objective: LogisticObjective<some LinearDesign>, labels: [String],
    names: [String], isSeparated: Bool
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
      deviations: objective.design.deviations, iterations: result.iterations, converged: result.converged,
      isSeparated: isSeparated)
  }
}
