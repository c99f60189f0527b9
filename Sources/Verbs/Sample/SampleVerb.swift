import Canonical
import Frame
import Pipeline
import Syntax

/// `sample NAME[, NAME…] from TABLE`: row draws, never copies.
struct SampleVerb: Verb {
  let spec = VerbSpec(
    name: "sample",
    summary: "Draw rows of a table: split it into disjoint parts, or take some.",
    manual: """
      A draw is a set of row numbers over its source. With `stratify by`, each part keeps the proportions of the \
      column's values. The parts of a split have no row in common, and the checker builds on that: evaluating on one \
      part a model trained on the other is proved free of leakage. The draw depends on the seed, the number of rows \
      and the columns named here, on nothing else.
      """,
    names: .oneOrMore, sources: .value,
    clauses: [
      ClauseSpec(
        "split", .list("shares", .share), summary: "Disjoint parts, a share for each name."),
      ClauseSpec(
        "stratify by", .list("columns", .column),
        summary: "Keep the proportions of these columns' values in each part."),
      ClauseSpec(
        "take", .one("amount", .amount),
        options: [
          OptionSpec(
            "method",
            .word(
              ["simple", "stratified"],
              notYet: [
                "weighted", "reservoir", "importance", "systematic", "cluster", "quota", "convenience",
                "bootstrap",
                "hash",
              ]), default: "simple", summary: "How rows are chosen."),
          OptionSpec(
            "by", .column, summary: "The column whose proportions are kept, with `method: stratified`."),
        ], summary: "So many rows, or this share of them."),
    ] + ClauseSpec.reserved("group by", "order by", "folds", "balance by", "replace"),
    example: """
      ```load birds
      inline
        species,mass
        Adelie,3750
        Adelie,3800
        Adelie,3250
        Adelie,3450
        Gentoo,5000
        Gentoo,5850
        Gentoo,4500
        Gentoo,5700
      ```

      ```sample train, test from birds
      split 75%, 25%
      stratify by species
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (table, source) = cell.source(0, as: TableType.self, wanted: "a table") else { return nil }
    guard let method = method(&cell) else { return nil }
    let strata = strata(&cell, table.schema)
    let disjoint: Bool
    switch method {
    case .split(let shares):
      disjoint = true
      checkShares(shares, &cell)
    case .take(let amount):
      disjoint = false
      if cell.cell.names.count > 1 {
        cell.error(
          .cellHeader, at: cell.cell.names[1].span, "`take` draws one sample, for one name",
          hint: "use `split` for disjoint parts")
      }
      if amount == .count(0) || amount == .share(0), let span = cell.clause("take")?.span {
        cell.error(.wrongValue, at: span, "a sample of nothing", hint: "take a row at least")
      }
    }
    let outputs = cell.cell.names.enumerated().map { part, word in
      var type = table
      type.origin = table.origin.drawing(
        .init(cell: cell.index, part: part, disjoint: disjoint, name: word.text))
      return type
    }
    return SampleWork(
      method: method, strata: strata, types: outputs, names: cell.cell.names.map(\.text),
      input: InputUse(source.producer, name: source.word.text, reads: .columns(strata)))
  }

  /// What a cell with an error is taken for, so that the cells that read it are checked too.
  private func standIn(_ cell: CellCheck) -> SampleWork.Method {
    let parts = max(1, cell.cell.names.count)
    return .split([Double](repeating: 1 / Double(parts), count: parts))
  }

  private func method(_ cell: inout CellCheck) -> SampleWork.Method? {
    let (split, take) = (cell.clause("split"), cell.clause("take"))
    switch (split, take) {
    case (let split?, nil):
      return .split(split.literals("shares").compactMap(\.number))
    case (nil, let take?):
      switch take.literal("amount") {
      case .integer(let count)?: return .take(.count(Int(clamping: count)))
      case let amount?: return .take(.share(amount.number ?? 0))
      case nil: return nil
      }
    case (let split?, let take?):
      let second = split.span.start < take.span.start ? take : split
      cell.error(
        .repeatedClause, at: second.keywordSpan, "`split` and `take` exclude each other",
        hint: "draw twice: `sample` from the first sample")
      return standIn(cell)
    case (nil, nil):
      if cell.isIncomplete { return standIn(cell) }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "`sample` does not say how to draw",
        hint: "`split 80%, 20%` or `take 100`")
      return standIn(cell)
    }
  }

  private func checkShares(_ shares: [Double], _ cell: inout CellCheck) {
    guard let span = cell.clause("split")?.span else { return }
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

  /// The columns whose proportions are kept.
  private func strata(_ cell: inout CellCheck, _ schema: Schema) -> [String] {
    let take = cell.clause("take")
    var words = cell.clause("stratify by")?.words("columns") ?? []
    let isStratified = take?.word("method")?.text == "stratified"
    if let by = take?.word("by") {
      guard isStratified else {
        cell.error(
          .wrongValue, at: by.span, "`by` has no meaning with this method",
          hint: "`method: stratified by: \(by.text)`")
        return []
      }
      words.append(by)
    }
    if let take, isStratified, words.isEmpty, !cell.unreadClauses.contains("stratify") {
      cell.error(
        .missingClause, at: take.span, "a stratified sample needs the column to stratify by",
        hint: "`method: stratified by: COLUMN`")
    }
    return words.compactMap { cell.field($0, in: schema)?.name }
  }
}
