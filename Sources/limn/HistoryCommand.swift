import ArgumentParser
import Canonical
import Workspace

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Runs of a notebook, with their parameters and headline metrics.",
    discussion: """
      EXAMPLE
        limn history notebooks/penguins.md --limit 5
      """)

  @Argument(help: "The notebook.")
  var notebook: String

  @Option(help: "How many runs, the newest first.")
  var limit: Int = 10

  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    guard Paths.exists(notebook) else { throw UsageError("there is no file \(notebook)") }
    let project = ProjectFolder(ofNotebook: notebook)
    guard let store = StoreOpening.existing(project, warn: warn) else {
      throw UsageError(
        "nothing has been run in \(Paths.shown(project.path))",
        hint: "`limn render \(notebook)` begins its history")
    }
    let runs = store.runs(of: project.relative(notebook), limit: max(1, limit))
    for run in runs { options.format == .json ? json(run) : text(run) }
    if options.format != .json, let last = runs.first {
      RowUseLine.all(store.rowUses(in: last, verb: "evaluate"), on: .standardOutput)
    }
    if runs.isEmpty {
      throw UsageError("\(notebook) has not been run", hint: "`limn render \(notebook)` begins its history")
    }
  }

  private func text(_ run: RunRecord) {
    let terminal = Terminal.standardOutput
    let counts = ["ran", "cached", "failed", "skipped"].compactMap { status -> String? in
      let count = run.cells.count { $0.status == status && $0.verb != "diagram" }
      return count > 0 ? "\(count) \(status)" : nil
    }
    let status = terminal.styled(run.status, run.status == "ok" ? .green : .red)
    terminal.line(
      "\(terminal.styled("run \(run.id)", .bold))  \(run.began)  \(status)  \(Durations.text(run.seconds))  \(counts.joined(separator: ", "))"
    )
    if !run.parameters.isEmpty {
      terminal.line(
        "  "
          + terminal.styled(
            printable(run.parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")), .dim))
    }
    let metrics = run.values.filter {
      !$0.name.hasSuffix(".rows") && !$0.name.hasSuffix(".size") && !$0.name.hasSuffix(".count")
        && !$0.name.hasSuffix(".parameters")
    }
    for value in metrics {
      terminal.line("  \(printable(value.name).padded(to: 36)) \(NumberText.significant(value.value))")
    }
  }

  private func json(_ run: RunRecord) {
    JSONLine(
      type: "run",
      [
        ("run", .integer(Int(run.id))), ("notebook", .text(run.notebook)), ("began", .text(run.began)),
        ("status", .text(run.status)), ("seconds", .number(run.seconds)),
        ("parameters", .object(run.parameters.map { ($0.name, .text($0.value)) })),
        (
          "cells",
          .array(
            run.cells.map { cell in
              .object([
                ("name", .text(cell.identity)), ("verb", .text(cell.verb)), ("status", .text(cell.status)),
                ("seconds", .number(cell.seconds)), ("key", .optional(cell.key?.description)),
                ("reason", .text(cell.reason)),
              ])
            })
        ),
        ("values", .object(run.values.map { ($0.name, .number($0.value)) })),
      ]
    ).print()
  }
}
