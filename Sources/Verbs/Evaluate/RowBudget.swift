import Canonical
import Pipeline

/// How often a notebook judges models on the same rows: each look makes the best score a little less one on rows that nobody has
/// seen.
struct RowBudget: Sendable {
  /// Pairs of a model and a cell that judges it on the rows.
  private(set) var models = 0
  /// The cells that judge on the rows.
  private(set) var cells = 0
  /// Models that have a part of the rows in them: by training, a threshold, early stopping or a search.
  private(set) var learners: [String] = []

  init(_ notebook: CheckedNotebook, rows origin: RowOrigin) {
    for cell in notebook.cells {
      guard let work = cell.work else { continue }
      if let evaluation = work as? EvaluateWork, evaluation.type.judged.origin == origin {
        cells += 1
        models += evaluation.models.count
      }
      for (name, type) in zip(cell.names, work.outputs) {
        if let model = type as? ModelType, model.seen.contains(origin) { learners.append(name) }
      }
    }
  }

  /// Such as `these rows judge 3 models in 2 cells of this notebook, and are also seen by cut`.
  var text: String {
    let place = cells > 1 ? "in \(NumberText.count(cells, "cell")) of this notebook" : "in this notebook"
    let others = learners.isEmpty ? "" : ", and are also seen by \(learners.joined(separator: ", "))"
    return "these rows judge \(NumberText.count(models, "model")) \(place)\(others)"
  }
}
