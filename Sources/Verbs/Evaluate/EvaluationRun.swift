import Canonical
import Frame
import Learning
import Pipeline

/// Computes all that an evaluation asks for.
struct EvaluationRun {
  let plan: EvaluatePlan
  let metrics: [MetricSpec]
  /// The models' names and values, without the baseline.
  let models: [(name: String, value: ModelValue)]
  /// The rows judged, with the columns that are read.
  let table: Table
  let truth: Target
  /// By model, the baseline last.
  let predictions: [Prediction]
  /// The rows that conformal sets are calibrated on.
  let calibration: Table?
  let target: String?
  /// Whether predictions are scores whose order alone counts.
  let ranks: Bool
  let seed: UInt64

  func report() throws -> EvaluationReport {
    let evaluated = try evaluated()
    var report = EvaluationReport()
    report.rows = table.rowCount
    report.scores = evaluated.map { model in metrics.map { $0.score(model) } }
    if plan.confidence != nil || models.count > 1 { try compare(evaluated, &report) }
    report.labels = evaluated.prefix(models.count).filter { $0.task == .multilabel }.map {
      LabelScores.all($0, plan.confidence == nil ? nil : plan.bootstrap(seed: seed))
    }
    report.slices = try slices(evaluated)
    if let discovery = plan.discovery { report.discovered = try discovered(discovery, evaluated) }
    report.tests = try tests()
    let own = evaluated.prefix(models.count)
    if let costs = plan.costs {
      report.costs = own.map {
        CostSweep($0, falsePositive: costs.falsePositive, falseNegative: costs.falseNegative)
      }
    }
    report.fairness = try plan.fairness.map { name in
      let groups = try SliceColumn(try column(name), name: name, bins: 4)
      return .init(
        column: name,
        models: try own.map { evaluated in
          guard let fairness = GroupFairness(evaluated, by: groups) else {
            throw LearningError(
              "`fairness by` needs two classes, and `\(target ?? "")` has \(evaluated.labels.count)")
          }
          return fairness
        })
    }
    if let conformal = plan.conformal, let calibration {
      report.conformal = try conformalSets(conformal, calibration, Array(own))
    }
    return report
  }

  /// Truth and prediction of each model, the baseline last.
  private func evaluated() throws -> [Evaluated] {
    let weights = try plan.weight.map { name in try self.weights(name) }
    let queries = try plan.queries.map { name in try QueryCodes.of(try column(name), name: name) }
    var result: [Evaluated] = []
    for (index, prediction) in predictions.enumerated() {
      let model: ModelValue? = models.indices.contains(index) ? models[index].value : nil
      var evaluated = try Evaluated(
        truth: truth, prediction: prediction, weights: weights, queries: queries,
        featureCount: model?.predictor.featureNames.count ?? 0, ranks: ranks)
      if let model, evaluated.task == .clustering {
        evaluated.features = try model.features.recipe.apply(to: table)
      }
      result.append(evaluated)
    }
    return result
  }

  private func column(_ name: String) throws -> Column {
    guard let column = table.column(name) else { throw LearningError("there is no column `\(name)`") }
    return column
  }

  private func weights(_ name: String) throws -> [Double] {
    let column = try column(name)
    guard column.missingCount == 0 else {
      throw LearningError("\(NumberText.count(column.missingCount, "row")) have no weight in `\(name)`")
    }
    return column.doubles()
  }

  // MARK: Intervals

  /// Intervals of the scores, and of the differences of models on the same resamples.
  private func compare(_ evaluated: [Evaluated], _ report: inout EvaluationReport) throws {
    let bootstrap = Bootstrap(evaluated, metrics, plan.bootstrap(seed: seed))
    if plan.confidence != nil {
      report.intervals = evaluated.indices.map { model in
        metrics.indices.map { bootstrap.interval(model: model, metric: $0) }
      }
    }
    for first in models.indices {
      for second in evaluated.indices where second > first {
        report.comparisons.append(
          .init(
            first: first, second: second,
            differences: metrics.indices.map { metric in
              guard let a = report.scores[first][metric].value, let b = report.scores[second][metric].value
              else {
                return nil
              }
              return a - b
            }, intervals: metrics.indices.map { bootstrap.difference(first, second, metric: $0) },
            mcNemar: plan.weight == nil ? McNemarTest(evaluated[first], evaluated[second])?.pValue : nil,
            deLong: plan.weight == nil ? DeLongTest(evaluated[first], evaluated[second])?.pValue : nil))
      }
    }
  }

  // MARK: Slices

