import Canonical
import Frame
import Pipeline
import Syntax

/// Reads the clauses of a query in the order written.
struct QueryReading {
  private var plan: QueryPlan
  private var groups: QueryGroups?
  private var order: [QueryOrder] = []
  private var steps: LoadSteps?
  private var failed = false

  init(_ table: TableType) { plan = QueryPlan(schema: table.schema, derived: table.derived) }

  /// The plan of all clauses, or nil after diagnostics that leave its columns unknown.
  static func plan(_ table: TableType, _ cell: inout CellCheck) -> QueryPlan? {
    var reading = QueryReading(table)
    for clause in cell.clauses { reading.add(clause, &cell) }
    reading.close(&cell)
    return reading.failed ? nil : reading.plan
  }

  private mutating func add(_ clause: ParsedClause, _ cell: inout CellCheck) {
    switch clause.keyword {
    case "compute": compute(clause, &cell)
    case "then by": then(clause, &cell)
    case "group by":
      close(&cell)
      groups = QueryGroups(keys: fields(clause, &cell))
    case "sort by":
      close(&cell)
      order = orders(clause, &cell)
    default:
      if groups != nil || !order.isEmpty { close(&cell) }
      var steps = steps ?? LoadSteps(schema: plan.schema, derived: plan.derived)
      steps.add(clause, &cell)
      plan.schema = steps.schema
      plan.derived = steps.derived
      self.steps = steps
    }
  }

  /// Ends the stage that is being read.
  private mutating func close(_ cell: inout CellCheck) {
    if let steps { plan.stages.append(.shape(steps)) }
    if let groups { close(groups) }
    if !order.isEmpty { plan.stages.append(.sort(order)) }
    (steps, groups, order) = (nil, nil, [])
  }

  private mutating func close(_ groups: QueryGroups) {
    var derived: [String: Set<String>] = [:]
    for key in groups.keys { derived[key.name] = plan.derived[key.name] }
    for column in groups.computed {
      let sources = column.calls.flatMap { $0.argument?.columns ?? [] } + column.formula.columns
      derived[column.field.name] = sources.reduce(into: []) { all, name in
        guard plan.schema[name] != nil else { return }
        all.insert(name)
        all.formUnion(plan.derived[name] ?? [])
      }
    }
    plan.stages.append(.group(groups))
    plan.schema = groups.schema
    plan.derived = derived
  }

  // MARK: Groups

  private mutating func fields(_ clause: ParsedClause, _ cell: inout CellCheck) -> [Field] {
    var fields: [Field] = []
    for word in clause.words("columns") {
      guard let field = cell.field(word, in: plan.schema) else {
        failed = true
        continue
      }
      if fields.contains(field) {
        cell.error(.duplicateColumn, at: word.span, "`\(word.text)` is named twice")
      } else {
        fields.append(field)
      }
    }
    return fields
  }

  private mutating func compute(_ clause: ParsedClause, _ cell: inout CellCheck) {
    guard let new = clause.word("new"), let expression = clause.expression("value") else { return }
    // Without `group by`, all rows are one group.
    if groups == nil { close(&cell) }
    var groups = groups ?? QueryGroups(keys: [])
    defer { self.groups = groups }
    guard AggregateReading.holdsAggregate(expression) else {
      failed = true
      cell.error(
        .typeError, at: expression.span, "`compute` wants a figure of a group of rows",
        hint:
          "such as `mean(…)`, `sum(…)` or `count()`; `derive \(new.text) = …` computes a value for each row")
      return
    }
    guard groups.schema[new.text] == nil else {
      cell.error(.duplicateColumn, at: new.span, "there is a column `\(new.text)` already")
      return
    }
    var reading = AggregateReading(keys: groups.keys)
    guard let formula = reading.formula(expression, over: plan.schema, &cell) else {
      failed = true
      return
    }
    groups.computed.append(
      .init(field: Field(new.text, formula.columnType), formula: formula, calls: reading.calls))
  }

  // MARK: Order

  private mutating func then(_ clause: ParsedClause, _ cell: inout CellCheck) {
    guard !order.isEmpty else {
      if !failed {
        cell.error(
          .wrongValue, at: clause.keywordSpan, "`then by` follows a `sort by`",
          hint: "`sort by \(clause.words("columns").first?.text ?? "c")`")
      }
      return
    }
    order += orders(clause, &cell)
  }

  private mutating func orders(_ clause: ParsedClause, _ cell: inout CellCheck) -> [QueryOrder] {
    let descending = clause.word("direction")?.text == "descending"
    return fields(clause, &cell).map { QueryOrder(column: $0.name, descending: descending) }
  }
}
