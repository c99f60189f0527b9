import Learning

/// The members of an evaluation: what prose and requirements can name, and how each is found in the report.
struct EvaluationMembers: Sendable {
  struct Member: Sendable {
    /// Dotted, below the evaluation's name.
    var path: String
    var isCount = false
    var value: @Sendable (EvaluationReport) -> Double?
  }

  /// In the order in which they are suggested.
  private(set) var all: [Member] = []
  private var paths: Set<[UInt8]> = []

  /// Names that no slice may have.
  static let reserved = [
    "baseline", "rows", "tests", "costs", "fairness", "conformal", "worst", "low", "high",
  ]

  init(models: [String], metrics: [String], plan: EvaluatePlan) {
    let subjects = (models + ["baseline"]).enumerated().map { (position: $0.offset, name: $0.element) }
    let isSingle = models.count == 1
    /// The ways to name a model: by its name, and not at all where it is the only one.
    let named = subjects.flatMap { subject in
      isSingle && subject.position == 0
        ? [(0, ""), (0, subject.name + ".")] : [(subject.position, subject.name + ".")]
    }
    for (model, prefix) in named { addScores(metrics, model, prefix, plan) }
    add("rows", isCount: true) { Double($0.rows) }
    for slice in plan.slices { addSlice(slice.name, named, metrics) }
    for slice in plan.columnSlices { addWorst(slice.column, named, metrics) }
    if plan.hasTests {
      add("tests.passed", isCount: true) { Double($0.tests.count { $0.passed }) }
      add("tests.failed", isCount: true) { Double($0.tests.count { !$0.passed }) }
    }
    for (model, prefix) in named where model < models.count { addFindings(model, prefix, plan) }
  }

  private mutating func add(
    _ path: String, isCount: Bool = false, _ value: @escaping @Sendable (EvaluationReport) -> Double?
  ) {
    guard paths.insert(Array(path.utf8)).inserted else { return }
    all.append(Member(path: path, isCount: isCount, value: value))
  }

  private mutating func addScores(_ metrics: [String], _ model: Int, _ prefix: String, _ plan: EvaluatePlan) {
    for (metric, name) in metrics.enumerated() {
      add(prefix + name) { $0.scores[model][metric].value }
      guard plan.confidence != nil else { continue }
      add("\(prefix)\(name).low") { $0.intervals.isEmpty ? nil : $0.intervals[model][metric]?.low }
      add("\(prefix)\(name).high") { $0.intervals.isEmpty ? nil : $0.intervals[model][metric]?.high }
    }
  }

  private mutating func addSlice(_ name: String, _ named: [(Int, String)], _ metrics: [String]) {
    let slice: @Sendable (EvaluationReport) -> EvaluationReport.SliceScores? = { report in
      report.slices.first { $0.column == nil && $0.name == name }
    }
    add("\(name).rows", isCount: true) { slice($0).map { Double($0.rows) } }
    for (model, prefix) in named {
      for (metric, word) in metrics.enumerated() {
        let score: @Sendable (EvaluationReport) -> Double? = { report in
          slice(report).flatMap { $0.scores.isEmpty ? nil : $0.scores[model][metric].value }
        }
        let interval: @Sendable (EvaluationReport) -> ScoreInterval? = { report in
          slice(report).flatMap { $0.intervals.isEmpty ? nil : $0.intervals[model][metric] }
        }
        let path = "\(prefix)\(name).\(word)"
        add(path, score)
        add("\(path).low") { interval($0)?.low }
        add("\(path).high") { interval($0)?.high }
        add("\(path).difference") { report in
          guard let part = score(report), let whole = report.scores[model][metric].value else { return nil }
          return part - whole
        }
      }
    }
  }

  /// The worst score over the values of a column, of those with rows enough to say.
  private mutating func addWorst(_ column: String, _ named: [(Int, String)], _ metrics: [String]) {
    for (model, prefix) in named {
      for (metric, word) in metrics.enumerated() {
        let higherIsBetter = Metrics[word]?.higherIsBetter ?? true
        add("\(prefix)\(column).worst.\(word)") { report in
          let scores = report.slices.filter {
            $0.column == column && $0.rows >= SliceVerdict.leastRows && !$0.scores.isEmpty
          }.compactMap { $0.scores[model][metric].value }
          return higherIsBetter ? scores.min() : scores.max()
        }
      }
    }
  }

  private mutating func addFindings(_ model: Int, _ prefix: String, _ plan: EvaluatePlan) {
    if plan.costs != nil {
      let sweep: @Sendable (EvaluationReport) -> CostSweep? = { $0.costs.isEmpty ? nil : $0.costs[model] }
      add("\(prefix)costs.threshold") { sweep($0)?.threshold }
      add("\(prefix)costs.best") { sweep($0)?.best }
      add("\(prefix)costs.own") { sweep($0)?.own }
    }
    for column in plan.fairness {
      let groups: @Sendable (EvaluationReport) -> GroupFairness? = { report in
        report.fairness.first { $0.column == column }?.models[model]
      }
      let path = "\(prefix)fairness.\(column)"
      add("\(path).demographic_parity_difference") { groups($0)?.demographicParityDifference }
      add("\(path).demographic_parity_ratio") { groups($0)?.demographicParityRatio }
      add("\(path).equalized_odds_difference") { groups($0)?.equalizedOddsDifference }
      add("\(path).equalized_odds_ratio") { groups($0)?.equalizedOddsRatio }
    }
    if plan.conformal != nil {
      add("\(prefix)conformal.coverage") { $0.conformal.isEmpty ? nil : $0.conformal[model].coverage }
      add("\(prefix)conformal.size") { $0.conformal.isEmpty ? nil : $0.conformal[model].size }
    }
  }
}
