import ArgumentParser
import Canonical
import Foundation
import Pipeline
import Report
import Syntax
import Workspace

struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Check, execute and render notebooks.",
    discussion: """
      Pages go to --output-dir; without it to output/ beside a folder that is called
      notebooks, else next to the notebook. Results are kept in .limn/store.sqlite of
      the project folder, and nothing runs twice.

      EXAMPLE
        limn render notebooks/penguins.md -P bins=10
      """)

  @Argument(help: "Notebooks and folders; notebooks/ when left out.")
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "The page to write, for one notebook.")
  var output: String?

  @Option(help: "The folder for the pages.")
  var outputDir: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(help: "Start nothing new after a failure.")
  var failFast = false

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    let found = try notebooks(try pathsOrDefault(paths))
    if output != nil, found.count != 1 {
      throw UsageError(
        "--output names one page, and there are \(found.count) notebooks", hint: "use --output-dir")
    }
    if let output, output.lowercased().hasSuffix(".md") {
      throw UsageError(
        "\(output) would be a page under the name of a notebook", hint: "name a file that ends in .html")
    }
    var worst = ExitStatus.success
    var entries: [IndexEntry] = []
    for (path, project, fromFolder) in found {
      let rendering = NotebookRendering(
        path: path, project: project, command: self, report: RunReport(options))
      let (status, entry) = try await rendering.render(skipDraft: fromFolder)
      if status.rank > worst.rank { worst = status }
      if let entry { entries.append(entry) }
      if failFast, status != .success { break }
    }
    try writeIndex(entries, found)
    if worst != .success { throw worst }
  }

  /// An index of the pages, where a folder was rendered.
  private func writeIndex(
    _ entries: [IndexEntry], _ found: [(path: String, project: ProjectFolder, fromFolder: Bool)]
  ) throws {
    guard let first = found.first, entries.count > 1,
      found.allSatisfy({ $0.fromFolder && $0.project == first.project })
    else { return }
    let folder = Paths.parent(
      NotebookFiles.output(of: first.project.path + "/x.md", project: first.project, folder: outputDir))
    guard Paths.absolute(folder) != first.project.path else { return }
    let html = try workspace { () throws(WorkspaceError) in
      try Publisher(project: first.project).index(entries, title: "Notebooks")
    }
    try workspace { () throws(WorkspaceError) in
      try AtomicFile.write(Array(html.utf8), to: folder + "/index.html")
    }
  }

  func sessionOptions() throws(UsageError) -> Session.Options {
    var session = Session.Options()
    session.parameters = try parameters.values()
    session.noCache = storeOptions.noCache
    session.refresh = storeOptions.cacheRefresh
    session.failFast = failFast
    session.jobs = storeOptions.jobs
    session.memory = storeOptions.memory?.bytes
    return session
  }
}

extension ExitStatus {
  fileprivate var rank: Int { self == .success ? 0 : self == .failed ? 1 : 2 }
}

/// One notebook on its way to a page.
struct NotebookRendering {
  var path: String
  var project: ProjectFolder
  var command: RenderCommand
  var report: RunReport

  func render(skipDraft: Bool) async throws -> (ExitStatus, IndexEntry?) {
    let began = Stopwatch.now
    let session = Session(notebook: path, project: project, options: try command.sessionOptions(), warn: warn)
    let notebook = try workspace { () throws(WorkspaceError) in try session.check() }
    if skipDraft, notebook.tree.frontMatter.draft { return (.success, nil) }
    report.diagnostics(notebook)
    let hasWarnings = notebook.diagnostics.contains { $0.severity == .warning }
    if notebook.hasTextErrors || command.strict && hasWarnings {
      report.ended(notebook, nil, status: "invalid", seconds: Stopwatch.now - began, output: nil)
      return (.invalid, nil)
    }
    let progress = RunProgress(notebook: notebook, report: report)
    let (results, page) = await session.run(notebook) { progress.observe($0) }
    progress.finish()
    report.failedGates(notebook, results)
    let target = command.output ?? NotebookFiles.output(of: path, project: project, folder: command.outputDir)
    let html = try workspace { () throws(WorkspaceError) in
      try Publisher(project: project).html(page, session: session)
    }
    if target == "-" {
      Terminal.standardOutput.raw(html)
    } else {
      try workspace { () throws(WorkspaceError) in try AtomicFile.write(Array(html.utf8), to: target) }
    }
    let seconds = Stopwatch.now - began
    session.record(notebook, results, seconds: seconds)
    report.ended(
      notebook, results, status: results.failed ? "failed" : "ok", seconds: seconds,
      output: target == "-" ? nil : Paths.shown(target))
    report.uses(session.rowUses(notebook, results))
    return (results.failed ? .failed : .success, entry(notebook, target))
  }

  private func entry(_ notebook: CheckedNotebook, _ target: String) -> IndexEntry {
    let matter = notebook.tree.frontMatter
    let folder = Paths.parent(
      NotebookFiles.output(of: project.path + "/x.md", project: project, folder: command.outputDir))
    return IndexEntry(
      title: matter.title ?? Paths.name(path), description: matter.description ?? matter.subtitle,
      date: matter.date,
      href: Paths.relative(Paths.absolute(target), to: folder), tags: matter.tags)
  }
}