  private func slices(_ evaluated: [Evaluated]) throws -> [EvaluationReport.SliceScores] {
    var parts: [(column: String?, name: String, rows: [Int32])] = []
    for slice in plan.slices {
      let mask: [Bool]
      do {
        mask = try slice.condition.evaluateMask(over: table)
      } catch {
        throw LearningError("the slice `\(slice.name)`: \(error.message)", hint: error.hint)
      }
      parts.append((nil, slice.name, mask.indices.filter { mask[$0] }.map { Int32($0) }))
    }
    for slice in plan.columnSlices {
      let groups = try SliceColumn(try column(slice.column), name: slice.column, bins: slice.bins)
      parts += zip(groups.labels, groups.members).map { (slice.column, $0, $1) }
    }
    return try parts.enumerated().map { number, part in
      guard !part.rows.isEmpty else {
        return .init(column: part.column, name: part.name, rows: 0, scores: [], intervals: [])
      }
      let own = try evaluated.map { try $0.rows(part.rows) }
      let bootstrap = Bootstrap(own, metrics, plan.bootstrap(seed: seed &+ UInt64(number + 1)))
      return .init(
        column: part.column, name: part.name, rows: part.rows.count,
        scores: own.map { model in metrics.map { $0.score(model) } },
        intervals: own.indices.map { model in
          metrics.indices.map { bootstrap.interval(model: model, metric: $0) }
        })
    }
  }

  private func discovered(
    _ discovery: EvaluatePlan.Discovery, _ evaluated: [Evaluated]
  ) throws -> [EvaluationReport.Discovered] {
    let columns = try discovery.columns.map { try SliceColumn(try column($0), name: $0, bins: 4) }
    let wanted = discovery.least < 1 ? discovery.least * Double(table.rowCount) : discovery.least
    let least = max(SliceVerdict.leastRows, Int(min(wanted.rounded(.up), Double(Int32.max))))
    return evaluated.prefix(models.count).map { model in
      let losses = model.losses
      let found = SliceDiscovery(columns: columns, losses: losses, top: discovery.top, least: least)
      return .init(
        slices: found.slices, candidates: found.candidates,
        loss: losses.reduce(0, +) / Double(max(losses.count, 1)))
    }
  }

  // MARK: Tests

  private func tests() throws -> [TestResult] {
    guard plan.hasTests else { return [] }
    let spread = if case .numbers(let values) = truth { values.spread } else { 0.0 }
    var results: [TestResult] = []
    for test in plan.tests {
      for (index, model) in models.enumerated() {
        results.append(
          try BehaviourRun(
            model: model.value, index: index, table: table, before: predictions[index], spread: spread,
            seed: seed
          ).result(test))
      }
    }
    guard let cases = plan.cases, let target else { return results }
    for index in models.indices { results.append(try result(of: cases, target, index, spread)) }
    return results
  }

  private func result(
    of cases: ListedCases, _ target: String, _ index: Int, _ spread: Double
  ) throws -> TestResult {
    let model = models[index].value
    guard let column = cases.table.column(target) else {
      throw LearningError("the cases have no `\(target)`")
    }
    let rows = try cases.completed(columns: model.features.recipe.inputColumns, from: table)
    let prediction = try model.predictor.predict(model.features.recipe.apply(to: rows))
    var result = TestResult(
      test: "expect \(NumberText.count(column.count, "case"))", model: index, tried: column.count, failed: 0,
      atMost: 0, examples: [])
    let numbers = column.doubles()
    let codes = prediction.labelCodes
    for row in 0..<column.count {
      let isRight: Bool
      if case .values(let values) = prediction {
        isRight = (values[row] - numbers[row]).magnitude <= cases.tolerance * spread
      } else {
        let label = prediction.labels.map { $0[Int(codes[row])] } ?? ""
        isRight = label.hasSameBytes(as: column[row].text)
      }
      if isRight { continue }
      result.failed += 1
      guard result.examples.count < TestResult.mostExamples else { continue }
      let listed = cases.table.schema.names.filter { $0 != target }
      result.examples.append(
        .init(
          row: row,
          change: listed.map { name in "\(name): \(cases.table.column(name)?[row].shown ?? "")" }.joined(
            separator: ", "),
          before: column[row].shown, after: prediction.shown(row)))
    }
    return result
  }

  // MARK: Conformal sets

  private func conformalSets(
    _ plan: EvaluatePlan.Conformal, _ calibration: Table, _ judged: [Evaluated]
  ) throws -> [ConformalPrediction] {
    guard let target, let column = calibration.column(target) else {
      throw LearningError("`\(plan.table)` has no column `\(target ?? "")`")
    }
    let truth = try Target(column: column, name: target)
    return try zip(models, judged).map { model, judged in
      let prediction = try model.value.predictor.predict(model.value.features.recipe.apply(to: calibration))
      return try ConformalPrediction(
        level: plan.level, calibration: try Evaluated(truth: truth, prediction: prediction), judged: judged)
    }
  }
}
