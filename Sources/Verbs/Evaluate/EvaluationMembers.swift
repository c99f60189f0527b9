import Learning

/// The members of an evaluation: what prose and requirements can name, and how each is found in the report.
struct EvaluationMembers: Sendable {
  struct Member: Sendable {
    /// Dotted, below the evaluation's name.
    var path: String
    var isCount = false
    /// Its value, or why it has none.
    var value: @Sendable (EvaluationReport) -> MetricValue
  }

  /// In the order in which they are suggested.
  private(set) var all: [Member] = []
  private var paths: Set<[UInt8]> = []
  private let metrics: [String]
  private let plan: EvaluatePlan
  /// The models, the baseline last.
  private let subjects: [String]

  /// Names that no slice may have.
  static let reserved = [
    "baseline", "rows", "tests", "costs", "fairness", "conformal", "labels", "worst", "low", "high", "vs",
    "discovered",
  ]

  /// - Parameter labels: those of a multilabel target, where they are known before anything runs.
  init(models: [String], metrics: [String], plan: EvaluatePlan, labels: [String] = []) {
    self.metrics = metrics
    self.plan = plan
    subjects = models + ["baseline"]
    let isSingle = models.count == 1
    /// The ways to name a model: by its name, and not at all where it is the only one.
    let named = subjects.enumerated().flatMap { position, name in
      isSingle && position == 0 ? [(0, ""), (0, name + ".")] : [(position, name + ".")]
    }
    for (model, prefix) in named { addScores(model, prefix) }
    for (model, prefix) in named where model < models.count {
      for label in labels { addLabel(label, model, prefix) }
    }
    add("rows", isCount: true) { .value(Double($0.rows)) }
    for slice in plan.slices { addSlice(slice.name, named) }
    for slice in plan.columnSlices { addWorst(slice.column, named) }
    if plan.hasTests {
      add("tests.passed", isCount: true) { .value(Double($0.tests.count { $0.passed })) }
      add("tests.failed", isCount: true) { .value(Double($0.tests.count { !$0.passed })) }
    }
    for (model, prefix) in named where model < models.count { addFindings(model, prefix) }
    guard plan.confidence != nil || models.count > 1 else { return }
    for (model, prefix) in named {
      for other in subjects.indices where other != model { addComparison(model, prefix, other) }
    }
  }

  private mutating func add(
    _ path: String, isCount: Bool = false, _ value: @escaping @Sendable (EvaluationReport) -> MetricValue
  ) {
    guard paths.insert(Array(path.utf8)).inserted else { return }
    all.append(Member(path: path, isCount: isCount, value: value))
  }

  private mutating func addScores(_ model: Int, _ prefix: String) {
    for (metric, name) in metrics.enumerated() {
      let score: @Sendable (EvaluationReport) -> MetricValue = { $0.scores[model][metric] }
      add(prefix + name, score)
      guard plan.confidence != nil else { continue }
      addEnds("\(prefix)\(name)", name, score) { report in
        (report.rows, report.intervals.isEmpty ? nil : report.intervals[model][metric])
      }
    }
  }

  /// The ends of an interval. It is missing where the score is, where the metric is not resampled, and where too few resamples
  /// have a value.
  private mutating func addEnds(
    _ path: String, _ metric: String, _ score: @escaping @Sendable (EvaluationReport) -> MetricValue,
    _ found: @escaping @Sendable (EvaluationReport) -> (rows: Int, interval: ScoreInterval?)
  ) {
    let end: @Sendable (EvaluationReport, KeyPath<ScoreInterval, Double> & Sendable) -> MetricValue = {
      report, end in
      let (rows, interval) = found(report)
      if let interval { return .value(interval[keyPath: end]) }
      if let reason = score(report).reason { return .undefined(reason) }
      return .undefined(
        Metrics[metric]?.noInterval(rows: rows) ?? "more than one resample in ten has no value")
    }
    add("\(path).low") { end($0, \.low) }
    add("\(path).high") { end($0, \.high) }
  }

