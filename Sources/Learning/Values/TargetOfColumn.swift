import Canonical
import Frame

extension Target {
  /// The target in `column`: numbers stay numbers; categories, texts and truth values (`false`, `true`) are classes.
  ///
  /// Fails where a row has no value, where there are no rows, and where the column holds dates.
  package init(column: Column, name: String) throws(LearningError) {
    if column.type.isNumeric {
      try Target.checkComplete(column, name)
      let values = column.doubles()
      guard values.allSatisfy(\.isFinite) else {
        throw LearningError("the target `\(name)` has an infinite value")
      }
      self = .numbers(values)
    } else {
      try self.init(classesOf: column, name: name)
    }
  }

  /// The target in `column` as classes, whatever its type: whole numbers become classes named by their digits.
  package init(classesOf column: Column, name: String) throws(LearningError) {
    try Target.checkComplete(column, name)
    switch column.type {
    case .category, .text:
      self = .dense(labels: column.levels, codes: column.codes ?? [])
    case .boolean:
      self = .dense(labels: ["false", "true"], codes: (column.booleans ?? []).map { $0 ? 1 : 0 })
    case .integer:
      let values = column.integers ?? []
      let distinct = Set(values).sorted()
      let positions = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
      self = .dense(labels: distinct.map { String($0) }, codes: values.map { Int32(positions[$0] ?? 0) })
    case .number, .date, .datetime:
      throw LearningError(
        "`\(name)` is \(column.type == .number ? "a" : "of type") \(column.type.name), which has no classes to predict",
        hint: "predict a category or a number")
    }
  }

  private static func checkComplete(_ column: Column, _ name: String) throws(LearningError) {
    guard column.count > 0 else { throw LearningError("there are no rows to take the target `\(name)` from") }
    guard column.missingCount > 0 else { return }
    let rows =
      column.missingCount == 1 ? "1 row has" : "\(NumberText.thousands(column.missingCount)) rows have"
    throw LearningError(
      "\(rows) no value for the target `\(name)`",
      hint: "leave them out where the table is loaded: `where \(name) is not missing`")
  }
}
