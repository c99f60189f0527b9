import Canonical
import Workspace

/// Tells how often rows have been judged on.
enum RowUseLine {
  /// A line for each draw of rows that there is something to say of.
  static func all(_ uses: [RowUses], on terminal: Terminal) {
    for use in uses where use.count > 0 { terminal.line(text(use, on: terminal)) }
  }

  /// Such as `scores: rows of test have been judged on 4 times, as far as the store remembers`, with a warning where that is often.
  private static func text(_ use: RowUses, on terminal: Terminal) -> String {
    let times = use.count == 1 ? "once" : "\(NumberText.thousands(use.count)) times"
    let line = printable(
      "\(use.cells.joined(separator: ", ")): \(use.rows) have been judged on \(times), as far as the store remembers"
    )
    guard use.isWornOut else { return line }
    return terminal.styled("⚠ \(line)", .yellow)
      + "\n  the best of so many scores is better than its model: judge the last one on rows kept apart"
  }
}
