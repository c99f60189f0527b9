import Canonical
import Drawing
import Frame
import Pipeline

/// What a diagram shows of a cell.
struct CellFacts {
  var kind: Diagram.Kind
  var subtitle: String?
  /// The one number to see.
  var chip: String?
  /// Further short facts, a line each.
  var facts: [String] = []
}

extension PresentedWork {
  func cellFacts(_ values: [any Value]) -> CellFacts? {
    diagramNode(values).map { CellFacts(kind: $0.kind, subtitle: $0.subtitle) }
  }

  /// What a node shows that stands for one of the cell's values.
  func valueFacts(_ values: [any Value], output: Int) -> CellFacts? {
    guard var facts = cellFacts(values) else { return nil }
    switch output < values.count ? values[output] : nil {
    case let table as TableValue:
      facts.subtitle = "\(NumberText.thousands(table.rows)) × \(NumberText.thousands(table.columns.count))"
    case let features as FeaturesValue:
      facts.subtitle = NumberText.count(features.recipe.names.count, "feature")
    case let model as ModelValue:
      facts.facts.append(NumberText.count(model.predictor.featureNames.count, "feature"))
    default: break
    }
    return facts
  }
}

/// Rows on their way into a cell, for cells that leave some of them behind.
struct RowIntake {
  /// A file that the cell reads, drawn before it; nil where the rows come from another cell.
  var origin: String?
  /// Rows that came; nil while that is not known.
  var rows: Int?
  /// Of these, rows that are in nothing that the cell makes.
  var lost = 0

  /// The mark on the edge; nil where nothing is lost.
  var loss: String? { lost > 0 ? "−\(NumberText.count(lost, "row"))" : nil }
}

extension PresentedWork {
  func rowIntake(_ outcome: CellOutcome?) -> RowIntake? { nil }
}
