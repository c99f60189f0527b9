import Canonical
import Frame

/// Several models that answer together, as scikit-learn's `VotingClassifier`, `BaggingClassifier`, `StackingClassifier` and their
/// regressors: models of different kinds that vote, one kind on many draws of the rows, or models whose answers another one reads.
enum Ensemble {
  static let name = "ensemble"

  static let spec = EstimatorSpec(
    name: name, summary: "several models that answer together", tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "kind", .choice(EnsemblePredictor.Kind.allCases.map(\.rawValue)), default: .text("voting"),
        summary:
          "voting: the models' mean or majority; bagging: one model on many draws of the rows; stacking: another model learns from what they say of rows they have not seen"
      ),
      Hyperparameter(
        "voting", .choice(["hard", "soft"]),
        summary: "classes: hard (default) counts votes, soft takes the mean of the probabilities"),
      Hyperparameter(
        "weights", .counts(0...1_000_000, atMost: 100),
        summary: "how much each model's vote counts: whole numbers in the order of the models"),
      Hyperparameter(
        "n_estimators", .integer(1...10_000), summary: "bagging: how many draws, 10 where left out"),
      Hyperparameter(
        "max_samples", .number(1e-6...1), summary: "bagging: rows of a draw, as a share; all where left out"),
      Hyperparameter(
        "bootstrap", .boolean, summary: "bagging: whether a row may be drawn again (default yes)"),
      Hyperparameter(
        "folds", .integer(2...100), summary: "stacking: parts for the out-of-fold predictions (default 5)"),
      Hyperparameter(
        "final_estimator", .choice(finals),
        summary: "stacking: the model that reads the others: logistic or ridge where left out"),
      Hyperparameter(
        "passthrough", .boolean, summary: "stacking: whether it reads the features too (default no)"),
    ],
    meaningVersion: 1, takesMissing: true, fit: fit)

  private static let finals = [
    "logistic", "linear", "ridge", "lasso", "elastic_net", "svm", "knn", "naive_bayes", "gradient_boosting",
  ]

  private static let owners: [(option: String, kind: EnsemblePredictor.Kind)] = [
    ("voting", .voting), ("weights", .voting), ("n_estimators", .bagging), ("max_samples", .bagging),
    ("bootstrap", .bagging), ("folds", .stacking), ("final_estimator", .stacking), ("passthrough", .stacking),
  ]

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let kind = options.text("kind").flatMap(EnsemblePredictor.Kind.init(rawValue:)) ?? .voting
    for (option, owner) in owners where options.isWritten(option) && owner != kind {
      throw LearningError(
        "`\(option)` belongs to `kind: \(owner.rawValue)`, and this ensemble is `kind: \(kind.rawValue)`")
    }
    guard let first = request.members.first else {
      throw LearningError("an ensemble needs models to be made of", hint: "name them with `of`")
    }
    switch kind {
    case .voting: return try voting(request, options)
    case .stacking: return try Stacking(request, options).fit()
    case .bagging:
      guard request.members.count == 1 else {
        throw LearningError(
          "`kind: bagging` draws rows for one model, and \(request.members.count) are named",
          hint: "name one, or use `kind: voting`")
      }
      return try bagging(first, request, options)
    }
  }

  // MARK: Voting

  private static func voting(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let weights = options.counts("weights") ?? request.members.map { _ in 1 }
    guard weights.count == request.members.count else {
      throw LearningError(
        "\(NumberText.count(weights.count, "weight")) stand beside \(NumberText.count(request.members.count, "model"))",
        hint: "write one for each model")
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw LearningError("every model has the weight zero")
    }
    if options.isWritten("voting"), request.target.task == .regression {
      throw LearningError("`voting` is about classes, and the target is a number: the answer is the mean")
    }
    let jobs = request.members.enumerated().map { index, member in
      MemberFit(member, request, rows: nil, stream: index)
    }
    let models = try MemberFit.all(jobs, request, share: 0...1)
    let isSoft = options.text("voting") == "soft"
    if isSoft { try requireProbabilities(models, request) }
    return EnsemblePredictor(
      kind: .voting, isSoft: isSoft, classes: request.target.labels, featureNames: request.matrix.names,
      members: zip(request.members, models).map { ($0.name, $1) }, weights: weights.map(Double.init))
  }

  /// Proves that every model gives probabilities, from what it says of the first row.
  private static func requireProbabilities(_ models: [any Predictor], _ request: FitRequest) throws {
    let probe = request.matrix.rows([0])
    for (member, model) in zip(request.members, models) {
      guard try model.predict(probe).probabilities == nil else { continue }
      throw LearningError(
        "`\(member.name)` gives scores and no probabilities", hint: "use `voting: hard`")
    }
  }

  // MARK: Bagging

  private static func bagging(
    _ member: EnsembleMember, _ request: FitRequest, _ options: Options
  ) throws -> any Predictor {
    let count = options.integer("n_estimators") ?? 10
    let all = request.matrix.rowCount
    let size = max(1, Int((options.number("max_samples") ?? 1) * Double(all)))
    let repeats = options.boolean("bootstrap") ?? true
    let jobs = try (0..<count).map { index in
      var stream = RandomStream(seed: request.seed, stream: UInt64(index))
      let rows = try drawn(size, of: all, repeats: repeats, request.target, &stream)
      return MemberFit(member, request, rows: rows, stream: index)
    }
    let models = try MemberFit.all(jobs, request, share: 0...1)
    let isSoft = try models.first?.predict(request.matrix.rows([0])).probabilities != nil
    return EnsemblePredictor(
      kind: .bagging, isSoft: isSoft, classes: request.target.labels, featureNames: request.matrix.names,
      members: models.map { (member.name, $0) }, weights: models.map { _ in 1 })
  }

  /// Rows in ascending order; drawn again where they have one class only.
  private static func drawn(
    _ size: Int, of all: Int, repeats: Bool, _ target: Target, _ stream: inout RandomStream
  ) throws(LearningError) -> [Int32] {
    for _ in 0..<100 {
      var rows: [Int32]
      if repeats {
        rows = (0..<size).map { _ in Int32(truncatingIfNeeded: stream.next(below: all)) }
      } else {
        rows = (0..<all).map { Int32(truncatingIfNeeded: $0) }
        stream.shuffle(&rows, last: size)
        rows = Array(rows.suffix(size))
      }
      rows.sort()
      guard case .classes(_, let codes) = target, let first = rows.first else { return rows }
      if rows.contains(where: { codes[Int($0)] != codes[Int(first)] }) { return rows }
    }
    throw LearningError(
      "draws of \(NumberText.count(size, "row")) have one class only", hint: "raise `max_samples`")
  }
}

