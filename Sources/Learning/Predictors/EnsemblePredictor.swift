import Canonical

/// Fitted models that answer together.
package struct EnsemblePredictor: Predictor {
  package static let kind = "ensemble"

  /// How the models' answers become one.
  enum Kind: String, CaseIterable {
    case voting, bagging, stacking
  }

  private let way: Kind
  /// Whether probabilities are averaged; otherwise votes are counted.
  private let isSoft: Bool
  package let classes: [String]?
  package let featureNames: [String]
  /// The models, under their names.
  package let members: [(name: String, model: any Predictor)]
  /// What each model's answer counts, one each.
  private let weights: [Double]
  /// What reads the models' answers, where they are stacked.
  package let final: (any Predictor)?
  /// Whether it reads the features too.
  private let passesFeatures: Bool

  init(
    kind: Kind, isSoft: Bool, classes: [String]?, featureNames: [String],
    members: [(name: String, model: any Predictor)], weights: [Double], final: (any Predictor)? = nil,
    passesFeatures: Bool = false
  ) {
    way = kind
    self.isSoft = isSoft
    self.classes = classes
    self.featureNames = featureNames
    self.members = members
    self.weights = weights
    self.final = final
    self.passesFeatures = passesFeatures
  }

  package var parameterCount: Int {
    members.reduce(final?.parameterCount ?? 0) { $0 + $1.model.parameterCount }
  }

  package var facts: [ModelFact] {
    var facts = [ModelFact("kind", way.rawValue)]
    if way == .bagging {
      facts.append(ModelFact("models", "\(members.count) of \(members.first?.name ?? "")"))
    } else {
      facts.append(ModelFact("models", members.map(\.name).joined(separator: ", ")))
    }
    if way == .voting, classes != nil {
      facts.append(ModelFact("votes", isSoft ? "mean of the probabilities" : "counted"))
    }
    if let final { facts.append(ModelFact("read by", type(of: final).kind)) }
    return facts
  }

  /// Those of the models, each once.
  package var warnings: [String] {
    var seen: [String] = []
    for (name, model) in members {
      for warning in model.warnings where !seen.contains("\(name): \(warning)") {
        seen.append("\(name): \(warning)")
      }
    }
    return seen + (final?.warnings ?? [])
  }

  package var importanceMeaning: String {
    "mean over the models that know one, each as shares that add up to 1"
  }

  package var importance: [FeatureImportance] {
    let index = NameIndex(featureNames)
    var sums = [Double](repeating: 0, count: featureNames.count)
    var count = 0.0
    for (_, model) in members {
      let own = model.importance
      let total = FixedOrder.sum(own.map(\.value))
      guard total > 0, total.isFinite else { continue }
      count += 1
      for item in own { if let place = index[item.feature] { sums[place] += item.value / total } }
    }
    return count == 0 ? [] : FeatureImportance.ranked(featureNames, sums.map { $0 / count })
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    try matrix.checkNames(featureNames)
    var said: [Prediction] = []
    for (_, model) in members {
      let prediction = try model.predict(matrix)
      said.append(classes.map(prediction.widened) ?? prediction)
    }
    if let final {
      let answers = StackedAnswers.matrix(
        said, names: members.map(\.name), features: passesFeatures ? matrix : nil)
      return try final.predict(answers)
    }
    guard let classes else { return .values(mean(said, count: matrix.rowCount)) }
    return .probabilities(labels: classes, values: shares(said, classes.count, rows: matrix.rowCount))
  }

  private func mean(_ said: [Prediction], count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for (prediction, weight) in zip(said, weights) {
      guard case .values(let values) = prediction else { continue }
      for (row, value) in values.enumerated() { sums[row] += weight * value }
    }
    let total = FixedOrder.sum(weights)
    return sums.map { $0 / total }
  }

  private func shares(_ said: [Prediction], _ classes: Int, rows: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: rows * classes)
    for (prediction, weight) in zip(said, weights) {
      if isSoft, let (_, values) = prediction.probabilities {
        for (place, value) in values.enumerated() { sums[place] += weight * value }
      } else {
        for (row, code) in prediction.labelCodes.enumerated() { sums[row * classes + Int(code)] += weight }
      }
    }
    let total = FixedOrder.sum(weights)
    return sums.map { $0 / total }
  }
}

extension EnsemblePredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(way.rawValue)
    writer.write(isSoft)
    writer.write(optional: classes) { $0.write(each: $1) { $0.write($1) } }
    writer.write(each: featureNames) { $0.write($1) }
    writer.write(each: members) {
      $0.write($1.name)
      $0.write(Predictors.encode($1.model))
    }
    writer.write(weights)
    writer.write(optional: final) { $0.write(Predictors.encode($1)) }
    writer.write(passesFeatures)
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    let name = try reader.readString()
    isSoft = try reader.readBool()
    classes = try reader.readOptional { reader throws(DecodingFailure) in try readLabels(from: &reader) }
    featureNames = try reader.readArray { reader throws(DecodingFailure) in try reader.readString() }
    members = try reader.readArray { reader throws(DecodingFailure) in
      (
        name: try reader.readString(),
        model: try Predictors.decode(try reader.readBytes(), inside: EnsemblePredictor.kind)
      )
    }
    weights = try reader.readDoubles()
    final = try reader.readOptional { reader throws(DecodingFailure) in
      try Predictors.decode(try reader.readBytes(), inside: EnsemblePredictor.kind)
    }
    passesFeatures = try reader.readBool()
    guard let way = Kind(rawValue: name), !members.isEmpty, weights.count == members.count,
      weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.contains(where: { $0 > 0 }),
      (classes?.count ?? 2) >= 2, (final != nil) == (way == .stacking)
    else { throw DecodingFailure("an ensemble whose parts do not fit") }
    self.way = way
    try checkModels()
  }

  /// Each model tells classes apart that the ensemble knows, or none where it knows none; so does what reads them.
  private func checkModels() throws(DecodingFailure) {
    for model in members.map(\.model) + (final.map { [$0] } ?? []) {
      guard (model.classes == nil) == (classes == nil),
        model.task == (classes == nil ? .regression : .classification),
        (model.classes ?? []).allSatisfy({ (classes ?? []).containsBytes(of: $0) })
      else { throw DecodingFailure("an ensemble of models for another target") }
    }
    guard final == nil || final?.classes ?? [] == classes ?? [] else {
      throw DecodingFailure("an ensemble read by a model for other classes")
    }
  }
}
