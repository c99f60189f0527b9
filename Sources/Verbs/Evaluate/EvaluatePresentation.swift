import Canonical
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
      let drawing = EvaluationCharts(try value.stored(), names: models)
      for chart in charts {
        let pictures = try drawing.charts(chart).map { $0.picture() }
        if pictures.isEmpty { continue }
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
}
