import Canonical

/// Gradient-boosted trees by libxgboost, with its names and defaults.
///
/// Trees are grown with histograms (`tree_method` hist). A classification starts from even odds (`base_score` 0.5), a regression
/// from the mean of the target, as XGBoost does from version 2 on. Features are single-precision; missing values
/// are learned a direction for at each split. Bytes of the model do not depend on the number of threads.
enum GradientBoosting {
  static let spec = EstimatorSpec(
    name: "gradient_boosting", summary: "gradient-boosted decision trees (XGBoost)",
    tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "n_estimators", .integer(1...100_000), default: .integer(100), summary: "boosting rounds"),
      Hyperparameter(
        "learning_rate", .number(1e-6...1), default: .number(0.3), summary: "how much each round adds"),
      Hyperparameter("max_depth", .integer(1...32), default: .integer(6), summary: "depth of a tree"),
      Hyperparameter(
        "min_child_weight", .number(0...1e12), default: .number(1),
        summary: "least sum of second derivatives in a leaf"),
      Hyperparameter("gamma", .number(0...1e12), default: .number(0), summary: "least gain of a split"),
      Hyperparameter(
        "subsample", .number(1e-3...1), default: .number(1), summary: "share of the rows drawn for each round"
      ),
      Hyperparameter(
        "colsample_bytree", .number(1e-3...1), default: .number(1),
        summary: "share of the features drawn for each tree"),
      Hyperparameter(
        "reg_lambda", .number(0...1e12), default: .number(1), summary: "L2 penalty on leaf values"),
      Hyperparameter(
        "reg_alpha", .number(0...1e12), default: .number(0), summary: "L1 penalty on leaf values"),
      Hyperparameter(
        "max_bin", .integer(2...65_536), default: .integer(256), summary: "histogram bins a feature"),
    ],
    meaningVersion: 2, takesMissing: true, fit: { try fit($0, $1, threads: 0) })

  /// - Parameter threads: 0 for as many as the machine has.
  static func fit(_ request: FitRequest, _ options: Options, threads: Int) throws -> any Predictor {
    let library = try XGBoostLibrary.installed.get()
    guard request.matrix.columnCount > 0 else {
      throw LearningError("`gradient_boosting` needs a feature, and there are none")
    }
    let objective = try Objective(request)
    let rounds = options.integer("n_estimators") ?? 100
    let rows = try SinglePrecisionRows(request.matrix)
    let matrix = try BoostingMatrix(
      rows, labels: objective.labels, weights: request.weights, library: library, threads: threads)
    let parameters =
      objective.parameters + options.boosterParameters + [
        ("tree_method", "hist"), ("seed", String(libraryStream(request.seed))), ("seed_per_iteration", "1"),
        ("nthread", String(threads)),
      ]
    let booster = try Booster(training: matrix, parameters: parameters, library: library)
    for round in 0..<rounds {
      if request.isCancelled() { throw CancellationError() }
      try booster.update(round: round, on: matrix)
      request.progress?(Double(round + 1) / Double(rounds))
    }
    return try BoostedTrees(
      booster, classes: request.target.labels, featureNames: request.matrix.names, rounds: rounds,
      readsSparse: request.matrix.isSparse)
  }

  /// The library takes 31 bits: those that the finaliser of SplitMix64 (Steele, Lea and Flood, 2014) leaves on top.
  private static func libraryStream(_ seed: UInt64) -> UInt64 {
    SplitMix.mixed(seed &+ SplitMix.gamma) >> 33
  }
}

/// What the trees minimise, and the target as the library reads it.
private struct Objective {
  let labels: [Float]
  let parameters: [(name: String, value: String)]

  init(_ request: FitRequest) throws(LearningError) {
    switch request.target {
    case .classes(let names, let codes):
      labels = codes.map(Float.init)
      parameters =
        names.count == 2
        ? [("objective", "binary:logistic"), ("base_score", "0.5")]
        : [("objective", "multi:softprob"), ("num_class", String(names.count)), ("base_score", "0.5")]
    case .numbers(let values):
      labels = values.map(Float.init)
      guard labels.allSatisfy(\.isFinite) else {
        throw LearningError("a value of the target is too large for `gradient_boosting`")
      }
      let mean = Float(Moments.mean(values, weights: request.weights))
      guard mean.isFinite else {
        throw LearningError("the values of the target are too large for `gradient_boosting`")
      }
      let start = mean.magnitude < 1e-30 ? 0 : mean
      parameters = [("objective", "reg:squarederror"), ("base_score", "\(start)")]
    case .none: throw LearningError("`gradient_boosting` needs a target to learn from")
    }
  }
}

extension Options {
  /// Everything but the number of rounds, under the library's names, which are ours.
  fileprivate var boosterParameters: [(name: String, value: String)] {
    GradientBoosting.spec.hyperparameters.map(\.name).compactMap { name in
      guard name != "n_estimators", let value = self[name] else { return nil }
      return (name, value.text)
    }
  }
}
