import Canonical
import Learning
import Report

/// The table of scores: a row a model, the baseline last, the best value of each metric set bold.
struct ScoreTable {
  private let value: EvaluationValue
  private let baseline: String
  private let metrics: [ScoreColumn]

  init(_ value: EvaluationValue, metrics names: [String], baseline: String) {
    self.value = value
    self.baseline = baseline
    metrics = names.enumerated().map { column, name in
      ScoreColumn(name, values: value.scores.dropLast().map { $0.metrics[column].value })
    }
  }

  var table: ReportTable {
    let rows = value.scores.indices.map { $0 == value.scores.count - 1 ? last($0) : row($0) }
    return ReportTable(columns: [ReportTable.Column("model")] + metrics.map(\.column), rows: rows, note: note)
  }

  private func row(_ model: Int) -> [ReportTable.Entry] {
    let scores = value.scores[model]
    let leads = metrics.first?.best == [model]
    let entries = zip(metrics, scores.metrics).enumerated().map { column, pair -> ReportTable.Entry in
      let (metric, score) = pair
      guard let number = score.value else { return .missing }
      if let interval = interval(model, column) {
        return .measured(metric.text(number), spread: metric.text(interval))
      }
      return metric.best.contains(model) ? .strong(metric.text(number)) : .text(metric.text(number))
    }
    return [leads ? .tagged(scores.name, tag: "best") : .text(scores.name)] + entries
  }

  private func interval(_ model: Int, _ metric: Int) -> ScoreInterval? {
    value.report.intervals.isEmpty ? nil : value.report.intervals[model][metric]
  }

  private func last(_ model: Int) -> [ReportTable.Entry] {
    let entries = zip(metrics, value.scores[model].metrics).map { metric, score -> ReportTable.Entry in
      score.value.map { .dim(metric.text($0)) } ?? .missing
    }
    return [.dim("baseline: \(baseline)")] + entries
  }

  /// Why scores have no value, each reason once.
  private var note: String? {
    var lines: [String] = []
    for (metric, column) in metrics.enumerated() {
      for (model, scores) in value.report.scores.dropLast().enumerated() {
        guard let reason = scores[metric].reason, !reason.isEmpty else { continue }
        let whose = value.scores.count > 2 ? " for \(value.scores[model].name)" : ""
        let line = "\(column.title) has no value\(whose): \(reason)."
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return (lines + unmeasured).joinedSentences
  }

  /// Why scores that were to have an interval have none.
  private var unmeasured: [String] {
    guard !value.report.intervals.isEmpty else { return [] }
    return metrics.compactMap { column in
      column.spec?.noInterval(rows: value.rows).map { "\(column.title) has no interval: \($0)." }
    }
  }
}

extension [String] {
  /// The sentences one behind the other; nil where there are none.
  fileprivate var joinedSentences: String? { isEmpty ? nil : joined(separator: " ") }
}

/// How the scores of one metric are written.
struct ScoreColumn {
  let name: String
  let spec: MetricSpec?
  let places: Int
  /// The models with the best value; none where there is nothing to choose between.
  let best: [Int]

  init(_ name: String, values: [Double?]) {
    self.name = name
    spec = Metrics[name]
    let known = values.compactMap { $0 }.filter(\.isFinite)
    places = ScoreColumn.places(largest: known.map(\.magnitude).max() ?? 0)
    let top = spec?.higherIsBetter == true ? known.max() : known.min()
    let winners = values.indices.filter { values[$0] != nil && values[$0] == top }
    best = spec == nil || winners.count == known.count ? [] : winners
  }

  /// One number of decimals by the largest score: three for shares, fewer for errors in large units.
  private static func places(largest: Double) -> Int {
    switch largest {
    case 0: 3
    case ..<0.01: 6
    case ..<10: 3
    case ..<100: 2
    case ..<1000: 1
    default: 0
    }
  }

  var title: String { spec?.title ?? name }
  var higherIsBetter: Bool { spec?.higherIsBetter ?? true }

  var column: ReportTable.Column {
    ReportTable.Column(title, numeric: true, better: spec.map { $0.higherIsBetter ? .higher : .lower })
  }

  func text(_ value: Double) -> String { NumberText.fixed(value, places, grouped: true) }

  func text(_ interval: ScoreInterval) -> String { "\(text(interval.low)) – \(text(interval.high))" }

  /// With its sign; a difference of nothing has none.
  func signed(_ value: Double) -> String {
    let text = text(value)
    guard text.contains(where: { $0 != "0" && $0 != "." && $0 != "," && $0 != "-" }) else {
      return text.replacing("-", with: "")
    }
    return value > 0 ? "+" + text : text.replacing("-", with: "\u{2212}")
  }
}
