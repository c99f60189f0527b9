import Canonical
import Drawing
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
    var blocks: [ReportBlock] = [.table(scoreTable(value))]
    let checks = input.gateChecks + verdictChecks(manifest, tableName)
    if !checks.isEmpty { blocks.append(.checks(checks)) }
    if !charts.isEmpty {
      let stored = try input.context.parts.decoded(manifest.predictions) { reader throws(DecodingFailure) in
        try EvaluationPredictions(decoding: &reader)
      }
      blocks += try charts.flatMap { try draw($0, stored) }.map { .picture($0, wide: false) }
    }
    let names = models.joined(separator: ", ")
    return Presentation(
      caption: "Scores on \(NumberText.thousands(value.rows)) rows of \(tableName), for \(target).", blocks: blocks,
      provenance: "evaluate · \(names) on \(tableName) · \(provedText(manifest))")
  }

  private func provedText(_ manifest: EvaluationManifest) -> String {
    let shared = manifest.sharedRows.compactMap { $0 }
    guard let most = shared.max() else { return "rows proved disjoint from training" }
    return most == 0
      ? "rows compared with training: none shared" : "\(NumberText.thousands(most)) rows shared with training"
  }

  private func scoreTable(_ value: EvaluationValue) -> ReportTable {
    let specs = metrics.map { name in Metrics.all.first { $0.name == name } }
    let columns = [ReportTable.Column("model")]
      + zip(metrics, specs).map { ReportTable.Column($1?.title ?? $0, numeric: true) }
    let models = value.scores.dropLast()
    let rows = value.scores.enumerated().map { index, scores -> [ReportTable.Entry] in
      let isBaseline = index == value.scores.count - 1
      let name: ReportTable.Entry = isBaseline ? .dim("baseline: \(baseline)") : .text(scores.name)
      return [name]
        + scores.metrics.map { metric in
          guard let number = metric.value else { return .missing }
          let text = score(number)
          return isBaseline ? .dim(text) : .text(text)
        }
    }
    return ReportTable(
      columns: columns, rows: rows, emphasized: best(Array(models), specs.first ?? nil).map { [$0] } ?? [])
  }

  /// Three decimals for scores around one, four significant digits for errors in large units.
  private func score(_ value: Double) -> String {
    value.magnitude < 100 ? NumberText.fixed(value, 3) : NumberText.significant(value, 5)
  }

  /// The model that is best by the first metric; nil for one model, or where several share the best value.
  private func best(_ models: [EvaluationValue.ModelScores], _ spec: MetricSpec?) -> Int? {
    guard models.count > 1, let spec else { return nil }
    let values = models.map { $0.metrics.first?.value }
    let known = values.compactMap { $0 }
    guard let top = spec.higherIsBetter ? known.max() : known.min() else { return nil }
    let winners = values.indices.filter { values[$0] == top }
    return winners.count == 1 ? winners[0] : nil
  }

  private func verdictChecks(_ manifest: EvaluationManifest, _ table: String) -> [ReportBlock.Check] {
    rowVerdicts.enumerated().map { index, verdict in
      let subject = "\(verdict.learned.path) ∩ \(verdict.judged.path)"
      switch verdict.verdict {
      case .disjoint:
        return .init(.passed, subject, explanation: "no row of \(table) was seen by \(verdict.learner), proved before the run", found: "disjoint")
      case .overlap: return .init(.failed, subject, explanation: "rows of \(table) were seen by \(verdict.learner)", found: "overlap")
      case .unproved:
        let shared = index < manifest.sharedRows.count ? manifest.sharedRows[index] ?? 0 : 0
        let by = sameLoad[index] ? "by row number" : "in the columns that the model reads"
        return .init(
          shared == 0 ? .passed : .unproved, subject,
          explanation: "rows compared \(by) when the notebook ran; \(verdict.learner) has seen \(shared == 0 ? "none" : "some") of them",
          found: "\(NumberText.thousands(shared)) shared")
      }
    }
  }

  private func draw(_ chart: EvaluationChart, _ stored: EvaluationPredictions) throws -> [Picture] {
    let judged = Array(zip(models, stored.predictions))
    switch chart {
    case .confusion:
      return try judged.compactMap { name, prediction in
        try ConfusionMatrix(Evaluated(truth: stored.truth, prediction: prediction)).map {
          Charts.confusion(labels: $0.labels, counts: $0.counts, model: name)
        }
      }
    case .roc: return try roc(judged, stored.truth)
    case .residuals:
      guard case .numbers(let actual) = stored.truth else { return [] }
      let series = judged.compactMap { name, prediction -> Charts.ResidualSeries? in
        guard case .values(let predicted) = prediction else { return nil }
        return Charts.ResidualSeries(name: name, predicted: predicted, actual: actual)
      }
      return [Charts.residuals(series: series)]
    }
  }

  /// With two classes one chart with a curve a model; with more, a chart a model with a curve a class.
  private func roc(_ judged: [(String, Prediction)], _ truth: Target) throws -> [Picture] {
    let evaluated = try judged.map { (name: $0.0, curves: curves(try Evaluated(truth: truth, prediction: $0.1))) }
    if evaluated.allSatisfy({ $0.curves.count == 1 }) {
      let series = evaluated.flatMap { model in model.curves.map { self.series(model.name, $0) } }
      return [Charts.roc(curves: series)]
    }
    return evaluated.filter { !$0.curves.isEmpty }.map { model in
      Charts.roc(curves: model.curves.map { series("\(model.name), \($0.label)", $0) })
    }
  }

  /// The second class against the first where there are two; each class against the others where there are more.
  private func curves(_ evaluated: Evaluated) -> [ROCCurve] {
    let labels = evaluated.labels.count == 2 ? [1] : Array(evaluated.labels.indices)
    return labels.compactMap { ROCCurve(evaluated, label: $0) }
  }

  private func series(_ name: String, _ curve: ROCCurve) -> Charts.ROCSeries {
    Charts.ROCSeries(
      name: name, points: curve.points.map { (x: $0.falsePositiveRate, y: $0.truePositiveRate) }, auc: curve.area)
  }
}
