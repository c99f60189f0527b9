import Canonical
import Frame
import Pipeline
import Verbs

/// Every table of a notebook with all of its values, one JSON object a line, for comparison with other programs.
///
/// `{"type":"table","name":…,"read":…,"columns":[…],"types":[…],"rows":[[…]…]}`, where `read` counts the rows of the
/// source of a load, and values are exact: numbers with all of their digits (`"-0.0"` where that is meant), dates and moments as ISO 8601, null where
/// missing. A cell that failed gives `{"type":"failure","name":…,"code":…,"message":…,"hint":…}`.
struct TableDump {
  let notebook: CheckedNotebook
  let results: NotebookResults

  func print() throws {
    for (cell, outcome) in zip(notebook.cells, results.outcomes) {
      guard let outcome else { continue }
      if let failure = outcome.failure { line(cell.names.first, failure).print() }
      for (name, value) in zip(cell.names, outcome.values) {
        guard let table = value as? TableValue else { continue }
        let account = cell.spec.name == "load" ? LoadAccount(outcome.result) : nil
        try line(name, try table.table(), account).print()
      }
    }
  }

  private func line(_ name: String?, _ failure: CellFailure) -> JSONLine {
    JSONLine(
      type: "failure",
      [
        ("name", .optional(name)), ("code", .text(failure.code.id)), ("message", .text(failure.message)),
        ("hint", .optional(failure.hint)),
      ])
  }

  private func line(_ name: String, _ table: Table, _ account: LoadAccount?) throws -> JSONLine {
    let fields = table.schema.fields
    let rows = (0..<table.rowCount).map { row in
      JSONLine.Value.array(fields.indices.map { TableDump.json(table.cell(row: row, column: $0)) })
    }
    return JSONLine(
      type: "table",
      [
        ("name", .text(name)), ("read", account.map { .integer($0.rowsRead) } ?? .null),
        ("columns", .array(fields.map { .text($0.name) })),
        ("types", .array(fields.map { .text($0.type.name) })), ("rows", .array(rows)),
      ])
  }

  private static func json(_ value: Scalar) -> JSONLine.Value {
    switch value {
    case .missing: .null
    case .number(let number) where number == 0 && number.sign == .minus: .text("-0.0")
    case .number(let number): .number(number)
    case .integer(let integer): .integer(Int(integer))
    case .boolean(let flag): .boolean(flag)
    case .text, .date, .datetime: .text(value.text)
    }
  }
}
