import Canonical
import Frame
import Pipeline
import Syntax

/// Reads how a `sample` draws from its clauses.
enum SampleReading {
  /// nil where nothing is left to run. After an error it is what the cell may be taken for, so that the cells below are
  /// checked too.
  static func method(_ cell: inout CellCheck, _ schema: Schema) -> SampleMethod? {
    if let balance = cell.clause("balance by") {
      return self.balance(balance, &cell, schema).map { .balance($0) } ?? standIn(&cell, schema)
    }
    switch (cell.clause("split"), cell.clause("take")) {
    case (let split?, nil): return self.split(split, &cell, schema)
    case (nil, let take?): return self.take(take, &cell, schema)
    case (let split?, let take?):
      let second = split.span.start < take.span.start ? take : split
      cell.error(
        .repeatedClause, at: second.keywordSpan, "`split` and `take` exclude each other",
        hint: "draw twice: `sample` from the first sample")
    case (nil, nil):
      if cell.isIncomplete { break }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`sample` does not say how to draw",
        hint: "`split 80%, 20%` or `take 100`")
    }
    return standIn(&cell, schema)
  }

  private static func standIn(_ cell: inout CellCheck, _ schema: Schema) -> SampleMethod {
    let parts = max(1, cell.cell.names.count)
    let rules = ["stratify by", "group by", "order by"].compactMap { cell.clause($0) }.compactMap {
      rule($0, &cell, schema)
    }
    return .split([Double](repeating: 1 / Double(parts), count: parts), rules.first ?? .random(strata: []))
  }

  // MARK: Splits

  private static func split(
    _ clause: ParsedClause, _ cell: inout CellCheck, _ schema: Schema
  ) -> SampleMethod {
    let shares = clause.literals("shares").compactMap(\.number)
    checkShares(shares, at: clause.span, &cell)
    if let replace = cell.clause("replace"), replace.flag("flag") == true {
      cell.error(
        .wrongValue, at: replace.span, "the parts of a split have no row in common, and none twice",
        hint: "`take` some rows with `replace yes`")
    }
    return .split(shares, splitRule(&cell, schema))
  }

  /// What decides on the part of a row: one of three clauses, or chance alone.
  static func splitRule(_ cell: inout CellCheck, _ schema: Schema) -> SampleMethod.SplitRule {
    let ways = ["stratify by", "group by", "order by"].compactMap { cell.clause($0) }
    if ways.count > 1 {
      cell.error(
        .repeatedClause, at: ways[1].keywordSpan,
        "`\(ways[0].keyword)` and `\(ways[1].keyword)` exclude each other",
        hint: "a split keeps proportions, keeps groups whole, or cuts along an order")
    }
    return ways.first.flatMap { rule($0, &cell, schema) } ?? .random(strata: [])
  }

  private static func rule(
    _ clause: ParsedClause, _ cell: inout CellCheck, _ schema: Schema
  ) -> SampleMethod.SplitRule? {
    switch clause.keyword {
    case "stratify by":
      return .random(strata: clause.words("columns").compactMap { cell.field($0, in: schema)?.name })
    case "group by":
      return clause.word("column").flatMap { cell.field($0, in: schema) }.map { .groups($0.name) }
    default:
      guard let word = clause.word("column"), let field = cell.field(word, in: schema) else { return nil }
      guard [.number, .integer, .date, .datetime].contains(field.type) else {
        cell.error(
          .typeError, at: word.span,
          "`\(field.name)` is \(field.type.name.withArticle), which has no order in time",
          hint:
            "order by a number, a date or a datetime: `column \(ExpressionPrinter.name(field.name)) date` in `load`"
        )
        return nil
      }
      let embargo = EmbargoText.read(clause, of: field, &cell)
      return .order(field.name, embargo: embargo?.embargo ?? .none, text: embargo?.text ?? "")
    }
  }

  private static func checkShares(_ shares: [Double], at span: Span, _ cell: inout CellCheck) {
    let names = cell.cell.names.count
    let sum = shares.reduce(0, +)
    if shares.count != names {
      cell.error(
        .wrongValue, at: span,
        "\(shares.count) share\(shares.count == 1 ? "" : "s") for \(names) name\(names == 1 ? "" : "s")",
        hint: "give a share for each name, in their order")
    } else if !shares.allSatisfy({ $0 > 0 }) {
      cell.error(.wrongValue, at: span, "a part of nothing", hint: "every share is above 0%")
    } else if sum > 1 + 1e-9 {
      cell.error(
        .wrongValue, at: span, "the shares add up to \(NumberText.significant(sum * 100))%",
        hint: "let them add up to 100% or less")
    }
  }

  // MARK: Samples

  private static func take(
    _ clause: ParsedClause, _ cell: inout CellCheck, _ schema: Schema
  ) -> SampleMethod? {
    let amount: SampleAmount
    switch clause.literal("amount") {
    case .integer(let count)?: amount = .count(Int(clamping: count))
    case let literal?: amount = .share(literal.number ?? 0)
    case nil: return nil
    }
    if cell.cell.names.count > 1 {
      cell.error(
        .cellHeader, at: cell.cell.names[1].span, "`take` draws one sample, for one name",
        hint: "use `split` for disjoint parts")
    }
    if amount == .count(0) || amount == .share(0) {
      cell.error(.wrongValue, at: clause.span, "a sample of nothing", hint: "take a row at least")
    }
    rejectSplitClauses(&cell)
    var reading = TakeReading(clause, cell, schema)
    let rule = reading.rule(amount)
    cell = reading.cell
    return .take(amount, rule ?? .simple)
  }

  private static func rejectSplitClauses(_ cell: inout CellCheck) {
    if let clause = cell.clause("group by") {
      cell.error(
        .wrongValue, at: clause.keywordSpan, "`group by` keeps groups whole in the parts of a `split`",
        hint: "`take 10 method: cluster by: \(clause.word("column")?.text ?? "COLUMN")` draws whole groups")
    }
    if let clause = cell.clause("order by") {
      cell.error(
        .wrongValue, at: clause.keywordSpan, "`order by` cuts a `split` along a column",
        hint: "`split 80%, 20%`")
    }
  }
}
