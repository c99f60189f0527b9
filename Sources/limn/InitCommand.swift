import ArgumentParser
import Canonical
import Report
import Workspace

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "A new notebook that runs as it is.",
    discussion: """
      EXAMPLE
        limn init churn --template analysis
      """)

  @Argument(help: "The notebook's name or path, without .md.")
  var name: String = "notebook"

  @Option(help: "What to begin with: \(Starters.names.joined(separator: ", ")).")
  var template: String = Starters.names[0]

  @OptionGroup var options: OutputOptions

  func run() throws {
    options.apply()
    guard let text = Starters.text(template) else {
      throw UsageError(
        "there is no template `\(template)`",
        hint: suggestion(for: template, in: Starters.names)
          ?? "templates: \(Starters.names.joined(separator: ", "))")
    }
    let path = name.hasSuffix(".md") ? name : name + ".md"
    guard !Paths.exists(path) else {
      throw UsageError("\(path) is there already", hint: "choose another name")
    }
    try workspace { () throws(WorkspaceError) in try AtomicFile.write(text, to: path) }
    if !options.quiet { Terminal.standardOutput.line("wrote \(path); next: limn render \(path)") }
  }
}
