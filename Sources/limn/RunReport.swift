import Canonical
import Foundation
import Pipeline
import Syntax
import Synchronization
import Workspace

/// Tells of a run, on the terminal or as JSON lines.
struct RunReport: Sendable {
  private let format: OutputFormat
  private let quiet: Bool

  init(_ options: OutputOptions) {
    format = options.format
    quiet = options.quiet
  }

  func diagnostics(_ notebook: CheckedNotebook) {
    for diagnostic in notebook.diagnostics { self.diagnostic(diagnostic, notebook.tree.file) }
  }

  func diagnostic(_ diagnostic: Diagnostic, _ file: SourceFile) {
    if format == .json { return DiagnosticOutput.json(diagnostic, in: file).print() }
    if quiet, diagnostic.severity != .error { return }
    let terminal = Terminal.standardError
    terminal.line(DiagnosticOutput.text(diagnostic, in: file, on: terminal))
  }

  /// One line a cell, as it ends.
  func cell(_ index: Int, _ outcome: CellOutcome, _ notebook: CheckedNotebook) {
    let cell = notebook.cells[index]
    let file = notebook.tree.file
    if format == .json {
      let rows = outcome.values.first?.rowCount
      JSONLine(
        type: "cell",
        [
          ("notebook", .text(file.path)),
          ("name", cell.names.isEmpty ? .null : .text(cell.names.joined(separator: ", "))),
          ("verb", .text(cell.spec.name)), ("line", .integer(file.position(of: cell.cell.span.start).line)),
          ("status", .text(outcome.status.rawValue)), ("seconds", .number(rounded(outcome.seconds))),
          ("reason", .text(outcome.reason)), ("rows", rows.map { .integer($0) } ?? .null),
        ]
      ).print()
    } else if !quiet, cell.work?.isComputed ?? true || outcome.failure != nil {
      Terminal.standardError.line(line(cell, outcome))
    }
    if let failure = outcome.failure, outcome.status == .failed, cell.dataFailure == nil {
      let span = failure.span ?? cell.cell.verb.span
      diagnostic(Diagnostic(failure.code, at: span, failure.message, hint: failure.hint), file)
    }
    for warning in cell.work?.warnings(outcome.values) ?? [] {
      let span = warning.span ?? cell.cell.verb.span
      diagnostic(Diagnostic(warning.code, .warning, at: span, warning.message, hint: warning.hint), file)
    }
  }

  private func line(_ cell: CheckedCell, _ outcome: CellOutcome) -> String {
    let terminal = Terminal.standardError
    let style: Terminal.Style =
      switch outcome.status {
      case .ran: .green
      case .cached, .stale: .dim
      case .failed: .red
      case .skipped: .yellow
      }
    let status = terminal.styled(outcome.status.rawValue.padded(to: 7), style)
    let time = outcome.status == .ran ? Durations.text(outcome.seconds) : ""
    let reason = outcome.status == .failed ? "" : terminal.styled(printable(outcome.reason), .dim)
    return
      "  \(status) \(cell.spec.name.padded(to: 9)) \(cell.identity.padded(to: 18)) \(time.padded(to: 8, flushRight: true))  \(reason)"
      .trimmedEnd
  }

  func failedGates(_ notebook: CheckedNotebook, _ results: NotebookResults) {
    for gate in results.gates.joined() where gate.outcome != .passed {
      let found = gate.found.map { ": found \($0)" } ?? ""
      let message =
        gate.outcome == .failed
        ? "`require \(gate.gate.text)` does not hold\(found)" : "`require \(gate.gate.text)` cannot be tested"
      diagnostic(
        Diagnostic(.gate, at: gate.gate.expression.span, message, hint: gate.reason), notebook.tree.file)
    }
  }

