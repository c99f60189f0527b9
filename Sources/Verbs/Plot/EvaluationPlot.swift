import Canonical
import Drawing
import Learning
import Pipeline

/// A named chart of evaluations.
struct EvaluationPlot {
  var plan: PlotPlan
  var chart: NamedPlot
  var context: RunContext

  /// Fails where the chart cannot be drawn of these data.
  func computed() throws -> PlotDrawing.Content {
    let all = try charts()
    guard !all.isEmpty else {
      throw CellFailure(.cellFailed, "there is nothing to draw in `chart \(chart.name)` for these rows")
    }
    let values = try plan.source.names.indices.map { try context.input($0, as: EvaluationValue.self) }
    return PlotDrawing.Content(rows: values.reduce(0) { $0 + $1.rows }, marks: plan.source.models.count)
  }

  func pictures() throws -> [Picture] {
    try charts().map { chart in
      var chart = chart
      if let title = plan.style.title { chart.title = title }
      if let subtitle = plan.style.subtitle { chart.subtitle = subtitle }
      return chart.picture()
    }
  }

  private func charts() throws -> [Chart] {
    let values = try plan.source.names.indices.map { try context.input($0, as: EvaluationValue.self) }
    guard let kind = EvaluationChart(rawValue: chart.name) else { return try metrics(values) }
    do {
      return try drawn(kind, values)
    } catch let error as UnknownClass {
      throw CellFailure(
        .cellFailed, "`\(error.name)` is no class of `\(plan.source.target?.name ?? "the target")`",
        hint: error.hint, at: plan.style.positiveSpan)
    } catch let error as LearningError {
      throw CellFailure(.cellFailed, error.message, hint: error.hint)
    }
  }

  /// Evaluations on the same rows share a chart; others have charts of their own.
  private func drawn(_ kind: EvaluationChart, _ values: [EvaluationValue]) throws -> [Chart] {
    var names = plan.source.models[...]
    var charts: [Chart] = []
    var groups: [EvaluationCharts] = []
    for value in values {
      let own = Array(names.prefix(value.scores.count - 1))
      names = names.dropFirst(own.count)
      let made = EvaluationCharts(try value.stored(), names: own, positive: plan.style.positive)
      if let index = groups.firstIndex(where: { $0.truth.isSame(as: made.truth) }) {
        groups[index].models += made.models
      } else {
        groups.append(made)
      }
    }
    for group in groups { charts += try group.charts(kind) }
    return charts
  }

  /// A chart for each score, the baseline as a line to compare with.
  private func metrics(_ values: [EvaluationValue]) throws -> [Chart] {
    let offered = values.flatMap { $0.scores.first?.metrics.map(\.name) ?? [] }
    let wanted = plan.style.metrics ?? offered.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    return wanted.map { metric in
      var names = plan.source.models[...]
      var bars: [Charts.Bar] = []
      var baselines: [Double] = []
      for value in values {
        for scores in value.scores {
          guard let score = scores.metrics.first(where: { $0.name == metric })?.value else {
            if scores.name != "baseline" { names = names.dropFirst() }
            continue
          }
          if scores.name == "baseline" {
            baselines.append(score)
          } else {
            bars.append(Charts.Bar(names.popFirst() ?? scores.name, score))
          }
        }
      }
      let same = baselines.first.flatMap { first in baselines.allSatisfy { $0 == first } ? first : nil }
      // A baseline far off would leave no room for the models.
      let longest = bars.map(\.value.magnitude).max() ?? 0
      let isFar = same.map { $0.magnitude > 3 * longest } ?? false
      var chart = Charts.metricBars(
        metric: Metrics[metric]?.title ?? metric, bars: bars,
        reference: isFar ? nil : same.map { Charts.Reference("baseline", $0) })
      if isFar, let same { chart.subtitle = "baseline \(NumberText.significant(same, 4))" }
      if wanted.count > 1 { chart.size = .compact }
      return chart
    }
  }
}

extension Target {
  /// Whether both hold the same values in the same order.
  fileprivate func isSame(as other: Target) -> Bool {
    switch (self, other) {
    case (.numbers(let a), .numbers(let b)): a == b
    case (.classes(let a, let codes), .classes(let b, let others)):
      codes == others && a.elementsEqual(b) { $0.utf8.elementsEqual($1.utf8) }
    case (.labels(let a), .labels(let b)): a == b
    default: false
    }
  }
}
