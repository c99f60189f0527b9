import Canonical
import Frame
import Learning
import Pipeline
import Report

/// The rows that a model predicts worst, with their values.
struct ErrorTable {
  let stored: EvaluationPredictions
  let table: Table
  let models: [String]
  let columns: [String]
  let count: Int
  /// What a page calls a row of the table judged.
  let rowName: (Int) -> String

  /// The most columns of values.
  private static let mostColumns = 6

  func tables() throws -> [ReportTable] {
    try models.indices.map { try table(model: $0) }
  }

  private func table(model: Int) throws -> ReportTable {
    let evaluated = try Evaluated(truth: stored.truth, prediction: stored.predictions[model])
    let worst = evaluated.worst(count)
    let all = evaluated.losses.count { $0 > 0 }
    let shown = Array(columns.prefix(Self.mostColumns))
    let values = shown.compactMap { name in table.column(name).map { (name, $0) } }
    let isNumbers = evaluated.numbers != nil
    let head: [ReportTable.Column] =
      [.init("row"), .init("actual", numeric: isNumbers), .init("predicted", numeric: isNumbers)]
      + (isNumbers ? [.init("error", numeric: true)] : [])
      + values.map { .init($0.0, numeric: $0.1.type.isNumeric) }
    let rows = worst.map { row -> [ReportTable.Entry] in
      [.text(rowName(row)), .text(actual(row)), .strong(stored.predictions[model].shown(row))]
        + (evaluated.numbers.map { pair in
          [.text(NumberText.significant(pair.predicted[row] - pair.truth[row], 4))]
        } ?? [])
        + values.map { $0.1.isMissing(row) ? .missing : .dim($0.1[row].shown) }
    }
    let whose = models.count > 1 ? " of \(models[model])" : ""
    let rest = columns.count - shown.count
    let isLabels = evaluated.task == .multilabel
    let kind = isNumbers ? "rows are predicted with an error" : "rows are predicted wrong"
    return ReportTable(
      caption: "Worst predictions\(whose)", columns: head, rows: rows,
      note: rows.isEmpty
        ? "Every row is predicted right."
        : "\(NumberText.thousands(all)) of \(NumberText.thousands(evaluated.count)) \(kind); shown are \(isNumbers ? "the largest errors" : isLabels ? "those with most wrong labels" : "the surest of the wrong ones")."
          + (rest > 0 ? " \(NumberText.count(rest, "further column")) not shown." : ""))
  }

  private func actual(_ row: Int) -> String {
    switch stored.truth {
    case .classes(let labels, let codes): labels[Int(codes[row])]
    case .labels(let sets): sets.shown(row)
    case .numbers(let values): NumberText.significant(values[row])
    case .none: ""
    }
  }
}

extension LabelSets {
  /// The labels of a row as a page shows them.
  func shown(_ row: Int) -> String {
    let own = names.indices.filter { self[row, $0] }.map { names[$0] }
    return own.isEmpty ? "no label" : own.joined(separator: ", ")
  }
}
