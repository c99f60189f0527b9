import Canonical
import Frame

/// A table as known before anything runs: its schema, and where its rows come from.
package struct TableType: ValueType {
  package var schema: Schema
  package var origin: RowOrigin
  /// Columns computed from others: name to the columns it was computed from.
  package var derived: [String: Set<String>]

  package init(schema: Schema, origin: RowOrigin, derived: [String: Set<String>] = [:]) {
    self.schema = schema
    self.origin = origin
    self.derived = derived
  }

  package var kind: String { "table" }
  package var memberNames: [String] { ["rows", "columns", "missing"] }

  package func memberType(_ path: [String]) -> FormulaType? {
    path.count == 1 && memberNames.contains(path[0]) ? .integer : nil
  }
}

/// A table at run time: a list of columns addressed by digest, and a row draw; columns are fetched when they are read.
package struct TableValue: Value {
  package struct ColumnPart: Sendable, Hashable {
    package var field: Field
    package var digest: Digest
    /// Missing values in the base column, kept so that they need not be counted again.
    package var missing: Int

    package init(field: Field, digest: Digest, missing: Int) {
      self.field = field
      self.digest = digest
      self.missing = missing
    }
  }

  package var columns: [ColumnPart]
  /// Rows of the base columns.
  package var baseRows: Int
  package var draw: DrawPart?
  package var parts: PartCache

  package struct DrawPart: Sendable, Hashable {
    package var digest: Digest
    package var rows: Int

    package init(digest: Digest, rows: Int) {
      self.digest = digest
      self.rows = rows
    }
  }

  package init(columns: [ColumnPart], baseRows: Int, draw: DrawPart?, parts: PartCache) {
    self.columns = columns
    self.baseRows = baseRows
    self.draw = draw
    self.parts = parts
  }

  package var rowCount: Int? { rows }
  package var rows: Int { draw?.rows ?? baseRows }
  package var schema: Schema { Schema(columns.map(\.field)) }
  package var headlines: [(path: String, value: Double)] { [("rows", Double(rows))] }

  /// The table with the named columns (all of them for nil) and its draw, read from the store where need be.
  ///
  /// Of a draw of few rows only these are read: the table is then a view of them and not of the base. Fails where the
  /// columns do not fit the memory.
  package func table(columns names: [String]? = nil) throws -> Table {
    let chosen = names.map { names in columns.filter { names.contains($0.field.name) } } ?? columns
    let schema = Schema(chosen.map(\.field))
    let isSparse = draw.map { $0.rows < baseRows / 4 && baseRows > ChunkedColumn.chunkRows } ?? false
    try parts.memory.require(
      schema.fields.reduce(0) { $0 + MemoryLimit.width($1.type) } * (isSparse ? rows : baseRows),
      for:
        "\(NumberText.count(chosen.count, "column")) of \(NumberText.count(isSparse ? rows : baseRows, "row"))"
    )
    guard let draw, isSparse else {
      let loaded = try chosen.map { try parts.column($0.digest) }
      let rows = try draw.map { try parts.draw($0.digest) }
      return try Table(schema: schema, columns: loaded, draw: rows, rowCount: baseRows)
    }
    let drawn = try chosen.map { try parts.column($0.digest, drawn: draw.digest) }
    return try Table(
      schema: schema, columns: drawn, draw: RowDraw((0..<rows).map { Int32($0) }), rowCount: rows)
  }

  /// The rows of the base that this table is a draw of; nil where it is the base.
  package func baseRowNumbers() throws -> RowDraw? { try draw.map { try parts.draw($0.digest) } }

  /// The same base columns seen through another draw, given in row numbers of the base.
  package func drawing(_ part: DrawPart) -> TableValue {
    var copy = self
    copy.draw = part
    return copy
  }

  package func member(_ path: [String]) throws -> Scalar? {
    switch path {
    case ["rows"]: return .integer(Int64(rows))
    case ["columns"]: return .integer(Int64(columns.count))
    case ["missing"]:
      let count = draw == nil ? columns.reduce(0) { $0 + $1.missing } : try table().missingCount
      return .integer(Int64(count))
    default: return nil
    }
  }

  package func ingredients(reading read: PartsRead, label: String) -> [Ingredient] {
    let chosen: [ColumnPart] =
      switch read {
      case .whole: columns
      case .columns(let names): columns.filter { names.contains($0.field.name) }
      }
    var list = chosen.map { part in
      Ingredient(
        .input, role: "column \(part.field.name) \(part.field.type.name) \(part.field.role.name)",
        value: part.digest.description, label: "\(label).\(part.field.name)", detail: part.field.type.name)
    }
    list.append(
      Ingredient(
        .input, role: "rows", value: draw?.digest.description ?? "all of \(baseRows)",
        label: "rows of \(label)",
        detail: "\(NumberText.thousands(rows)) rows"))
    return list
  }
}
