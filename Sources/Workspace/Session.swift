import Canonical
import Foundation
import Pipeline
import Report
import Syntax
import Verbs

/// One notebook, opened: checked, run and rendered against the outside world.
package final class Session: Sendable {
  package struct Options: Sendable {
    /// From the command line, by name, as text.
    package var parameters: [(name: String, value: String)] = []
    /// Use no store at all.
    package var noCache = false
    package var refresh = false
    package var failFast = false
    package var jobs = Session.cores
    /// Bytes of memory that a run may take; nil: those of the machine.
    package var memory: Int?
    /// Make a store where there is none.
    package var createStore = true

    package init() {}
  }

  /// How many cores this process may use. Finding out takes a while, so it is done once.
  package static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// The path as the user gave it.
  package let path: String
  package let project: ProjectFolder
  package let options: Options
  package let store: SQLiteStore?
  private let warn: @Sendable (String) -> Void

  package init(
    notebook path: String, project: ProjectFolder? = nil, options: Options,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.options = options
    self.warn = warn
    self.project = project ?? ProjectFolder(ofNotebook: path)
    memory = MemoryLimit(
      bytes: options.memory ?? Int(clamping: ProcessInfo.processInfo.physicalMemory))
    keeper = SpillingParts(limit: memory.bytes / 4, folder: self.project.path + "/.limn", warn: warn)
    files = ContainedFiles(root: self.project.path, notebookFolder: Paths.parent(Paths.absolute(path)))
    if options.noCache {
      store = nil
    } else {
      store =
        options.createStore
        ? StoreOpening.open(self.project, warn: warn) : StoreOpening.existing(self.project, warn: warn)
    }
  }

  /// What the history calls the notebook.
  package var identity: String { project.relative(path) }

  /// Reads and checks the notebook. Throws where the file cannot be read or a parameter is unknown.
  package func check() throws(WorkspaceError) -> CheckedNotebook {
    try check(bytes: try AtomicFile.read(path))
  }

  /// Checks a text in the notebook's place.
  package func check(bytes: [UInt8]) throws(WorkspaceError) -> CheckedNotebook {
    let (file, problems) = NotebookParser.sourceFile(path: Paths.shown(path), bytes: bytes)
    let (tree, found) = NotebookParser.parse(file, verbs: VerbRegistry.names)
    return Checker.check(
      tree, diagnostics: problems + found, verbs: VerbRegistry.all,
      parameters: try parameters(tree.frontMatter),
      world: world())
  }

  private func world() -> World {
    World(
      files: files, outputs: files, store: store,
      memo: memo, keeper: keeper, memory: memory, clock: { Stopwatch.now }, jobs: options.jobs)
  }

  private let memory: MemoryLimit
  private let memo = SessionMemo()
  private let keeper: SpillingParts

  /// One for check and run alike: what is computed is what the key was made of, also where a file changes between the two.
  let files: ContainedFiles

  /// Adds a run to the history.
  package func record(_ notebook: CheckedNotebook, _ results: NotebookResults, seconds: Double) {
    let cells = zip(notebook.cells, results.outcomes).compactMap { cell, outcome in
      outcome.map {
        RunRecord.Cell(
          identity: cell.identity, verb: cell.spec.name, status: $0.status.rawValue, seconds: $0.seconds,
          key: $0.key,
          reason: $0.reason)
      }
    }
    store?.add(
      RunRecord(
        id: 0, notebook: identity, began: Stopwatch.date, seconds: seconds,
        status: results.failed ? "failed" : "ok",
        parameters: notebook.parameters.sorted { $0.key < $1.key }.map {
          ($0.key, SettingsText.text($0.value))
        },
        cells: cells, values: Session.headlines(notebook, results),
        picture: DiagramCoding.bytes(DiagramCatalog.pipeline(notebook, results))))
  }

  /// How often the rows that the notebook judges models on have been judged on, as far as the store remembers.
  package func rowUses(_ notebook: CheckedNotebook, _ results: NotebookResults) -> [RowUses] {
    let judging = zip(notebook.cells, results.outcomes).compactMap { cell, outcome in
      cell.spec.name == Self.judgingVerb ? outcome.map { (cell.identity, $0.ingredients) } : nil
    }
    return judging.isEmpty ? [] : store?.rowUses(of: judging, verb: Self.judgingVerb) ?? []
  }

  private static let judgingVerb = "evaluate"

  /// Headline numbers of a run by dotted path, in the order of the notebook.
  package static func headlines(
    _ notebook: CheckedNotebook, _ results: NotebookResults
  ) -> [(name: String, value: Double)] {
    var list: [(name: String, value: Double)] = []
    for (cell, outcome) in zip(notebook.cells, results.outcomes) {
      for (name, value) in zip(cell.names, outcome?.values ?? []) {
        list += value.headlines.map { (name: "\(name).\($0.path)", value: $0.value) }
      }
    }
    return list
  }

  /// Runs a checked notebook and puts its page together. Damaged entries of the store are computed again.
  package func run(
    _ notebook: CheckedNotebook, observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) async -> (results: NotebookResults, page: PageContent) {
    var engineOptions = Engine.Options()
    engineOptions.useStore = store != nil
    engineOptions.refresh = options.refresh
    engineOptions.failFast = options.failFast
    var attempts = 0
    while true {
      if attempts == 20 { engineOptions.useStore = false }
      let isFirst = attempts == 0
      let engine = Engine(notebook, identity: identity, world: world(), options: engineOptions) { event in
        if isFirst { observe(event) }
      }
      do throws(MissingPart) {
        let results = try await engine.run()
        return (results, try await PageComposer.page(notebook, results))
      } catch {
        attempts += 1
        store?.forget(actionsNeeding: error.digest)
      }
    }
  }

  /// What the store has of a checked notebook; nothing is computed.
  package func lookUp(_ notebook: CheckedNotebook) async -> NotebookResults {
    var engineOptions = Engine.Options()
    engineOptions.lookUpOnly = true
    engineOptions.useStore = store != nil
    var attempts = 0
    while true {
      if attempts == 20 { engineOptions.useStore = false }
      attempts += 1
      let engine = Engine(
        notebook, identity: identity, world: world(), options: engineOptions, observe: { _ in })
      do throws(MissingPart) {
        return try await engine.run()
      } catch {
        store?.forget(actionsNeeding: error.digest)
      }
    }
  }

  /// The front matter's parameters, with those of the command line in their place.
  private func parameters(_ frontMatter: FrontMatter) throws(WorkspaceError) -> [String: Literal] {
    var values: [String: Literal] = [:]
    for parameter in frontMatter.parameters { values[parameter.name.text] = parameter.value }
    for (name, text) in options.parameters {
      guard let standard = values[name] else {
        let known = frontMatter.parameters.map(\.name.text)
        throw WorkspaceError(
          "there is no parameter `\(name)` in \(Paths.shown(path))",
          hint: suggestion(for: name, in: known)
            ?? (known.isEmpty
              ? "its front matter declares no `params`" : "parameters: \(known.joined(separator: ", "))"))
      }
      values[name] = try ParameterText.literal(text, like: standard, name: name)
    }
    return values
  }
}

/// A clock for durations.
package enum Stopwatch {
  package static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Now, in UTC to the second, as ISO 8601.
  static var date: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(1900 + parts.tm_year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}

/// Parameters given as text.
enum ParameterText {
  /// The literal that the text stands for, of the kind that the default has.
  static func literal(_ text: String, like standard: Literal, name: String) throws(WorkspaceError) -> Literal
  {
    switch standard {
    case .text: return .text(text)
    case .boolean:
      switch text {
      case "yes", "true": return .boolean(true)
      case "no", "false": return .boolean(false)
      default: throw wrong(name, text, "yes or no")
      }
    case .integer:
      guard let value = Int64(text) else { throw wrong(name, text, "an integer") }
      return .integer(value)
    case .number, .percent:
      let isPercent = text.hasSuffix("%")
      let digits = isPercent ? String(text.dropLast()) : text
      let isPlain = digits.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      guard isPlain, let value = Double(digits), value.isFinite else { throw wrong(name, text, "a number") }
      return isPercent ? .percent(value / 100) : .number(value)
    }
  }

  private static func wrong(_ name: String, _ text: String, _ wanted: String) -> WorkspaceError {
    WorkspaceError("parameter `\(name)` wants \(wanted), and `\(text)` is none")
  }
}
