import Canonical
import Frame
import Pipeline
import Syntax

/// The embargo of a split along an order, as it is written.
enum EmbargoText {
  /// What the `embargo` option of the clause says; nil where there is none, or after an error.
  static func read(
    _ clause: ParsedClause, of field: Field, _ cell: inout CellCheck
  ) -> (embargo: Embargo, text: String)? {
    guard let value = clause.options["embargo"], let literal = clause.literal("embargo") else { return nil }
    switch literal {
    case .integer(let rows) where rows >= 0:
      return (.rows(Int(clamping: rows)), NumberText.count(Int(clamping: rows), "row"))
    case .text(let text):
      guard let length = microseconds(text) else { break }
      guard field.type == .date || field.type == .datetime else {
        cell.error(
          .typeError, at: value.span,
          "`\(field.name)` is \(field.type.name.withArticle), and \(text) are a time",
          hint: "give the embargo as a number of rows")
        return nil
      }
      return (.microseconds(length), text)
    default: break
    }
    cell.error(
      .wrongValue, at: value.span, "an embargo is a number of rows, or a time",
      hint: "`embargo: 100` or `embargo: \"7 days\"`; units: \(units.map(\.name).joined(separator: "s, "))s")
    return nil
  }

  private static let units: [(name: String, seconds: Int64)] = [
    ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800),
  ]

  /// The length of `36 hours`; nil where the text is no time above zero, or one too long to count.
  static func microseconds(_ text: String) -> Int64? {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int64(words[0]), count > 0,
      let unit = units.first(where: { words[1] == $0.name || words[1] == $0.name + "s" })
    else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.seconds)
    let (length, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
    return overflow || tooLong ? nil : length
  }
}
