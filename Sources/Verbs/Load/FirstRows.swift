import Canonical
import Frame
import Report

/// The first rows of a table as they are.
enum FirstRows {
  /// How many rows are shown at most.
  static let count = 5

  /// - Parameters:
  ///   - head: the first rows of each field's column.
  ///   - summaries: of the whole columns, in their order.
  ///   - rows: of the whole table.
  static func make(
    _ fields: [Field], _ head: [Column], _ summaries: [ColumnSummary], rows: Int
  ) -> ReportTable {
    let shown = min(count, rows)
    let columns = fields.indices.map { column -> [ReportTable.Entry] in
      let values = (0..<shown).map { head[column][$0] }
      guard fields[column].type.isNumeric else { return values.map(entry) }
      let summary = summaries.indices.contains(column) ? summaries[column] : nil
      return ColumnNumbers(fields[column], summary).exact(values).map { $0.map { .text($0) } ?? .missing }
    }
    return ReportTable(
      columns: fields.map { .init($0.name, numeric: $0.type.isNumeric) },
      rows: (0..<shown).map { row in columns.map { $0[row] } }, fold: fold(shown, of: rows))
  }

  private static func fold(_ shown: Int, of total: Int) -> String {
    if shown == total { return total == 1 ? "the only row" : "all \(NumberText.thousands(total)) rows" }
    return "first \(NumberText.thousands(shown)) of \(NumberText.thousands(total)) rows"
  }

  private static func entry(_ scalar: Scalar) -> ReportTable.Entry {
    if case .missing = scalar { return .missing }
    return .text(scalar.text.count > 60 ? scalar.text.prefix(59) + "…" : scalar.text)
  }
}
