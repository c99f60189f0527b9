import Canonical
import Drawing
import Frame
import Pipeline
import Report
import SQL
import Syntax

/// A checked `query`.
struct QueryWork: PresentedWork {
  enum How: Sendable {
    case clauses(QueryPlan)
    case sql(Statement)
  }

  /// A `SELECT` over the inputs.
  struct Statement: Sendable {
    var text: String
    /// Name and columns of each input.
    var tables: [(name: String, schema: Schema)]
    var span: Span
  }

  var how: How
  var type: TableType
  var inputs: [InputUse]

  var outputs: [any ValueType] { [type] }

  /// The names of the tables stand in the text of a `SELECT`, so they are part of its meaning.
  var settings: [Ingredient] {
    switch how {
    case .clauses(let plan):
      plan.texts.enumerated().map { Ingredient(.setting, role: "step \($0.offset + 1)", value: $0.element) }
    case .sql(let statement):
      [
        Ingredient(.setting, role: "sql", value: statement.text),
        Ingredient(.setting, role: "tables", value: statement.tables.map(\.name).joined(separator: ", ")),
        Ingredient(
          .setting, role: "types",
          value: type.schema.fields.map { "`\($0.name)` \($0.type.name) \($0.role.name)" }.joined(
            separator: ", ")),
      ]
    }
  }

  func run(_ context: RunContext) throws -> CellResult {
    let tables = try inputs.indices.map { index in
      try context.input(index, as: TableValue.self).table(columns: inputs[index].reads.columns)
    }
    let result: Table
    switch how {
    case .clauses(let plan): result = try plan.applied(to: tables[0])
    case .sql(let statement): result = try rows(statement, tables)
    }
    let made = MadeTable(result, rowsRead: tables.reduce(0) { $0 + $1.rowCount }, keeper: context.keeper)
    return CellResult(manifest: made.manifest.bytes, parts: made.parts)
  }

  private func rows(_ statement: Statement, _ tables: [Table]) throws -> Table {
    do throws(QueryError) {
      let table = try TableQuery.run(
        statement.text,
        tables: zip(statement.tables, tables).map { (name: $0.name, schema: $0.schema, table: $1) },
        types: type.schema.fields.map { DeclaredColumn($0.name, $0.type) })
      return type.schema.fields.reduce(table) {
        $0.replacing(role: $1.role, separator: $1.separator, of: $1.name)
      }
    } catch {
      throw CellFailure(.cellFailed, error.message, hint: error.hint, at: statement.span)
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try LoadManifest(result.manifest)
    guard manifest.columns.map(\.field) == type.schema.fields else { throw DecodingFailure("other columns") }
    return [TableValue(columns: manifest.columns, baseRows: manifest.rows, draw: nil, parts: context.parts)]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    let rows = values.first?.rowCount.map { "\(NumberText.thousands($0)) × \(type.schema.fields.count)" }
    return (.step, rows)
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    let manifest = try LoadManifest(input.result.manifest)
    let fields = manifest.columns.map(\.field)
    var blocks: [ReportBlock] = []
    if manifest.rows == 0 { blocks.append(.note("No row is left.", .warning)) }
    if manifest.rows <= QueryWork.shownRows {
      let table = try input.outcome.values.compactMap { $0 as? TableValue }.first?.table()
      if let table, table.rowCount > 0 {
        blocks.append(.table(WholeTable.make(fields, table.baseColumns, manifest.summaries)))
      }
    } else {
      blocks += [
        .table(SchemaTable.make(manifest.columns, manifest.summaries, rows: manifest.rows)),
        .table(FirstRows.make(fields, manifest.head, manifest.summaries, rows: manifest.rows)),
      ]
    }
    let names = inputs.map(\.name).joined(separator: ", ")
    return Presentation(
      caption:
        "\(NumberText.count(manifest.rows, "row")) of \(NumberText.count(fields.count, "column")), from \(names).",
      blocks: blocks,
      provenance:
        "query · \(names) · \(NumberText.thousands(manifest.rows)) of \(NumberText.count(manifest.rowsRead, "row"))"
    )
  }

  /// A result of no more rows is shown as a whole.
  static let shownRows = 40
}

/// A small table with all of its rows.
enum WholeTable {
  static func make(_ fields: [Field], _ columns: [Column], _ summaries: [ColumnSummary]) -> ReportTable {
    let entries = fields.indices.map { index -> [ReportTable.Entry] in
      let values = columns[index].scalars()
      guard fields[index].type.isNumeric else {
        return values.map { $0 == .missing ? .missing : .text(shortened($0.text)) }
      }
      let numbers = ColumnNumbers(fields[index], summaries.indices.contains(index) ? summaries[index] : nil)
      let texts = isShort(values) ? numbers.exact(values) : rounded(values)
      return texts.map { $0.map { .text($0) } ?? .missing }
    }
    return ReportTable(
      columns: fields.map { .init($0.name, numeric: $0.type.isNumeric) },
      rows: (0..<(columns.first?.count ?? 0)).map { row in entries.map { $0[row] } })
  }

  /// Whether the values are written exactly with no more than three decimals.
  private static func isShort(_ values: [Scalar]) -> Bool {
    values.allSatisfy { value in
      guard case .number(let number) = value else { return true }
      return number.magnitude < 1e9 && (number * 1000).rounded() / 1000 == number
    }
  }

  /// With as many decimals for all values of a column as give the smallest of them some four digits.
  private static func rounded(_ values: [Scalar]) -> [String?] {
    let numbers = values.map { value -> Double? in
      if case .number(let number) = value { number } else { nil }
    }
    let largest = numbers.lazy.compactMap { $0?.magnitude }.filter(\.isFinite).max() ?? 0
    let places = largest >= 100 ? 1 : largest >= 10 ? 2 : largest >= 1 ? 3 : 4
    let isTiny = largest > 0 && largest < 0.01
    return numbers.map { number in
      number.map {
        isTiny || $0.magnitude >= 1e9
          ? NumberText.significant($0) : NumberText.fixed($0, places, grouped: true)
      }
    }
  }

  private static func shortened(_ text: String) -> String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }
}
