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
    var blocks: [ReportBlock] = [.table(ScoreTable(value, metrics: metrics, baseline: baseline).table)]
    let checks = input.gateChecks + rowChecks(manifest.sharedRows)
    if !checks.isEmpty { blocks.append(.checks(checks)) }
    if !charts.isEmpty {
      let stored = try input.context.parts.decoded(manifest.predictions) { reader throws(DecodingFailure) in
        try EvaluationPredictions(decoding: &reader)
      }
      for chart in charts {
        let pictures = try draw(chart, stored)
        blocks.append(pictures.count == 1 ? .picture(pictures[0], wide: false) : .pictures(pictures))
      }
    }
    let names = models.joined(separator: ", ")
    return Presentation(
      caption: "Scores on \(NumberText.count(value.rows, "row")) of \(tableName), for \(target).",
      blocks: blocks,
      provenance: "evaluate · \(names) on \(tableName) · \(provedText(manifest))")
  }

  private func provedText(_ manifest: EvaluationManifest) -> String {
    let shared = manifest.sharedRows.compactMap { $0 }
    guard let most = shared.max() else { return "rows proved disjoint from training" }
    return most == 0
      ? "rows compared with training: none shared" : "\(NumberText.count(most, "row")) shared with training"
  }

  private func draw(_ chart: EvaluationChart, _ stored: EvaluationPredictions) throws -> [Picture] {
    let judged = Array(zip(models, stored.predictions))
    switch chart {
    case .confusion:
      return try judged.compactMap { name, prediction in
        try ConfusionMatrix(Evaluated(truth: stored.truth, prediction: prediction)).map {
          Charts.confusion(labels: $0.labels, counts: $0.counts, model: name).picture()
        }
      }
    case .roc: return try roc(judged, stored.truth)
    case .residuals:
      guard case .numbers(let actual) = stored.truth else { return [] }
      let series = judged.compactMap { name, prediction -> Charts.ResidualSeries? in
        guard case .values(let predicted) = prediction else { return nil }
        return Charts.ResidualSeries(name: name, predicted: predicted, actual: actual)
      }
      return [Charts.residuals(series: series).picture()]
    }
  }

  /// With two classes one chart with a curve a model; with more, a chart a model with a curve a class.
  private func roc(_ judged: [(String, Prediction)], _ truth: Target) throws -> [Picture] {
    let evaluated = try judged.map {
      (name: $0.0, curves: curves(try Evaluated(truth: truth, prediction: $0.1)))
    }
    if evaluated.allSatisfy({ $0.curves.count == 1 }) {
      let series = evaluated.flatMap { model in model.curves.map { self.series(model.name, $0) } }
      return [Charts.roc(curves: series).picture()]
    }
    return evaluated.filter { !$0.curves.isEmpty }.map { model in
      Charts.roc(curves: model.curves.map { series($0.label, $0) }, model: model.name).picture()
    }
  }

  /// The second class against the first where there are two; each class against the others where there are more.
  private func curves(_ evaluated: Evaluated) -> [ROCCurve] {
    let labels = evaluated.labels.count == 2 ? [1] : Array(evaluated.labels.indices)
    return labels.compactMap { ROCCurve(evaluated, label: $0) }
  }

  private func series(_ name: String, _ curve: ROCCurve) -> Charts.ROCSeries {
    Charts.ROCSeries(
      name: name, points: curve.points.map { (x: $0.falsePositiveRate, y: $0.truePositiveRate) },
      auc: curve.area)
  }
}
