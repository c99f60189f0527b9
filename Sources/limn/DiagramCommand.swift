import ArgumentParser
import Canonical
import Drawing
import Pipeline
import Verbs
import Workspace

struct DiagramCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram", abstract: "The pipeline diagram, or a named one, as a file of its own.",
    discussion: """
      Nothing is executed: rows and scores are those of the last run. An .svg
      stands alone and follows the reader's light or dark theme; a .png is made
      by rsvg-convert (apt-get install librsvg2-bin); a .txt is the outline of
      the diagram in words.

      --diff draws what became of the pipeline between two runs; `limn history`
      numbers them. It ends with status 4 where they differ.

      EXAMPLES
        limn diagram notebooks/weekly-review.md --name platform -o platform.svg
        limn diagram notebooks/penguins.md -o pipeline.png --theme dark --scale 3
        limn diagram notebooks/penguins.md -o pipeline.txt
        limn diagram notebooks/penguins.md --metrics
        limn diagram notebooks/penguins.md --diff 3 5 -o changes.svg
      """)

  @OptionGroup var argument: NotebookArgument

  @Option(help: "The name of a diagram cell; the notebook's own pipeline when left out.")
  var name: String = "pipeline"

  @OptionGroup var file: DiagramOutput

  @Flag(help: "Print how readable the drawing is, as one JSON object.")
  var metrics = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two runs of the notebook, the older first.", valueName: "run run"))
  var diff: [Int64] = []

  @OptionGroup var options: OutputOptions

  func validate() throws {
    guard diff.isEmpty || diff.count == 2 else {
      throw ValidationError("--diff wants two runs, such as `--diff 3 5`")
    }
    if !diff.isEmpty, name != "pipeline" {
      throw ValidationError("--diff compares pipelines, and not the diagram `\(name)`")
    }
  }

  func run() async throws {
    options.apply()
    if !diff.isEmpty { return try drawDifference() }
    let (session, notebook) = try argument.open(options)
    let results = await session.lookUp(notebook)
    guard let diagram = DiagramCatalog.diagram(name, notebook, results) else {
      let known = DiagramCatalog.names(notebook)
      throw UsageError(
        "\(argument.notebook) has no diagram `\(name)`",
        hint: suggestion(for: name, in: known)
          ?? "diagrams: \(known.joined(separator: ", "))")
    }
    try show(diagram, name: name)
  }

  private func show(_ diagram: Diagram, name: String) throws {
    if metrics { DiagramJSON.metrics(diagram, name: name).print() }
    let prints = options.format == .json || metrics
    if !prints || !file.isStandardOutput { try file.write(diagram) }
    if options.format == .json, !metrics {
      DiagramJSON.line(diagram, name: name, output: file.isStandardOutput ? nil : file.output).print()
    } else if let output = file.output, !file.isStandardOutput, !options.quiet {
      Terminal.standardError.line("wrote \(output)")
    }
  }

  // MARK: Differences

  private func drawDifference() throws {
    let notebook = argument.notebook
    guard Paths.exists(notebook) else { throw UsageError("there is no file \(notebook)") }
    let project = ProjectFolder(ofNotebook: notebook)
    guard let store = StoreOpening.existing(project, warn: warn) else {
      throw UsageError(
        "nothing has been run in \(Paths.shown(project.path))",
        hint: "`limn render \(notebook)` begins its history")
    }
    let pictures = try diff.map { try picture($0, store, project.relative(notebook)) }
    let difference = DiagramDiff(from: pictures[0], to: pictures[1])
    var diagram = difference.diagram
    diagram.title = "From run \(diff[0]) to run \(diff[1])"
    diagram.scope =
      difference.isEmpty
      ? "The pipeline is the same"
      : "\(difference.added) added, \(difference.removed) removed, \(difference.changed) changed"
    try show(diagram, name: "pipeline")
    if !difference.isEmpty { throw ExitStatus.different }
  }

  private func picture(_ run: Int64, _ store: SQLiteStore, _ notebook: String) throws -> Diagram {
    switch store.picture(ofRun: run, notebook: notebook) {
    case .noRun:
      let known = store.runs(of: notebook, limit: 5).map { String($0.id) }
      throw UsageError(
        "\(argument.notebook) has no run \(run)",
        hint: known.isEmpty
          ? "`limn render \(argument.notebook)` begins its history"
          : "the last runs: \(known.joined(separator: ", ")); `limn history \(argument.notebook)` lists them")
    case .noPicture: throw withoutPicture(run)
    case .picture(let bytes):
      do {
        return try DiagramCoding.diagram(bytes)
      } catch {
        throw withoutPicture(run)
      }
    }
  }

  private func withoutPicture(_ run: Int64) -> UsageError {
    UsageError(
      "run \(run) was recorded without a picture of its pipeline",
      hint:
        "`limn render` records one with every run, unless it is larger than \(SQLiteStore.largestPicture / 1024) kB"
    )
  }
}
