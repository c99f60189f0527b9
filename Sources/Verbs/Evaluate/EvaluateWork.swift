import Canonical
import Drawing
import Frame
import Learning
import Pipeline
import Report

/// A checked `evaluate`.
struct EvaluateWork: PresentedWork {
  var models: [String]
  var metrics: [String]
  var baseline: String
  var charts: [EvaluationChart]
  /// The column that predictions are held against; nil for clusters and anomalies that are judged by themselves.
  var target: TargetColumns?
  /// The model that stands in the baseline's place.
  var previous: String?
  /// What the models do.
  var task: Task
  var plan: EvaluatePlan
  var rows: JudgedRows
  var type: EvaluationType
  /// The models, then the table, then the rows that conformal sets are calibrated on, then the model in the baseline's place.
  var inputs: [InputUse]
  var gates: [Gate]

  var rowVerdicts: [RowVerdict] { rows.verdicts }
  var outputs: [any ValueType] { [type] }
  var isRandom: Bool {
    ["stratified", "uniform"].contains(baseline) || plan.isRandom || models.count > 1
  }

  /// Names of models are no part of the result, but their order and number are.
  var settings: [Ingredient] {
    [
      Ingredient(.setting, role: "metrics", value: metrics.joined(separator: ", ")),
      Ingredient(.setting, role: "baseline", value: previous == nil ? baseline : "previous model"),
      Ingredient(
        .setting, role: "target",
        value: ((target?.names ?? []) + [target?.separator].compactMap { $0 }).joined(separator: "\n")),
      Ingredient(.setting, role: "rows compared", value: rows.isCompared ? "yes" : "no"),
    ] + plan.settings
  }

  func run(_ context: RunContext) throws -> CellResult {
    let judged = try context.input(models.count, as: TableValue.self)
    let values = try models.indices.map { try context.input($0, as: ModelValue.self) }
    let table = try judged.table(columns: inputs[models.count].reads.columns)
    do {
      let truth = try truth(table)
      let learned = try learnedGroups(values[0])
      var predictions = try values.map { try $0.predictor.predict($0.features.recipe.apply(to: table)) }
      predictions.append(try baselinePrediction(values[0], table, context))
      let calibration = try plan.conformal.map { _ in
        try context.input(models.count + 1, as: TableValue.self)
          .table(columns: inputs[models.count + 1].reads.columns)
      }
      let run = EvaluationRun(
        plan: plan, metrics: metrics.compactMap { Metrics[$0] }, models: Array(zip(models, values)),
        table: table,
        truth: truth, predictions: predictions, calibration: calibration, target: target?.single?.name,
        ranks: task == .ranking, seed: context.seed)
      let part = Part(EvaluationPredictions(truth: truth, predictions: predictions).bytes)
      let manifest = EvaluationManifest(
        report: try run.report(), sharedRows: try rows.shared(values, judged),
        sharedQueries: try learned.map { try sharedQueries($0, table) }, predictions: part.digest)
      return CellResult(manifest: manifest.bytes, parts: [part])
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
  }

  private func truth(_ table: Table) throws -> Target {
    guard let target else { return .none(count: table.rowCount) }
    if task.hasTarget { return try Supervised(target).target(in: table) }
    guard let column = table.column(target.names[0]) else {
      throw CellFailure(.cellFailed, "there is no column `\(target.names[0])`")
    }
    return try Target(classesOf: column, name: target.names[0])
  }

  /// The queries of the rows that a ranking has learned from; nil for all other models.
  private func learnedGroups(_ model: ModelValue) throws -> Column? {
    guard task == .ranking, let group = plan.queries else { return nil }
    return try model.features.table.table(columns: [group]).column(group)
  }

  /// How many queries of the rows judged have been learned from.
  private func sharedQueries(_ learned: Column, _ table: Table) throws -> Int {
    guard let group = plan.queries, let judged = table.column(group) else { return 0 }
    func values(_ column: Column) -> Set<String> { Set((0..<column.count).map { column[$0].text }) }
    return values(judged).intersection(values(learned)).count
  }

  private func baselinePrediction(
    _ model: ModelValue, _ table: Table, _ context: RunContext
  ) throws -> Prediction {
    let rows = table.rowCount
    if previous != nil {
      let model = try context.input(inputs.count - 1, as: ModelValue.self)
      return try model.predictor.predict(model.features.recipe.apply(to: table))
    }
    guard task.hasTarget, let target else { return EvaluateBaseline.prediction(task, rows: rows) }
    let training = try model.features.table.table(columns: target.names)
    guard let spec = Estimators["baseline"] else {
      throw CellFailure(.cellFailed, "there is no baseline")
    }
    let constant = [Double](repeating: 0, count: training.rowCount)
    let matrix = FeatureMatrix(rowCount: training.rowCount, names: ["constant"], columns: [constant])
    let request = FitRequest(
      matrix: matrix, target: try Supervised(target).target(in: training),
      parameters: ["strategy": .text(baseline)], seed: context.seed)
    let judged = FeatureMatrix(
      rowCount: rows, names: ["constant"], columns: [[Double](repeating: 0, count: rows)])
    return try spec.fit(request).predict(judged)
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try EvaluationManifest(result.manifest)
    guard manifest.report.fits(models: models.count + 1, metrics: metrics.count) else {
      throw DecodingFailure("another number of scores")
    }
    return [
      EvaluationValue(
        scores: zip(models + ["baseline"], manifest.report.scores).map { name, values in
          .init(name: name, metrics: Array(zip(metrics, values)).map { (name: $0.0, value: $0.1.value) })
        }, rows: manifest.report.rows, predictions: manifest.predictions,
        judged: try context.input(models.count, as: TableValue.self), report: manifest.report,
        members: type.members, sharedQueries: manifest.sharedQueries)
    ]
  }

  func warnings(_ values: [any Value]) -> [CellFailure] {
    guard let shared = (values.first as? EvaluationValue)?.sharedQueries, shared > 0 else { return [] }
    let group = plan.queries ?? ""
    return [
      CellFailure(
        .sharedQueries,
        "\(shared == 1 ? "1 query" : "\(NumberText.thousands(shared)) queries") of `\(group)` \(shared == 1 ? "is" : "are") judged and learned from",
        hint: "`group by \(group)` in the split keeps each query in one part")
    ]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.metric, models.count > 1 ? models.joined(separator: ", ") : nil)
  }

