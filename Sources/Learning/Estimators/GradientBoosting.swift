import Canonical

/// Gradient-boosted trees by libxgboost, with its names and defaults.
///
/// Trees are grown with histograms (`tree_method` hist). A classification starts from even odds (`base_score` 0.5), a regression
/// from the mean of the target (the median for `absoluteerror`), as XGBoost does from version 2 on. Features are single-precision;
/// missing values are learned a direction for at each split. Rankings draw pairs of rows of a query by chance, and before version 2
/// the library does so thread by thread, so that they are learned on one. Bytes of the model do not depend on the number of threads.
enum GradientBoosting {
  static let spec = EstimatorSpec(
    name: "gradient_boosting", summary: "gradient-boosted decision trees (XGBoost)",
    tasks: [.classification, .regression, .ranking], hyperparameters: BoostingOptions.all,
    meaningVersion: 3, takesMissing: true, takesStart: true, step: "round",
    fit: { try fit($0, $1, threads: 0) })

  /// - Parameter threads: 0 for as many as the machine has.
  static func fit(_ request: FitRequest, _ options: Options, threads: Int) throws -> any Predictor {
    let library = try XGBoostLibrary.installed.get()
    guard request.matrix.columnCount > 0 else {
      throw LearningError("`gradient_boosting` needs a feature, and there are none")
    }
    let request = try request.sortedByGroup()
    let goal = try BoostingGoal(request, options)
    let threads = library.isDeterministic(goal.objective) ? threads : 1
    let start = try start(request, goal)
    let matrix = try BoostingMatrix(
      try SinglePrecisionRows(request.matrix, for: spec.name), labels: goal.labels, weights: request.weights,
      groups: request.groups, library: library, threads: threads)
    let parameters =
      try BoostingOptions.parameters(options, objective: goal.objective, features: request.matrix.names)
      + goal.parameters(isContinued: start != nil) + [
        ("tree_method", "hist"), ("seed", String(libraryStream(request.seed))), ("seed_per_iteration", "1"),
        ("nthread", String(threads)),
      ]
    guard let validation = request.validation else {
      let booster = try boosted(
        on: matrix, goal, request, options, parameters, from: start, library: library, threads: threads)
      return try goal.predictor(
        booster, request, rounds: (start?.rounds ?? 0) + (options.integer("n_estimators") ?? 100),
        base: start?.base)
    }
    let watched = try BoostingMatrix(
      try SinglePrecisionRows(validation.matrix, for: spec.name),
      labels: try goal.labels(of: validation.target), weights: nil, groups: validation.groups,
      library: library,
      threads: threads)
    let booster = try Booster(
      training: matrix, validation: watched.handle, parameters: parameters, start: start?.model,
      library: library)
    var watch = WatchedBoosting(
      goal: goal, truth: try goal.labels(of: validation.target), weights: request.weights,
      groups: (request.groups, validation.groups), patience: validation.patience)
    try watch.boost(booster, on: matrix, watching: watched, request, options, from: start?.rounds ?? 0)
    let kept = (start?.rounds ?? 0) + watch.curve.best
    return try goal.predictor(
      try booster.first(kept), request, rounds: kept, base: start?.base, curve: watch.curve)
  }

  /// The booster after all its rounds, of each of which the request's observer has heard.
  private static func boosted(
    on matrix: borrowing BoostingMatrix, _ goal: BoostingGoal, _ request: FitRequest, _ options: Options,
    _ parameters: [(name: String, value: String)], from start: BoostedTrees?, library: XGBoostLibrary,
    threads: Int
  ) throws -> Booster {
    let first = start?.rounds ?? 0
    guard let observation = request.observation else {
      let booster = try Booster(
        training: matrix, validation: nil, parameters: parameters, start: start?.model, library: library)
      try boost(booster, on: matrix, request, options, from: first) { _ in }
      return booster
    }
    let observed = try BoostingMatrix(
      try SinglePrecisionRows(observation.matrix, for: spec.name), labels: [], weights: nil, library: library,
      threads: threads)
    let booster = try Booster(
      training: matrix, validation: observed.handle, parameters: parameters, start: start?.model,
      library: library)
    try boost(booster, on: matrix, request, options, from: first) { step in
      try observation.report(
        step, try goal.prediction(of: try booster.margins(observed)))
    }
    return booster
  }

  private static func boost(
    _ booster: borrowing Booster, on matrix: borrowing BoostingMatrix, _ request: FitRequest,
    _ options: Options,
    from first: Int, after: (_ step: Int) throws -> Void
  ) throws {
    let rounds = options.integer("n_estimators") ?? 100
    for round in 0..<rounds {
      if request.isCancelled() { throw CancellationError() }
      try booster.update(round: first + round, on: matrix)
      try after(round + 1)
      request.progress?(Double(round + 1) / Double(rounds))
    }
  }

  /// The model to go on from, which must be one that the same features and target lead to.
  private static func start(_ request: FitRequest, _ goal: BoostingGoal) throws(LearningError)
    -> BoostedTrees?
  {
    guard let start = request.start else { return nil }
    guard let trees = start as? BoostedTrees else {
      throw LearningError("`gradient_boosting` goes on from a model of its own kind alone")
    }
    try request.matrix.checkNames(trees.featureNames)
    guard trees.objective == goal.objective, trees.readsSparse == request.matrix.isSparse,
      (trees.classes ?? []).elementsEqual(request.target.labels ?? [], by: { $0.hasSameBytes(as: $1) })
    else {
      throw LearningError(
        "the model to go on from has other classes, another objective or another layout of features",
        hint: "give it the same features, target and `objective`")
    }
    return trees
  }

  /// The library takes 31 bits: those that the finaliser of SplitMix64 (Steele, Lea and Flood, 2014) leaves on top.
  private static func libraryStream(_ seed: UInt64) -> UInt64 {
    SplitMix.mixed(seed &+ SplitMix.gamma) >> 33
  }
}
