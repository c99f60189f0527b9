import Canonical
import Frame
import Pipeline
import Report

/// Values as tables of text, for `limn show`.
package enum ValueTables {
  /// A table value as rows; any other value as its members. nil: nothing to show.
  package static func rows(
    of value: any Value, type: any ValueType, limit: Int
  ) throws -> (header: [String], numeric: [Bool], rows: [[Scalar]])? {
    if let table = value as? TableValue {
      let data = try table.table().prefix(limit)
      let fields = data.schema.fields
      let rows = (0..<data.rowCount).map { row in fields.indices.map { data.cell(row: row, column: $0) } }
      return (fields.map(\.name), fields.map(\.type.isNumeric), rows)
    }
    let members = type.memberNames
    guard !members.isEmpty else { return nil }
    let rows = try members.map { name -> [Scalar] in
      [.text(name), try value.member(name.split(separator: ".").map(String.init)) ?? .missing]
    }
    return (["member", "value"], [false, true], rows)
  }
}
