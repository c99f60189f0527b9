import Canonical
import Frame
import Pipeline

/// A query in clauses: its stages in the order written, typed.
struct QueryPlan: Sendable {
  enum Stage: Sendable {
    /// `where`, `derive`, `select` and their like.
    case shape(LoadSteps)
    case group(QueryGroups)
    case sort([QueryOrder])
  }

  var stages: [Stage] = []
  var schema: Schema
  /// Computed columns, with all columns that they were computed from.
  var derived: [String: Set<String>]

  /// The rows of the result.
  func applied(to table: Table) throws -> Table {
    var table = table
    for stage in stages {
      switch stage {
      case .shape(let steps): table = try steps.steps.reduce(table) { try $1.applied(to: $0) }.materialized()
      case .group(let groups): table = try groups.applied(to: table)
      case .sort(let order):
        let keys = order.compactMap { order in
          table.column(order.column).map { SortKey($0, descending: order.descending) }
        }
        table = table.drawing(.sorted(by: keys, rows: table.rowCount)).materialized()
      }
    }
    return table
  }

  /// The columns of the source that have a part in the result, in the order of its schema.
  func columnsRead(of source: Schema) -> [String] {
    var needed = Set(schema.names.map(ByteKey.init))
    for stage in stages.reversed() {
      switch stage {
      case .shape(let steps): needed.formUnion(steps.columnsRead(for: needed))
      case .group(let groups): needed = Set(groups.columns.map(ByteKey.init))
      case .sort(let order): needed.formUnion(order.map { ByteKey($0.column) })
      }
    }
    return source.names.filter { needed.contains(ByteKey($0)) }
  }

  /// Whether the rows of the result are figures of several rows of the source.
  var isGrouped: Bool {
    stages.contains { if case .group = $0 { true } else { false } }
  }

  /// Canonical texts for the key.
  var texts: [String] {
    stages.flatMap { stage -> [String] in
      switch stage {
      case .shape(let steps): steps.canonicalTexts
      case .group(let groups): groups.texts
      case .sort(let order):
        [
          "sort by "
            + order.map { "`\($0.column)`" + ($0.descending ? " descending" : "") }.joined(separator: ", ")
        ]
      }
    }
  }
}

/// A column that rows are sorted by.
struct QueryOrder: Sendable {
  var column: String
  var descending: Bool
}

/// Groups of rows and figures of each of them.
struct QueryGroups: Sendable {
  /// A column of the result.
  struct Computed: Sendable {
    var field: Field
    /// Over the keys and the figures.
    var formula: Formula
    var calls: [AggregateCall]
  }

  var keys: [Field]
  var computed: [Computed] = []

  var schema: Schema { Schema(keys + computed.map(\.field)) }

  /// The columns that are read.
  var columns: [String] {
    keys.map(\.name) + computed.flatMap { $0.calls.flatMap { $0.argument?.columns ?? [] } }
  }

  /// A row for each group, in the order of the keys; missing keys come last.
  func applied(to table: Table) throws -> Table {
    let keyColumns = keys.compactMap { table.column($0.name) }
    let groups = Grouping(by: keyColumns, rows: table.rowCount)
    let first = keyColumns.map { $0.gathered(by: groups.first).droppingUnusedLevels() }
    var columns = first
    for column in computed {
      let figures = try Parallel.map(column.calls.count) { index in
        Result { try column.calls[index].values(of: table, in: groups) }
      }.map { try $0.get() }
      let inner = try Table(
        schema: Schema(keys + column.calls.map(\.field)), columns: first + figures, rowCount: groups.count)
      columns.append(try column.formula.evaluate(over: inner))
    }
    let result = try Table(schema: schema, columns: columns, rowCount: groups.count)
    guard !first.isEmpty else { return result }
    return result.drawing(.sorted(by: first.map { SortKey($0) }, rows: groups.count)).materialized()
  }

  var texts: [String] {
    ["group by " + keys.map { "`\($0.name)`" }.joined(separator: ", ")]
      + computed.map { column in
        let calls = column.calls.map { "\($0.function)(\($0.argument?.canonicalText ?? ""))" }
        return
          "compute `\(column.field.name)` = \(column.formula.canonicalText) of \(calls.joined(separator: ", "))"
      }
  }
}

extension LoadSteps {
  /// The columns that must be there so that the steps give those: names before any of the steps, and some more.
  fileprivate func columnsRead(for wanted: Set<ByteKey>) -> Set<ByteKey> {
    var needed = wanted
    for step in steps.reversed() {
      switch step {
      case .rename(let old, let new):
        if needed.contains(ByteKey(new)) { needed.insert(ByteKey(old)) }
      case .derive(_, let formula, _), .filter(let formula):
        needed.formUnion(formula.columns.map(ByteKey.init))
      case .select, .drop, .limit, .role: break
      }
    }
    return needed
  }
}
