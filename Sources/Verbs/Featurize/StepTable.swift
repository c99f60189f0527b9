import Canonical
import Learning
import Report

/// The table of a recipe's steps: what each learned, a line a column.
enum StepTable {
  /// Columns of a step that get lines of their own.
  private static let lines = 8

  static func make(_ recipe: FittedRecipe, storedShare: Double) -> ReportTable {
    ReportTable(
      columns: [
        .init("step"), .init("column", wraps: true), .init("learned", wraps: true),
        .init("in → out", numeric: true),
      ],
      rows: recipe.steps.flatMap(rows), note: note(recipe, storedShare))
  }

  /// A line a column where something was learned of each; one line for steps that learn nothing, or one thing.
  private static func rows(_ step: FittedRecipe.StepSummary) -> [[ReportTable.Entry]] {
    let count = ReportTable.Entry.text(
      "\(NumberText.thousands(step.featuresIn)) → \(NumberText.thousands(step.featuresOut))")
    guard step.learnedByColumn.count > 1, step.learnedByColumn.count == step.columns.count else {
      return [
        [
          .strong(step.name), .text(list(step.columns)), .dim(step.learnedByColumn.joined(separator: "; ")),
          count,
        ]
      ]
    }
    let kept = step.columns.count <= lines ? step.columns.count : lines - 1
    var rows = zip(step.columns, step.learnedByColumn).prefix(kept).enumerated().map { index, learned in
      index == 0
        ? [.strong(step.name), .text(learned.0), .dim(learned.1), count]
        : [.ditto(step.name), .text(learned.0), .dim(learned.1), .text("")]
    }
    if kept < step.columns.count {
      let more = "and \(NumberText.thousands(step.columns.count - kept)) more"
      rows.append([.ditto(step.name), .dim(more), .text(""), .text("")])
    }
    return rows
  }

  private static func note(_ recipe: FittedRecipe, _ storedShare: Double) -> String {
    let names = "\(recipe.names.count == 1 ? "feature" : "features"): \(list(recipe.names))"
    guard recipe.isSparse else { return names }
    return
      "sparse: \(NumberText.significant(storedShare * 100, 3)) % of the numbers are kept, the others are zero · \(names)"
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(16).joined(separator: ", ")
      + (names.count > 16 ? " and \(NumberText.thousands(names.count - 16)) more" : "")
  }
}
