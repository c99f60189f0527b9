import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `tune NAME from FEATURES[, FEATURES…]`: the options of a model chosen by trials, and the best of them fitted on all rows.
struct TuneVerb: Verb {
  let spec = VerbSpec(
    name: "tune",
    summary: "Search the options of a model, and fit the best one.",
    manual: manual, names: .one, sources: .oneOrMoreValues,
    clauses: TuningClauses.models + [
      ClauseSpec(
        "search", .one("parameter", .newName), .literal("in"), .optional([.one("range", .range)]),
        .optional([.one("set", .set)]),
        .optional([
          .literal("when"), .one("parent", .newName),
          .optional([
            .literal("="), .optional([.one("choice", .newName)]), .optional([.one("constant", .literal)]),
          ]),
          .optional([.literal("in"), .one("choices", .set)]),
        ]), repeatable: true,
        summary:
          "An option and its values: `C in 0.01...100 log`, `max_depth in 2...12`, `booster in {gbtree, dart}`; `when model = svm` for trials of that kind alone."
      ),
      ClauseSpec(
        "maximize", .list("measures", .word(TuningMeasure.names)), repeatable: true,
        summary: "What a good trial has much of; several objectives make a Pareto front."),
      ClauseSpec(
        "minimize", .list("measures", .word(TuningMeasure.names)), repeatable: true,
        summary: "What a good trial has little of; `size` is the bytes of the model."),
      ClauseSpec(
        "subject to", .one("condition", .expression), repeatable: true,
        summary: "What the best trial must hold, such as `recall_macro >= 0.8`."),
    ] + FoldChoice.clauses + [
      ClauseSpec(
        "validate on", .one("table", .valueName),
        summary:
          "Judge trials on the rows of a table instead of in folds; the model has then seen these rows too."),
      ClauseSpec(
        "trials", .one("count", .integer(1...1_000_000)),
        options: [
          OptionSpec(
            "batch", .integer(1...10_000), default: "4",
            summary: "Trials that run beside each other, none of which knows what comes of the others.")
        ],
        summary: "How many trials, 50 when left out. A larger number goes on where the smaller one ended."),
    ] + TuningClauses.stops + TuningClauses.samplers + TuningClauses.pruners + [
      TargetClauses.predict, TargetClauses.group,
      ClauseSpec(
        "class_weight", .one("weight", .word(["balanced"])),
        summary: "Weigh each class by the inverse of its frequency."),
      ClauseSpec(
        "weight", .one("column", .column), summary: "A column of row weights, where no role names it."),
    ],
    example: example, meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let features = features(&cell), let first = features.first?.type else { return nil }
    let clauses = cell.clauses.filter { ModelClauses.estimator($0.keyword) != nil }
    if clauses.isEmpty, !cell.isIncomplete {
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`tune` does not say which model",
        hint:
          "`model KIND`, one of \(Estimators.all.filter { $0.tasks.contains(where: \.hasTarget) }.map(\.name).joined(separator: ", "))"
      )
    }
    guard let estimator = clauses.first.flatMap({ ModelClauses.estimator($0.keyword) }),
      let (target, natural) = target(first, estimator, clauses[0], &cell)
    else { return nil }
    let candidates = candidates(clauses, target, natural, &cell)
    let rankings = candidates.compactMap { candidate in
      Ranking.read(candidate.candidate.options, first, cell.sources[0], &cell)
    }
    guard rankings.count == candidates.count else { return nil }
    guard rankings.allSatisfy({ $0.ranks == rankings.first?.ranks }) else {
      cell.error(
        .wrongValue, at: cell.cell.verb.span, "some of the models rank rows, and others predict numbers",
        hint: "search for them in cells of their own")
      return nil
    }
    let group = rankings.first?.group
    let task = group == nil ? natural : .ranking
    let weight = cell.clause("class_weight")
    if let weight, task != .classification, task != .multilabel {
      cell.error(
        .wrongValue, at: weight.span, "`class_weight` is about classes, and \(target.description)")
    }
    let rowWeights =
      group != nil ? nil : rowWeights(first, candidates.map(\.candidate.estimator), weight, &cell)
    let objectives = ObjectiveReading.objectives(task, &cell)
    let constraints = ObjectiveReading.constraints(task, &cell)
    let judging = judging(features.map(\.type), features[0].source, target, group, &cell)
    let sampler = TuningClauses.sampler(&cell)
    let pruner = TuningClauses.pruner(&cell)
    guard
      let plan = SearchReading.plan(
        candidates, features: features.map(\.source.word), balanced: weight != nil, &cell),
      let judging, let sampler, let pruner, !cell.hasErrors, !objectives.isEmpty
    else { return nil }
    if pruner != .none, judging.table != nil,
      let obstacle = pruningObstacle(pruner, candidates.map(\.candidate.estimator), task, objectives)
    {
      cell.error(
        .wrongValue, at: cell.clauses.first { $0.keyword.hasPrefix("pruner") }?.span ?? cell.cell.verb.span,
        obstacle, hint: "`cross_validate 5` instead of `validate on`, or `pruner none`")
      return nil
    }
    let trials = cell.clause("trials")
    let settings = StudySettings(
      space: plan.space, directions: objectives.map(\.direction), sampler: sampler, pruner: pruner,
      batch: trials?.integer("batch").map { Int(clamping: $0) } ?? 4)
    do throws(LearningError) {
      _ = try Study(settings)
    } catch {
      let word = pruner != .none && objectives.count > 1 ? "pruner" : "sampler"
      let span = cell.clauses.first { $0.keyword.hasPrefix(word) }?.span ?? cell.cell.verb.span
      cell.error(.wrongValue, at: span, error.message, hint: error.hint)
      return nil
    }
    return work(
      features, plan, Target(target, rowWeights, group, task), objectives, constraints, judging, settings,
      cell)
  }

  /// Why no pruner can look at trials on the rows of a table while they are fitted; nil where it can.
  private func pruningObstacle(
    _ pruner: PrunerKind, _ kinds: [EstimatorSpec], _ task: Task, _ objectives: [TuningObjective]
  ) -> String? {
    if let whole = kinds.first(where: { $0.step == nil }) {
      return
        "`validate on` has no folds between which to end a trial, and `\(whole.name)` is fitted in one go"
    }
    let names = Set(kinds.map(\.name)).sorted { $0.precedesByBytes($1) }
    if names.count > 1 {
      return
        "a pruner compares trials step by step, and those of `\(names.joined(separator: "` and `"))` are not the same"
    }
    if case .wilcoxon = pruner {
      return "`pruner wilcoxon` compares trials fold by fold, and `validate on` has no folds"
    }
    if task == .multilabel {
      return "each label has a model of its own, so that no step of a training can be judged by all of them"
    }
    if objectives.first?.measure == .size {
      return "how large a model becomes is not known while it is fitted"
    }
    return nil
  }

  /// What is predicted of which rows.
  private struct Target {
    var columns: TargetColumns
    var weight: String?
    var group: String?
    var task: Task

    /// The columns that are held against what a trial says, and those that say which rows belong together.
    var judged: [String] { columns.names + [group].compactMap { $0 } }

    init(_ columns: TargetColumns, _ weight: String?, _ group: String?, _ task: Task) {
      self.columns = columns
      self.weight = weight
      self.group = group
      self.task = task
    }
  }

  /// The column of weights: the one named, else the one with the role where all kinds of model can weigh rows.
  private func rowWeights(
    _ features: FeaturesType, _ estimators: [EstimatorSpec], _ balanced: ParsedClause?,
    _ cell: inout CellCheck
  ) -> String? {
    let unable = estimators.first { !$0.takesWeights }
    if let unable, let clause = balanced {
      cell.error(
        .wrongValue, at: clause.span, "`\(unable.name)` cannot weigh rows",
        hint: "leave out the clause or the model")
    }
    if let unable { return cell.clause("weight") == nil ? nil : TrainVerb().weight(unable, features, &cell) }
    return estimators.first.flatMap { TrainVerb().weight($0, features, &cell) }
  }

  // MARK: What is read

  private func features(_ cell: inout CellCheck) -> [(type: FeaturesType, source: CellCheck.Bound)]? {
    var found: [(type: FeaturesType, source: CellCheck.Bound)] = []
    for position in cell.sources.indices {
      guard let (type, bound) = cell.source(position, as: FeaturesType.self, wanted: "features") else {
        return nil
      }
      if let first = found.first, first.type.table.origin != type.table.origin {
        cell.error(
          .wrongKind, at: bound.word.span,
          "`\(bound.word.text)` is fitted on \(type.table.origin.path), and `\(first.source.word.text)` on \(first.type.table.origin.path)",
          hint: "trials are compared on the same rows: fit all features on one table")
        return nil
      }
      found.append((type, bound))
    }
    return found
  }

  private func target(
    _ features: FeaturesType, _ estimator: EstimatorSpec, _ clause: ParsedClause, _ cell: inout CellCheck
  ) -> (TargetColumns, Task)? {
    guard estimator.tasks.contains(where: \.hasTarget) else {
      cell.error(
        .wrongKind, at: clause.span,
        "`\(estimator.name)` has no target, so there is nothing to judge a trial by")
      return nil
    }
    let reader = TrainVerb()
    guard let target = reader.target(&cell, features, cell.sources[0]),
      let task = reader.task(of: target, estimator, &cell)
    else { return nil }
    return (target, task)
  }

  private func candidates(
    _ clauses: [ParsedClause], _ target: TargetColumns, _ task: Task, _ cell: inout CellCheck
  ) -> [(candidate: SearchPlan.Candidate, clause: ParsedClause)] {
    clauses.compactMap { clause in
      guard let estimator = ModelClauses.estimator(clause.keyword) else { return nil }
      guard estimator.tasks.contains(task) else {
        let fitting = Estimators.all.filter { $0.tasks.contains(task) }.map(\.name)
        cell.error(
          .typeError, at: clause.span,
          "`\(estimator.name)` does not fit the target: \(target.description)",
          hint: "models for it: \(fitting.joined(separator: ", "))")
        return nil
      }
      guard let options = TrainVerb().parameters(estimator, clause, task, &cell) else { return nil }
      return (SearchPlan.Candidate(estimator: estimator, options: options), clause)
    }
  }

  /// How trials are judged; five folds where nothing is said.
  private func judging(
    _ all: [FeaturesType], _ source: CellCheck.Bound, _ target: TargetColumns, _ group: String?,
    _ cell: inout CellCheck
  ) -> TrialJudging? {
    guard let features = all.first else { return nil }
    let classes = target.single.flatMap { $0.type.isNumeric ? nil : $0 }
    let folds = FoldChoice.read(&cell, features.table, classes: classes, group: group)
    guard let clause = cell.clause("validate on"), let word = clause.word("table") else {
      if cell.hasErrors { return nil }
      return .folds(
        folds
          ?? FoldChoice(
            count: 5, repeats: 1, rule: FoldChoice.rule(features.table, classes: classes, group: group)))
    }
    if folds != nil {
      cell.error(
        .repeatedClause, at: clause.span, "trials are judged in folds or on a table",
        hint: "leave one of the two out")
      return nil
    }
    guard let (table, bound) = cell.value(word, as: TableType.self, wanted: "a table") else { return nil }
    for features in all {
      guard
        features.areMade(
          from: table, word, with: target.names + [group].compactMap { $0 }, for: "the search", &cell)
      else {
        return nil
      }
    }
    let verdict = RowVerdict(learned: features.table.origin, judged: table.origin, learner: source.word.text)
    if verdict.verdict == .overlap {
      cell.error(
        .leakage, at: word.span,
        "`\(source.word.text)` has learned from rows of `\(word.text)`: \(verdict.learned.path) and \(verdict.judged.path) share rows",
        hint: "`sample train, valid, test from \(verdict.judged.name)` with `split 60%, 20%, 20%`")
      return nil
    }
    return .table(bound.producer, name: word.text, type: table)
  }

  private func work(
    _ features: [(type: FeaturesType, source: CellCheck.Bound)], _ plan: SearchPlan, _ target: Target,
    _ objectives: [TuningObjective], _ constraints: [TuningConstraint], _ judging: TrialJudging,
    _ settings: StudySettings, _ cell: CellCheck
  ) -> TuneWork? {
    guard var type = features.first?.type else { return nil }
    type.inputColumns = Set(features.flatMap(\.type.inputColumns)).sorted { $0.precedesByBytes($1) }
    let columns = Set(
      type.inputColumns + target.judged + judging.columns + (target.weight.map { [$0] } ?? [])
    ).sorted { $0.precedesByBytes($1) }
    let estimators = plan.candidates.map(\.estimator)
    let rule = StoppingRule(
      trials: cell.clause("trials")?.integer("count").map { Int(clamping: $0) } ?? 50,
      patience: cell.clause("stop when no gain in")?.integer("trials").map { Int(clamping: $0) })
    let seconds = TuningClauses.seconds(cell)
    var inputs = features.map {
      InputUse($0.source.producer, name: $0.source.word.text, reads: .columns(columns))
    }
    if let input = judging.input(columns: type.inputColumns + target.judged) { inputs.append(input) }
    let stopping = [
      Ingredient(.setting, role: TuneWork.trialsRole, value: String(rule.trials)),
      Ingredient(
        .setting, role: TuneWork.stopRole,
        value: [seconds.map { "after \(NumberText.exact($0)) s" }, rule.patience.map { "no gain in \($0)" }]
          .compactMap { $0 }.joined(separator: ", ")),
    ]
    let model = ModelType(
      features: type, target: target.columns, task: target.task,
      choice: ModelChoice(estimators[0].name, plan.candidates[0].options, balanced: plan.balanced),
      weight: target.weight,
      seen: [type.table.origin] + (judging.table.map { [$0.origin] } ?? []), group: target.group,
      study: StudyType(plan: plan, objectives: objectives))
    return TuneWork(
      plan: plan, plans: features.map(\.type.plan), objectives: objectives, constraints: constraints,
      judging: judging, study: settings, rule: rule, seconds: seconds, parameters: cell.parameters,
      type: model,
      inputs: inputs,
      settings: plan.ingredients
        + TrainVerb().library(estimators.map(\.name))
        + features.enumerated().flatMap { index, features in
          features.type.settings.map { ingredient in
            var copy = ingredient
            copy.role = "features \(index + 1) \(ingredient.role)"
            return copy
          }
        }
        + objectives.enumerated().map { index, objective in
          Ingredient(
            .setting, role: "objective \(index + 1)",
            value: "\(objective.direction == .maximize ? "maximize" : "minimize") \(objective.measure.name)")
        }
        + constraints.enumerated().map { Ingredient(.setting, role: "subject to \($0 + 1)", value: $1.text) }
        + [
          judging.setting,
          Ingredient(
            .setting, role: "target",
            value: (target.judged + [target.columns.separator].compactMap { $0 }).joined(separator: "\n")),
          Ingredient(.setting, role: "weight", value: target.weight ?? "none"),
          Ingredient(.setting, role: "class_weight", value: plan.balanced ? "balanced" : "none"),
          Ingredient(.setting, role: "batch", value: String(settings.batch)),
          TuningClauses.ingredient("sampler", TuningClauses.samplers, standard: "sampler tpe", cell),
          TuningClauses.ingredient("pruner", TuningClauses.pruners, standard: "pruner none", cell),
        ] + stopping)
  }
}
