import Canonical
import Frame
import Pipeline

/// Folds of a table as known before anything runs.
struct FoldsType: ValueType {
  var table: TableType

  var kind: String { "cross-validation" }
  var memberNames: [String] { ["folds", "repeats", "rows"] }

  func memberType(_ path: [String]) -> FormulaType? {
    path.count == 1 && memberNames.contains(path[0]) ? .integer : nil
  }
}

/// Folds of a table at run time; which rows are in them is read from the store when it is asked for.
struct FoldsValue: Value {
  var table: TableValue
  var digest: Digest
  var count: Int
  var repeats: Int

  /// The folds, in row numbers of `table`.
  func folds() throws -> Folds {
    try table.parts.decoded(digest) { reader throws(DecodingFailure) in try Folds(decoding: &reader) }
  }

  func member(_ path: [String]) throws -> Scalar? {
    switch path {
    case ["folds"]: .integer(Int64(count))
    case ["repeats"]: .integer(Int64(repeats))
    case ["rows"]: .integer(Int64(table.rows))
    default: nil
    }
  }

  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] {
    let folds = Ingredient(
      .input, role: "folds", value: digest.description, label: "folds of \(label)",
      detail: NumberText.count(count, "fold"))
    return table.ingredients(reading: parts, label: label) + [folds]
  }
}
