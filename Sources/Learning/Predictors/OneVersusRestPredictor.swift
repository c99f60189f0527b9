import Canonical
import Frame

/// A model for each of several labels, which a row may have any number of.
package struct OneVersusRestPredictor: Predictor {
  package static let kind = "one_versus_rest"

  /// Distinct, in byte order.
  package let labels: [String]
  /// One for each label: classifiers of two classes, the second of which stands for the label.
  package let models: [any Predictor]

  /// `models`: of the labels, in their order. Fails where one does not tell two classes apart.
  init(labels: [String], models: [any Predictor]) throws(LearningError) {
    guard !labels.isEmpty, models.count == labels.count, models.allSatisfy({ $0.classes?.count == 2 }) else {
      throw LearningError("a label is learned by a model of two classes")
    }
    self.labels = labels
    self.models = models
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    let outcomes = Parallel.map(models.count) { label in
      Result { () throws(LearningError) in try models[label].predict(matrix) }
    }
    var said: [Prediction] = []
    for outcome in outcomes { said.append(try outcome.get()) }
    guard let prediction = LabelPrediction(names: labels, each: said) else {
      throw LearningError("the models of the labels speak of different rows")
    }
    return .labels(prediction)
  }

  /// The model of a label. Fails where there is none of that name.
  package func model(of label: String?) throws(LearningError) -> any Predictor {
    guard let label else {
      throw LearningError(
        "of \(labels.count) labels one must be named to be explained", hint: "`class: \"\(labels[0])\"`")
    }
    guard let place = labels.firstIndex(where: { $0.hasSameBytes(as: label) }) else {
      throw LearningError(
        "the model has no label `\(label)`", hint: "its labels are \(enumeration(labels, limit: 20))")
    }
    return models[place]
  }

  package var featureNames: [String] { models[0].featureNames }
  package var classes: [String]? { nil }
  package var task: Task { .multilabel }
  package var parameterCount: Int { models.reduce(0) { $0 + $1.parameterCount } }

  package var facts: [ModelFact] {
    var facts = [ModelFact("labels", NumberText.thousands(labels.count))]
    facts += models[0].facts.filter { fact in
      fact.label != "classes" && models.allSatisfy { $0.facts.contains(fact) }
    }
    return facts
  }

  package var warnings: [String] {
    zip(labels, models).flatMap { label, model in model.warnings.map { "\(label): \($0)" } }
  }

  package var importanceMeaning: String {
    "mean over the labels of \(models[0].importanceMeaning), each as shares that add up to 1"
  }

  package var importance: [FeatureImportance] {
    let index = NameIndex(featureNames)
    var sums = [Double](repeating: 0, count: featureNames.count)
    for model in models {
      let own = model.importance
      let total = FixedOrder.sum(own.map(\.value))
      guard total > 0, total.isFinite else { continue }
      for item in own { if let place = index[item.feature] { sums[place] += item.value / total } }
    }
    guard sums.contains(where: { $0 > 0 }) else { return [] }
    return FeatureImportance.ranked(featureNames, sums.map { $0 / Double(models.count) })
  }
}

extension OneVersusRestPredictor {
  /// The same labels, each by the model that `change` makes of its own. The position of the label is passed along.
  package func mapped(_ change: (Int, any Predictor) throws -> any Predictor) throws -> OneVersusRestPredictor
  {
    var changed: [any Predictor] = []
    for (label, model) in models.enumerated() {
      do {
        changed.append(try change(label, model))
      } catch let error as LearningError {
        throw LearningError("for the label `\(labels[label])`: \(error.message)", hint: error.hint)
      }
    }
    return try OneVersusRestPredictor(labels: labels, models: changed)
  }

  /// The same labels with calibrated probabilities.
  /// - Parameters:
  ///   - prediction: what models of the same choice have said of rows they had not seen, with `truth`.
  ///   - weights: of those rows.
  package func calibrated(
    _ method: CalibrationMethod, outOfFold prediction: Prediction, truth: Target, weights: [Double]?
  ) throws -> OneVersusRestPredictor {
    guard case .labels(let said) = prediction, case .labels(let sets) = truth, said.names == labels,
      sets.names == labels
    else { throw LearningError("the model and those of the cross-validation have different labels") }
    return try mapped { label, model in
      try CalibratedPredictor(
        model, method, outOfFold: said.binary(label),
        truth: stride(from: label, to: sets.flags.count, by: labels.count).map { Int32(sets.flags[$0]) },
        weights: weights)
    }
  }

  /// What models of the same choice have said of some rows, calibrated as this model's own answers are.
  package func calibrated(_ prediction: Prediction) -> Prediction {
    guard case .labels(let said) = prediction, said.names == labels else { return prediction }
    let each = models.enumerated().map { label, model in
      (model as? CalibratedPredictor)?.calibrated(said.binary(label)) ?? said.binary(label)
    }
    return LabelPrediction(names: labels, each: each).map { .labels($0) } ?? prediction
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(each: labels) { $0.write($1) }
    writer.write(each: models) { $0.write(Predictors.encode($1)) }
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    labels = try readLabels(from: &reader)
    models = try reader.readArray { reader throws(DecodingFailure) in
      try Predictors.decode(try reader.readBytes(), inside: Self.kind)
    }
    guard !labels.isEmpty, models.count == labels.count, models.allSatisfy({ $0.classes?.count == 2 }),
      models.allSatisfy({ $0.featureNames.elementsEqual(models[0].featureNames) { $0.hasSameBytes(as: $1) } })
    else { throw DecodingFailure("models of labels that do not fit") }
  }
}
