import Canonical
import Frame
import Pipeline
import Syntax

/// `sample NAME[, NAME…] from TABLE`: row draws, never copies.
struct SampleVerb: Verb {
  let spec = VerbSpec(
    name: "sample",
    summary: "Draw rows of a table: split it into disjoint parts, or take some.",
    manual: SampleVerb.manual,
    names: .oneOrMore, sources: .value,
    clauses: [
      ClauseSpec("split", .list("shares", .share), summary: "Disjoint parts, a share for each name."),
      ClauseSpec(
        "stratify by", .list("columns", .column),
        summary: "Keep the proportions of these columns' values in each part."),
      ClauseSpec(
        "take", .one("amount", .amount), options: SampleVerb.takeOptions,
        summary: "So many rows, or this share of them."),
      ClauseSpec(
        "group by", .one("column", .column),
        summary: "Keep the rows of each group in one part of a split."),
      ClauseSpec(
        "order by", .one("column", .column),
        options: [
          OptionSpec(
            "embargo", .literal,
            summary:
              "What to leave out at the end of each part but the last: a number of rows, or a time such as `\"7 days\"`."
          )
        ],
        summary: "Cut a split along a column: the rows with the smallest values are the first part."),
      ClauseSpec(
        "replace", .one("flag", .yesNo),
        summary: "`replace yes`: draw with replacement, so that a row may be drawn again."),
      ClauseSpec(
        "balance by", .one("column", .column), options: SampleVerb.balanceOptions,
        summary: "Change how frequent the classes are, for training alone."),
      ClauseSpec(
        "folds", .one("count", .integer(2...1000)),
        options: [
          OptionSpec(
            "repeats", .integer(1...100), default: "1", summary: "How often the rows are cut into folds anew."
          )
        ],
        summary: "Folds for cross-validation as one value, with `stratify by`, `group by` or `order by`."),
    ],
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

      ```sample heavy from birds
      take 4 method: weighted by: mass
      ```
      """,
    meaning: 2)

  private static let takeOptions = [
    OptionSpec(
      "method",
      .word([
        "simple", "stratified", "weighted", "reservoir", "importance", "systematic", "cluster", "quota",
        "convenience", "bootstrap", "hash",
      ]), default: "simple", summary: "How rows are chosen."),
    OptionSpec(
      "by", .column,
      summary: "The column that the method goes by: strata, weights, groups or keys."),
    OptionSpec(
      "allocation", .word(["proportional", "equal", "neyman"]), default: "proportional",
      summary: "With `stratified`: how rows are shared out among the strata."),
    OptionSpec(
      "of", .column, summary: "With `allocation: neyman`: the numbers whose mean the sample is to estimate."),
    OptionSpec(
      "groups", .bracketed(.literal), summary: "With `quota`: values of `by`, such as `[\"a\", \"b\"]`."),
    OptionSpec(
      "quotas", .bracketed(.integer(0...2_147_483_647)),
      summary: "With `quota`: how many rows of each of `groups`; equal numbers of each value when left out."),
    OptionSpec(
      "as", .newName, default: "weight", summary: "With `importance`: the name of the column it adds."),
    OptionSpec(
      "salt", .text, default: "\"\"",
      summary: "With `hash`: a text that makes another choice of keys; the seed has no part in it."),
  ]

  private static let balanceOptions = [
    OptionSpec(
      "method", .word(BalanceMethod.Way.allCases.map(\.rawValue)),
      summary: "How classes are balanced; needed."),
    OptionSpec(
      "ratio", .number(0...1), default: "1",
      summary: "Rows of each class to those of the most frequent one, at least; `tomek` knows none."),
    OptionSpec(
      "neighbors", .integer(1...1000), default: "5",
      summary: "With `smote`: how many neighbours a new row may lie towards."),
    OptionSpec(
      "of", .bracketed(.column),
      summary:
        "With `smote` and `tomek`: the columns that distances are measured by; all without a role when left out."
    ),
  ]

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (table, source) = cell.source(0, as: TableType.self, wanted: "a table") else { return nil }
    if let folds = cell.clause("folds") { return SampleReading.folds(folds, &cell, table, source) }
    guard let method = SampleReading.method(&cell, table.schema) else { return nil }
    let outputs = cell.cell.names.enumerated().map { part, word in
      var type = table
      if let added = method.addedField { type.schema.fields.append(added) }
      type.origin = table.origin.drawing(
        .init(
          cell: cell.index, part: part, disjoint: method.isDisjoint, repeats: method.repeats,
          balances: method.balance != nil, makesRows: method.makesRows, name: word.text))
      return type
    }
    return SampleWork(
      method: method, types: outputs, names: cell.cell.names.map(\.text),
      input: InputUse(source.producer, name: source.word.text, reads: .columns(method.columns)),
      span: (cell.clause("split") ?? cell.clause("take") ?? cell.clause("balance by"))?.span)
  }
}
