import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// Reads the clauses of a `train` cell that ask for more than a model.
struct TrainPlanReading {
  private(set) var cell: CellCheck
  private let features: FeaturesType
  private let target: TargetColumns?
  /// The column of queries, where rows are ranked.
  private let group: String?
  private let task: Task
  /// What the cell reads besides its features.
  private(set) var inputs: [InputUse] = []
  /// Rows that have a part in the model besides those of the features.
  private(set) var seen: [RowOrigin] = []
  private var seenInputs: [TrainPlan.Position] = []
  private(set) var members: [EnsembleMember] = []
  private var tuned: [(member: Int, model: TrainPlan.Position)] = []

  init(_ cell: CellCheck, features: FeaturesType, target: TargetColumns?, group: String?, task: Task) {
    self.cell = cell
    self.features = features
    self.target = target
    self.group = group
    self.task = task
  }

  /// The plan, for a model of the kind `estimator`. Errors are in `cell`.
  mutating func plan(_ estimator: EstimatorSpec) -> TrainPlan {
    readMembers(estimator)
    let classes = task == .classification ? target?.single : nil
    let written = FoldChoice.read(&cell, features.table, classes: classes, group: group)
    var plan = TrainPlan(
      folds: written, showsFolds: written != nil, calibration: calibration(), threshold: threshold(),
      validation: validation(estimator), start: start(estimator), curvePoints: curvePoints(),
      seen: [])
    plan.seen = seenInputs
    plan.tuned = tuned
    let needsFolds =
      plan.calibration != nil || plan.curvePoints != nil
      || (plan.threshold != nil && plan.threshold?.rows == nil)
    if !task.hasTarget, let clause = cell.clause("cross_validate") ?? cell.clause("cross_validate on") {
      cell.error(
        .wrongValue, at: clause.span,
        "`\(estimator.name)` has no target to be judged by, in folds or otherwise")
      plan.folds = nil
    } else if needsFolds, plan.folds == nil {
      plan.folds = FoldChoice(
        count: 5, repeats: 1,
        rule: FoldChoice.rule(features.table, classes: classes, group: group))
    }
    if let use = plan.folds?.input { _ = position(of: use) }
    return plan
  }

  /// Where an input stands among those of the cell: the features are the first.
  private mutating func position(of use: InputUse) -> TrainPlan.Position {
    inputs.append(use)
    return inputs.count
  }

  // MARK: Rows to watch and to choose on

  /// A table that has the columns of the features and the target; its rows count as seen.
  private mutating func rows(_ word: Word) -> TrainPlan.Position? {
    guard let (table, bound) = cell.value(word, as: TableType.self, wanted: "a table") else { return nil }
    let others = (target?.names ?? []) + [group].compactMap { $0 }
    guard features.areMade(from: table, word, with: others, for: "the model", &cell) else { return nil }
    let verdict = RowVerdict(learned: features.table.origin, judged: table.origin, learner: cell.name())
    if verdict.verdict == .overlap {
      cell.error(
        .leakage, at: word.span,
        "the model learns from rows of `\(word.text)`: \(verdict.learned.path) and \(verdict.judged.path) share rows",
        hint:
          "split off rows for it: `sample train, valid, test from \(verdict.judged.name)` with `split 60%, 20%, 20%`"
      )
      return nil
    }
    seen.append(table.origin)
    let position = position(
      of: InputUse(bound.producer, name: word.text, reads: .columns(features.inputColumns + others)))
    seenInputs.append(position)
    return position
  }

  private mutating func validation(_ estimator: EstimatorSpec) -> (rows: TrainPlan.Position, patience: Int)? {
    guard let clause = cell.clause("validate on"), let word = clause.word("table") else { return nil }
    guard estimator.takesValidation else {
      let kinds = Estimators.all.filter(\.takesValidation).map(\.name)
      cell.error(
        .wrongValue, at: clause.span, "`\(estimator.name)` is not fitted in rounds, so it cannot stop early",
        hint: kinds.isEmpty ? "leave `validate on` out" : "models that can: \(kinds.joined(separator: ", "))")
      return nil
    }
    return rows(word).map { ($0, Int(clamping: clause.integer("early_stopping") ?? 10)) }
  }

