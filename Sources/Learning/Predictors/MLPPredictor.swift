import Canonical

/// A trained neural network.
package struct MLPPredictor: Predictor {
  package static let kind = "mlp"

  package let classes: [String]?
  package let featureNames: [String]
  let network: NeuralNetwork
  /// The training loss of each epoch.
  package let losses: [Double]
  /// The loss of the rows that were watched, after each epoch; empty where there were none.
  package let watched: [Double]
  private let best: Int
  private let converged: Bool

  init(
    classes: [String]?, featureNames: [String], network: NeuralNetwork, losses: [Double], watched: [Double],
    best: Int, converged: Bool
  ) {
    self.classes = classes
    self.featureNames = featureNames
    self.network = network
    self.losses = losses
    self.watched = watched
    self.best = best
    self.converged = converged
  }

  package var parameterCount: Int { network.parameterCount }

  package var facts: [ModelFact] {
    let layers = network.layers.dropLast().map { NumberText.thousands($0.outputs) }
    var facts = [
      ModelFact("hidden units", layers.joined(separator: " · ")),
      ModelFact("epochs", NumberText.thousands(losses.count)),
    ]
    if !watched.isEmpty { facts.append(ModelFact("best epoch", NumberText.thousands(best))) }
    if let last = losses.last { facts.append(ModelFact("training loss", NumberText.significant(last, 4))) }
    facts.append(ModelFact("activation", network.activation.rawValue))
    return facts
  }

  /// The loss of the rows that were learned from and of those that were watched; nil where none were.
  package var trainingCurve: TrainingCurve? {
    guard !watched.isEmpty else { return nil }
    return TrainingCurve(metric: "loss", training: losses, validation: watched, kept: best)
  }

  package var warnings: [String] {
    guard !converged else { return [] }
    return [
      "The loss still fell after \(NumberText.count(losses.count, "epoch")): raise `max_iter`, or standardize the features."
    ]
  }

  package var importanceMeaning: String {
    "size of the weights that leave the feature, as a share of the sum"
  }

  package var importance: [FeatureImportance] {
    guard let first = network.layers.first else { return [] }
    let sizes = (0..<first.inputs).map { input in
      first.weights[input * first.outputs..<(input + 1) * first.outputs].reduce(0) { $0 + $1.magnitude }
    }
    let total = FixedOrder.sum(sizes)
    guard total > 0, total.isFinite else { return [] }
    return FeatureImportance.ranked(featureNames, sizes.map { $0 / total })
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    try matrix.checkValues(for: "mlp", takesMissing: false)
    let rows = (0..<matrix.rowCount).map { Int32(truncatingIfNeeded: $0) }
    let outputs = network.forward(rows, of: NetworkRows(matrix)).last ?? []
    let width = network.layers.last?.outputs ?? 1
    if let place = outputs.firstIndex(where: { !$0.isFinite }) {
      throw LearningError(
        "the features of row \(place / width + 1) are too large to compute a prediction from")
    }
    guard let classes else { return .values(outputs) }
    let values =
      width == 1
      ? outputs.flatMap { [Elementary.logistic(-$0), Elementary.logistic($0)] }
      : rows.indices.flatMap { Softmax.probabilities(Array(outputs[$0 * width..<($0 + 1) * width])) }
    return .probabilities(labels: classes, values: values)
  }
}

extension MLPPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(network.activation.rawValue)
    writer.write(each: network.layers) {
      $0.write($1.weights)
      $0.write($1.constants)
    }
    writer.write(losses)
    writer.write(watched)
    writer.write(best)
    writer.write(converged)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    let name = try reader.readString()
    let parts = try reader.readArray { reader throws(DecodingFailure) in
      (weights: try reader.readDoubles(), constants: try reader.readDoubles())
    }
    losses = try reader.readDoubles()
    watched = try reader.readDoubles()
    best = try reader.readInt()
    converged = try reader.readBool()
    var layers: [NeuralNetwork.Layer] = []
    var inputs = featureNames.count
    for part in parts {
      let outputs = part.constants.count
      guard outputs > 0, inputs > 0, part.weights.count == inputs * outputs,
        part.weights.allSatisfy(\.isFinite), part.constants.allSatisfy(\.isFinite)
      else { throw DecodingFailure("a layer whose parts do not fit") }
      layers.append(
        NeuralNetwork.Layer(
          inputs: inputs, outputs: outputs, weights: part.weights, constants: part.constants))
      inputs = outputs
    }
    let classCount = classes?.count ?? 2
    guard let activation = NeuralNetwork.Activation(rawValue: name), (2...3).contains(layers.count),
      classCount >= 2, inputs == (classCount == 2 ? 1 : classCount), losses.allSatisfy(\.isFinite),
      watched.allSatisfy(\.isFinite), watched.isEmpty || watched.count == losses.count,
      (losses.isEmpty ? 0...0 : 1...losses.count).contains(best)
    else { throw DecodingFailure("a network whose parts do not fit") }
    network = NeuralNetwork(activation: activation, layers: layers)
  }
}
