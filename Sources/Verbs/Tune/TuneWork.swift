import Canonical
import Drawing
import Frame
import Learning
import Pipeline
import Report
import Syntax

/// A checked `tune`.
struct TuneWork: PresentedWork {
  var plan: SearchPlan
  /// How each of the features is fitted.
  var plans: [RecipePlan]
  var objectives: [TuningObjective]
  var constraints: [TuningConstraint]
  var judging: TrialJudging
  /// But for the seed.
  var study: StudySettings
  var rule: StoppingRule
  /// Seconds after which no trial begins.
  var seconds: Double?
  var parameters: [String: Literal]
  var type: ModelType
  /// The features, then the folds or the table that trials are judged on.
  var inputs: [InputUse]
  var settings: [Ingredient]

  /// The settings that may change without making the trials others.
  static let trialsRole = "trials"
  static let stopRole = "stop"

  var outputs: [any ValueType] { [type] }
  var isRandom: Bool { true }

  func run(_ context: RunContext) throws -> CellResult {
    do {
      let rounds = try rounds(context)
      var settings = study
      settings.seed = context.seed
      var run = StudyRun(try Study(settings), until: rule)
      let isTimedOut = try conduct(&run, rounds, context)
      guard let best = run.study.best else { throw nothingFound(run.study) }
      let features = try context.input(plan.features(of: best), as: FeaturesValue.self)
      let matrix = try features.matrix()
      let learned = try features.table.table(columns: type.supervised.columns)
      let predictor = try plan.choice(of: best).fit(
        matrix, try target(features), weights: try weights(features),
        groups: try type.supervised.groups(in: learned), seed: context.seed)
      return StudyResult(
        trials: run.study.trials, best: best.number, ending: ending(run, isTimedOut: isTimedOut),
        predictor: Predictors.encode(predictor)
      ).result
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
  }

  /// Runs the trials; whether time ran out.
  private func conduct(
    _ run: inout StudyRun, _ rounds: [[JudgingRound]], _ context: RunContext
  ) throws -> Bool {
    let key = studyKey(context.ingredients)
    let earlier = earlierTrials(key, context)
    let began = context.clock()
    let memo = Memo()
    let pending = PendingRecords(context.records, clock: context.clock)
    defer { pending.flush() }
    var added = 0
    while !run.isOver {
      if let seconds, context.clock() - began >= seconds, !run.study.trials.isEmpty { return true }
      let done = try run.advance(
        recall: { recalled($0, key, earlier, context) },
        keep: { trial in
          var writer = ByteWriter()
          trial.encode(into: &writer)
          pending.keep(writer.bytes, for: recordKey(key, trial.number))
        },
        objective: { trial, report in try outcome(trial, rounds, memo, seed: context.seed, report) })
      if done.isEmpty { return false }
      added += done.count(where: \.isNew)
      tell(run.study, added: added, seconds: context.clock() - began, context)
    }
    return false
  }

  private func ending(_ run: StudyRun, isTimedOut: Bool) -> StudyResult.Ending {
    if isTimedOut { return .time }
    if run.study.trials.count >= rule.trials { return .trials }
    return run.isOver ? .noGain : .exhausted
  }

  private func nothingFound(_ study: Study) -> CellFailure {
    let count = NumberText.count(study.trials.count, "trial")
    if study.trials.contains(where: { $0.state == .complete }) {
      return CellFailure(
        .cellFailed,
        "none of \(count) holds \(constraints.map { "`\($0.text)`" }.joined(separator: " and "))",
        hint: "loosen the condition, or search where it can hold")
    }
    let reason = study.trials.lazy.compactMap(\.failure).first ?? "nothing was reported"
    return CellFailure(
      .cellFailed, "all of \(count) failed: \(reason)", hint: "look at the ranges of `search`")
  }

  // MARK: A trial

  private func outcome(
    _ trial: Trial, _ rounds: [[JudgingRound]], _ memo: Memo, seed: UInt64,
    _ report: @escaping StudyRun.Report
  ) throws -> TrialOutcome {
    var wanted = objectives.map(\.measure)
    for measure in constraints.flatMap(\.measures) where !wanted.contains(measure) { wanted.append(measure) }
    let choice = plan.choice(of: trial)
    let own = rounds[plan.features(of: trial)]
    if observedSteps != nil, let round = own.first {
      return try outcome(choice, in: round, wanted, seed: seed, report)
    }
    var sums = [TuningMeasure: Double]()
    for (index, round) in own.enumerated() {
      let place = own.count > 1 ? "in fold \(index + 1)" : "on these rows"
      let values = try memo.value(RoundOfTrial(values: trial.values, round: index)) {
        try round.measures(choice, wanted, seed: seed, place: place)
      }
      for (measure, value) in values { sums[measure, default: 0] += value }
      let first = objectives[0].measure
      let mean = (sums[first] ?? 0) / Double(index + 1)
      if report(index + 1, comparesFolds ? values[first] ?? .nan : mean) { return TrialOutcome([]) }
    }
    return outcome(sums.mapValues { $0 / Double(own.count) })
  }

  /// A trial on rows of a table, of which the pruner hears after each step of the training.
  private func outcome(
    _ choice: ModelChoice, in round: JudgingRound, _ wanted: [TuningMeasure], seed: UInt64,
    _ report: @escaping StudyRun.Report
  ) throws -> TrialOutcome {
    do {
      return outcome(
        try round.measures(
          choice, wanted, seed: seed, place: "on these rows",
          steps: (objectives[0].measure.name, { if report($0, $1) { throw EndedByPruner() } })))
    } catch is EndedByPruner {
      return TrialOutcome([])
    }
  }

  private struct EndedByPruner: Error {}

  private func outcome(_ values: [TuningMeasure: Double]) -> TrialOutcome {
    TrialOutcome(
      objectives.map { values[$0.measure] ?? .nan },
      violation: constraints.reduce(0) { $0 + $1.violation(values, parameters: parameters) })
  }

  /// A model by the values of its trial, in one round.
  private struct RoundOfTrial: Hashable {
    var values: [Double?]
    var round: Int
  }

  /// What models are worth in each round, so that none is fitted twice that several trials stand for.
  private typealias Memo = Remembered<RoundOfTrial, [TuningMeasure: Double]>

  /// What the steps of a trial are called where they are those of the training, and not folds: a pruner looks at trials on the rows
  /// of a table after each of them.
  var observedSteps: String? {
    judging.table == nil || study.pruner == .none ? nil : plan.candidates.first?.estimator.step
  }

  /// Whether steps are values of single folds, and not means so far.
  var comparesFolds: Bool { if case .wilcoxon = study.pruner { true } else { false } }

  // MARK: Trials of runs before

  /// The key of the study, which other numbers of trials have too.
  private func studyKey(_ ingredients: [Ingredient]) -> Digest {
    Ingredient.key(ingredients.filter { ![TuneWork.trialsRole, TuneWork.stopRole].contains($0.role) })
  }

  /// The trials of the cell's last result, where that is the same study: they are kept with the result, and so for as long as the
  /// store keeps the run, also where a clean-up has taken the records of single trials.
  private func earlierTrials(_ key: Digest, _ context: RunContext) -> [Trial] {
    guard let previous = context.previous(), studyKey(previous.ingredients) == key,
      let found = try? StudyResult(
        previous.result, of: plan.space, objectives: objectives.count, parts: context.parts)
    else { return [] }
    return found.trials
  }

  private func recordKey(_ study: Digest, _ number: Int) -> Digest {
    Ingredient.key([
      Ingredient(.setting, role: "study", value: study.description),
      Ingredient(.setting, role: "trial", value: String(number)),
    ])
  }

  /// What came of the same trial in a run before.
  private func recalled(
    _ trial: Trial, _ key: Digest, _ earlier: [Trial], _ context: RunContext
  ) -> Trial? {
    let known = earlier.indices.contains(trial.number) ? earlier[trial.number] : kept(trial, key, context)
    guard let known, known.number == trial.number, known.values == trial.values,
      known.generation == trial.generation
    else { return nil }
    return known
  }

  private func kept(_ trial: Trial, _ key: Digest, _ context: RunContext) -> Trial? {
    guard let bytes = context.records[recordKey(key, trial.number)] else { return nil }
    var reader = ByteReader(bytes)
    guard let found = try? Trial(decoding: &reader, of: plan.space, objectives: objectives.count),
      (try? reader.finish()) != nil
    else { return nil }
    return found
  }

  private func tell(_ study: Study, added: Int, seconds: Double, _ context: RunContext) {
    var words = ["trial \(study.trials.count) of \(rule.trials)"]
    if let best = study.best {
      words.append("best \(objectives[0].measure.name) \(objectives[0].measure.text(best.objectives[0]))")
    }
    if added > 0 {
      let left = seconds / Double(added) * Double(rule.trials - study.trials.count)
      let limited = min(left, self.seconds.map { max($0 - seconds, 0) } ?? left)
      words.append(
        "about \(limited < 90 ? "\(Int(limited.rounded(.up))) s" : "\(Int((limited / 60).rounded(.up))) min") left"
      )
    }
    context.progress(words.joined(separator: " · "))
  }

  // MARK: Rows

  /// For each of the features, the rounds in which trials are judged.
  private func rounds(_ context: RunContext) throws -> [[JudgingRound]] {
    switch judging {
    case .table: try plans.indices.map { [try tableRound($0, context)] }
    case .folds(let choice): try plans.indices.map { try foldRounds($0, choice, context) }
    }
  }

  private func foldRounds(_ index: Int, _ choice: FoldChoice, _ context: RunContext) throws -> [JudgingRound]
  {
    let features = try context.input(index, as: FeaturesValue.self)
    let columns = plans[index].inputs + type.supervised.columns + choice.columns
    let table = try features.table.table(columns: columns)
    let value = choice.input == nil ? nil : try context.input(plans.count, as: FoldsValue.self)
    let validation = try CrossValidation(
      recipe: plans[index], supervised: type.supervised, table: table,
      folds: try choice.folds(of: table, value: value, seed: context.seed), seed: context.seed)
    return try Parallel.map(validation.folds.rounds) { round in Result { try validation.round(round) } }.map {
      let round = try $0.get()
      return JudgingRound(
        training: round.training, target: round.target, weights: round.weights,
        groups: round.groups, held: round.held, truth: round.truth, heldGroups: round.heldGroups,
        labels: round.labels)
    }
  }

  private func tableRound(_ index: Int, _ context: RunContext) throws -> JudgingRound {
    let features = try context.input(index, as: FeaturesValue.self)
    let judged = try context.input(plans.count, as: TableValue.self)
      .table(columns: features.recipe.inputColumns + type.judgedColumns)
    let learned = try features.table.table(columns: type.supervised.columns)
    return JudgingRound(
      training: try features.matrix(), target: try target(features), weights: try weights(features),
      groups: try type.supervised.groups(in: learned), held: try features.recipe.apply(to: judged),
      truth: try type.supervised.target(in: judged), heldGroups: try type.supervised.groups(in: judged),
      labels: nil)
  }

  private func target(_ features: FeaturesValue) throws -> Target {
    try type.supervised.target(in: try features.table.table(columns: type.supervised.columns))
  }

  private func weights(_ features: FeaturesValue) throws -> [Double]? {
    try type.supervised.weights(in: try features.table.table(columns: type.supervised.columns))
  }

  // MARK: The value

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    var settings = study
    settings.seed = context.seed
    let found = try StudyResult(result, of: plan.space, objectives: objectives.count, parts: context.parts)
    let value = try StudyValue(
      plan: plan, objectives: objectives, trials: found.trials, best: found.best, ending: found.ending,
      settings: settings)
    let best = found.trials[found.best]
    let features = try context.input(plan.features(of: best), as: FeaturesValue.self)
    let judged = try judging.table.map { _ in try context.input(plans.count, as: TableValue.self) }
    return [
      ModelValue(
        predictor: try Predictors.decode(found.predictor), digest: Digest(of: found.predictor),
        size: found.predictor.count,
        features: features, target: type.target, learned: [features.table] + (judged.map { [$0] } ?? []),
        choice: plan.choice(of: best), study: value)
    ]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    let kinds = plan.candidates.map { Estimators.title(of: $0.estimator.name) }
    return (.model, "tuned \(kinds.joined(separator: ", "))")
  }

  /// What the best trial reached is the number to see.
  func cellFacts(_ values: [any Value]) -> CellFacts? {
    var facts = CellFacts(kind: .model, subtitle: diagramNode(values)?.subtitle)
    guard let study = (values.first as? ModelValue)?.study else { return facts }
    let first = study.objectives[0]
    facts.chip = "\(first.measure.title) \(first.measure.text(study.bestTrial.objectives[0]))"
    facts.facts = [NumberText.count(study.trials.count, "trial")]
    return facts
  }
}
