import Frame
import Pipeline
import Syntax

/// `join NAME from A, B`: rows of two tables put together where their keys are equal.
struct JoinVerb: Verb {
  static let kinds = JoinKind.allCases.filter { $0 != .cross }.map(\.rawValue)

  let spec = VerbSpec(
    name: "join",
    summary: "Put rows of two tables together where their keys are equal.",
    manual: """
      `on` names columns that both tables have, or a pair of names, `on origin = code`; several `on` clauses are all \
      compared. Key columns must be of one type (a category and a text go together). A missing key is equal to \
      nothing, also not to another missing one, as in SQL.

      | kind | rows of the result |
      |---|---|
      | `inner` | pairs of rows with equal keys |
      | `left` | pairs, and rows of the first table without a match |
      | `right` | pairs, and rows of the second table without a match |
      | `full` | pairs, and the rows of both without a match |
      | `semi` | rows of the first table that have a match, once each and without columns of the second |
      | `anti` | rows of the first table that have none |

      Rows come in the order of the first table, and for one of its rows in that of the second; rows of the second table \
      without a match come last. Keys stand once in the result, under their names in the first table. Another column of \
      the second table whose name the first has too gets `suffix` behind its name. Columns keep their roles; of two targets, \
      times, weights or groups the first table's stays.

      `cardinality` is what you know of the keys: `many_to_one` says that a key stands once in the second table, \
      `one_to_many` that it does in the first, `one_to_one` both. It is tested when the notebook runs, and the first key \
      that stands more often is named. How many rows matched, how many did not, and how many stand in the result more \
      than once is always shown.

      The rows of the result are known to come from those of the first table (of the second for `right`), so that \
      `evaluate` finds rows that a model has seen through a join too, and warns where a joined table is made from \
      rows that are judged.
      """,
    names: .one, sources: .oneOrMoreValues,
    clauses: [
      ClauseSpec(
        "on", .list("keys", .column), .optional([.literal("="), .one("other", .column)]),
        options: [
          OptionSpec(
            "kind", .word(JoinVerb.kinds), default: "inner", summary: "What becomes of rows without a match."),
          OptionSpec(
            "cardinality", .word(Cardinality.allCases.map(\.rawValue)),
            summary: "Where a key may stand once only; tested when the notebook runs."),
          OptionSpec(
            "suffix", .text, default: "\"_right\"",
            summary: "What is put behind names of the second table that the first has too."),
        ],
        repeatable: true,
        summary: "Columns whose values must be equal: names that both tables have, or a name of each."),
      ClauseSpec(
        "cross",
        options: [
          OptionSpec(
            "suffix", .text, default: "\"_right\"",
            summary: "What is put behind names of the second table that the first has too.")
        ],
        summary: "Each row of the first table with each row of the second, in place of `on`."),
    ],
    example: """
      ```load flights
      inline
        flight,carrier,delay
        15,UA,12
        461,DL,-6
        507,B6,19
        725,B6,-18
        79,XX,3
      ```

      ```load airlines
      inline
        code,name
        UA,United
        DL,Delta
        B6,JetBlue
      ```

      ```join named from flights, airlines
      on carrier = code kind: left cardinality: many_to_one
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard cell.sources.count == 2 else {
      let last = cell.sources.last?.word.span ?? cell.cell.verb.span
      cell.error(
        .cellHeader, at: last,
        "`join` puts two tables together, and \(cell.sources.count == 1 ? "one is" : "\(cell.sources.count) are") named",
        hint: "usage: join \(cell.name()) from A, B; join a third table to the result")
      return nil
    }
    guard let (left, leftSource) = cell.source(0, as: TableType.self, wanted: "a table"),
      let (right, rightSource) = cell.source(1, as: TableType.self, wanted: "a table")
    else { return nil }
    var reading = JoinReading(left: left, right: right, names: (leftSource.word.text, rightSource.word.text))
    guard let plan = reading.plan(&cell) else { return nil }
    let sources = [leftSource, rightSource]
    return JoinWork(
      plan: plan, type: type(plan, left, right, &cell), span: reading.span,
      inputs: zip(sources, [left, right]).map { source, table in
        InputUse(
          source.producer, name: source.word.text,
          reads: reads(plan, table, isRight: source.word == rightSource.word))
      })
  }

  /// All of a table, except of the second one where it only filters.
  private func reads(_ plan: JoinPlan, _ table: TableType, isRight: Bool) -> PartsRead {
    if plan.kind.isFilter { return .columns(plan.keys.map { isRight ? $0.right : $0.left }) }
    return .columns(table.schema.names)
  }

  private func type(_ plan: JoinPlan, _ left: TableType, _ right: TableType, _ cell: inout CellCheck)
    -> TableType
  {
    let (main, side) = plan.mainIsRight ? (right, left) : (left, right)
    var derived = left.derived
    for output in plan.outputs {
      if case .right(let name) = output.source, let sources = right.derived[name] {
        derived[output.field.name] = Set(sources.map { plan.name(ofRight: $0) })
      }
    }
    if plan.kind.isFilter {
      return TableType(
        schema: plan.schema,
        origin: left.origin.drawing(.init(cell: cell.index, part: 0, disjoint: false, name: cell.name())),
        derived: left.derived)
    }
    let step = RowOrigin.Step(
      cell: cell.index, part: 0, disjoint: false, makesRows: true, mixes: plan.kind == .full,
      sides: [side.origin], name: cell.name())
    return TableType(schema: plan.schema, origin: main.origin.drawing(step), derived: derived)
  }
}

extension JoinPlan {
  /// The name that a column of the second table has in the result.
  func name(ofRight name: String) -> String {
    for output in outputs {
      if case .right(let source) = output.source, source.hasSameBytes(as: name) { return output.field.name }
    }
    return keys.first { $0.right.hasSameBytes(as: name) }?.left ?? name
  }
}