  /// The first metric of the first model is the number to see; the other models follow with theirs.
  func cellFacts(_ values: [any Value]) -> CellFacts? {
    var facts = CellFacts(kind: .metric, subtitle: diagramNode(values)?.subtitle)
    guard let scores = (values.first as? EvaluationValue)?.scores.prefix(models.count),
      let metric = metrics.first
    else { return facts }
    let headlines = scores.compactMap { score in
      score.metrics.first?.value.map { (model: score.name, value: NumberText.fixed($0, 3)) }
    }
    if let first = headlines.first {
      facts.chip = "\(Metrics[metric]?.title ?? metric) \(first.value)"
      if models.count > 1 { facts.subtitle = first.model }
    }
    facts.facts = headlines.dropFirst().map { "\($0.model) \($0.value)" }
    return facts
  }
}

extension PartsRead {
  /// The columns named; nil for the whole value.
  var columns: [String]? {
    if case .columns(let names) = self { names } else { nil }
  }
}

/// What the store keeps of an evaluation beside the predictions.
struct EvaluationManifest {
  var report: EvaluationReport
  /// For each draw that a model has learned from.
  var sharedRows: [Int?]
  /// Of a ranking, how many queries that are judged the first model has learned from.
  var sharedQueries: Int?
  var predictions: Digest

  init(report: EvaluationReport, sharedRows: [Int?], sharedQueries: Int? = nil, predictions: Digest) {
    self.report = report
    self.sharedRows = sharedRows
    self.sharedQueries = sharedQueries
    self.predictions = predictions
  }

  init(_ bytes: [UInt8]) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    report = try EvaluationReport(decoding: &reader)
    sharedRows = try reader.readArray { reader throws(DecodingFailure) in
      try reader.readOptional { reader throws(DecodingFailure) in try reader.readInt() }
    }
    sharedQueries = try reader.readOptional { reader throws(DecodingFailure) in try reader.readInt() }
    guard sharedQueries ?? 0 >= 0 else { throw DecodingFailure("a negative number of queries") }
    predictions = try reader.readDigest()
    try reader.finish()
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    report.encode(into: &writer)
    writer.write(each: sharedRows) { writer, count in writer.write(optional: count) { $0.write($1) } }
    writer.write(optional: sharedQueries) { $0.write($1) }
    writer.write(predictions)
    return writer.bytes
  }
}

/// The truth and what each model said of it: what charts are drawn from.
struct EvaluationPredictions {
  var truth: Target
  var predictions: [Prediction]

  init(truth: Target, predictions: [Prediction]) {
    self.truth = truth
    self.predictions = predictions
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    truth = try Target(decoding: &reader)
    predictions = try reader.readArray { reader throws(DecodingFailure) in
      try Prediction(decoding: &reader)
    }
    for prediction in predictions where prediction.count != truth.count {
      throw DecodingFailure("another number of predictions than rows")
    }
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    truth.encode(into: &writer)
    writer.write(each: predictions) { $1.encode(into: &$0) }
    return writer.bytes
  }
}
