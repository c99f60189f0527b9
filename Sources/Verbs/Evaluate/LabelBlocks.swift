import Canonical
import Drawing
import Learning
import Report

/// How well each of several labels is predicted: a table and a chart a model.
struct LabelBlocks {
  let report: EvaluationReport
  let models: [String]
  let level: Double

  /// The most labels in a table: of more, those on most rows.
  private static let mostRows = 50

  var blocks: [ReportBlock] {
    let pictures = zip(models, report.labels).compactMap { chart($0, $1) }.map { $0.picture() }
    guard let first = report.labels.first else { return [] }
    return [.table(models.count == 1 ? table(first) : comparison(first))]
      + (pictures.isEmpty
        ? [] : pictures.count == 1 ? [.picture(pictures[0], wide: false)] : [.pictures(pictures)])
  }

  private func ranked(_ labels: [LabelScores]) -> [LabelScores] {
    labels.enumerated().sorted { ($1.element.support, $0.offset) < ($0.element.support, $1.offset) }
      .map(\.element)
  }

  private func note(_ labels: [LabelScores]) -> String? {
    let rest = labels.count - Self.mostRows
    var notes: [String] = []
    if labels.contains(where: { $0.interval != nil }) {
      notes.append("Intervals of \(NumberText.percent(level, 0)) by bootstrap.")
    }
    if rest > 0 { notes.append("\(NumberText.count(rest, "further label")) on fewer rows not shown.") }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  /// F1 of each label by each model.
  private func comparison(_ labels: [LabelScores]) -> ReportTable {
    ReportTable(
      caption: "F1 by label",
      columns: [.init("label"), .init("rows", numeric: true)]
        + models.map { .init($0, numeric: true, better: .higher) },
      rows: ranked(labels).prefix(Self.mostRows).map { label in
        [.text(label.label), .text(NumberText.thousands(label.support))]
          + report.labels.map { own in
            own.first { $0.label.utf8.elementsEqual(label.label.utf8) }.map(score) ?? .missing
          }
      }, note: note(labels))
  }

  private func table(_ labels: [LabelScores]) -> ReportTable {
    let shown = ranked(labels).prefix(Self.mostRows)
    return ReportTable(
      caption: "Labels",
      columns: [
        .init("label"), .init("rows", numeric: true), .init("said of", numeric: true),
        .init("precision", numeric: true, better: .higher), .init("recall", numeric: true, better: .higher),
        .init("F1", numeric: true, better: .higher),
      ], rows: shown.map(row), note: note(labels))
  }

  private func score(_ label: LabelScores) -> ReportTable.Entry {
    guard label.support > 0 else { return .missing }
    let f1 = NumberText.fixed(label.f1, 3)
    return label.interval.map {
      .measured(f1, spread: "\(NumberText.fixed($0.low, 3)) – \(NumberText.fixed($0.high, 3))")
    } ?? .text(f1)
  }

  private func row(_ label: LabelScores) -> [ReportTable.Entry] {
    [
      .text(label.label), .text(NumberText.thousands(label.support)),
      .text(NumberText.thousands(label.predicted)),
      label.predicted == 0 ? .missing : .text(NumberText.fixed(label.precision, 3)),
      label.support == 0 ? .missing : .text(NumberText.fixed(label.recall, 3)), score(label),
    ]
  }

  /// F1 of each label that is on a row, with how many rows have it.
  private func chart(_ model: String, _ labels: [LabelScores]) -> Chart? {
    let known = labels.filter { $0.support > 0 }
    guard known.count > 2 else { return nil }
    let mean = known.reduce(0) { $0 + $1.f1 } / Double(known.count)
    let bars = ranked(known).map { label in
      Charts.Bar(
        label.label, label.f1, low: label.interval?.low, high: label.interval?.high,
        note: NumberText.count(label.support, "row"))
    }
    var chart = Charts.metricDots(metric: "F1", dots: bars, reference: Charts.Reference("mean", mean))
    chart.title = "F1\(models.count > 1 ? " of \(model)" : "") by label"
    if models.count > 1 { chart.size = .compact }
    return chart
  }
}
