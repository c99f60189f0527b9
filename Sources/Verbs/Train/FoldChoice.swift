import Canonical
import Frame
import Pipeline
import Syntax

/// How a cell that judges models by cross-validation cuts its rows.
struct FoldChoice: Sendable {
  /// What decides on the fold of a row.
  enum Rule: Sendable, Hashable {
    /// Each fold has its share of each class of the column.
    case stratified(String)
    /// Rows of one group stay together.
    case groups(String)
    case plain
    /// Folds that a `sample` cell has made.
    case value(InputUse)

    static func == (a: Rule, b: Rule) -> Bool { a.text == b.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// For keys and the page.
    var text: String {
      switch self {
      case .stratified(let column): "stratified by \(column)"
      case .groups(let column): "groups of \(column) kept whole"
      case .plain: "drawn evenly"
      case .value(let use): "as in \(use.name)"
      }
    }
  }

  var count: Int
  var repeats: Int
  var rule: Rule

  /// The clauses that say it.
  static let clauses = [
    ClauseSpec(
      "cross_validate", .one("folds", .integer(2...1000)),
      options: [
        OptionSpec(
          "repeats", .integer(1...1000), default: "1", summary: "How often the rows are cut anew.")
      ],
      summary:
        "Judge the model in so many folds, the recipe fitted again in each; classes keep their shares, and groups (role `group`) stay whole."
    ),
    ClauseSpec(
      "cross_validate on", .one("folds", .valueName),
      summary: "Judge the model in the folds of a `sample` cell, drawn from the table of the features."),
  ]

  /// Reads the clauses; nil where there is none, or errors were reported.
  static func read(
    _ cell: inout CellCheck, _ table: TableType, classes target: Field?, group: String? = nil
  ) -> FoldChoice? {
    let (plain, named) = (cell.clause("cross_validate"), cell.clause("cross_validate on"))
    if let plain, let named {
      cell.error(
        .repeatedClause,
        at: max(plain.span.start, named.span.start) == plain.span.start ? plain.span : named.span,
        "a model is cross-validated in one way", hint: "leave one of the two out")
      return nil
    }
    if let named, let word = named.word("folds") { return value(word, &cell, table) }
    guard let plain else { return nil }
    return FoldChoice(
      count: Int(clamping: plain.integer("folds") ?? 5),
      repeats: Int(clamping: plain.integer("repeats") ?? 1),
      rule: rule(table, classes: target, group: group))
  }

  /// How rows are cut where nothing else is said: by the group named or that of the table, else by classes, else evenly.
  static func rule(_ table: TableType, classes target: Field?, group: String? = nil) -> Rule {
    if let group = group ?? table.schema.first(role: .group)?.name { return .groups(group) }
    guard let target, !target.type.isNumeric else { return .plain }
    return .stratified(target.name)
  }

  private static func value(_ word: Word, _ cell: inout CellCheck, _ table: TableType) -> FoldChoice? {
    guard let (folds, bound) = cell.value(word, as: FoldsType.self, wanted: "a cross-validation") else {
      return nil
    }
    guard folds.table.origin == table.origin else {
      cell.error(
        .wrongKind, at: word.span,
        "`\(word.text)` are folds of \(folds.table.origin.path), and the features are fitted on \(table.origin.path)",
        hint: "draw the folds from the table that the features are fitted on")
      return nil
    }
    return FoldChoice(
      count: 0, repeats: 0, rule: .value(InputUse(bound.producer, name: word.text, reads: .columns([]))))
  }

  /// What the cell reads for it besides the features.
  var input: InputUse? { if case .value(let use) = rule { use } else { nil } }

  /// The columns of the features' table that decide on the folds.
  var columns: [String] {
    switch rule {
    case .stratified(let column), .groups(let column): [column]
    case .plain, .value: []
    }
  }

  /// Part of the key.
  var setting: Ingredient {
    Ingredient(
      .setting, role: "cross_validate",
      value: input == nil ? "\(count) folds, \(repeats) times, \(rule.text)" : "folds of a cell")
  }

  /// The folds of `table`, which has the columns.
  ///
  /// - Parameter value: what `input` reads, where it reads something.
  func folds(of table: Table, value: FoldsValue?, seed: UInt64) throws -> Folds {
    if let value { return try value.folds() }
    do throws(SamplingError) {
      switch rule {
      case .groups(let name):
        let groups = GroupedRows(try SampleMethod.column(name, table), name: name)
        return try Sampling.folds(groups: groups, count: count, repeats: repeats, seed: seed)
      case .stratified(let name):
        let strata = Sampling.strata(of: [try SampleMethod.column(name, table)])
        return try Sampling.folds(
          rowCount: table.rowCount, count: count, repeats: repeats, strata: strata.codes,
          labels: strata.labels, seed: seed)
      case .plain, .value:
        return try Sampling.folds(rowCount: table.rowCount, count: count, repeats: repeats, seed: seed)
      }
    } catch {
      throw CellFailure(.draw, error.message, hint: error.hint)
    }
  }
}
