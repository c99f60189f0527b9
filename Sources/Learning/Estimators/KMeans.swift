import Canonical
import Frame

/// Clusters around means, as scikit-learn's `KMeans`: Lloyd's iterations from centres chosen with care, the best of several runs.
enum KMeans {
  static let name = "kmeans"

  static let spec = EstimatorSpec(
    name: name, summary: "clusters around means (k-means)", tasks: [.clustering],
    hyperparameters: [
      Hyperparameter(
        "n_clusters", .integer(1...10_000), default: .integer(8), summary: "how many clusters"),
      Hyperparameter(
        "init", .choice(["k-means++", "random"]), default: .text("k-means++"),
        summary: "how the first centres are chosen"),
      Hyperparameter(
        "n_init", .integer(1...1000),
        summary: "runs from different centres, of which the best is kept: 1, or 10 from random ones"),
      Hyperparameter(
        "max_iter", .integer(1...1_000_000), default: .integer(300), summary: "iterations a run"),
      Hyperparameter(
        "tol", .number(0...1), default: .number(1e-4),
        summary: "shift of the centres at which a run ends, in mean variances of the features"),
    ],
    meaningVersion: 1, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let count = options.integer("n_clusters") ?? 8
    let matrix = request.matrix
    try requireRows(name, count, request)
    let deviations = try FeatureDeviations.of(matrix, weights: nil)
    let variance = Moments.mean(deviations.map { $0 * $0 })
    let isRandom = options.text("init") == "random"
    let runs = options.integer("n_init") ?? (isRandom ? 10 : 1)
    let lloyd = Lloyd(
      distances: CentreDistances(matrix), weights: request.weights, count: count,
      maximumIterations: options.integer("max_iter") ?? 300,
      tolerance: (options.number("tol") ?? 1e-4) * variance)
    let best = try self.best(of: runs, lloyd, isRandom: isRandom, request)
    let shift = lloyd.distances.shift
    let centres = best.centres.map { zip($0, shift).map { $0 + $1 } }
    guard centres.allSatisfy({ $0.allSatisfy(\.isFinite) }), best.inertia.isFinite else {
      throw LearningError("`kmeans` found no finite centres", hint: "add `standardize` to the recipe")
    }
    let codes = best.nearest.map(\.code)
    let silhouette = SampledSilhouette.of(lloyd.distances, codes, count: count)
    return KMeansPredictor(
      featureNames: matrix.names, centres: centres, shift: shift, sizes: sizes(codes, count),
      inertia: best.inertia, silhouette: silhouette?.value, silhouetteRows: silhouette?.rows ?? 0,
      iterations: best.iterations, converged: best.converged)
  }

  /// The run of the least inertia, the first of equals.
  static func best(of runs: Int, _ lloyd: Lloyd, isRandom: Bool, _ request: FitRequest) throws -> Lloyd.Result
  {
    var best: Lloyd.Result?
    for run in 0..<runs {
      var stream = RandomStream(seed: request.seed, stream: UInt64(run))
      let start = isRandom ? lloyd.randomStart(&stream) : lloyd.carefulStart(&stream)
      let result = try lloyd.run(from: start) { _ in
        if request.isCancelled() { throw CancellationError() }
      }
      request.progress?(Double(run + 1) / Double(runs))
      if result.inertia < best?.inertia ?? .infinity { best = result }
    }
    guard let best else {
      throw LearningError(
        "the features are too large to compute distances with", hint: "add `standardize` to the recipe")
    }
    return best
  }

  static func sizes(_ codes: [Int32], _ count: Int) -> [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for code in codes { sizes[Int(code)] += 1 }
    return sizes
  }

  /// Proves that there are features, and as many rows that count as clusters.
  static func requireRows(_ name: String, _ count: Int, _ request: FitRequest) throws(LearningError) {
    guard request.matrix.columnCount > 0 else {
      throw LearningError("`\(name)` needs a feature to tell rows apart, and there are none")
    }
    let rows = request.weights?.count { $0 > 0 } ?? request.matrix.rowCount
    guard rows >= count else {
      throw LearningError(
        "\(NumberText.count(rows, "row")) cannot be put into \(NumberText.count(count, "cluster"))",
        hint: "choose fewer clusters")
    }
  }
}
