import Canonical
import Syntax

/// What a run made of a notebook.
package struct NotebookResults: Sendable {
  /// By cell; nil for cells that were not to be run.
  package var outcomes: [CellOutcome?]
  /// By cell: its requirements.
  package var gates: [[GateOutcome]]
  /// By inline value.
  package var inlineValues: [Result<String, CellFailure>]

  package var failed: Bool {
    outcomes.contains { $0?.failure != nil } || gates.joined().contains { $0.outcome != .passed }
  }
}

/// What became of one cell.
package struct CellOutcome: Sendable {
  /// `stale`: it would run, and was only asked about.
  package enum Status: String, Sendable { case ran, cached, failed, skipped, stale }

  package var status: Status
  /// Why it ran, in words; empty for a cached cell.
  package var reason: String
  package var seconds: Double
  /// What the stored result once took to compute.
  package var secondsSaved: Double
  package var key: Digest?
  package var ingredients: [Ingredient]
  package var values: [any Value]
  package var result: StoredResult?
  package var context: RunContext?
  package var failure: CellFailure?
}

/// A requirement and whether it holds.
package struct GateOutcome: Sendable {
  package enum Outcome: Sendable { case passed, failed, unknown }

  package var gate: Gate
  package var outcome: Outcome
  /// The value that was compared, where the requirement is a comparison.
  package var found: String?
  /// The value it was compared with, written so that it reads differently where it is different.
  package var limit: String?
  /// Why it has no value to compare, where it says so.
  package var reason: String?
}

/// Told as a run goes on.
package enum RunEvent: Sendable {
  case started(cell: Int)
  /// How far a long cell is, in a few words.
  case progressed(cell: Int, String)
  case ended(cell: Int, CellOutcome)
}
