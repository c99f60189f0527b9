import Canonical
import Frame

/// Models whose answers another one reads. It learns from what they say of rows they have not seen: D. H. Wolpert, "Stacked
/// Generalization" (1992); folds and columns as in scikit-learn's `StackingClassifier`.
struct Stacking {
  private let request: FitRequest
  private let folds: Int
  private let final: String
  private let passesFeatures: Bool

  init(_ request: FitRequest, _ options: Options) throws(LearningError) {
    self.request = request
    folds = options.integer("folds") ?? 5
    final = options.text("final_estimator") ?? (request.target.labels == nil ? "ridge" : "logistic")
    passesFeatures = options.boolean("passthrough") ?? false
    guard let task = request.target.task, Estimators[final]?.tasks.contains(task) == true else {
      throw LearningError(
        "`final_estimator: \(final)` does not fit the target",
        hint: request.target.labels == nil ? "use `ridge`" : "use `logistic`")
    }
    if passesFeatures, request.matrix.isSparse {
      throw LearningError("`passthrough` needs all numbers, and these features are kept without their zeros")
    }
  }

  func fit() throws -> any Predictor {
    let unseen = try outOfFold()
    let models = try MemberFit.all(
      request.members.enumerated().map { MemberFit($1, request, rows: nil, stream: $0) }, request,
      share: 0.8...0.95)
    var own = request
    own.matrix = StackedAnswers.matrix(
      unseen, names: request.members.map(\.name), features: passesFeatures ? request.matrix : nil)
    own.members = []
    own.parameters = [:]
    own.progress = nil
    guard let spec = Estimators[final] else {
      throw LearningError("there is no model of the kind `\(final)`")
    }
    let reader = try spec.fit(own)
    request.progress?(1)
    return EnsemblePredictor(
      kind: .stacking, isSoft: true, classes: request.target.labels, featureNames: request.matrix.names,
      members: zip(request.members, models).map { ($0.name, $1) }, weights: models.map { _ in 1 },
      final: reader, passesFeatures: passesFeatures)
  }

  /// What each model says of all rows, each row told by a model that was fitted without it.
  private func outOfFold() throws -> [Prediction] {
    let parts = try CrossFolds(folds, of: request.target, shuffledBy: nil)
    let rows = (0..<folds).map { fold in
      parts.fold.indices.filter { parts.fold[$0] == fold }.map { Int32(truncatingIfNeeded: $0) }
    }
    let others = (0..<folds).map { fold in
      parts.fold.indices.filter { parts.fold[$0] != fold }.map { Int32(truncatingIfNeeded: $0) }
    }
    let jobs = request.members.flatMap { member in
      (0..<folds).map { MemberFit(member, request, rows: others[$0], stream: $0) }
    }
    let models = try MemberFit.all(jobs, request, share: 0...0.8)
    let order = rows.flatMap { $0 }
    var places = [Int32](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { places[Int(row)] = Int32(truncatingIfNeeded: place) }
    return try request.members.indices.map { member in
      let said = try (0..<folds).map { fold in
        try models[member * folds + fold].predict(request.matrix.rows(rows[fold]))
      }
      return try StackedAnswers.joined(said, labels: request.target.labels).rows(places)
    }
  }
}

/// What models say of rows, as features of another model.
enum StackedAnswers {
  /// One prediction of the rows of all, in their order.
  static func joined(_ parts: [Prediction], labels: [String]?) throws(LearningError) -> Prediction {
    guard let labels else {
      return .values(
        parts.flatMap { part -> [Double] in if case .values(let values) = part { values } else { [] } })
    }
    let wide = parts.map { $0.widened(to: labels) }
    let values = wide.flatMap { $0.ofClasses?.values ?? [] }
    let hasScores = wide.contains { $0.probabilities == nil }
    if hasScores, parts.contains(where: { $0.labels?.count != labels.count }) {
      throw LearningError(
        "a model that gives scores misses a class in one of the folds", hint: "choose fewer `folds`")
    }
    return hasScores
      ? .scores(labels: labels, values: values) : .probabilities(labels: labels, values: values)
  }

  /// A column a class and model, or, for two classes and for numbers, a column a model; then the features.
  static func matrix(_ predictions: [Prediction], names: [String], features: FeatureMatrix?) -> FeatureMatrix
  {
    var columns: [FeatureColumn] = []
    var titles: [String] = []
    for (name, prediction) in zip(names, predictions) {
      switch prediction {
      case .values(let values):
        columns.append(.numbers(values))
        titles.append(name)
      default:
        let labels = prediction.labels ?? []
        for code in labels.indices where labels.count > 2 || code == 1 {
          columns.append(.numbers(prediction.score(of: code)))
          titles.append(labels.count > 2 ? "\(name): \(labels[code])" : name)
        }
      }
    }
    if let features {
      titles += features.names
      for index in 0..<features.columnCount { columns.append(.numbers(features.column(index))) }
    }
    return FeatureMatrix(rowCount: predictions.first?.count ?? 0, names: titles, columns: columns)
  }
}
