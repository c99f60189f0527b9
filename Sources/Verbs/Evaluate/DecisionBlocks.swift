import Canonical
import Drawing
import Learning
import Report

/// What decisions cost, how groups fare, and how often sets hold the truth.
struct DecisionBlocks {
  let report: EvaluationReport
  let models: [String]
  let labels: [String]

  var blocks: [ReportBlock] {
    costs + fairness.map { .table($0) } + (conformal.map { [.table($0)] } ?? [])
  }

  // MARK: Costs

  private var costs: [ReportBlock] {
    let sweeps = zip(models, report.costs).compactMap { name, sweep in sweep.map { (name, $0) } }
    guard let first = sweeps.first?.1 else {
      return report.costs.isEmpty
        ? [] : [.note("Costs need a model that scores two classes.", .warning)]
    }
    let rows = sweeps.map { name, sweep -> [ReportTable.Entry] in
      [
        .text(name), .text(threshold(sweep.threshold)), .strong(cost(sweep.best)), .text(cost(sweep.own)),
        .dim(cost(sweep.all)), .dim(cost(sweep.none)),
      ]
    }
    let second = labels.count == 2 ? labels[1] : "the second class"
    let table = ReportTable(
      caption: "Mean cost of a row",
      columns: [
        .init("model"), .init("best threshold", numeric: true),
        .init("cost there", numeric: true, better: .lower),
        .init("as it decides", numeric: true, better: .lower), .init("all \(second)", numeric: true),
        .init("none", numeric: true),
      ], rows: rows,
      note:
        "A false \(second) costs \(NumberText.significant(first.falsePositive)), a missed one \(NumberText.significant(first.falseNegative)). The threshold is the best one of these very rows: choose the one to use on others."
    )
    return [.table(table), .picture(chart(sweeps).picture(), wide: false)]
  }

  private func threshold(_ value: Double) -> String {
    value.isFinite ? NumberText.fixed(value, 3) : "none"
  }

  private func cost(_ value: Double) -> String { NumberText.significant(value, 4) }

  private func chart(_ sweeps: [(String, CostSweep)]) -> Chart {
    let data = Chart.Data([
      .numbers("threshold", sweeps.flatMap { $0.1.points.map(\.threshold) }),
      .numbers("mean cost of a row", sweeps.flatMap { $0.1.points.map(\.cost) }),
      .categories("model", sweeps.flatMap { name, sweep in sweep.points.map { _ in name } }),
    ])
    var chart = Chart(
      title: "Cost by threshold", data: data,
      layers: [
        Chart.Layer(
          .line, x: "threshold", y: "mean cost of a row", color: sweeps.count > 1 ? "model" : nil)
      ])
    chart.size = .compact
    if sweeps.count == 1, let best = sweeps.first?.1, best.threshold.isFinite {
      chart.annotations.append(.ruleX(best.threshold, "least: \(NumberText.fixed(best.threshold, 3))"))
    }
    return chart
  }

  // MARK: Fairness

  private var fairness: [ReportTable] {
    report.fairness.flatMap { column in
      zip(models, column.models).map { name, groups in
        let rate = { (value: Double?) -> ReportTable.Entry in
          value.map { .text(NumberText.percent($0, 1)) } ?? .missing
        }
        let figure = { (value: Double?) in value.map { NumberText.fixed($0, 3) } ?? "–" }
        return ReportTable(
          caption: "Fairness by \(column.column)\(models.count > 1 ? ", \(name)" : "")",
          columns: [
            .init("group"), .init("rows", numeric: true), .init("selected", numeric: true),
            .init("true positive rate", numeric: true), .init("false positive rate", numeric: true),
          ],
          rows: groups.groups.map { group in
            [
              .text(group.name), .text(NumberText.thousands(group.rows)), rate(group.selected),
              rate(group.truePositiveRate), rate(group.falsePositiveRate),
            ]
          },
          note:
            "Demographic parity: difference \(figure(groups.demographicParityDifference)), ratio \(figure(groups.demographicParityRatio)). Equalized odds: difference \(figure(groups.equalizedOddsDifference)), ratio \(figure(groups.equalizedOddsRatio))."
            + (labels.count == 2 ? " Selected: predicted as \(labels[1])." : "")
            + (groups.groups.contains { $0.rows < SliceVerdict.leastRows }
              ? " Groups below \(SliceVerdict.leastRows) rows say little." : ""))
      }
    }
  }

  // MARK: Conformal sets

  private var conformal: ReportTable? {
    guard let first = report.conformal.first else { return nil }
    let isClasses = !first.sizes.isEmpty
    let rows = zip(models, report.conformal).map { name, sets -> [ReportTable.Entry] in
      let own: [ReportTable.Entry] =
        isClasses
        ? [.text(NumberText.fixed(sets.size, 2))]
          + sets.sizes.map { .text(NumberText.percent(Double($0) / Double(max(report.rows, 1)), 1)) }
        : [.text("± " + NumberText.significant(sets.reach, 4))]
      return [.text(name), .text(NumberText.percent(sets.coverage, 1))] + own
    }
    let columns: [ReportTable.Column] =
      [.init("model"), .init("holds the truth", numeric: true)]
      + (isClasses
        ? [
          .init("classes in a set", numeric: true, better: .lower), .init("none", numeric: true),
          .init("one", numeric: true), .init("more", numeric: true),
        ] : [.init("interval", numeric: true, better: .lower)])
    return ReportTable(
      caption: "Conformal \(isClasses ? "sets" : "intervals") of \(NumberText.percent(first.level, 0))",
      columns: columns, rows: rows,
      note: "Calibrated on \(NumberText.count(first.calibrationRows, "row")) that are not among those judged."
    )
  }
}