  private mutating func threshold() -> TrainPlan.Threshold? {
    guard let clause = cell.clause("threshold by"), let word = clause.word("metric") else { return nil }
    guard task == .classification || task == .multilabel else {
      cell.error(
        .wrongValue, at: clause.span, "a threshold lies between two classes, and there are none here")
      return nil
    }
    guard let table = clause.word("table") else { return .init(metric: word.text, rows: nil) }
    return rows(table).map { .init(metric: word.text, rows: $0) }
  }

  private mutating func calibration() -> CalibrationMethod? {
    guard let clause = cell.clause("calibrate") else { return nil }
    guard task == .classification || task == .multilabel else {
      cell.error(
        .wrongValue, at: clause.span, "`calibrate` is about probabilities of classes, and there are none here"
      )
      return nil
    }
    return clause.word("method").flatMap { CalibrationMethod(rawValue: $0.text) }
  }

  private mutating func curvePoints() -> Int? {
    guard let clause = cell.clause("learning_curve") else { return nil }
    guard task.hasTarget else {
      cell.error(.wrongValue, at: clause.span, "a learning curve needs a target to score by")
      return nil
    }
    return Int(clamping: clause.integer("points") ?? 5)
  }

  // MARK: Other models

  private mutating func start(_ estimator: EstimatorSpec) -> TrainPlan.Position? {
    guard let clause = cell.clause("from"), let word = clause.word("model"),
      let (model, bound) = cell.value(word, as: ModelType.self, wanted: "a model")
    else { return nil }
    guard model.study?.isOfOneKind ?? true else {
      cell.error(
        .wrongKind, at: word.span, "of which kind `\(word.text)` is, is known only when its search has run",
        hint: "go on from a model that `train` has fitted")
      return nil
    }
    guard model.estimator == estimator.name else {
      cell.error(
        .wrongKind, at: word.span,
        "`\(word.text)` is \(model.estimator.replacing("_", with: " ").withArticle), and this is \(estimator.name.replacing("_", with: " ").withArticle)",
        hint: "go on from a model of the same kind")
      return nil
    }
    guard estimator.takesStart else {
      let kinds = Estimators.all.filter(\.takesStart).map(\.name)
      cell.error(
        .wrongValue, at: clause.span, "`\(estimator.name)` is fitted from the beginning, not from a model",
        hint: kinds.isEmpty ? "leave `from` out" : "models that can go on: \(kinds.joined(separator: ", "))")
      return nil
    }
    seen += model.seen
    let position = position(of: InputUse(bound.producer, name: word.text, reads: .whole))
    seenInputs.append(position)
    return position
  }

  private mutating func readMembers(_ estimator: EstimatorSpec) {
    let isEnsemble = estimator.name == "ensemble"
    guard let clause = cell.clause("of") else {
      if isEnsemble, !cell.isIncomplete {
        cell.error(
          .missingClause, at: cell.cell.verb.span, "an ensemble does not say of which models",
          hint: "`of simple, forest`, models that other cells train")
      }
      return
    }
    guard isEnsemble else {
      cell.error(
        .wrongValue, at: clause.span, "`of` names the models of an ensemble, and this is `\(estimator.name)`",
        hint: "`model ensemble`")
      return
    }
    for word in clause.words("models") {
      guard let (model, bound) = cell.value(word, as: ModelType.self, wanted: "a model") else { continue }
      guard model.study?.isOfOneKind ?? true else {
        cell.error(
          .wrongKind, at: word.span, "of which kind `\(word.text)` is, is known only when its search has run",
          hint: "`train` a model with what was found, and name that; or search one kind of model a cell")
        continue
      }
      guard model.task == task, model.choice.members.isEmpty else {
        cell.error(
          .wrongKind, at: word.span,
          model.choice.members.isEmpty
            ? "`\(word.text)` is for \(model.task.rawValue), and this ensemble for \(task.rawValue)"
            : "`\(word.text)` is an ensemble itself", hint: "name models for the same target")
        continue
      }
      if model.study != nil {
        // The rows that the search was judged on have a part in what it found.
        seen += model.seen
        let position = position(of: InputUse(bound.producer, name: word.text, reads: .whole))
        seenInputs.append(position)
        tuned.append((members.count, position))
      }
      members.append(
        EnsembleMember(
          name: word.text, estimator: model.choice.estimator, parameters: model.choice.parameters))
    }
  }
}
