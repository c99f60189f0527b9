import ArgumentParser
import Pipeline
import Verbs
import Workspace

/// Every stage as stable text, for golden tests; hidden from help.
struct DumpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "A stage as stable text.", shouldDisplay: false)

  enum Stage: String, ExpressibleByArgument, CaseIterable { case tree, checked, plan, report, tables }

  @Argument var stage: Stage
  @OptionGroup var argument: NotebookArgument
  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    let (session, notebook) = try argument.open(options, allowErrors: true)
    let text: String
    switch stage {
    case .tree: text = StageDump.tree(notebook.tree)
    case .checked: text = StageDump.checked(notebook)
    case .plan: text = StageDump.plan(notebook)
    case .report: text = StageDump.report(await session.run(notebook).page)
    case .tables:
      try TableDump(notebook: notebook, results: await session.run(notebook).results).print()
      return
    }
    Terminal.standardOutput.raw(text)
  }
}
