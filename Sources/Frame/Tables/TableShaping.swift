extension Table {
  /// The rows of those numbers, which count the rows of *this* table and must be below `rowCount`.
  /// A draw of a view is a draw of its base: views do not nest.
  package func drawing(_ rows: RowDraw) -> Table {
    precondition(rows.rows.allSatisfy { $0 >= 0 && Int($0) < rowCount }, "a draw of rows the table has")
    return Table(checked: schema, baseColumns, baseRowCount, draw.map(rows.composed(over:)) ?? rows)
  }

  /// The rows for which the mask is true, in order; one truth value for each row.
  package func filtered(_ mask: [Bool]) -> Table {
    precondition(mask.count == rowCount, "a truth value for each row")
    return drawing(RowDraw(mask.indices.filter { mask[$0] }.map { Int32($0) }))
  }

  /// The first rows, at most `count` of them.
  package func prefix(_ count: Int) -> Table {
    let kept = min(max(count, 0), rowCount)
    return kept == rowCount ? self : drawing(RowDraw((0..<kept).map { Int32($0) }))
  }

  /// The columns of those names in that order; names the table does not have are left out.
  package func selecting(_ names: [String]) -> Table {
    keeping(names.compactMap { schema.index(of: $0) })
  }

  /// All columns but those.
  package func dropping(_ names: [String]) -> Table {
    let dropped = Set(names.compactMap { schema.index(of: $0) })
    return keeping(schema.fields.indices.filter { !dropped.contains($0) })
  }

  /// With one more column behind the others, or in the place of the one that has its name.
  ///
  /// The column must be of the field's type and have `rowCount` rows. A view is materialised first.
  package func adding(_ field: Field, _ column: Column) -> Table {
    precondition(column.count == rowCount && column.type == field.type, "a column that fits the table")
    let base = materialized()
    var fields = base.schema.fields
    var columns = base.baseColumns
    if let index = schema.index(of: field.name) {
      fields[index] = field
      columns[index] = column
    } else {
      fields.append(field)
      columns.append(column)
    }
    return Table(checked: Schema(fields), columns, rowCount, nil)
  }

  /// With the column under another name; unchanged where there is no such column or the new name is taken.
  package func renaming(_ name: String, to newName: String) -> Table {
    guard let index = schema.index(of: name), schema.index(of: newName) == nil else { return self }
    var schema = schema
    schema.fields[index].name = newName
    return Table(checked: schema, baseColumns, baseRowCount, draw)
  }

  /// With the column in another role, and with what separates the labels that it lists; unchanged where there is no such column.
  package func replacing(role: Role, separator: String? = nil, of name: String) -> Table {
    guard let index = schema.index(of: name) else { return self }
    var schema = schema
    schema.fields[index].role = role
    schema.fields[index].separator = separator
    return Table(checked: schema, baseColumns, baseRowCount, draw)
  }

  /// The same rows as a base of their own, without a draw; categories keep only the levels that occur, so that the
  /// columns are those of a file with just these rows. Free for a base, O(cells) for a view.
  package func materialized() -> Table {
    guard draw != nil else { return self }
    return Table(
      checked: schema, schema.fields.indices.map { column(at: $0).droppingUnusedLevels() }, rowCount, nil)
  }

  private func keeping(_ indices: [Int]) -> Table {
    var seen: Set<Int> = []
    let kept = indices.filter { seen.insert($0).inserted }
    return Table(
      checked: Schema(kept.map { schema.fields[$0] }), kept.map { baseColumns[$0] }, baseRowCount, draw)
  }
}
