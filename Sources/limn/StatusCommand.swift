import ArgumentParser
import Pipeline
import Workspace

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Which cells are fresh and which are stale.",
    discussion: """
      EXAMPLE
        limn status notebooks/penguins.md
      """)

  @OptionGroup var argument: NotebookArgument

  @Flag(help: "End with status 4 where a cell is stale.")
  var exitCode = false

  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    let (session, notebook) = try argument.open(options)
    let results = await session.lookUp(notebook)
    var stale = 0
    for (cell, outcome) in zip(notebook.cells, results.outcomes) {
      guard let outcome, cell.work?.isComputed ?? true else { continue }
      let state =
        outcome.status == .cached ? "fresh" : outcome.status == .stale ? "stale" : outcome.status.rawValue
      if outcome.status != .cached { stale += 1 }
      if options.format == .json {
        JSONLine(
          type: "cell",
          [
            ("notebook", .text(notebook.tree.file.path)), ("name", .text(cell.identity)),
            ("verb", .text(cell.spec.name)),
            ("line", .integer(notebook.tree.file.position(of: cell.cell.span.start).line)),
            ("status", .text(state)),
            ("reason", .text(outcome.reason)), ("key", .optional(outcome.key?.description)),
          ]
        ).print()
      } else if !options.quiet {
        let terminal = Terminal.standardOutput
        let style: Terminal.Style = state == "fresh" ? .green : state == "stale" ? .yellow : .red
        let line =
          "  \(terminal.styled(state.padded(to: 7), style)) \(cell.spec.name.padded(to: 9)) \(cell.identity.padded(to: 18)) \(terminal.styled(printable(outcome.reason), .dim))"
        terminal.line(line.trimmedEnd)
      }
    }
    if exitCode, stale > 0 { throw ExitStatus.different }
  }
}
