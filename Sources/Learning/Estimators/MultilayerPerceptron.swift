import Canonical
import Frame

/// A neural network with one or two hidden layers, as scikit-learn's `MLPClassifier` and `MLPRegressor` with Adam.
enum MultilayerPerceptron {
  static let name = "mlp"

  static let spec = EstimatorSpec(
    name: name, summary: "a neural network with one or two hidden layers, trained by Adam",
    tasks: [.classification, .regression],
    hyperparameters: [
      Hyperparameter(
        "hidden_layer_sizes", .counts(1...10_000, atMost: 2), default: .list([.integer(100)]),
        summary: "how many units each hidden layer has"),
      Hyperparameter(
        "activation", .choice(NeuralNetwork.Activation.allCases.map(\.rawValue)), default: .text("relu"),
        summary: "the function behind each hidden unit"),
      Hyperparameter(
        "alpha", .number(0...1e12), default: .number(1e-4), summary: "strength of the L2 penalty"),
      Hyperparameter(
        "batch_size", .integer(1...1_000_000),
        summary: "rows a step; 200, or all where there are fewer"),
      Hyperparameter(
        "learning_rate_init", .number(1e-12...1e3), default: .number(1e-3), summary: "length of the steps"),
      Hyperparameter("max_iter", .integer(1...1_000_000), default: .integer(200), summary: "epochs, at most"),
      Hyperparameter(
        "tol", .number(0...1e300), default: .number(1e-4),
        summary: "gain of the loss below which an epoch is idle"),
      Hyperparameter(
        "n_iter_no_change", .integer(1...1_000_000), default: .integer(10),
        summary: "idle epochs in a row after which training stops; `validate on` has its own"),
    ],
    meaningVersion: 1, takesStart: true, step: "epoch", fit: fit)

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    let matrix = request.matrix
    guard matrix.columnCount > 0 else {
      throw LearningError("`mlp` needs a feature to read, and there are none")
    }
    let hidden = options.counts("hidden_layer_sizes") ?? [100]
    let truth = try truth(request.target)
    let sizes = [matrix.columnCount] + hidden + [truth.outputs]
    for (inputs, outputs) in zip(sizes, sizes.dropFirst())
    where inputs * outputs > 100_000_000 {
      throw LearningError(
        "a layer of \(NumberText.thousands(inputs)) by \(NumberText.thousands(outputs)) weights is too large for `mlp`",
        hint: "choose fewer units, or make fewer features with `svd` or `select`")
    }
    let maximum = options.integer("max_iter") ?? 200
    let training = NetworkTraining(
      rows: NetworkRows(matrix), truth: truth, weights: request.weights,
      alpha: options.number("alpha") ?? 1e-4,
      batchSize: options.integer("batch_size") ?? min(200, matrix.rowCount),
      learningRate: options.number("learning_rate_init") ?? 1e-3, maximumEpochs: maximum,
      tolerance: options.number("tol") ?? 1e-4,
      patience: request.validation?.patience ?? options.integer("n_iter_no_change") ?? 10)
    let activation =
      options.text("activation").flatMap(NeuralNetwork.Activation.init(rawValue:)) ?? .relu
    let start = try start(request, sizes, activation)
    let result = try training.run(
      start, seed: request.seed, watching: try request.validation.map { try watched($0, request.target) }
    ) { epoch, network in
      if request.isCancelled() { throw CancellationError() }
      request.progress?(Double(epoch) / Double(maximum))
      guard let observation = request.observation else { return }
      let model = MLPPredictor(
        classes: request.target.labels, featureNames: matrix.names, network: network, losses: [], watched: [],
        best: epoch, converged: false)
      try observation.report(epoch, try model.predict(observation.matrix))
    }
    request.progress?(1)
    guard result.network.layers.allSatisfy({ ($0.weights + $0.constants).allSatisfy(\.isFinite) }) else {
      throw LearningError(
        "`mlp` found no finite weights",
        hint: "add `standardize` to the recipe, or lower `learning_rate_init`")
    }
    return MLPPredictor(
      classes: request.target.labels, featureNames: matrix.names, network: result.network,
      losses: result.losses, watched: result.watched, best: result.best, converged: result.converged)
  }

  private static func truth(_ target: Target) throws(LearningError) -> NetworkTraining.Truth {
    switch target {
    case .classes(let labels, let codes): return .classes(codes, count: labels.count)
    case .numbers(let values): return .numbers(values)
    case .labels, .none: throw LearningError("`mlp` needs a target to learn from")
    }
  }

  /// The rows to watch, with the classes of those that are learned from.
  private static func watched(
    _ validation: ValidationRows, _ target: Target
  ) throws(LearningError) -> NetworkTraining {
    var truth = try truth(validation.target)
    if case .classes(let labels, let codes) = validation.target, let known = target.labels {
      let index = NameIndex(known)
      let places = labels.map { index[$0] }
      if let place = places.firstIndex(of: nil) {
        throw LearningError(
          "the rows of `validate on` have the class `\(labels[place])`, which is not learned")
      }
      truth = .classes(codes.map { Int32(places[Int($0)] ?? 0) }, count: known.count)
    }
    return NetworkTraining(
      rows: NetworkRows(validation.matrix), truth: truth, weights: nil, alpha: 0, batchSize: 1,
      learningRate: 0, maximumEpochs: 0, tolerance: 0, patience: 0)
  }

  /// The network to begin with: drawn, or that of a model to go on from.
  private static func start(
    _ request: FitRequest, _ sizes: [Int], _ activation: NeuralNetwork.Activation
  ) throws(LearningError) -> NeuralNetwork {
    guard let start = request.start else {
      var stream = RandomStream(seed: request.seed, stream: 0)
      return NeuralNetwork(sizes: sizes, activation: activation, stream: &stream)
    }
    guard let model = start as? MLPPredictor else {
      throw LearningError("`mlp` can go on from an `mlp` only")
    }
    let shape = model.network.layers.map(\.inputs) + [model.network.layers.last?.outputs ?? 0]
    guard shape == sizes, model.network.activation == activation,
      model.classes ?? [] == request.target.labels ?? []
    else {
      throw LearningError(
        "the model to go on from has other layers or classes",
        hint: "give both the same `hidden_layer_sizes` and `activation`")
    }
    try request.matrix.checkNames(model.featureNames)
    return model.network
  }
}
