import Frame
import Pipeline
import Syntax

extension FeaturesType {
  /// Whether another table has the columns that the recipe reads, and `others`, with the types that they had where it was fitted:
  /// what is not so is reported at `word`, the table's name.
  ///
  /// - Parameter reader: who needs the columns, such as `the model`.
  func areMade(
    from table: TableType, _ word: Word, with others: [String] = [], for reader: String,
    _ cell: inout CellCheck
  ) -> Bool {
    for column in inputColumns + others {
      guard let found = table.schema[column] else {
        cell.error(
          .unknownColumn, at: word.span, "`\(word.text)` has no column `\(column)`, which \(reader) needs",
          hint: "name a table with the columns of the training table")
        return false
      }
      guard let fitted = self.table.schema[column], fitted.type != found.type,
        !(fitted.type.isNumeric && found.type.isNumeric)
      else { continue }
      cell.error(
        .typeError, at: word.span,
        "`\(column)` is \(found.type.name) in `\(word.text)`, and \(fitted.type.name) where \(reader) was fitted",
        hint: "`column \(ExpressionPrinter.name(column)) \(fitted.type.name)` in the `load` of `\(word.text)`"
      )
      return false
    }
    return true
  }
}
