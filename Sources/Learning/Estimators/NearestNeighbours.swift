import Canonical

/// Classes and numbers by the nearest rows, as scikit-learn's `KNeighborsClassifier` and `KNeighborsRegressor`: exact, and of
/// equally near rows the first ones.
enum NearestNeighbours {
  static let name = "knn"

  static let spec = EstimatorSpec(
    name: name, summary: "the classes or the mean of the nearest rows",
    tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "n_neighbors", .integer(1...100_000), default: .integer(5), summary: "how many rows are asked"),
      Hyperparameter(
        "weights", .choice(["uniform", "distance"]), default: .text("uniform"),
        summary: "distance: the nearer a row, the more it counts"),
      Hyperparameter(
        "p", .integer(1...2), default: .integer(2),
        summary: "the distance: 1 the sum of the differences (Manhattan), 2 the straight line (Euclidean)"),
      Hyperparameter(
        "algorithm", .choice(NeighbourSearch.Algorithm.allCases.map(\.rawValue)), default: .text("auto"),
        summary: "how rows are looked for; the answer is the same: auto takes a tree up to 15 features"),
    ],
    meaningVersion: 1, takesWeights: false, fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let neighbours = options.integer("n_neighbors") ?? 5
    let rows = request.matrix.rowCount
    guard neighbours <= rows else {
      throw LearningError(
        "`n_neighbors` is \(NumberText.thousands(neighbours)), and there are \(NumberText.count(rows, "row"))",
        hint: "choose \(rows) or fewer")
    }
    guard request.matrix.columnCount > 0 else {
      throw LearningError("`knn` needs a feature to tell how near rows are, and there are none")
    }
    let algorithm = options.text("algorithm").flatMap(NeighbourSearch.Algorithm.init(rawValue:)) ?? .auto
    if request.matrix.isSparse, algorithm == .kdTree {
      throw LearningError(
        "`algorithm: kd_tree` needs all numbers, and these features are kept without their zeros",
        hint: "leave `algorithm` out")
    }
    if request.isCancelled() { throw CancellationError() }
    let model = KNNPredictor(
      matrix: request.matrix, target: request.target, neighbours: neighbours,
      countsDistance: options.text("weights") == "distance",
      metric: options.integer("p") == 1 ? .manhattan : .euclidean, algorithm: algorithm)
    request.progress?(1)
    return model
  }
}
