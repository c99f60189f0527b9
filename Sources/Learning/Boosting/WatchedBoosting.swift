/// Boosting that looks at rows it does not learn from after each round, and stops where they are predicted no better for long.
struct WatchedBoosting {
  let goal: BoostingGoal
  /// The targets of the rows that are watched.
  let truth: [Float]
  /// Of the rows that are learned from.
  let weights: [Double]?
  /// The queries of the rows that are learned from and of those watched, where rows are ranked.
  let groups: (training: [Int32]?, watched: [Int32]?)
  /// After how many rounds without a better score to stop.
  let patience: Int
  private var training: [Double] = []
  private var validation: [Double] = []

  init(
    goal: BoostingGoal, truth: [Float], weights: [Double]?, groups: (training: [Int32]?, watched: [Int32]?),
    patience: Int
  ) {
    self.goal = goal
    self.truth = truth
    self.weights = weights
    self.groups = groups
    self.patience = patience
  }

  /// The scores of the rounds so far, of which there is at least one; the best round is the one to keep.
  var curve: TrainingCurve {
    TrainingCurve(metric: goal.loss.name, training: training, validation: validation)
  }

  /// - Parameter first: how many rounds the ensemble has already.
  mutating func boost(
    _ booster: borrowing Booster, on matrix: borrowing BoostingMatrix,
    watching watched: borrowing BoostingMatrix,
    _ request: FitRequest, _ options: Options, from first: Int
  ) throws {
    let rounds = options.integer("n_estimators") ?? 100
    var best = 0
    for round in 0..<rounds {
      if request.isCancelled() { throw CancellationError() }
      try booster.update(round: first + round, on: matrix)
      training.append(
        goal.loss.value(try booster.margins(matrix), goal.labels, weights: weights, groups: groups.training))
      validation.append(
        goal.loss.value(try booster.margins(watched), truth, weights: nil, groups: groups.watched))
      guard training[round].isFinite, validation[round].isFinite else {
        throw LearningError(
          "`gradient_boosting` predicts values that are not finite in round \(round + 1)",
          hint:
            "a smaller `learning_rate`, or `reg_lambda` and `min_child_weight` above zero, keep leaves in bounds"
        )
      }
      request.progress?(Double(round + 1) / Double(rounds))
      if validation[round] < validation[best] { best = round }
      if round - best >= patience { break }
    }
    request.progress?(1)
  }
}
