import Canonical
import Frame
import Pipeline
import Syntax

/// `load NAME from "path"`: a table from a file below the project folder, or written in the notebook itself.
struct LoadVerb: Verb {
  let spec = VerbSpec(
    name: "load",
    summary: "Read a table from a file, or from lines in the notebook.",
    manual: """
      The delimiter and the header are found out from the file, types are inferred from all of its rows: `integer`, \
      `number`, `boolean`, `date`, `datetime`, `category` (text with few distinct values) and `text`. What the file \
      cannot say, `column` does. No row is ever dropped in silence: a ragged row is an error that names its line.

      A file ending in `.gz` or `.zst` is unpacked as it is read. `.jsonl`, `.ndjson` and `.json` hold objects, one a \
      line or all in one list: each key is a column, in the order of first appearance; `null` and a key that is not \
      there are missing; an object within a row gives columns such as `` `address.city` ``, and a list stays the text \
      that it is. What stands in quotes is never a number, and nothing is a missing marker unless `missing` names it.

      `.sqlite`, `.sqlite3` and `.db` are databases: `table` names a table or view, `query` writes one `SELECT`. It may \
      read and nothing else, within limits of steps and memory, and call no function that gives something else every \
      time. Rows come in the order that the query gives them, so say `ORDER BY` where order matters. Types follow from \
      the values, as those of JSON; blobs are refused.

      A path with `*` (any characters of a name) or `?` (one) reads all files that it meets as one table, in the order \
      of their names. They must have the same columns, in any order; a type may be wider in one file than in another, \
      such as `number` beside `integer`, and everything else is an error that names the files and the column.

      `select`, `drop`, `rename`, `derive`, `where` and `limit` are done in the order written. `target`, `id`, `time`, \
      `weight` and `group` give columns a role: later verbs take them without being told, and none becomes a feature.
      """,
    names: .one, sources: .path,
    clauses: [
      ClauseSpec(
        "format", .one("format", .word(LoadFormat.allCases.map(\.rawValue), notYet: ["parquet"])),
        summary:
          "The format, where the extension does not say it. `jsonl` is an object a line, or one list of objects."
      ),
      ClauseSpec(
        "encoding", .one("encoding", .word(TextEncoding.allCases.map(\.rawValue))),
        summary: "How characters are written as bytes, where that is not UTF-8."),
      ClauseSpec(
        "table", .one("table", .newName),
        summary: "The table or view of a database; its only table when left out."),
      ClauseSpec(
        "query", .one("query", .text),
        summary: "One `SELECT` over a database, such as \"SELECT a, b FROM t\"."),
      ClauseSpec("delimiter", .one("delimiter", .text), summary: "The one character between fields."),
      ClauseSpec(
        "header", .one("header", .yesNo),
        summary: "Whether the first line holds the names. Without one, columns are `column_1`, `column_2`, …"),
      ClauseSpec(
        "missing", .list("markers", .text),
        summary: "What stands for a missing value, in place of the usual markers; an empty field always does."
      ),
      ClauseSpec(
        "column", .one("column", .column), .one("type", .word(ColumnType.allCases.map(\.name))),
        .optional([.literal("as"), .one("new", .newName)]),
        options: [OptionSpec("format", .text, summary: "How dates are written, such as \"%d.%m.%Y\".")],
        repeatable: true, summary: "The type of a column, and a new name for it."),
      ClauseSpec(
        "select", .list("columns", .column), repeatable: true, summary: "Keep these columns, in this order."),
      ClauseSpec("drop", .list("columns", .column), repeatable: true, summary: "Leave these columns out."),
      ClauseSpec(
        "rename", .one("column", .column), .literal("as"), .one("new", .newName), repeatable: true,
        summary: "Another name for a column."),
      ClauseSpec(
        "derive", .one("new", .newName), .literal("="), .one("value", .expression), repeatable: true,
        summary: "A new column, or a column replaced, computed row by row."),
      ClauseSpec(
        "where", .one("condition", .expression), repeatable: true,
        summary: "Keep the rows for which the condition is true."),
      ClauseSpec("limit", .one("rows", .integer(1...Int64(Int32.max))), summary: "Keep the first rows."),
      TargetColumns.clause,
      ClauseSpec(
        "id", .list("columns", .column), summary: "Columns that name a row and say nothing about it."),
      ClauseSpec("time", .one("column", .column), summary: "When a row was: a date, a datetime or a number."),
      ClauseSpec("weight", .one("column", .column), summary: "How much a row counts: a number."),
      ClauseSpec("group", .one("column", .column), summary: "What rows belong together, such as a patient."),
      ClauseSpec("inline", .one("lines", .rawLines), summary: "The table itself, as indented lines of CSV."),
    ],
    example: """
      ```load birds
      inline
        species,mass,sex
        Adelie,3750,male
        Adelie,3800,female
        Gentoo,5000,female
        Gentoo,5850,male
      target species
      derive heavy = mass > 4000
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard var source = LoadSource(&cell) else { return nil }
    let content: LoadContent
    do throws(CellFailure) {
      content = try LoadContent(source.place, source.format, from: cell.files)
    } catch {
      cell.fail(error)
      return nil
    }
    guard let schema = schema(&source, &cell) else { return nil }
    var steps = LoadSteps(schema: schema)
    for clause in cell.clauses { steps.add(clause, &cell) }
    guard !steps.schema.fields.isEmpty else {
      if cell.isIncomplete { return nil }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "no column is left", hint: "`select` or `drop` leaves none")
      return nil
    }
    let origin = RowOrigin(load: cell.index, name: cell.name())
    return LoadWork(
      source: source, steps: steps,
      type: TableType(schema: steps.schema, origin: origin, derived: steps.derived),
      digest: content.digest, byteCount: content.byteCount, fileCount: content.files.count)
  }

  /// The columns of the source. A declaration that cannot hold is reported and left aside, so that the rest of the
  /// notebook is still checked: with the type declared where a value does not fit it, with none for an unknown column.
  private func schema(_ source: inout LoadSource, _ cell: inout CellCheck) -> Schema? {
    var wanted: [ByteKey: ColumnType] = [:]
    while true {
      do throws(LoadFailure) {
        var schema = try source.schema(
          files: cell.files, memo: cell.memo, store: cell.store, keeper: cell.keeper, memory: cell.memory)
        for index in schema.fields.indices {
          if let type = wanted[ByteKey(schema.fields[index].name)] { schema.fields[index].type = type }
        }
        return schema
      } catch {
        let failure = error.failure
        if failure.code.isAboutData {
          cell.fail(failure)
        } else {
          cell.error(
            failure.code, at: failure.span ?? cell.cell.verb.span, failure.message, hint: failure.hint)
        }
        guard let column = error.column, let type = source.declaredType(of: column) else { return nil }
        wanted[ByteKey(column)] = type
        source.forget(declarationOf: column)
      }
    }
  }
}
