import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// A checked `sample`.
struct SampleWork: PresentedWork {
  var method: SampleMethod
  var types: [TableType]
  var names: [String]
  var input: InputUse
  /// The clause that says how to draw, to point at when the rows do not allow it.
  var span: Span?

  var outputs: [any ValueType] { types }
  var inputs: [InputUse] { [input] }
  var isRandom: Bool { method.isRandom }
  var settings: [Ingredient] { [Ingredient(.setting, role: "draw", value: method.text)] }

  func run(_ context: RunContext) throws -> CellResult {
    let value = try context.input(0, as: TableValue.self)
    try context.parts.memory.require(
      value.rows * method.bytesPerRow, for: "drawing from \(NumberText.count(value.rows, "row"))",
      instead: "`take N method: reservoir` needs little")
    let table = try value.table(columns: method.columns)
    let draws: SampleDraws
    do throws(SamplingError) {
      if let balance = method.balance, method.makesRows {
        return made(try balance.rows(for: table, seed: context.seed), of: table, balance)
      }
      draws = try method.draws(from: table, seed: context.seed)
    } catch {
      throw CellFailure(.draw, error.message, hint: error.hint, at: span)
    }
    return try drawn(draws, value)
  }

  private func drawn(_ draws: SampleDraws, _ value: TableValue) throws -> CellResult {
    try requireRows(draws, of: value.rows)
    let base = try value.baseRowNumbers()
    var parts: [Part] = []
    let drawn = draws.parts.map { drawn in
      let rows = base.map { drawn.rows.composed(over: $0) } ?? drawn.rows
      var writer = ByteWriter()
      rows.encode(into: &writer)
      let part = Part(writer.bytes)
      parts.append(part)
      return SampleManifest.DrawnPart(draw: .init(digest: part.digest, rows: rows.count), facts: drawn.facts)
    }
    let added = method.addedField.flatMap { field in
      draws.added.map { values in
        let column = Column.numbers(spread(values, over: base, baseRows: value.baseRows))
        let part = Part(column.canonicalBytes)
        parts.append(part)
        return TableValue.ColumnPart(field: field, digest: part.digest, missing: column.missingCount)
      }
    }
    return CellResult(manifest: SampleManifest(parts: drawn, added: added).bytes, parts: parts)
  }

  /// The whole table with new rows behind its own.
  private func made(_ rows: SmoteRows, of table: Table, _ balance: BalanceMethod) -> CellResult {
    let columns = balance.passing.compactMap { name, passing in
      table.column(name).map { rows.extended($0, passing) }
    }
    let parts = columns.map { Part($0.canonicalBytes) }
    let made = SampleManifest.MadeTable(
      rows: table.rowCount + rows.count,
      columns: zip(parts, columns).map { (digest: $0.digest, missing: $1.missingCount) },
      facts: [DrawFact(.rowsAdded, rows.count)])
    return CellResult(manifest: SampleManifest(made: made).bytes, parts: parts)
  }

  /// Values of the rows of a view as a column of its base, missing in the rows that the draw does not have.
  private func spread(_ values: [Double], over draw: RowDraw?, baseRows: Int) -> [Double] {
    guard let draw else { return values }
    var column = [Double](repeating: .nan, count: baseRows)
    for (row, value) in zip(draw.rows, values) where !value.isNaN { column[Int(row)] = value }
    return column
  }

  private func requireRows(_ draws: SampleDraws, of rows: Int) throws {
    guard case .take(.share(let share), let rule) = method,
      draws.parts.contains(where: { $0.rows.count == 0 })
    else { return }
    if case .hash(let key, _) = rule {
      throw CellFailure(
        .draw, "the hash of `\(key)` keeps none of \(NumberText.count(rows, "row"))",
        hint: "take a larger share", at: span)
    }
    throw CellFailure(
      .draw, "\(NumberText.percent(share)) of \(NumberText.thousands(rows)) rows is no row",
      hint: "take a larger share", at: span)
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try SampleManifest(result.manifest, adding: method.addedField)
    let tables = try manifest.tables(of: try context.input(0, as: TableValue.self))
    guard tables.count == names.count else { throw DecodingFailure("another number of parts") }
    return tables
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    switch method {
    case .split(let shares, _):
      (.split, "split " + shares.map { NumberText.significant($0 * 100) }.joined(separator: " / ") + " %")
    case .take, .balance: (.split, values.first?.rowCount.map { NumberText.count($0, "row") })
    }
  }

  /// Rows that are in no part of the draw are left behind.
  func rowIntake(_ outcome: CellOutcome?) -> RowIntake? {
    guard let outcome, let source = outcome.context?.inputs.first?.rowCount, let result = outcome.result,
      let manifest = try? SampleManifest(result.manifest, adding: method.addedField)
    else { return nil }
    if manifest.made != nil { return RowIntake(rows: source, lost: 0) }
    let drawn = manifest.parts.reduce(0) { $0 + Int($1.facts[.distinctRows] ?? Double($1.draw.rows)) }
    return RowIntake(rows: source, lost: max(0, source - drawn))
  }
}
