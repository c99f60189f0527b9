import ArgumentParser
import Canonical
import Drawing
import Pipeline
import Verbs
import Workspace

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Which cells are fresh and which are stale.",
    discussion: """
      EXAMPLES
        limn status notebooks/penguins.md
        limn status notebooks/penguins.md --diagram -o status.svg

      Below the cells it says how often the rows of evaluations have been judged on,
      across all runs that the store remembers, and warns beyond 20 times. With
      --format json that is `judged` of a cell; null where it judges no draw of rows.
      """)

  @OptionGroup var argument: NotebookArgument

  @Flag(help: "End with status 4 where a cell is stale.")
  var exitCode = false

  @Flag(help: "Draw the pipeline with the state of each cell.")
  var diagram = false

  @OptionGroup var file: DiagramOutput

  @OptionGroup var options: OutputOptions

  func validate() throws {
    guard diagram || file.output == nil else { throw ValidationError("-o writes a diagram: add --diagram") }
  }

  func run() async throws {
    options.apply()
    let (session, notebook) = try argument.open(options)
    let results = await session.lookUp(notebook)
    let cells = zip(notebook.cells, results.outcomes).compactMap { cell, outcome in
      outcome.flatMap { cell.work?.isComputed ?? true ? (cell, $0) : nil }
    }
    let stale = cells.count { $0.1.freshness != .fresh }
    if !diagram || options.format == .json || !file.isStandardOutput {
      let uses = session.rowUses(notebook, results)
      for (cell, outcome) in cells {
        show(cell, outcome, notebook, judged: uses.first { $0.cells.contains(cell.identity) }?.count)
      }
      if options.format == .text, !options.quiet { RowUseLine.all(uses, on: .standardOutput) }
    }
    if diagram { try draw(notebook, results, fresh: cells.count - stale, of: cells.count) }
    if exitCode, stale > 0 { throw ExitStatus.different }
  }

  private func draw(
    _ notebook: CheckedNotebook, _ results: NotebookResults, fresh: Int, of count: Int
  ) throws {
    var picture = DiagramCatalog.pipeline(notebook, results, showsState: true)
    picture.title = notebook.tree.frontMatter.title ?? picture.title
    picture.scope = "\(fresh) of \(NumberText.count(count, "cell")) fresh"
    if options.format == .json, file.isStandardOutput {
      return DiagramJSON.line(picture, name: "pipeline", output: nil).print()
    }
    try file.write(picture)
    if let output = file.output, !file.isStandardOutput, !options.quiet, options.format == .text {
      Terminal.standardError.line("wrote \(output)")
    }
  }

  private func show(_ cell: CheckedCell, _ outcome: CellOutcome, _ notebook: CheckedNotebook, judged: Int?) {
    let state = outcome.status == .skipped ? outcome.status.rawValue : outcome.freshness.rawValue
    if options.format == .json {
      JSONLine(
        type: "cell",
        [
          ("notebook", .text(notebook.tree.file.path)), ("name", .text(cell.identity)),
          ("verb", .text(cell.spec.name)),
          ("line", .integer(notebook.tree.file.position(of: cell.cell.span.start).line)),
          ("status", .text(state)),
          ("reason", .text(outcome.reason)), ("key", .optional(outcome.key?.description)),
          ("judged", judged.map { .integer($0) } ?? .null),
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
}
