import ArgumentParser
import Canonical
import Verbs

struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "The reference of a verb, from the declaration that parses it.",
    discussion: """
      EXAMPLE
        limn docs sample
      """)

  @Argument(help: "A verb; all of them, a line each, when left out.")
  var verb: String?

  @Flag(help: "The whole reference as Markdown (docs/verbs.md).")
  var markdown = false

  @Flag(help: "Every diagnostic as Markdown (docs/diagnostics.md).")
  var diagnostics = false

  @Option(help: "When to colour.")
  var color: ColorChoice = .auto

  func run() throws {
    Terminal.choose(color)
    let terminal = Terminal.standardOutput
    if markdown { return terminal.raw(VerbReference.markdown()) }
    if diagnostics { return terminal.raw(DiagnosticReference.markdown()) }
    guard let verb else {
      for verb in VerbRegistry.all {
        terminal.line("\(terminal.styled(verb.spec.name.padded(to: 10), .bold)) \(verb.spec.summary)")
      }
      terminal.line(
        terminal.styled("reserved for later: \(VerbRegistry.reserved.joined(separator: ", "))", .dim))
      return
    }
    guard let spec = VerbRegistry[verb]?.spec else {
      let names = VerbRegistry.all.map(\.spec.name)
      if VerbRegistry.reserved.contains(verb) {
        throw UsageError("`\(verb)` is not built yet", hint: "verbs: \(names.joined(separator: ", "))")
      }
      throw UsageError(
        "there is no verb `\(verb)`",
        hint: suggestion(for: verb, in: names)
          ?? "verbs: \(names.joined(separator: ", "))")
    }
    for line in VerbReference.lines(spec) {
      switch line {
      case .heading(let text): terminal.line(terminal.styled(text, .bold))
      case .text(let text): terminal.line(text)
      }
    }
  }
}
