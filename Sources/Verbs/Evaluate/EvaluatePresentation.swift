import Canonical
import Frame
import Learning
import Pipeline
import Report

extension EvaluateWork {
  func present(_ input: PresentationInput) throws -> Presentation {
    guard let value = input.outcome.values.first as? EvaluationValue else {
      throw CellFailure(.cellFailed, "the result is no evaluation")
    }
    let manifest = try EvaluationManifest(input.result.manifest)
    let tableName = inputs[models.count].name
    let columns = metrics.enumerated().map { index, name in
      ScoreColumn(name, values: value.scores.dropLast().map { $0.metrics[index].value })
    }
    let rowName = try rowNames(value, input)
    var blocks: [ReportBlock] = [.table(ScoreTable(value, metrics: metrics, baseline: baselineName).table)]
    if task == .multilabel {
      blocks += LabelBlocks(report: value.report, models: models, level: plan.level).blocks
    }
    let checks = input.gateChecks + rowChecks(manifest.sharedRows) + queryChecks(manifest.sharedQueries)
    if !checks.isEmpty { blocks.append(.checks(checks)) }
    blocks += warnings([value]).map { .note("\($0.code.id): \($0.message).", .warning) }
    blocks += ComparisonTable(report: value.report, models: models, metrics: columns, level: plan.level)
      .tables.map { .table($0) }
    blocks += sliceBlocks(value.report, columns)
    blocks += testBlocks(value.report, rowName)
    let labels = value.report.costs.isEmpty && value.report.fairness.isEmpty ? [] : try value.stored().labels
    blocks += DecisionBlocks(report: value.report, models: models, labels: labels).blocks
    blocks += try chartBlocks(value)
    if plan.errors > 0 { blocks += try errorBlocks(value, rowName) }
    let names = models.joined(separator: ", ")
    return Presentation(
      caption: "Scores on \(NumberText.count(value.rows, "row")) of \(tableName)"
        + (target.map { ", for \($0.title)." } ?? "."),
      blocks: blocks,
      provenance:
        "evaluate · \(names) on \(tableName) · \(provedText(manifest)) · \(RowBudget(input.notebook, rows: type.judged.origin).text)"
    )
  }

  /// What stands in the baseline's row.
  private var baselineName: String { previous.map { "previous, \($0)" } ?? baseline }

  /// Whether a ranking is judged by queries that it has learned from: their rows are not new to it.
  private func queryChecks(_ shared: Int?) -> [ReportBlock.Check] {
    guard let shared, let group = plan.queries else { return [] }
    return [
      .init(
        shared == 0 ? .passed : .failed, "queries by \(group)",
        explanation: shared == 0
          ? "no query stands on both sides"
          : "queries learned from are judged too: `group by \(group)` in the split keeps them whole",
        found: shared == 0 ? "none shared" : "\(NumberText.thousands(shared)) shared")
    ]
  }

  private func sliceBlocks(_ report: EvaluationReport, _ columns: [ScoreColumn]) -> [ReportBlock] {
    let slices = SliceTables(
      report: report, models: models, metrics: columns, target: target?.title, level: plan.level)
    let pictures = slices.charts.map { $0.picture() }
    return slices.tables.map { .table($0) }
      + (pictures.isEmpty
        ? [] : pictures.count == 1 ? [.picture(pictures[0], wide: false)] : [.pictures(pictures)])
      + slices.discovered.map { .table($0) }
  }

  private func testBlocks(_ report: EvaluationReport, _ rowName: @escaping (Int) -> String) -> [ReportBlock] {
    guard !report.tests.isEmpty else { return [] }
    let tests = TestBlocks(results: report.tests, models: models, rowName: rowName)
    return [.checks(tests.checks)] + (tests.table.map { [.table($0)] } ?? [])
  }

  private func chartBlocks(_ value: EvaluationValue) throws -> [ReportBlock] {
    guard !charts.isEmpty else { return [] }
    let drawing = EvaluationCharts(try value.stored(), names: models)
    return try charts.flatMap { chart -> [ReportBlock] in
      let pictures = try drawing.charts(chart).map { $0.picture() }
      if pictures.isEmpty { return [] }
      if pictures.count == 1 { return [.picture(pictures[0], wide: false)] }
      guard pictures.count > Self.mostPictures else { return [.pictures(pictures)] }
      let rest = Array(pictures.dropFirst(Self.mostPictures))
      return [
        .pictures(Array(pictures.prefix(Self.mostPictures))),
        .folded(rest, title: "\(NumberText.count(rest.count, "more chart")) of the other models"),
      ]
    }
  }

  /// The most charts of one kind that stand open: two rows of two.
  private static let mostPictures = 4

  private func errorBlocks(_ value: EvaluationValue, _ rowName: @escaping (Int) -> String) throws
    -> [ReportBlock]
  {
    let columns = type.judged.schema.names.filter { name in
      target?.names.contains(name) != true && inputs[models.count].reads.columns?.contains(name) == true
    }
    let stored = try value.stored()
    return try ErrorTable(
      stored: stored, table: try value.judged.table(columns: columns), models: models, columns: columns,
      count: plan.errors, rowName: rowName
    ).tables().map { .table($0) }
  }

  /// Rows by file and line of their source, or by their numbers in the table that was loaded; where rows were made since, in the one
  /// judged.
  private func rowNames(_ value: EvaluationValue, _ input: PresentationInput) throws -> (Int) -> String {
    guard plan.errors > 0 || plan.hasTests else { return { "\($0 + 1)" } }
    let origin = type.judged.origin
    let draw = try value.judged.baseRowNumbers()
    guard !origin.steps.contains(where: \.makesRows), draw != nil || origin.steps.isEmpty else {
      let name = inputs[models.count].name
      return { "\(name) \(NumberText.thousands($0 + 1))" }
    }
    let base = { (row: Int) in draw.map { Int($0.rows[row]) } ?? row }
    var lines: SourceLines?
    if input.notebook.cells.indices.contains(origin.load),
      let load = input.notebook.cells[origin.load].work as? LoadWork
    {
      lines = SourceLines(
        of: try shownRows(value).map(base), load, in: input.notebook.tree.file, input.context)
    }
    return { row in
      lines?.names[base(row)] ?? "\(origin.name) \(NumberText.thousands(base(row) + 1))"
    }
  }

  /// The rows that are shown by name: the worst of each model, and examples of tests.
  private func shownRows(_ value: EvaluationValue) throws -> [Int] {
    let examples = value.report.tests.flatMap(\.examples).map(\.row).filter { $0 < value.rows }
    guard plan.errors > 0 else { return examples }
    let stored = try value.stored()
    return try examples
      + models.indices.flatMap { model in
        try Evaluated(truth: stored.truth, prediction: stored.predictions[model]).worst(plan.errors)
      }
  }

  private func provedText(_ manifest: EvaluationManifest) -> String {
    let shared = manifest.sharedRows.compactMap { $0 }
    guard let most = shared.max() else { return "rows proved disjoint from training" }
    return most == 0
      ? "rows compared with training: none shared" : "\(NumberText.count(most, "row")) shared with training"
  }
}

extension EvaluationPredictions {
  /// The classes of the first model.
  fileprivate var labels: [String] { predictions.first?.labels ?? [] }
}