  private mutating func addLabel(_ label: String, _ model: Int, _ prefix: String) {
    let score: @Sendable (EvaluationReport, (LabelScores) -> Double) -> MetricValue = { report, value in
      let own =
        report.labels.indices.contains(model)
        ? report.labels[model].first { $0.label.utf8.elementsEqual(label.utf8) } : nil
      return own.map { .value(value($0)) } ?? .undefined("the label is not among those of the rows")
    }
    let path = "\(prefix)labels.\(label)"
    add("\(path).rows", isCount: true) { score($0) { Double($0.support) } }
    add("\(path).precision") { score($0, \.precision) }
    add("\(path).recall") { score($0, \.recall) }
    add("\(path).f1") { score($0, \.f1) }
  }

  private mutating func addSlice(_ name: String, _ named: [(Int, String)]) {
    let slice: @Sendable (EvaluationReport) -> EvaluationReport.SliceScores? = { report in
      report.slices.first { $0.column == nil && $0.name == name }
    }
    add("\(name).rows", isCount: true) {
      MetricValue(slice($0).map { Double($0.rows) }, else: "there is no such slice")
    }
    for (model, prefix) in named {
      for (metric, word) in metrics.enumerated() {
        let score: @Sendable (EvaluationReport) -> MetricValue = { report in
          guard let slice = slice(report), !slice.scores.isEmpty else {
            return .undefined("the slice `\(name)` has no rows")
          }
          return slice.scores[model][metric]
        }
        let path = "\(prefix)\(name).\(word)"
        add(path, score)
        addEnds(path, word, score) { report in
          let slice = slice(report)
          return (
            slice?.rows ?? 0, slice.flatMap { $0.intervals.isEmpty ? nil : $0.intervals[model][metric] }
          )
        }
        add("\(path).difference") { report in score(report).minus(report.scores[model][metric]) }
      }
    }
  }

  /// The worst score over the values of a column, of those with rows enough to say.
  private mutating func addWorst(_ column: String, _ named: [(Int, String)]) {
    for (model, prefix) in named {
      for (metric, word) in metrics.enumerated() {
        let higherIsBetter = Metrics[word]?.higherIsBetter ?? true
        add("\(prefix)\(column).worst.\(word)") { report in
          let slices = report.slices.filter {
            $0.column == column && $0.rows >= SliceVerdict.leastRows && !$0.scores.isEmpty
          }
          let scores = slices.map { $0.scores[model][metric] }
          let known = scores.compactMap(\.value)
          let reason =
            scores.first?.reason ?? "no value of `\(column)` has \(SliceVerdict.leastRows) rows or more"
          return MetricValue(higherIsBetter ? known.min() : known.max(), else: reason)
        }
      }
    }
  }

  private mutating func addFindings(_ model: Int, _ prefix: String) {
    if plan.costs != nil {
      let sweep: @Sendable (EvaluationReport) -> CostSweep? = { $0.costs.isEmpty ? nil : $0.costs[model] }
      let reason = "the model gives no scores of two classes"
      add("\(prefix)costs.threshold") { MetricValue(sweep($0)?.threshold, else: reason) }
      add("\(prefix)costs.best") { MetricValue(sweep($0)?.best, else: reason) }
      add("\(prefix)costs.own") { MetricValue(sweep($0)?.own, else: reason) }
    }
    for column in plan.fairness { addFairness(model, "\(prefix)fairness.\(column)", column) }
    if plan.conformal != nil {
      let sets: @Sendable (EvaluationReport) -> ConformalPrediction? = {
        $0.conformal.isEmpty ? nil : $0.conformal[model]
      }
      add("\(prefix)conformal.coverage") { MetricValue(sets($0)?.coverage, else: "there are no sets") }
      add("\(prefix)conformal.size") { MetricValue(sets($0)?.size, else: "there are no sets") }
    }
    if plan.discovery != nil { addDiscovered(model, "\(prefix)discovered") }
  }

