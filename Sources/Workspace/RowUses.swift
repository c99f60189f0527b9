import Canonical
import Foundation
import GRDB
import Pipeline

/// How often the rows that cells judge models on have been judged on: a score that was looked at often enough to choose by is
/// no longer one on rows that nobody has seen.
package struct RowUses: Sendable {
  /// The cells of the notebook that judge on these rows.
  package var cells: [String]
  /// What the rows are called, such as `rows of test`.
  package var rows: String
  /// How many evaluations that the store still holds have read the same rows, across all edits and notebooks of the project; those
  /// of the notebook count where they have been run.
  package var count: Int

  /// Judged on more often than this, rows are said to be worn out: among twenty models that are equally good, the best one on the
  /// same rows looks better than it is by nearly two standard errors.
  package static let many = 20

  /// Whether the rows have been judged on so often that a score on them tells little.
  package var isWornOut: Bool { count > Self.many }

  /// Whether there were more looks than the notebook itself shows.
  package var isHidden: Bool { count > cells.count }

  /// The rows that an evaluation reads, by the digest of their draw. Rows of a table that is no draw cannot be told from others:
  /// they have none.
  static func judged(_ ingredients: [Ingredient]) -> Ingredient? {
    ingredients.first {
      $0.kind == .input && $0.role.hasPrefix("input ") && $0.role.hasSuffix(" rows")
        && !$0.label.hasPrefix("rows of training rows of ")
    }.flatMap { $0.value.utf8.count == 64 ? $0 : nil }
  }
}

extension SQLiteStore {
  /// The uses of the rows that the cells of `verb` judge on in a run.
  package func rowUses(in run: RunRecord, verb: String) -> [RowUses] {
    let judging = run.cells.filter { $0.verb == verb }
    return rowUses(
      of: judging.compactMap { cell in cell.key.map { (cell.identity, ingredients(of: $0)) } }, verb: verb)
  }

  /// The uses of the rows that cells judge on, by their ingredients; cells that share rows are told of together.
  package func rowUses(of cells: [(identity: String, ingredients: [Ingredient])], verb: String) -> [RowUses] {
    var found: [(rows: Ingredient, cells: [String])] = []
    for cell in cells {
      guard let rows = RowUses.judged(cell.ingredients) else { continue }
      if let known = found.firstIndex(where: { $0.rows.value == rows.value }) {
        found[known].cells.append(cell.identity)
      } else {
        found.append((rows, [cell.identity]))
      }
    }
    return found.map { rows, cells in
      RowUses(cells: cells, rows: rows.label, count: judgements(ofRows: rows.value, verb: verb))
    }
  }

  private func judgements(ofRows value: String, verb: String) -> Int {
    attempt { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT COUNT(DISTINCT ingredient.key) FROM ingredient JOIN action USING (key)
          WHERE action.verb = ? AND value = ? AND kind = 'input' AND role LIKE 'input % rows'
            AND label NOT LIKE 'rows of training rows of %'
          """, arguments: [verb, value]) ?? 0
    } ?? 0
  }
}
