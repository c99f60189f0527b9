import Canonical
import Drawing
import Pipeline
import Report
import Syntax

/// The verbs of the language. A new verb is its file or folder, and one line here.
package enum VerbRegistry {
  package static let all: [any Verb] = [
    LoadVerb(), JoinVerb(), QueryVerb(), SampleVerb(), FeaturizeVerb(), TrainVerb(), TuneVerb(),
    EvaluateVerb(), PredictVerb(), ExplainVerb(), PlotVerb(), DiagramVerb(),
  ]

  /// Reserved by the language: a cell that uses one is told "not yet".
  package static let reserved = [
    "label", "audit", "validate", "drift", "augment", "show",
    "compress", "experiment", "monitor", "card", "deploy", "track", "run",
  ]

  package static var names: VerbNames {
    VerbNames(known: all.map(\.spec.name), reserved: reserved)
  }

  package static subscript(name: String) -> (any Verb)? { all.first { $0.spec.name == name } }
}

/// Work that can show its result on a page.
protocol PresentedWork: CellWork {
  func present(_ presentation: PresentationInput) throws -> Presentation

  /// How the cell appears in a pipeline diagram; nil for cells that are not part of the pipeline.
  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)?

  /// The same with a headline number and further facts, for cells that have some.
  func cellFacts(_ values: [any Value]) -> CellFacts?

  /// Rows that come in, for cells that may leave some of them behind; nil for all others.
  func rowIntake(_ outcome: CellOutcome?) -> RowIntake?
}

/// What a cell may look at when it is shown.
struct PresentationInput {
  var notebook: CheckedNotebook
  var results: NotebookResults
  /// Index of the cell.
  var index: Int
  var outcome: CellOutcome
  var context: RunContext
  var result: StoredResult

  var cell: CheckedCell { notebook.cells[index] }

  /// Requirements as lines of a checks block.
  var gateChecks: [ReportBlock.Check] {
    results.gates[index].map { gate in
      switch gate.outcome {
      case .passed: .init(.passed, gate.gate.text, found: gate.comparison)
      case .failed:
        .init(.failed, gate.gate.text, explanation: gate.reason ?? "does not hold", found: gate.comparison)
      case .unknown: .init(.unproved, gate.gate.text, explanation: "cannot be tested: a result is missing")
      }
    }
  }
}

/// What a cell shows.
struct Presentation {
  /// Where the author gives none.
  var caption: String?
  var blocks: [ReportBlock]
  /// Such as `load · data/penguins.csv · 344 rows read`.
  var provenance: String
}

extension GateOutcome {
  /// The values behind the requirement: `0.988 ≥ 0.95` where it holds, `0.93, not ≥ 0.95` where it does not.
  var comparison: String? {
    guard let found, let limit, let sign = gate.comparisonSign else { return found }
    return outcome == .passed ? "\(found) \(sign) \(limit)" : "\(found), not \(sign) \(limit)"
  }
}

extension Gate {
  /// The sign of a comparison as it is printed; nil for any other expression.
  fileprivate var comparisonSign: String? {
    guard case .binary(let sign, _, _) = expression.kind else { return nil }
    return switch sign {
    case .equal: "="
    case .notEqual: "≠"
    case .less, .greater: sign.rawValue
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    case .add, .subtract, .multiply, .divide, .remainder, .and, .or: nil
    }
  }
}