  private mutating func addFairness(_ model: Int, _ path: String, _ column: String) {
    let groups: @Sendable (EvaluationReport) -> GroupFairness? = { report in
      report.fairness.first { $0.column == column }?.models[model]
    }
    let none = "no group is ever taken for the second class"
    let rows = "no group has rows of the classes that it needs"
    add("\(path).demographic_parity_difference") {
      MetricValue(groups($0)?.demographicParityDifference, else: "there are no groups")
    }
    add("\(path).demographic_parity_ratio") { MetricValue(groups($0)?.demographicParityRatio, else: none) }
    add("\(path).equalized_odds_difference") { MetricValue(groups($0)?.equalizedOddsDifference, else: rows) }
    add("\(path).equalized_odds_ratio") { MetricValue(groups($0)?.equalizedOddsRatio, else: none) }
  }

  /// How many groups are worse than chance accounts for, and the one with the highest rank.
  private mutating func addDiscovered(_ model: Int, _ path: String) {
    let found: @Sendable (EvaluationReport) -> EvaluationReport.Discovered? = {
      $0.discovered.indices.contains(model) ? $0.discovered[model] : nil
    }
    let reason = "no group is worse than all rows by more than its size accounts for"
    add("\(path).count", isCount: true) { .value(Double(found($0)?.slices.count ?? 0)) }
    add("\(path).significant", isCount: true) { report in
      .value(Double(found(report)?.slices.count { $0.adjusted <= PValue.small } ?? 0))
    }
    let worst: @Sendable (EvaluationReport) -> SliceDiscovery.Found? = { found($0)?.slices.first }
    add("\(path).worst.rows", isCount: true) {
      MetricValue(worst($0).map { Double($0.rows) }, else: reason)
    }
    add("\(path).worst.loss") { MetricValue(worst($0)?.loss, else: reason) }
    add("\(path).worst.p") { MetricValue(worst($0)?.adjusted, else: reason) }
    add("\(path).worst.ratio") { report in
      guard let found = found(report), let worst = found.slices.first else { return .undefined(reason) }
      return found.loss > 0 ? .value(worst.loss / found.loss) : .undefined("the loss of all rows is zero")
    }
  }

  /// How much more one model scores than another on the same rows, and what the tests say.
  private mutating func addComparison(_ model: Int, _ prefix: String, _ other: Int) {
    let path = "\(prefix)vs.\(subjects[other])"
    let isSecond = model > other
    let pair: @Sendable (EvaluationReport) -> EvaluationReport.Comparison? = { report in
      report.comparisons.first { $0.first == min(model, other) && $0.second == max(model, other) }
    }
    for (metric, name) in metrics.enumerated() {
      let difference: @Sendable (EvaluationReport) -> MetricValue = { report in
        report.scores[model][metric].minus(report.scores[other][metric])
      }
      add("\(path).\(name)", difference)
      addEnds("\(path).\(name)", name, difference) { report in
        let interval = pair(report)?.intervals[metric]
        return (
          report.rows,
          isSecond ? interval.map { ScoreInterval(low: -$0.high, high: -$0.low) } : interval
        )
      }
    }
    let weighted = plan.weight == nil ? nil : "rows that count for more or less than one are not tested"
    add("\(path).mcnemar_p") {
      MetricValue(pair($0)?.mcNemar, else: weighted ?? "McNemar's test is for classes")
    }
    add("\(path).delong_p") {
      MetricValue(
        pair($0)?.deLong,
        else: weighted
          ?? "DeLong's test needs scores of two classes, and two rows of each that tell them apart")
    }
  }
}

extension MetricValue {
  /// A number, or why there is none.
  init(_ value: Double?, else reason: @autoclosure () -> String) {
    self = value.map { .value($0) } ?? .undefined(reason())
  }

  /// How much more it is than another; of two that are undefined the first says why.
  fileprivate func minus(_ other: MetricValue) -> MetricValue {
    guard let a = value, let b = other.value else { return .undefined(reason ?? other.reason ?? "") }
    return .value(a - b)
  }
}
