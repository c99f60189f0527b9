import Learning
import Pipeline
import Syntax

/// The clauses of `tune` that say how trials are chosen, ended and counted.
enum TuningClauses {
  private static let count: ClosedRange<Int64> = 1...1_000_000

  /// The kinds of model that can be searched: those that are a model by themselves, and have a target to be judged by.
  static let models = ModelClauses.all.filter { clause in
    guard let estimator = ModelClauses.estimator(clause.keyword) else {
      return clause.keyword != "model ensemble"
    }
    return estimator.name != "ensemble" && estimator.tasks.contains(where: \.hasTarget)
  }

  static let samplers = [
    ClauseSpec(
      "sampler tpe",
      options: [
        OptionSpec(
          "startup", .integer(0...count.upperBound), default: "10",
          summary: "Trials drawn evenly before it learns."),
        OptionSpec(
          "candidates", .integer(1...10_000), default: "24",
          summary: "Points of which the most promising one is tried."),
        OptionSpec(
          "multivariate", .yesNo,
          summary: "Whether options are drawn together: yes for one objective, no for several when left out."),
        OptionSpec(
          "group", .yesNo, default: "no",
          summary:
            "Whether options that only some trials have, such as those of one kind of model, are drawn together too."
        ),
      ],
      summary: "Tree-structured Parzen estimators, as in Optuna 5; what is used where no sampler is named."),
    ClauseSpec("sampler random", summary: "Every value drawn evenly."),
    ClauseSpec("sampler grid", summary: "Every combination once; ranges of real numbers need a `step`."),
    ClauseSpec(
      "sampler sobol", summary: "The points of Sobol's sequence, which leave no part of the space out."),
    ClauseSpec(
      "sampler cmaes", summary: "Covariance matrix adaptation of the numbers; sets are drawn evenly."),
    ClauseSpec(
      "sampler nsga2",
      options: [
        OptionSpec("population", .integer(2...10_000), default: "50", summary: "Trials of a generation.")
      ],
      summary: "Populations bred from the best, for several objectives."),
  ]

  private static let percentile = [
    OptionSpec(
      "startup", .integer(0...count.upperBound), default: "5", summary: "Complete trials before any is ended."
    ),
    OptionSpec(
      "warmup", .integer(0...count.upperBound), default: "0", summary: "Steps that every trial may run."),
  ]

  /// A pruner looks at a trial after each step.
  static let pruners = [
    ClauseSpec(
      "pruner none", summary: "Every trial runs to its end; what is used where no pruner is named."),
    ClauseSpec(
      "pruner median", options: percentile,
      summary:
        "End a trial that is worse than the median after as many steps: folds, or with `validate on` the rounds or epochs of its training."
    ),
    ClauseSpec(
      "pruner percentile", .one("percent", .number(0...100)), options: percentile,
      summary: "End a trial that is not among the best so many per cent after as many steps."),
    ClauseSpec(
      "pruner halving",
      options: [
        OptionSpec("factor", .integer(2...100), default: "4", summary: "Of so many trials one goes on."),
        OptionSpec(
          "min", .integer(1...count.upperBound), default: "1", summary: "Steps before the first cut."),
      ],
      summary: "Asynchronous successive halving."),
    ClauseSpec(
      "pruner hyperband",
      options: [
        OptionSpec("factor", .integer(2...100), default: "3", summary: "Of so many trials one goes on."),
        OptionSpec(
          "min", .integer(1...count.upperBound), default: "1", summary: "Steps before the first cut."),
      ],
      summary: "Brackets of successive halving."),
    ClauseSpec(
      "pruner wilcoxon",
      options: [
        OptionSpec(
          "p", .number(0...1), default: "0.1", summary: "End it where chance would do this less often."),
        OptionSpec("startup", .integer(2...1000), default: "2", summary: "Folds that every trial may run."),
      ],
      summary: "End a trial that is worse than the best one in the same folds by Wilcoxon's signed-rank test."
    ),
    ClauseSpec(
      "pruner threshold",
      options: [
        OptionSpec("lower", .number(nil), summary: "End a trial below it."),
        OptionSpec("upper", .number(nil), summary: "End a trial above it."),
      ],
      summary: "End a trial whose value so far is beyond a limit."),
  ]

