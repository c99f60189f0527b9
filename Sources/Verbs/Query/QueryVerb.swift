import Canonical
import Frame
import Pipeline
import SQL
import Syntax

/// `query NAME from TABLE[, TABLE…]`: a table computed from others, in clauses or in SQL.
struct QueryVerb: Verb {
  let spec = VerbSpec(
    name: "query",
    summary: "Compute a table from others: filter, group, summarise and sort, in clauses or in SQL.",
    manual: QueryVerb.manual,
    names: .one, sources: .oneOrMoreValues,
    clauses: [
      ClauseSpec(
        "where", .one("condition", .expression), repeatable: true,
        summary: "Keep the rows for which the condition is true."),
      ClauseSpec(
        "derive", .one("new", .newName), .literal("="), .one("value", .expression), repeatable: true,
        summary: "A new column, or a column replaced, computed row by row."),
      ClauseSpec(
        "group by", .list("columns", .column), repeatable: true,
        summary: "One row for each combination of values that occurs."),
      ClauseSpec(
        "compute", .one("new", .newName), .literal("="), .one("value", .expression), repeatable: true,
        summary: "A figure of the rows of each group; of all rows where no `group by` stands before it."),
      ClauseSpec(
        "sort by", .list("columns", .column),
        .optional([.one("direction", .word(["ascending", "descending"]))]),
        repeatable: true, summary: "Order the rows by these columns."),
      ClauseSpec(
        "then by", .list("columns", .column),
        .optional([.one("direction", .word(["ascending", "descending"]))]),
        repeatable: true, summary: "Order rows that `sort by` leaves equal, in a direction of its own."),
      ClauseSpec(
        "select", .list("columns", .column), repeatable: true, summary: "Keep these columns, in this order."),
      ClauseSpec("drop", .list("columns", .column), repeatable: true, summary: "Leave these columns out."),
      ClauseSpec(
        "rename", .one("column", .column), .literal("as"), .one("new", .newName), repeatable: true,
        summary: "Another name for a column."),
      ClauseSpec(
        "limit", .one("rows", .integer(1...Int64(Int32.max))), repeatable: true,
        summary: "Keep the first rows."),
      TargetColumns.clause,
      ClauseSpec(
        "id", .list("columns", .column), summary: "Columns that name a row and say nothing about it."),
      ClauseSpec("time", .one("column", .column), summary: "When a row was: a date, a datetime or a number."),
      ClauseSpec("weight", .one("column", .column), summary: "How much a row counts: a number."),
      ClauseSpec(
        "sql", .optional([.one("text", .text)]), .optional([.one("lines", .rawLines)]),
        summary: "One `SELECT` over the tables of the cell, in quotes or as indented lines."),
      ClauseSpec(
        "column", .one("column", .column), .one("type", .word(ColumnType.allCases.map(\.name))),
        repeatable: true, summary: "The type of a column of the `SELECT`."),
    ],
    example: """
      ```load flights
      inline
        carrier,month,delay
        UA,1,12
        UA,1,-6
        UA,2,30
        B6,1,19
        B6,2,-18
      ```

      ```query delays from flights
      where delay is not missing
      group by carrier
      compute flights = count()
      compute late = share(delay > 15)
      compute typical = median(delay)
      sort by late descending
      ```

      ```query monthly from flights
      sql
        SELECT month, avg(delay) AS mean_delay
        FROM flights
        GROUP BY month
        ORDER BY month
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    var tables: [(type: TableType, source: CellCheck.Bound)] = []
    for position in cell.sources.indices {
      guard let table = cell.source(position, as: TableType.self, wanted: "a table") else { return nil }
      tables.append((table.0, table.1))
    }
    if let sql = cell.clause("sql") { return SQLReading.work(sql, tables, &cell) }
    if let column = cell.clause("column") {
      cell.error(
        .wrongValue, at: column.keywordSpan, "`column` gives a type to a column of a `SELECT`",
        hint: "other clauses know the types of what they compute")
      return nil
    }
    guard let (table, source) = tables.first else { return nil }
    guard tables.count == 1 else {
      cell.error(
        .cellHeader, at: tables[1].source.word.span, "clauses read one table",
        hint: "`join` puts tables together, and `sql` reads several")
      return nil
    }
    guard !cell.clauses.isEmpty || cell.isIncomplete else {
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`query` does not say what to compute",
        hint: "such as `group by c` and `compute n = count()`, or `sql`")
      return nil
    }
    guard let plan = QueryReading.plan(table, &cell) else { return nil }
    guard !plan.schema.fields.isEmpty else {
      cell.error(.missingClause, at: cell.cell.verb.span, "no column is left")
      return nil
    }
    let step = RowOrigin.Step(cell: cell.index, part: 0, disjoint: false, makesRows: true, name: cell.name())
    return QueryWork(
      how: .clauses(plan),
      type: TableType(schema: plan.schema, origin: table.origin.drawing(step), derived: plan.derived),
      inputs: [
        InputUse(source.producer, name: source.word.text, reads: .columns(plan.columnsRead(of: table.schema)))
      ])
  }
}
