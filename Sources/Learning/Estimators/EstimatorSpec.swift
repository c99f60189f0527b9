/// The declaration of a kind of model: what `model KIND` means, takes and does.
package struct EstimatorSpec: Sendable {
  /// The word behind `model`.
  package let name: String
  /// What it is, in a phrase, for the documentation.
  package let summary: String
  /// What it can learn; a target of another kind is an error. A classifier learns several labels too, each against the rest.
  package let tasks: Set<Task>
  /// The options that may be written behind the name.
  package let hyperparameters: [Hyperparameter]
  /// Rises whenever the same request would give another model; part of a result's key.
  package let meaningVersion: Int
  /// Whether features may have missing values.
  package let takesMissing: Bool
  /// Whether rows may have weights.
  package let takesWeights: Bool
  /// Whether features may come without their zeros.
  package let takesSparse: Bool
  /// Whether fitting may start from a model of the same kind.
  package let takesStart: Bool
  /// What a step of its training is called, such as `round` or `epoch`, where rows that it does not learn from can be looked at
  /// after each; nil where it is fitted in one go.
  package let step: String?
  /// Learns a model. Throws `LearningError` where the data or options do not allow it, and `CancellationError`
  /// where `isCancelled` said so. The same request gives the same model on every machine.
  package let fit: @Sendable (FitRequest) throws -> any Predictor

  init(
    name: String, summary: String, tasks: Set<Task>, hyperparameters: [Hyperparameter],
    meaningVersion: Int, takesMissing: Bool = false, takesWeights: Bool = true, takesSparse: Bool = true,
    takesStart: Bool = false, step: String? = nil,
    fit: @escaping @Sendable (FitRequest, Options) throws -> any Predictor
  ) {
    self.name = name
    self.summary = summary
    self.tasks = tasks.contains(.classification) ? tasks.union([.multilabel]) : tasks
    self.hyperparameters = hyperparameters
    self.meaningVersion = meaningVersion
    self.takesMissing = takesMissing
    self.takesWeights = takesWeights
    self.takesSparse = takesSparse
    self.takesStart = takesStart
    self.step = step
    let fitted: @Sendable (FitRequest) throws -> any Predictor = { request in
      var request = request
      if request.isBalanced, case .classes(_, let codes) = request.target {
        request.weights = ClassWeights.balanced(codes, weights: request.weights)
        request.isBalanced = false
      }
      try request.check(name: name, tasks: tasks, takesMissing: takesMissing)
      try request.checkExtras(
        name: name, weights: takesWeights, sparse: takesSparse, start: takesStart, steps: step != nil)
      guard request.groups == nil || tasks.contains(.ranking) else {
        throw LearningError("`\(name)` ranks nothing, and `group` names queries", hint: "leave `group` out")
      }
      let options = try Options(of: name, request.parameters, declared: hyperparameters)
      return try fit(request, options)
    }
    self.fit = { request in
      guard tasks.contains(.classification), case .labels(let sets) = request.target else {
        return try fitted(request)
      }
      return try OneVersusRest.fit(request, sets, fitted)
    }
  }
}

extension EstimatorSpec {
  /// Whether fitting may watch rows that it does not learn from, and stop early.
  package var takesValidation: Bool { step != nil }
}

/// Everything that a model is learned from.
package struct FitRequest: Sendable {
  /// The features, a row for each value of the target.
  package var matrix: FeatureMatrix
  /// As many rows as the matrix.
  package var target: Target
  /// A weight a row, finite, not negative and not all zero; nil: every row counts the same.
  package var weights: [Double]?
  /// Whether each class is weighed by the inverse of its frequency besides: of several labels, each for itself.
  package var isBalanced: Bool
  /// The query of each row, for models that rank the rows of a query; nil for all others.
  package var groups: [Int32]?
  /// Rows to watch while fitting, for kinds that stop early; nil: none.
  package var validation: ValidationRows?
  /// Who is told after each step of what the model then says of other rows, for kinds that are fitted in steps; nil: nobody.
  package var observation: Observation?
  /// A model of the same kind to go on from; nil: from the beginning.
  package var start: (any Predictor)?
  /// The models that an ensemble is made of; empty for all other kinds.
  package var members: [EnsembleMember]
  /// The options that were written, under their names; the declared defaults stand in for the others.
  package var parameters: [String: HyperparameterValue]
  /// Every random choice derives from it; estimators without one ignore it.
  package var seed: UInt64
  /// Called now and then with the share of the work that is done, from 0 to 1.
  package var progress: (@Sendable (Double) -> Void)?
  /// Asked now and then; once it answers yes, `fit` throws `CancellationError`.
  package var isCancelled: @Sendable () -> Bool

  /// A request with the defaults of everything that is left out.
  package init(
    matrix: FeatureMatrix, target: Target, weights: [Double]? = nil, isBalanced: Bool = false,
    groups: [Int32]? = nil, parameters: [String: HyperparameterValue] = [:], seed: UInt64 = 0,
    validation: ValidationRows? = nil, observation: Observation? = nil, start: (any Predictor)? = nil,
    members: [EnsembleMember] = [],
    progress: (@Sendable (Double) -> Void)? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.matrix = matrix
    self.target = target
    self.weights = weights
    self.isBalanced = isBalanced
    self.groups = groups
    self.parameters = parameters
    self.validation = validation
    self.observation = observation
    self.start = start
    self.members = members
    self.seed = seed
    self.progress = progress
    self.isCancelled = isCancelled
  }
}

/// Rows that fitting watches and does not learn from.
package struct ValidationRows: Sendable {
  /// The same features as the rows that are learned from.
  package var matrix: FeatureMatrix
  /// As many values as the matrix has rows, of the same kind as the target that is learned; every class is one that it has.
  package var target: Target
  /// The query of each row, for models that rank the rows of a query; nil for all others.
  package var groups: [Int32]?
  /// After how many rounds without a gain on these rows fitting stops.
  package var patience: Int

  package init(matrix: FeatureMatrix, target: Target, groups: [Int32]? = nil, patience: Int = 10) {
    self.matrix = matrix
    self.target = target
    self.groups = groups
    self.patience = patience
  }
}

/// Rows of which a model says something after each step of its training. They change nothing about it.
package struct Observation: Sendable {
  /// The same features as the rows that are learned from.
  package var matrix: FeatureMatrix
  /// Takes the number of the step, from one, and what the model says of the rows after it. What it throws ends the fit.
  package var report: @Sendable (_ step: Int, _ prediction: Prediction) throws -> Void

  package init(
    of matrix: FeatureMatrix,
    report: @escaping @Sendable (_ step: Int, _ prediction: Prediction) throws -> Void
  ) {
    self.matrix = matrix
    self.report = report
  }
}

/// One of the models that an ensemble is made of: fitted anew, on the rows that the ensemble gives it.
package struct EnsembleMember: Sendable, Equatable {
  /// What it is called on the page.
  package var name: String
  /// The kind of model.
  package var estimator: String
  /// The options that were written.
  package var parameters: [String: HyperparameterValue]

  package init(name: String, estimator: String, parameters: [String: HyperparameterValue]) {
    self.name = name
    self.estimator = estimator
    self.parameters = parameters
  }
}
