import Canonical
import Drawing
import Frame
import Pipeline
import Report

/// The table that describes the columns of a table.
enum SchemaTable {
  static func make(
    _ columns: [TableValue.ColumnPart], _ summaries: [ColumnSummary], rows: Int
  ) -> ReportTable {
    let hasNumbers = summaries.contains { $0.numeric != nil }
    var titles: [ReportTable.Column] = [
      .init("column"), .init("type"), .init("missing", numeric: true), .init("distinct", numeric: true),
      .init("distribution"),
    ]
    if hasNumbers { titles.append(.init("median", numeric: true)) }
    titles.append(.init("values"))
    let entries = zip(columns, summaries).map { part, summary -> [ReportTable.Entry] in
      var row: [ReportTable.Entry] = [
        .strong(part.field.name), .dim(type(part.field)), missing(summary, rows),
        .text((summary.isEstimated ? "≈ " : "") + NumberText.thousands(summary.distinct)), spark(summary),
      ]
      let numbers = ColumnNumbers(part.field, summary)
      if hasNumbers { row.append(summary.numeric.map { .text(numbers.rounded($0.median)) } ?? .text("")) }
      row.append(.dim(values(summary, numbers)))
      return row
    }
    return ReportTable(columns: titles, rows: entries)
  }

  private static func type(_ field: Field) -> String {
    field.role == .none ? field.type.name : "\(field.type.name) · \(field.role.name)"
  }

  private static func missing(_ summary: ColumnSummary, _ rows: Int) -> ReportTable.Entry {
    guard summary.missing > 0, rows > 0 else { return .dim("0") }
    return .measured(
      NumberText.thousands(summary.missing),
      spread: NumberText.percent(Double(summary.missing) / Double(rows)))
  }

  private static func spark(_ summary: ColumnSummary) -> ReportTable.Entry {
    if let histogram = summary.histogram {
      return .picture(Charts.spark(histogram: histogram.counts).picture())
    }
    let shown = summary.top.prefix(6).map { Double($0.count) }
    return shown.isEmpty ? .text("") : .picture(Charts.spark(shares: shown).picture())
  }

  private static func values(_ summary: ColumnSummary, _ numbers: ColumnNumbers) -> String {
    if let numeric = summary.numeric {
      return numeric.min == numeric.max
        ? numbers.rounded(numeric.min) : "\(numbers.rounded(numeric.min)) – \(numbers.rounded(numeric.max))"
    }
    if let range = summary.range { return "\(range.lowest) – \(range.highest)" }
    let top = summary.top.prefix(3).map { shortened($0.text) }
    return top.joined(separator: ", ") + (summary.distinct > top.count ? ", …" : "")
  }

  private static func shortened(_ text: String) -> String {
    text.count > 24 ? text.prefix(23) + "…" : text
  }
}
