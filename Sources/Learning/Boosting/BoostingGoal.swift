import Frame

/// What the trees minimise, and the target as the library reads it.
struct BoostingGoal {
  let objective: BoostingObjective
  let labels: [Float]
  let loss: BoostingLoss
  /// Where boosting starts: the prediction without any tree.
  private let start: Float
  private let classes: [String]?

  init(_ request: FitRequest, _ options: Options) throws(LearningError) {
    let written = options.text("objective")
    switch request.target {
    case .classes(let names, let codes):
      if let written {
        throw LearningError(
          "the objective `\(written)` is for numbers, and the target is a category",
          hint: "leave `objective` out: classes are learned by log loss")
      }
      objective = names.count == 2 ? .binary : .softmax
      labels = codes.map(Float.init)
      classes = names
      start = 0.5
    case .numbers(let values):
      objective = written.flatMap(BoostingObjective.init(rawValue:)) ?? .squarederror
      classes = nil
      try BoostingGoal.checkGroups(request, objective)
      labels = try BoostingGoal.singles(values)
      try objective.check(values)
      start = Float(objective.start(values, weights: request.weights))
      guard start.isFinite else {
        throw LearningError("the values of the target are too large for `gradient_boosting`")
      }
    case .labels, .none: throw LearningError("`gradient_boosting` needs a target to learn from")
    }
    loss = BoostingLoss(
      objective: objective, outputs: objective == .softmax ? classes?.count ?? 1 : 1,
      tweediePower: options.number("tweedie_variance_power") ?? 1.5,
      huberSlope: options.number("huber_slope") ?? 1)
  }

  private static func checkGroups(
    _ request: FitRequest, _ objective: BoostingObjective
  ) throws(LearningError) {
    guard objective.ranks != (request.groups != nil) else { return }
    throw objective.ranks
      ? LearningError(
        "`\(objective.rawValue)` orders the rows of each query, and nothing says which rows are of one",
        hint: "`group COLUMN`")
      : LearningError(
        "`\(objective.rawValue)` looks at single rows, and `group` names queries",
        hint: "leave `group` out, or `objective: rank_ndcg`")
  }

  private static func singles(_ values: [Double]) throws(LearningError) -> [Float] {
    let singles = values.map(Float.init)
    guard singles.allSatisfy(\.isFinite) else {
      throw LearningError("a value of the target is too large for `gradient_boosting`")
    }
    return singles
  }

  /// The targets of other rows as the library reads them. Fails for a class that training does not have.
  func labels(of target: Target) throws(LearningError) -> [Float] {
    switch target {
    case .numbers(let values):
      try objective.check(values)
      return try BoostingGoal.singles(values)
    case .classes(let names, let codes):
      let known = classes ?? []
      let places = names.map { name in known.firstIndex { $0.hasSameBytes(as: name) } }
      if let index = places.firstIndex(of: nil) {
        throw LearningError(
          "the rows to watch have the class `\(names[index])`, which the training rows have not")
      }
      return codes.map { Float(places[Int($0)] ?? 0) }
    case .labels, .none: throw LearningError("the rows to watch have no such target")
    }
  }

  /// What the library is told of the goal.
  /// - Parameter isContinued: whether the model begins with trees, and so has its start already.
  func parameters(isContinued: Bool) -> [(name: String, value: String)] {
    var parameters = [(name: "objective", value: objective.libraryName)]
    if objective == .softmax { parameters.append(("num_class", String(classes?.count ?? 0))) }
    if !isContinued { parameters.append(("base_score", "\(start)")) }
    return parameters
  }

  /// What sums of trees say, which the library gives row by row with the start of the boosting in them.
  func prediction(of margins: [Float]) throws(LearningError) -> Prediction {
    let outputs = loss.outputs
    let sums = (0..<outputs).map { output in
      stride(from: output, to: margins.count, by: outputs).map { Double(margins[$0]) }
    }
    return try BoostedTrees.prediction(sums, objective: objective, classes: classes)
  }

  /// - Parameter base: where the model started that was gone on from.
  func predictor(
    _ booster: borrowing Booster, _ request: FitRequest, rounds: Int, base: Double?,
    curve: TrainingCurve? = nil
  ) throws(LearningError) -> BoostedTrees {
    try BoostedTrees(
      booster, objective: objective, classes: classes, featureNames: request.matrix.names, rounds: rounds,
      base: base ?? objective.margin(of: Double(start)), readsSparse: request.matrix.isSparse, curve: curve)
  }
}
