import ArgumentParser
import Canonical
import Drawing
import Verbs
import Workspace

struct DiagramCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram", abstract: "The pipeline diagram, or a named one, as SVG alone.",
    discussion: """
      Nothing is executed: rows and scores are those of the last run.

      EXAMPLE
        limn diagram notebooks/weekly-review.md --name platform -o platform.svg
      """)

  @OptionGroup var argument: NotebookArgument

  @Option(help: "The name of a diagram cell; the notebook's own pipeline when left out.")
  var name: String = "pipeline"

  @Option(name: .shortAndLong, help: "The file to write; standard output when left out.")
  var output: String?

  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    if let output, !output.hasSuffix(".svg"), output != "-" {
      throw UsageError(
        "\(output): diagrams are written as .svg so far", hint: "name a file that ends in .svg")
    }
    let (session, notebook) = try argument.open(options)
    let results = await session.lookUp(notebook)
    guard let diagram = DiagramCatalog.diagram(name, notebook, results) else {
      let known = DiagramCatalog.names(notebook)
      throw UsageError(
        "\(argument.notebook) has no diagram `\(name)`",
        hint: suggestion(for: name, in: known)
          ?? "diagrams: \(known.joined(separator: ", "))")
    }
    let svg = DiagramDrawing.draw(diagram).standalone()
    guard let output, output != "-" else { return Terminal.standardOutput.raw(svg + "\n") }
    try workspace { () throws(WorkspaceError) in try AtomicFile.write(Array((svg + "\n").utf8), to: output) }
    if !options.quiet { Terminal.standardError.line("wrote \(output)") }
  }
}
