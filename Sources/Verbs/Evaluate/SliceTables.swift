import Canonical
import Drawing
import Learning
import Report

/// The tables and charts of slices.
struct SliceTables {
  let report: EvaluationReport
  let models: [String]
  let metrics: [ScoreColumn]
  let target: String?
  let level: Double

  /// The most metrics that a table of slices shows.
  private static let mostMetrics = 3

  // MARK: Slices that were asked for

  /// A table for each model, with the first metrics.
  var tables: [ReportTable] {
    guard !report.slices.isEmpty else { return [] }
    return models.indices.map { table(model: $0) }
  }

  private func table(model: Int) -> ReportTable {
    let shown = metrics.prefix(Self.mostMetrics)
    var columns = [ReportTable.Column("slice"), ReportTable.Column("rows", numeric: true)]
    columns += shown.prefix(1).map(\.column)
    columns += [ReportTable.Column("difference", numeric: true), ReportTable.Column("says")]
    columns += shown.dropFirst().map(\.column)
    var rows: [[ReportTable.Entry]] = [whole(model, shown)]
    for slice in report.slices { rows.append(row(slice, model, shown)) }
    let whose = models.count > 1 ? " of \(models[model])" : ""
    return ReportTable(
      caption: "Slices\(whose)", columns: columns, rows: rows,
      note: "Intervals of \(NumberText.percent(level, 0)) by bootstrap. "
        + "A slice says better or worse where its whole interval lies to one side of the score of all rows.")
  }

  private func whole(_ model: Int, _ shown: ArraySlice<ScoreColumn>) -> [ReportTable.Entry] {
    let scores = shown.indices.map { metric -> ReportTable.Entry in
      report.scores[model][metric].value.map { .dim(metrics[metric].text($0)) } ?? .missing
    }
    return [.dim("all rows"), .dim(NumberText.thousands(report.rows))] + scores.prefix(1)
      + [.text(""), .text("")] + scores.dropFirst()
  }

  private func row(
    _ slice: EvaluationReport.SliceScores, _ model: Int, _ shown: ArraySlice<ScoreColumn>
  ) -> [ReportTable.Entry] {
    let entries: [ReportTable.Entry] = [.text(name(slice)), .text(NumberText.thousands(slice.rows))]
    guard !slice.scores.isEmpty else {
      return entries + [.missing, .missing, .dim("no rows")] + shown.dropFirst().map { _ in .missing }
    }
    let scores = shown.indices.map { score(slice, model, $0) }
    let difference = report.scores[model][0].value.flatMap { whole in
      slice.scores[model][0].value.map { metrics[0].signed($0 - whole) }
    }
    return entries + scores.prefix(1) + [difference.map { .text($0) } ?? .missing, verdict(slice, model)]
      + scores.dropFirst()
  }

  private func score(
    _ slice: EvaluationReport.SliceScores, _ model: Int, _ metric: Int
  ) -> ReportTable.Entry {
    guard let value = slice.scores[model][metric].value else { return .missing }
    let text = metrics[metric].text(value)
    return slice.intervals[model][metric].map { .measured(text, spread: metrics[metric].text($0)) }
      ?? .text(text)
  }

  private func name(_ slice: EvaluationReport.SliceScores) -> String {
    slice.column.map { "\($0): \(slice.name)" } ?? slice.name
  }

  private func verdict(_ slice: EvaluationReport.SliceScores, _ model: Int) -> ReportTable.Entry {
    let verdict = SliceVerdict(
      slice, model: model, metric: 0, whole: report.scores[model][0].value,
      higherIsBetter: metrics[0].higherIsBetter)
    switch verdict {
    case .better: return .text("▲ better")
    case .worse: return .strong("▼ worse")
    case .alike: return .dim("no clear difference")
    case .tooFew:
      return .dim(slice.rows < SliceVerdict.leastRows ? "too few rows" : "too few to say")
    }
  }

  /// The first metric of each slice with its interval, a chart a model.
  var charts: [Chart] {
    guard report.slices.count > 2, let metric = metrics.first else { return [] }
    return models.indices.compactMap { model in
      guard let whole = report.scores[model][0].value else { return nil }
      let bars = report.slices.compactMap { slice -> Charts.Bar? in
        guard slice.rows >= SliceVerdict.leastRows, let value = slice.scores[model][0].value else {
          return nil
        }
        let interval = slice.intervals[model][0]
        return Charts.Bar(
          name(slice), value, low: interval?.low, high: interval?.high,
          note: NumberText.count(slice.rows, "row"))
      }
      guard bars.count > 2 else { return nil }
      var chart = Charts.slices(metric: metric.title, slices: bars, whole: whole)
      chart.title = "\(metric.title)\(models.count > 1 ? " of \(models[model])" : "") by slice"
      if models.count > 1 { chart.size = .compact }
      return chart
    }
  }

  // MARK: Slices that were found

  var discovered: [ReportTable] {
    zip(models, report.discovered).map { name, found in
      let isClasses = target == nil || metrics.first?.spec?.tasks.contains(.classification) == true
      let loss = isClasses ? "error rate" : "mean error"
      let text = { (value: Double) in
        isClasses ? NumberText.percent(value, 1) : NumberText.significant(value, 4)
      }
      let rows = found.slices.map { slice -> [ReportTable.Entry] in
        [
          .text(slice.conditions.map { "\($0.column): \($0.group)" }.joined(separator: " and ")),
          .text(NumberText.thousands(slice.rows)),
          .text(NumberText.percent(Double(slice.rows) / Double(max(report.rows, 1)), 1)),
          .text(text(slice.loss)),
          .text(found.loss > 0 ? "× " + NumberText.fixed(slice.loss / found.loss, 2) : "–"),
          slice.adjusted <= PValue.small
            ? .strong(PValue.text(slice.adjusted)) : .dim(PValue.text(slice.adjusted)),
        ]
      }
      let searched = "\(NumberText.count(found.candidates, "group")) of enough rows looked at"
      return ReportTable(
        caption: "Worst groups found\(models.count > 1 ? " for \(name)" : "")",
        columns: [
          .init("group"), .init("rows", numeric: true), .init("share", numeric: true),
          .init(loss, numeric: true, better: .lower), .init("to all rows", numeric: true),
          .init("p, corrected", numeric: true),
        ], rows: rows,
        note: rows.isEmpty
          ? "No group is worse than all rows by more than its size accounts for; \(searched)."
          : "\(searched); the \(loss) of all rows is \(text(found.loss)). p: Welch's test against the other rows, corrected for all groups (Benjamini and Hochberg); up to 0.05 it is set bold."
      )
    }
  }
}

/// Chances as texts.
enum PValue {
  /// Up to this, what was found is called more than chance.
  static let small = 0.05

  static func text(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : NumberText.fixed(value, 3)
  }
}