/// One model of an ensemble that is to be fitted.
struct MemberFit: Sendable {
  private let member: EnsembleMember
  private let request: FitRequest

  /// - Parameters:
  ///   - rows: the rows to learn from; nil for all.
  ///   - stream: tells the random choices of one model from those of another.
  init(_ member: EnsembleMember, _ request: FitRequest, rows: [Int32]?, stream: Int) {
    self.member = member
    var own = request
    own.members = []
    own.parameters = member.parameters
    own.progress = nil
    own.seed = SplitMix.mixed(request.seed &+ SplitMix.gamma &* (UInt64(stream) &+ 1))
    if let rows {
      own.matrix = request.matrix.rows(rows)
      own.target = request.target.rows(rows)
      own.weights = request.weights.map { weights in rows.map { weights[Int($0)] } }
    }
    self.request = own
  }

  func fit() throws -> any Predictor {
    guard let spec = Estimators[member.estimator], spec.name != Ensemble.name else {
      throw LearningError("an ensemble cannot be made of `\(member.estimator)`")
    }
    do {
      return try spec.fit(request)
    } catch let error as LearningError {
      throw LearningError("`\(member.name)`: \(error.message)", hint: error.hint, kind: error.kind)
    }
  }

  /// The models in the order of the jobs, as many at a time as there are cores.
  static func all(
    _ jobs: [MemberFit], _ request: FitRequest, share: ClosedRange<Double>
  ) throws -> [any Predictor] {
    var models: [any Predictor] = []
    for start in stride(from: 0, to: jobs.count, by: Parallel.cores) {
      if request.isCancelled() { throw CancellationError() }
      let end = min(start + Parallel.cores, jobs.count)
      let results = Parallel.map(end - start) { index in Result { try jobs[start + index].fit() } }
      models += try results.map { try $0.get() }
      let done = Double(end) / Double(jobs.count)
      request.progress?(share.lowerBound + done * (share.upperBound - share.lowerBound))
    }
    return models
  }
}
