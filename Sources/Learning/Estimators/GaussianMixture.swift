import Canonical
import Frame

/// Clusters as normal distributions, as scikit-learn's `GaussianMixture`: expectation and maximisation from the clusters of k-means.
enum GaussianMixture {
  static let name = "gaussian_mixture"

  static let spec = EstimatorSpec(
    name: name, summary: "clusters as normal distributions, found by expectation and maximisation",
    tasks: [.clustering],
    hyperparameters: [
      Hyperparameter(
        "n_components", .integer(1...1000), default: .integer(1), summary: "how many distributions"),
      Hyperparameter(
        "covariance_type", .choice(GaussianComponents.Shape.allCases.map(\.rawValue)), default: .text("full"),
        summary:
          "full: each has its own; tied: all the same; diag: features independent; spherical: one variance"),
      Hyperparameter(
        "reg_covar", .number(0...1e300), default: .number(1e-6), summary: "added to every variance"),
      Hyperparameter(
        "tol", .number(0...1e300), default: .number(1e-3),
        summary: "gain of the mean log-likelihood at which a run ends"),
      Hyperparameter(
        "max_iter", .integer(1...1_000_000), default: .integer(100), summary: "iterations a run"),
      Hyperparameter(
        "n_init", .integer(1...1000), default: .integer(1),
        summary: "runs from different clusters, of which the best is kept"),
    ],
    meaningVersion: 1, takesSparse: false, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let count = options.integer("n_components") ?? 1
    let matrix = request.matrix
    try KMeans.requireRows(name, count, request)
    _ = try FeatureDeviations.of(matrix, weights: nil)
    let distances = CentreDistances(matrix)
    let lloyd = Lloyd(
      distances: distances, weights: request.weights, count: count, maximumIterations: 300, tolerance: 0)
    // On shifted features, so that large numbers do not cost digits.
    let solver = ExpectationMaximization(
      points: (0..<matrix.rowCount).flatMap(distances.point), width: matrix.columnCount,
      weights: request.weights,
      shape: options.text("covariance_type").flatMap(GaussianComponents.Shape.init(rawValue:)) ?? .full,
      floor: options.number("reg_covar") ?? 1e-6, tolerance: options.number("tol") ?? 1e-3,
      maximumIterations: options.integer("max_iter") ?? 100)
    let runs = options.integer("n_init") ?? 1
    var best: ExpectationMaximization.Result?
    for run in 0..<runs {
      var stream = RandomStream(seed: request.seed, stream: UInt64(run))
      func observe(_: Int) throws { if request.isCancelled() { throw CancellationError() } }
      let clusters = try lloyd.run(from: lloyd.carefulStart(&stream), observe: observe)
      let result = try solver.run(from: clusters.nearest.map(\.code), count: count, observe: observe)
      request.progress?(Double(run + 1) / Double(runs))
      if let result, result.logLikelihood > best?.logLikelihood ?? -.infinity { best = result }
    }
    guard let best else {
      throw LearningError(
        "a distribution of `gaussian_mixture` fell in on too few rows",
        hint: "raise `reg_covar`, choose fewer `n_components`, or `covariance_type: diag`")
    }
    let rows = request.weights.map(FixedOrder.sum) ?? Double(matrix.rowCount)
    return GaussianMixturePredictor(
      featureNames: matrix.names, components: best.components, shift: distances.shift,
      logLikelihood: best.logLikelihood, rows: rows, iterations: best.iterations, converged: best.converged)
  }
}
