import Canonical
import Frame

/// Linear support vector machines by liblinear's definitions: scikit-learn's `LinearSVC` (one class against the rest) and `LinearSVR`.
///
/// Minimises `½ ‖w‖² + C Σ weight · loss`, with the constant, times `intercept_scaling`, penalised like a coefficient. Squared losses
/// are minimised by Newton's method, which ends exactly; the others by their duals.
enum SupportVectorMachine {
  static let name = "svm"

  static let spec = EstimatorSpec(
    name: name, summary: "a linear support vector machine; its scores are no probabilities",
    tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "C", .number(1e-12...1e12), default: .number(1),
        summary: "inverse strength of the penalty: smaller means simpler"),
      Hyperparameter(
        "loss", .choice(Loss.allCases.map(\.rawValue)),
        summary:
          "classes: squared_hinge (default), hinge; numbers: epsilon_insensitive (default), squared_epsilon_insensitive"
      ),
      Hyperparameter(
        "epsilon", .number(0...1e300), default: .number(0),
        summary: "by how much a number may be missed at no cost"),
      Hyperparameter(
        "intercept_scaling", .number(1e-6...1e6), default: .number(1),
        summary: "the constant feature's value: larger means a less penalised constant"),
      Hyperparameter(
        "max_iter", .integer(1...10_000_000), default: .integer(20_000),
        summary: "sweeps over the rows, at most"),
      Hyperparameter(
        "tol", .number(0...1), default: .number(1e-8),
        summary: "violation of the optimum at which the solver stops; stricter than scikit-learn's 1e-4"),
      Hyperparameter(
        "fit_intercept", .boolean, default: .boolean(true), summary: "whether to learn a constant"),
    ],
    meaningVersion: 1, fit: fit)

  enum Loss: String, CaseIterable {
    case hinge, squaredHinge = "squared_hinge"
    case epsilonInsensitive = "epsilon_insensitive"
    case squaredEpsilonInsensitive = "squared_epsilon_insensitive"

    var task: Task {
      switch self {
      case .hinge, .squaredHinge: .classification
      case .epsilonInsensitive, .squaredEpsilonInsensitive: .regression
      }
    }
  }

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let written = options.text("loss").flatMap(Loss.init(rawValue:))
    if let written, written.task != request.target.task {
      let fitting = Loss.allCases.filter { $0.task == request.target.task }.map { "`\($0.rawValue)`" }
      throw LearningError(
        "the loss `\(written.rawValue)` does not fit the target",
        hint: "use \(fitting.joined(separator: " or "))")
    }
    let deviations = try FeatureDeviations.of(request.matrix, weights: request.weights)
    switch request.target {
    case .classes(let labels, let codes):
      if options.isWritten("epsilon") {
        throw LearningError("`epsilon` is about numbers, and the target has classes")
      }
      let vectors = try solve(
        (labels.count == 2 ? [1] : Array(labels.indices)).map { code in
          .classes(codes.map { $0 == Int32(code) ? 1 : -1 })
        }, isSquared: written != .hinge, request, options)
      return SVMPredictor(
        labels: labels, featureNames: request.matrix.names,
        coefficients: vectors.flatMap { $0.coefficients }, intercepts: vectors.map(\.intercept),
        deviations: deviations, sweeps: vectors.map(\.sweeps).max() ?? 0,
        converged: vectors.allSatisfy(\.converged))
    case .numbers(let values):
      let margin = options.number("epsilon") ?? 0
      let machines = try solve(
        [.numbers(values, margin: margin)], isSquared: written == .squaredEpsilonInsensitive, request, options
      )
      return LinearPredictor(
        name: name, featureNames: request.matrix.names, coefficients: machines[0].coefficients,
        intercept: machines[0].intercept, deviations: deviations,
        facts: [
          ModelFact("C", NumberText.exact(options.number("C") ?? 1)),
          ModelFact("iterations", NumberText.thousands(machines[0].sweeps)),
        ], warnings: machines[0].converged ? [] : [SVMPredictor.warning(machines[0].sweeps)])
    case .labels, .none: throw LearningError("`svm` needs a target to learn from")
    }
  }

  /// One fitted vector.
  private struct Machine: Sendable {
    let coefficients: [Double]
    let intercept: Double
    let sweeps: Int
    let converged: Bool
  }

  private static func solve(
    _ losses: [SquaredMargins.Loss], isSquared: Bool, _ request: FitRequest, _ options: Options
  ) throws -> [Machine] {
    let strength = options.number("C") ?? 1
    let hasIntercept = options.boolean("fit_intercept") ?? true
    let constant = hasIntercept ? options.number("intercept_scaling") ?? 1 : nil
    let costs =
      request.weights.map { $0.map { $0 * strength } }
      ?? [Double](repeating: strength, count: request.matrix.rowCount)
    let tolerance = options.number("tol") ?? 1e-8
    let sweeps = options.integer("max_iter") ?? 20_000
    let rows = isSquared ? nil : RowVectors(request.matrix, constant: constant)
    var machines: [Machine] = []
    for (index, loss) in losses.enumerated() {
      func observe(_ sweep: Int) throws {
        if request.isCancelled() { throw CancellationError() }
        request.progress?((Double(index) + 1 - 20 / Double(20 + sweep)) / Double(losses.count))
      }
      let stream = RandomStream(seed: request.seed, stream: UInt64(index))
      let found: (vector: [Double], sweeps: Int, converged: Bool)
      if let rows {
        let solver = DualCoordinateDescent(
          rows: rows, costs: costs, tolerance: tolerance, maximumSweeps: sweeps)
        let solution =
          switch loss {
          case .classes(let signs): try solver.classifier(signs: signs, stream: stream, observe: observe)
          case .numbers(let target, let margin):
            try solver.regression(target: target, margin: margin, stream: stream, observe: observe)
          }
        found = (solution.vector, solution.sweeps, solution.converged)
      } else {
        let objective = SquaredMargins(request.matrix, costs: costs, constant: constant, loss: loss)
        let largest = costs.reduce(0) { max($0, $1) } * Double(request.matrix.rowCount)
        let solver = NewtonCG(
          gradientTolerance: tolerance * max(largest, 1) * 1e-2, maximumIterations: sweeps)
        let result = try solver.minimise(
          objective, from: [Double](repeating: 0, count: objective.parameterCount), observe: observe)
        found = (result.point, result.iterations, result.converged)
      }
      guard found.vector.allSatisfy(\.isFinite) else {
        throw LearningError("`svm` found no finite coefficients", hint: "add `standardize` to the recipe")
      }
      let count = request.matrix.columnCount
      machines.append(
        Machine(
          coefficients: Array(found.vector.prefix(count)),
          intercept: constant.map { $0 * found.vector[count] } ?? 0, sweeps: found.sweeps,
          converged: found.converged))
    }
    request.progress?(1)
    return machines
  }
}
