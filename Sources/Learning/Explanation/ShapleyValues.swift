import Canonical
import Frame

/// What each feature has added to some predictions: their Shapley values (Lundberg and Lee, 2017).
///
/// For every row, `base` and the row's values add up to what the model says, on the scale that `scale` names.
package struct ShapleyValues: Sendable {
  /// The features, a column of `values` each.
  package let names: [String]
  /// The class whose prediction is explained; nil for a number.
  package fileprivate(set) var outputClass: String?
  /// What the model says on average, before it knows any feature.
  package let base: Double
  /// Row-major: what feature `f` adds for row `r` is `values[r * names.count + f]`.
  package let values: [Double]
  /// What base and values are measured in.
  package let scale: ShapleyScale
  /// How the absence of a feature is understood, in a sentence for a caption.
  package let method: String

  /// The number of rows.
  package var rowCount: Int { names.isEmpty ? 0 : values.count / names.count }

  /// What the features add for one row, in their order.
  package func row(_ row: Int) -> ArraySlice<Double> {
    values[row * names.count..<(row + 1) * names.count]
  }

  /// What feature `index` adds for each row.
  package func feature(_ index: Int) -> [Double] {
    stride(from: index, to: values.count, by: max(names.count, 1)).map { values[$0] }
  }

  /// What the model says of a row: base and values together.
  package func total(_ row: Int) -> Double { base + FixedOrder.sum(Array(self.row(row))) }

  /// The mean size of each feature's values, largest first.
  package var importance: [FeatureImportance] {
    let rows = Double(max(rowCount, 1))
    let sizes = names.indices.map { FixedOrder.sum(feature($0).map(\.magnitude)) / rows }
    return FeatureImportance.ranked(names, sizes)
  }
}

/// What Shapley values are measured in.
package enum ShapleyScale: String, Sendable {
  /// The model's own prediction: a number, or a probability.
  case prediction
  /// The logarithm of the odds of the class; of several classes, the score before the softmax.
  case logOdds
  /// The logarithm of the predicted number.
  case logarithm
  /// How strongly a row is drawn to the class, where the model gives no probability.
  case score

  /// As it is called on an axis.
  package var title: String {
    switch self {
    case .prediction: "prediction"
    case .logOdds: "log odds"
    case .logarithm: "logarithm of the prediction"
    case .score: "score"
    }
  }
}

/// A model whose Shapley values can be computed exactly.
package protocol ExactlyExplained: Predictor {
  /// What each feature adds to what the model says of each row.
  /// - Parameters:
  ///   - code: the position of the class that is explained; not read where the model predicts numbers.
  ///   - background: rows that stand for what is usual where the model does not know that itself: those it has learned from.
  func shapleyValues(
    _ matrix: FeatureMatrix, of code: Int, background: FeatureMatrix
  ) throws(LearningError) -> ShapleyValues
}

extension ShapleyValues {
  /// The exact Shapley values of `model` for the rows of `matrix`. Calibration and thresholds are looked through: what is
  /// explained is the model inside, and of several labels that of the one named. Fails for kinds of model that have no exact ones.
  /// - Parameters:
  ///   - name: the class to explain; nil for the last one, which of two classes is the positive one. Not read where the model predicts numbers.
  ///   - background: rows that stand for what is usual, best those of training; nil for `matrix` itself. Trees do not read it.
  package static func exact(
    _ model: any Predictor, _ matrix: FeatureMatrix, of name: String? = nil, background: FeatureMatrix? = nil
  ) throws(LearningError) -> ShapleyValues {
    if let outer = model as? CalibratedPredictor {
      return try exact(outer.model, matrix, of: name, background: background)
    }
    if let outer = model as? ThresholdedPredictor {
      return try exact(outer.model, matrix, of: name, background: background)
    }
    if let outer = model as? OneVersusRestPredictor {
      var values = try exact(try outer.model(of: name), matrix, background: background)
      values.outputClass = name
      return values
    }
    guard let explained = model as? any ExactlyExplained else {
      throw LearningError(
        "`\(type(of: model).kind)` has no exact Shapley values",
        hint:
          "linear models, trees, forests and boosted trees have; permutation importance and partial dependence fit any model"
      )
    }
    return try explained.shapleyValues(
      matrix, of: try code(of: name, model.classes), background: background ?? matrix)
  }

  /// The position of the class to explain: of the last one where no name is given, 0 where there are no classes. Fails where there
  /// is none of that name.
  package static func code(of name: String?, _ classes: [String]?) throws(LearningError) -> Int {
    guard let classes, let name else { return (classes?.count ?? 1) - 1 }
    guard let code = classes.firstIndex(where: { $0.hasSameBytes(as: name) }) else {
      throw .unknownClass(name, known: classes)
    }
    return code
  }
}

extension LearningError {
  /// A class, or one label of several a row, that a model does not tell apart.
  package static func unknownClass(
    _ name: String, known: [String], isLabel: Bool = false
  ) -> LearningError {
    LearningError(
      "the model has no \(isLabel ? "label" : "class") `\(name)`",
      hint: nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
        ?? "its \(isLabel ? "labels" : "classes") are \(enumeration(known, limit: 20))")
  }
}
