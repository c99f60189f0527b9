import ArgumentParser
import Canonical
import Pipeline
import Workspace

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Every static check; nothing is executed.",
    discussion: """
      EXAMPLE
        limn check notebooks/ --strict
      """)

  @Argument(help: "Notebooks and folders; notebooks/ when left out.")
  var paths: [String] = []

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    let report = RunReport(options)
    var errors = 0
    var warnings = 0
    let found = try notebooks(try pathsOrDefault(paths))
    for (path, project, _) in found {
      var session = Session.Options()
      session.createStore = false
      session.parameters = try parameters.values()
      let notebook = try workspace { () throws(WorkspaceError) in
        try Session(notebook: path, project: project, options: session, warn: warn).check()
      }
      report.diagnostics(notebook)
      errors += notebook.diagnostics.count { $0.severity == .error }
      warnings += notebook.diagnostics.count { $0.severity == .warning }
      if options.format == .text, !options.quiet { verdicts(notebook) }
    }
    if options.format == .text, !options.quiet {
      let terminal = Terminal.standardError
      let text =
        "\(NumberText.count(found.count, "notebook")): \(NumberText.count(errors, "error")), \(NumberText.count(warnings, "warning"))"
      terminal.line(terminal.styled(text, errors > 0 ? .red : warnings > 0 ? .yellow : .green))
    }
    if errors > 0 || strict && warnings > 0 { throw ExitStatus.invalid }
  }

  /// What is proved about rows, a line for each model and evaluation.
  private func verdicts(_ notebook: CheckedNotebook) {
    let terminal = Terminal.standardError
    for cell in notebook.cells {
      for verdict in cell.work?.rowVerdicts ?? [] where verdict.verdict == .disjoint {
        terminal.line(
          "\(printable(notebook.tree.file.path)): \(terminal.styled("proved", .green)): `\(cell.identity)` judges `\(verdict.learner)` on rows that it has not seen (\(verdict.learned.path), \(verdict.judged.path))"
        )
      }
    }
  }
}
