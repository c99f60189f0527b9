import ArgumentParser
import Foundation
import Syntax
import Workspace

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Options that nearly every subcommand takes.
struct OutputOptions: ParsableArguments {
  @Option(help: "What standard output carries: text, or one JSON object a line.")
  var format: OutputFormat = .text

  @Option(help: "When to colour.")
  var color: ColorChoice = .auto

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  func apply() { Terminal.choose(color) }
}

/// Parameters of the notebook.
struct ParameterOptions: ParsableArguments {
  @Option(name: [.customShort("P"), .customLong("param")], help: "A parameter, name=value. Repeatable.")
  var parameter: [String] = []

  @Option(help: "A YAML map of parameters; -P goes before it.")
  var params: String?

  func values() throws(UsageError) -> [(name: String, value: String)] {
    var values: [(name: String, value: String)] = []
    if let params { values = try workspace { () throws(WorkspaceError) in try ParameterFile.read(params) } }
    for text in parameter {
      let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty else {
        throw UsageError("`-P \(text)` is not name=value", hint: "such as `-P bins=10`")
      }
      values.append((String(pair[0]), String(pair[1])))
    }
    return values
  }
}

/// How the store is used.
struct StoreOptions: ParsableArguments {
  @Flag(help: "Look nothing up in the store, and keep nothing.")
  var noCache = false

  @Flag(help: "Compute everything again, and keep it.")
  var cacheRefresh = false

  @Option(help: "How many cells may run at once.")
  var jobs: Int = Session.cores

  @Option(
    help: ArgumentHelp(
      "How much memory a run may take, such as `512M` or `4G`; that of the machine when left out.",
      valueName: "size"))
  var memory: MemorySize?

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs wants a number of at least 1") }
  }
}

/// A number of bytes as people write it: `512M`, `4G`; at least 64 MB, as the program itself and a few megabytes of a file
/// take that.
struct MemorySize: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    guard let last = argument.uppercased().last, let unit = units[last], let count = Int(argument.dropLast()),
      count > 0, !count.multipliedReportingOverflow(by: unit).overflow, count * unit >= 64 << 20
    else { return nil }
    bytes = count * unit
  }
}

/// Warnings of the store and of files go to standard error.
@Sendable func warn(_ message: String) {
  let terminal = Terminal.standardError
  terminal.line("\(terminal.styled("warning:", .yellow)) \(printable(message))")
}

/// The notebooks that paths name: files as they are, folders with all that is below them.
func notebooks(_ paths: [String]) throws(UsageError) -> [(
  path: String, project: ProjectFolder, fromFolder: Bool
)] {
  var found: [(String, ProjectFolder, Bool)] = []
  for path in paths {
    guard Paths.exists(path) else { throw UsageError("there is no file or folder \(path)") }
    guard FileManager.default.isReadableFile(atPath: path) else { throw UsageError("\(path) cannot be read") }
    if Paths.isFolder(path) {
      let project = ProjectFolder(folder: path)
      let notebooks = NotebookFiles.below(path.hasSuffix("/") ? String(path.dropLast()) : path)
      if notebooks.isEmpty {
        throw UsageError("there is no notebook in \(path)", hint: "notebooks are files that end in .md")
      }
      found += notebooks.map { ($0, project, true) }
    } else {
      found.append((path, ProjectFolder(ofNotebook: path), false))
    }
  }
  return found
}

/// The paths given, or `notebooks/`.
func pathsOrDefault(_ paths: [String]) throws(UsageError) -> [String] {
  if !paths.isEmpty { return paths }
  guard Paths.isFolder("notebooks") else {
    throw UsageError(
      "there is no folder notebooks/ here", hint: "name a notebook or a folder, or begin one with `limn init`"
    )
  }
  return ["notebooks"]
}
