import Canonical
import Drawing
import Learning
import Pipeline
import Report

extension ExplainWork: PresentedWork {
  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.metric, "explanation")
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    let manifest = try ExplainManifest(input.result.manifest)
    var blocks: [ReportBlock] = []
    if let permutation = manifest.permutation { blocks.append(picture(shuffled(permutation))) }
    if let shap = manifest.shap { blocks += effects(shap) }
    blocks += manifest.dependence.map { picture(dependence($0)) }
    blocks += manifest.rows.map { .table(takenApart($0)) }
    if plan.shap?.asked == false, manifest.shap == nil {
      blocks.append(
        .note(
          task == .multilabel
            ? "What one label rests on: `shap class: \"LABEL\"`."
            : "This kind of model has no exact Shapley values.", .plain))
    }
    return Presentation(
      caption: "What the predictions of \(inputs[0].name) rest on, on \(inputs[1].name).", blocks: blocks,
      provenance: "explain · \(inputs[0].name) · \(inputs[1].name)")
  }

  private func picture(_ chart: Chart) -> ReportBlock { .picture(chart.picture(), wide: false) }

  private var targetName: String { target?.title ?? (task == .anomaly ? "anomaly" : "the prediction") }

  private func shuffled(_ found: ExplainManifest.Permutation) -> Chart {
    let metric = plan.metric.flatMap { Metrics[$0] }
    let order = found.columns.indices.sorted { (found.means[$1], $0) < (found.means[$0], $1) }
    let bars = order.prefix(15).map { index in
      Charts.Bar(
        found.columns[index], found.means[index], low: found.means[index] - found.deviations[index],
        high: found.means[index] + found.deviations[index])
    }
    let title = metric?.title ?? ""
    var chart = Charts.importance(
      bars: bars, title: "What is lost where a column is shuffled",
      measure: metric?.higherIsBetter == false ? "rise of the \(title)" : "loss of \(title)")
    chart.subtitle =
      "\(metric?.higherIsBetter == false ? "rise" : "fall") of the \(title) from \(NumberText.significant(found.baseline, 4)), mean of \(plan.repeats) shuffles and their standard deviation"
    return chart
  }

  private func effects(_ shap: ExplainManifest.Shapley) -> [ReportBlock] {
    let outcome = shap.outputClass ?? targetName
    let features = zip(shap.importance, zip(shap.effects, shap.values)).map { entry, pair in
      Charts.FeatureEffects(feature: entry.feature, effects: pair.0, values: pair.1)
    }
    let rest = shap.importance.count - features.count
    let more =
      rest > 0 ? " \(NumberText.count(rest, "more feature")) \(rest == 1 ? "matters" : "matter") less." : ""
    return [
      picture(Charts.featureEffects(features, scale: shap.scale, outcome: outcome)),
      .note(
        "Exact Shapley values of \(NumberText.count(shap.rows, "row")): without any feature the \(shap.scale) is \(NumberText.significant(shap.base, 4)). \(shap.method)\(more)",
        .plain),
    ]
  }

  private func dependence(_ found: ExplainManifest.Dependence) -> Chart {
    let outcome = found.outputClass.map { "probability of \($0)" } ?? targetName
    return found.words.isEmpty
      ? Charts.dependence(
        found.column, values: found.grid, averages: found.averages, individuals: found.individuals,
        outcome: outcome)
      : Charts.dependence(found.column, words: found.words, averages: found.averages, outcome: outcome)
  }

  /// One prediction as a sum: from what is usual to what the model says of the row.
  private func takenApart(_ row: ExplainManifest.TakenApart) -> ReportTable {
    let shown = row.effects.prefix(10)
    let rest = row.effects.dropFirst(10).reduce(0) { $0 + $1.effect }
    func number(_ value: Double) -> String { (value < 0 ? "−" : "+") + NumberText.fixed(value.magnitude, 3) }
    var rows: [[ReportTable.Entry]] = [
      [.dim("without any feature"), .text(""), .dim(NumberText.fixed(row.base, 3))]
    ]
    rows += shown.map {
      [.text($0.feature), .text(NumberText.significant($0.value, 4)), .text(number($0.effect))]
    }
    if row.effects.count > shown.count {
      rows.append([
        .dim(NumberText.count(row.effects.count - shown.count, "more feature")), .text(""),
        .dim(number(rest)),
      ])
    }
    rows.append([.strong(row.scale), .text(""), .strong(NumberText.fixed(row.total, 3))])
    return ReportTable(
      caption: "Row \(NumberText.thousands(row.number + 1)), \(row.outputClass ?? targetName)",
      columns: [.init("feature"), .init("value", numeric: true), .init("adds", numeric: true)], rows: rows)
  }
}
