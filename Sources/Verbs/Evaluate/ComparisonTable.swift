import Canonical
import Learning
import Report

/// The table of models compared pair by pair on the same rows.
struct ComparisonTable {
  let report: EvaluationReport
  let models: [String]
  let metrics: [ScoreColumn]
  let level: Double

  /// The most metrics that the table shows.
  private static let mostMetrics = 3

  /// The most pairs that stand open.
  private static let mostOpen = 8

  /// All pairs, those beyond the first few in a table that is closed at first; none where there is nothing to compare.
  var tables: [ReportTable] {
    guard !report.comparisons.isEmpty else { return [] }
    let all = table
    guard all.rows.count > Self.mostOpen else { return [all] }
    var (first, rest) = (all, all)
    first.rows = Array(all.rows.prefix(Self.mostOpen))
    rest.rows = Array(all.rows.dropFirst(Self.mostOpen))
    rest.caption = nil
    rest.note = nil
    rest.fold = NumberText.count(rest.rows.count, "more pair")
    rest.isOpen = false
    return [first, rest]
  }

  private var table: ReportTable {
    let names = models + ["baseline"]
    let shown = metrics.prefix(Self.mostMetrics)
    let tested = (
      mcNemar: report.comparisons.contains { $0.mcNemar != nil },
      deLong: report.comparisons.contains { $0.deLong != nil }
    )
    let columns =
      [ReportTable.Column("on the same rows")] + shown.map { ReportTable.Column($0.title, numeric: true) }
      + (tested.mcNemar ? [ReportTable.Column("McNemar p", numeric: true)] : [])
      + (tested.deLong ? [ReportTable.Column("DeLong p", numeric: true)] : [])
    let rows = report.comparisons.map { pair -> [ReportTable.Entry] in
      [.text("\(names[pair.first]) − \(names[pair.second])")]
        + shown.indices.map { difference(pair, $0) }
        + (tested.mcNemar ? [chance(pair.mcNemar)] : []) + (tested.deLong ? [chance(pair.deLong)] : [])
    }
    return ReportTable(
      caption: "Differences", columns: columns, rows: rows,
      note:
        "Intervals of \(NumberText.percent(level, 0)) by paired bootstrap; chances up to 0.05 are set bold."
        + (tested.deLong
          ? " McNemar tests the accuracy, DeLong the ROC AUC."
          : tested.mcNemar ? " McNemar tests the accuracy." : "")
    )
  }

  private func difference(_ pair: EvaluationReport.Comparison, _ metric: Int) -> ReportTable.Entry {
    guard let value = pair.differences[metric] else { return .missing }
    let column = metrics[metric]
    guard let interval = pair.intervals[metric] else { return .text(column.signed(value)) }
    let spread = "\(column.signed(interval.low)) to \(column.signed(interval.high))"
    return .measured(column.signed(value), spread: spread)
  }

  private func chance(_ value: Double?) -> ReportTable.Entry {
    guard let value else { return .missing }
    return value <= 0.05 ? .strong(PValue.text(value)) : .text(PValue.text(value))
  }
}