  func ended(
    _ notebook: CheckedNotebook, _ results: NotebookResults?, status: String, seconds: Double, output: String?
  ) {
    if format == .json {
      let values = results.map { Session.headlines(notebook, $0) } ?? []
      return JSONLine(
        type: "notebook",
        [
          ("notebook", .text(notebook.tree.file.path)), ("status", .text(status)),
          ("seconds", .number(rounded(seconds))), ("output", .optional(output)),
          ("values", .object(values.map { ($0.name, .number($0.value)) })),
        ]
      ).print()
    }
    guard !quiet else { return }
    let terminal = Terminal.standardError
    guard let results else {
      let errors = notebook.diagnostics.count { $0.severity == .error }
      let warnings = notebook.diagnostics.count { $0.severity == .warning }
      return terminal.line(
        "\(printable(notebook.tree.file.path)): nothing was run, \(NumberText.count(errors, "error")), \(NumberText.count(warnings, "warning"))"
      )
    }
    terminal.line(summary(notebook, results, seconds, output))
  }

  /// How often the rows of evaluations have been judged on, where that is more often than the notebook shows. Only for people: the
  /// JSON of `status` has the counts.
  func uses(_ uses: [RowUses]) {
    guard format == .text, !quiet else { return }
    RowUseLine.all(uses.filter { $0.isHidden || $0.isWornOut }, on: .standardError)
  }

  /// Such as `7 cells: 5 cached, 2 ran · output/churn.html · 1.3 s (saved about 41 s)`.
  private func summary(
    _ notebook: CheckedNotebook, _ results: NotebookResults, _ seconds: Double, _ output: String?
  ) -> String {
    let terminal = Terminal.standardError
    let counted = zip(notebook.cells, results.outcomes).filter { $0.0.work?.isComputed ?? true }
    let parts = [CellOutcome.Status.cached, .ran, .failed, .skipped].compactMap { status -> String? in
      let count = counted.count { $0.1?.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let saved = counted.reduce(0) { $0 + ($1.1?.secondsSaved ?? 0) }
    var text =
      counted.isEmpty
      ? "no cells" : "\(NumberText.count(counted.count, "cell")): \(parts.joined(separator: ", "))"
    if let output { text += " · \(output)" }
    text += " · \(Durations.text(seconds))"
    if saved >= 0.05 { text += " (saved about \(Durations.text(saved)))" }
    return results.failed ? terminal.styled(text, .red) : terminal.styled(text, .bold)
  }

  private func rounded(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }
}

/// The live line of a run: a bar, what is being done, and what is left.
final class RunProgress: Sendable {
  private struct State {
    var running: [Int] = []
    var done = 0
    /// What long cells say of themselves.
    var words: [Int: String] = [:]
  }

  private let notebook: CheckedNotebook
  private let report: RunReport
  private let state = Mutex(State())

  init(notebook: CheckedNotebook, report: RunReport) {
    self.notebook = notebook
    self.report = report
  }

  func observe(_ event: RunEvent) {
    switch event {
    case .started(let cell): show { $0.running.append(cell) }
    case .progressed(let cell, let words): show { $0.words[cell] = words }
    case .ended(let cell, let outcome):
      show { state in
        state.words[cell] = nil
        state.running.removeAll { $0 == cell }
        state.done += 1
      }
      report.cell(cell, outcome, notebook)
    }
  }

  func finish() { Terminal.standardError.live("") }

  private func show(_ change: (inout State) -> Void) {
    let (running, done, words) = state.withLock { state in
      change(&state)
      return (state.running, state.done, state.words)
    }
    let total = notebook.cells.count
    let width = 20
    let filled = total > 0 ? min(width, done * width / total) : 0
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let names = running.map { cell in
      let name = "\(notebook.cells[cell].spec.name) \(notebook.cells[cell].identity)"
      return words[cell].map { "\(name): \($0)" } ?? name
    }
    Terminal.standardError.live("  \(bar) \(done) of \(total) · \(printable(names.joined(separator: ", ")))")
  }
}

/// Durations in words.
enum Durations {
  static func text(_ seconds: Double) -> String {
    if seconds < 0.0995 { return "\(NumberText.fixed(seconds * 1000, seconds < 0.00995 ? 1 : 0)) ms" }
    if seconds < 60 { return "\(NumberText.fixed(seconds, seconds < 10 ? 2 : 1)) s" }
    return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
  }
}

extension String {
  func padded(to width: Int, flushRight: Bool = false) -> String {
    let gap = String(repeating: " ", count: max(0, width - count))
    return flushRight ? gap + self : self + gap
  }

  var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
