import Canonical
import Frame
import Pipeline
import Syntax

extension SampleReading {
  /// The work that a `folds` clause asks for.
  static func folds(
    _ clause: ParsedClause, _ cell: inout CellCheck, _ table: TableType, _ source: CellCheck.Bound
  ) -> FoldsWork {
    for keyword in ["split", "take", "balance by", "replace"] {
      guard let other = cell.clause(keyword) else { continue }
      cell.error(
        .repeatedClause, at: other.keywordSpan, "`\(keyword)` and `folds` exclude each other",
        hint: "split off the rows to evaluate on first, and make folds of the part that trains")
    }
    if cell.cell.names.count > 1 {
      cell.error(.cellHeader, at: cell.cell.names[1].span, "`folds` makes one value, for one name")
    }
    let rule = splitRule(&cell, table.schema)
    let repeats = Int(clamping: clause.integer("repeats") ?? 1)
    if case .order = rule, repeats > 1 {
      cell.error(
        .wrongValue, at: clause.options["repeats"]?.span ?? clause.span,
        "along an order there is one way to cut, however often", hint: "leave `repeats` out")
    }
    return FoldsWork(
      count: Int(clamping: clause.integer("count") ?? 2), repeats: repeats, rule: rule,
      type: FoldsType(table: table),
      input: InputUse(source.producer, name: source.word.text, reads: .columns(rule.columns)),
      span: clause.span)
  }
}
