import ArgumentParser
import Pipeline
import Workspace

/// One notebook, for the subcommands that ask about it and run nothing.
struct NotebookArgument: ParsableArguments {
  @Argument(help: "The notebook.")
  var notebook: String

  @OptionGroup var parameters: ParameterOptions

  /// The session and the checked notebook. Ends with status 1 where it has errors.
  func open(_ options: OutputOptions, allowErrors: Bool = false) throws -> (Session, CheckedNotebook) {
    guard Paths.exists(notebook) else { throw UsageError("there is no file \(notebook)") }
    var session = Session.Options()
    session.createStore = false
    session.parameters = try parameters.values()
    let opened = Session(notebook: notebook, options: session, warn: warn)
    let checked = try workspace { () throws(WorkspaceError) in try opened.check() }
    if checked.hasTextErrors, !allowErrors {
      RunReport(options).diagnostics(checked)
      throw ExitStatus.invalid
    }
    return (opened, checked)
  }
}
