import Canonical
import Frame

/// Several labels a row, learned by a model for each of them that tells the rows with it from all others, as scikit-learn's
/// `OneVersusRestClassifier` does.
enum OneVersusRest {
  /// Fits `fit` once for each label, on all cores: the same rows, features and weights, and a seed of its own. Balanced classes are
  /// weighed label by label. Fails where a label is on no row or on all of them.
  static func fit(
    _ request: FitRequest, _ sets: LabelSets, _ fit: @Sendable (FitRequest) throws -> any Predictor
  ) throws -> OneVersusRestPredictor {
    guard request.observation == nil else {
      throw LearningError(
        "each label has a model of its own, so that none says all labels before the last is fitted")
    }
    try check(sets)
    let start = try start(request, sets)
    let validation = try watched(request, sets)
    let outcomes = Parallel.map(sets.names.count) { label in
      Result {
        var own = request
        own.target = sets.binary(label)
        own.seed = SplitMix.mixed(request.seed &+ SplitMix.gamma &* UInt64(label + 1))
        own.progress = nil
        own.start = start?[label]
        if var rows = request.validation, let validation {
          rows.target = validation.binary(label)
          own.validation = rows
        }
        do {
          return try fit(own)
        } catch let error as LearningError {
          throw LearningError(
            "for the label `\(sets.names[label])`: \(error.message)", hint: error.hint, kind: error.kind)
        }
      }
    }
    return try OneVersusRestPredictor(labels: sets.names, models: outcomes.map { try $0.get() })
  }

  private static func check(_ sets: LabelSets) throws(LearningError) {
    let support = sets.names.indices.map { sets.support(of: $0) }
    let onNone = sets.names.indices.filter { support[$0] == 0 }.map { sets.names[$0] }
    let onAll = sets.names.indices.filter { support[$0] == sets.count }.map { sets.names[$0] }
    guard !onNone.isEmpty || !onAll.isEmpty else { return }
    let names = onNone.isEmpty ? onAll : onNone
    throw LearningError(
      "\(names.count == 1 ? "the label" : "the labels") \(enumeration(names)) \(names.count == 1 ? "is" : "are") on \(onNone.isEmpty ? "every row" : "no row") that is learned from",
      hint:
        "a label is learned from rows with it and rows without: leave it out of the target, or take more rows"
    )
  }

  /// The model of each label that is gone on from.
  private static func start(
    _ request: FitRequest, _ sets: LabelSets
  ) throws(LearningError) -> [any Predictor]? {
    guard let start = request.start else { return nil }
    guard let start = start as? OneVersusRestPredictor,
      start.labels.elementsEqual(sets.names, by: { $0.hasSameBytes(as: $1) })
    else { throw LearningError("the model to go on from has learned other labels") }
    return start.models
  }

  /// The labels of the rows that are watched, in the order of those learned.
  private static func watched(_ request: FitRequest, _ sets: LabelSets) throws(LearningError) -> LabelSets? {
    guard let validation = request.validation else { return nil }
    guard case .labels(let own) = validation.target else {
      throw LearningError("the rows of `validate on` have another target")
    }
    let (flags, strangers) = own.aligned(with: sets.names)
    guard strangers.isEmpty else {
      throw LearningError(
        "the rows to watch have labels that the training rows have not: \(enumeration(strangers))")
    }
    return LabelSets(names: sets.names, flags: flags)
  }
}
