import Canonical
import Frame

/// The values of a column as numbers of queries: rows with equal ones are ranked together.
package enum QueryCodes {
  /// Fails where a row has no value.
  package static func of(_ column: Column, name: String) throws(LearningError) -> [Int32] {
    guard column.missingCount == 0 else {
      let rows =
        column.missingCount == 1 ? "1 row has" : "\(NumberText.thousands(column.missingCount)) rows have"
      throw LearningError(
        "\(rows) no value in `\(name)`, and so no query to be ranked in",
        hint: "leave them out where the table is loaded: `where \(name) is not missing`")
    }
    if let codes = column.codes { return codes }
    let values = column.doubles()
    let distinct = Set(values).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(distinct, (0..<distinct.count).map { Int32($0) }))
    return values.map { places[$0] ?? 0 }
  }
}