  static let stops = [
    ClauseSpec(
      "stop after", .one("time", .number(0.001...1e9)), .one("unit", .word(["s", "min", "h"])),
      summary:
        "Begin no further trial after this time. How many trials there are then depends on the machine."),
    ClauseSpec(
      "stop when no gain in", .one("trials", .integer(count)),
      summary: "End where so many trials in a row have brought nothing better."),
  ]

  /// The sampler that the cell names; nil after diagnostics.
  static func sampler(_ cell: inout CellCheck) -> SamplerKind? {
    guard let clause = only("sampler", samplers, &cell) else { return cell.hasErrors ? nil : .tpe() }
    func number(_ name: String, _ standard: Int) -> Int {
      clause.integer(name).map { Int(clamping: $0) } ?? standard
    }
    if clause.flag("group") == true, clause.flag("multivariate") == false {
      cell.error(
        .wrongValue, at: clause.span,
        "groups of options are drawn together, and `multivariate: no` forbids it",
        hint: "leave one of the two out")
      return nil
    }
    switch clause.keyword {
    case "sampler random": return .random
    case "sampler grid": return .grid
    case "sampler sobol": return .sobol
    case "sampler cmaes": return .cmaes
    case "sampler nsga2": return .nsga2(population: number("population", 50))
    default:
      return .tpe(
        TPESettings(
          startup: number("startup", 10), candidates: number("candidates", 24),
          multivariate: clause.flag("multivariate"), group: clause.flag("group") ?? false))
    }
  }

  /// The pruner that the cell names; nil after diagnostics.
  static func pruner(_ cell: inout CellCheck) -> PrunerKind? {
    guard let clause = only("pruner", pruners, &cell) else { return cell.hasErrors ? nil : PrunerKind.none }
    func number(_ name: String, _ standard: Int) -> Int {
      clause.integer(name).map { Int(clamping: $0) } ?? standard
    }
    let percentile = PercentileSettings(startup: number("startup", 5), warmup: number("warmup", 0))
    switch clause.keyword {
    case "pruner median": return .median(percentile)
    case "pruner percentile": return .percentile(clause.number("percent") ?? 50, percentile)
    case "pruner halving":
      return .halving(HalvingSettings(minimum: number("min", 1), factor: number("factor", 4)))
    case "pruner hyperband": return .hyperband(minimum: number("min", 1), factor: number("factor", 3))
    case "pruner wilcoxon": return .wilcoxon(p: clause.number("p") ?? 0.1, startup: number("startup", 2))
    case "pruner threshold":
      guard clause.number("lower") != nil || clause.number("upper") != nil else {
        cell.error(
          .missingClause, at: clause.span, "the threshold has no limit", hint: "`lower: 0.5` or `upper: 2`")
        return nil
      }
      return .threshold(lower: clause.number("lower"), upper: clause.number("upper"))
    default: return PrunerKind.none
    }
  }

  /// The one clause of a family, reported where there are several.
  private static func only(_ family: String, _ specs: [ClauseSpec], _ cell: inout CellCheck) -> ParsedClause?
  {
    let keywords = specs.map(\.keyword)
    let clauses = cell.clauses.filter { keywords.contains($0.keyword) }
    if clauses.count > 1 {
      cell.error(
        .repeatedClause, at: clauses[1].span, "a study has one \(family)", hint: "leave out all but one")
    }
    return clauses.first
  }

  /// Seconds after which no trial begins.
  static func seconds(_ cell: CellCheck) -> Double? {
    guard let clause = cell.clause("stop after"), let time = clause.number("time") else { return nil }
    switch clause.word("unit")?.text {
    case "min": return time * 60
    case "h": return time * 3600
    default: return time
    }
  }

  /// The clause of a family as a part of the key; `standard` where none is written.
  static func ingredient(_ role: String, _ specs: [ClauseSpec], standard: String, _ cell: CellCheck)
    -> Ingredient
  {
    let keywords = specs.map(\.keyword)
    let clause =
      cell.clauses.first { keywords.contains($0.keyword) }
      ?? ParsedClause(
        keyword: standard, keywordSpan: cell.cell.verb.span, span: cell.cell.verb.span, arguments: [:],
        options: [:],
        parameters: [])
    let text = specs.first { $0.keyword == clause.keyword }.map { SettingsText.text(clause, spec: $0) } ?? ""
    return Ingredient(
      .setting, role: role, value: text.isEmpty ? clause.keyword : "\(clause.keyword) \(text)")
  }
}
