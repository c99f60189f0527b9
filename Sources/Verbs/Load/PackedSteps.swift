import Canonical
import Frame

extension LoadSteps {
  /// The steps made on a packed table, chunk by chunk: what is held unpacked does not grow with the table.
  ///
  /// Throws where an expression meets a value it has no result for.
  func applied(to table: ChunkedTable, keeper: any PartKeeper) throws -> ChunkedTable {
    let first = steps.firstIndex { $0.looksAtRows } ?? steps.count
    let table = steps[..<first].reduce(table) { $0.applying($1) }
    let rest = Array(steps[first...])
    if rest.isEmpty { return table }
    let gate = rest.firstIndex(where: \.isLimit) ?? rest.count
    // Rows that have come to each step, and through a limit.
    var limits = [Int](repeating: 0, count: rest.count)
    return try table.mapped(
      to: schema, keeper: keeper,
      { index in
        var chunk = try table.table(ofChunk: index)
        for (place, step) in rest[..<gate].enumerated() {
          do {
            chunk = try step.applied(to: chunk)
          } catch var error as FormulaError {
            if let row = error.row { error.row = try row + table.rows(before: index, after: rest[..<place]) }
            throw error
          }
        }
        return chunk
      },
      { chunk in
        var chunk = chunk
        var isOver = false
        for index in gate..<rest.count {
          if case .limit(let most) = rest[index] {
            chunk = chunk.prefix(most - limits[index])
            limits[index] += chunk.rowCount
            isOver = isOver || limits[index] == most
          } else {
            let before = limits[index]
            limits[index] += chunk.rowCount
            do {
              chunk = try rest[index].applied(to: chunk)
            } catch var error as FormulaError {
              error.row = error.row.map { $0 + before }
              throw error
            }
          }
        }
        return (chunk, isOver)
      })
  }
}

extension ChunkedTable {
  /// How many rows of the chunks before one are left by the steps.
  fileprivate func rows(before chunk: Int, after steps: ArraySlice<LoadSteps.Step>) throws -> Int {
    try (0..<chunk).reduce(0) { rows, index in
      try rows + steps.reduce(table(ofChunk: index)) { try $1.applied(to: $0) }.rowCount
    }
  }
}

extension LoadSteps.Step {
  /// Whether rows or values are looked at.
  fileprivate var looksAtRows: Bool {
    switch self {
    case .derive, .filter, .limit: true
    case .select, .drop, .rename, .role: false
    }
  }

  fileprivate var isLimit: Bool {
    if case .limit = self { true } else { false }
  }

  /// The step made on rows that are in memory.
  func applied(to table: Table) throws -> Table {
    switch self {
    case .select(let names): return table.selecting(names)
    case .drop(let names): return table.dropping(names)
    case .rename(let old, let new): return table.renaming(old, to: new)
    case .derive(let name, let formula, let type):
      let column = try formula.evaluate(over: table)
      let old = table.schema[name]
      return table.adding(
        Field(name, type, role: old?.role ?? .none, separator: old?.separator),
        type == .category ? column.asCategory() : column)
    case .filter(let formula): return table.filtered(try formula.evaluateMask(over: table))
    case .limit(let rows): return table.prefix(rows)
    case .role(let role, let names, let separator):
      return names.reduce(table) { $0.replacing(role: role, separator: separator, of: $1) }
    }
  }
}

extension ChunkedTable {
  /// A step that looks at no row.
  fileprivate func applying(_ step: LoadSteps.Step) -> ChunkedTable {
    switch step {
    case .select(let names): return keeping(names.compactMap { schema.index(of: $0) })
    case .drop(let names):
      let dropped = Set(names.compactMap { schema.index(of: $0) })
      return keeping(schema.fields.indices.filter { !dropped.contains($0) })
    case .rename(let old, let new):
      var table = self
      if let index = schema.index(of: old), schema.index(of: new) == nil {
        table.schema.fields[index].name = new
      }
      return table
    case .role(let role, let names, let separator):
      var table = self
      for name in names {
        guard let index = schema.index(of: name) else { continue }
        table.schema.fields[index].role = role
        table.schema.fields[index].separator = separator
      }
      return table
    case .derive, .filter, .limit: return self
    }
  }
}
