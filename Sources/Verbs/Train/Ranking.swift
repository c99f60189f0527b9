import Frame
import Learning
import Pipeline
import Syntax

/// Whether a model orders the rows of queries, and which column says what is one query.
struct Ranking: Sendable {
  var ranks: Bool
  /// Nil where nothing is ranked.
  var group: String?

  /// By the objective of the model; nil after an error: a ranking without queries, or queries without a ranking.
  static func read(
    _ options: [String: HyperparameterValue], _ features: FeaturesType, _ source: CellCheck.Bound,
    _ cell: inout CellCheck
  ) -> Ranking? {
    let objective: String? = if case .text(let name)? = options["objective"] { name } else { nil }
    let clause = cell.clause("group")
    guard let objective, BoostingLibrary.rankingObjectives.contains(objective) else {
      guard let clause else { return Ranking(ranks: false, group: nil) }
      cell.error(
        .wrongValue, at: clause.span, "`group` names the queries of a ranking, and this model ranks nothing",
        hint:
          "`model gradient_boosting objective: rank_ndcg`; folds stay whole by the role: `group COLUMN` in `load`"
      )
      return nil
    }
    if let weight = cell.clause("weight") {
      cell.error(
        .wrongValue, at: weight.span,
        "a ranking learns from the order of rows, which have no weights of their own",
        hint: "leave `weight` out")
      return nil
    }
    guard let word = clause?.word("column") else { return byRole(objective, features, &cell) }
    guard let field = cell.field(word, in: features.table.schema) else { return nil }
    guard !features.isWhole || !features.inputColumns.contains(field.name) else {
      cell.error(
        .wrongValue, at: word.span,
        "`\(field.name)` names the queries, and is among the features of `\(source.word.text)`",
        hint: "`drop \(field.name)` there, or give it the role: `group \(field.name)` in `load`")
      return nil
    }
    return Ranking(ranks: true, group: field.name)
  }

  private static func byRole(
    _ objective: String, _ features: FeaturesType, _ cell: inout CellCheck
  ) -> Ranking? {
    if let group = features.table.schema.first(role: .group) {
      return Ranking(ranks: true, group: group.name)
    }
    let span = cell.clauses.first { ModelClauses.estimator($0.keyword) != nil }?.span ?? cell.cell.verb.span
    cell.error(
      .missingClause, at: span,
      "`\(objective)` orders the rows of each query, and no column says what is one",
      hint: "`group COLUMN` here, or in the `load` of the table")
    return nil
  }
}
