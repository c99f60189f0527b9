import Drawing
import Pipeline

/// The diagrams of a notebook, for `limn diagram`.
package enum DiagramCatalog {
  /// Names of the diagram cells in order; `pipeline` is always there.
  package static func names(_ notebook: CheckedNotebook) -> [String] {
    ["pipeline"] + notebook.cells.filter { $0.work is DiagramWork }.flatMap(\.names)
  }

  /// A named diagram, or the notebook's own graph for `pipeline`; nil where there is none of that name.
  package static func diagram(
    _ name: String, _ notebook: CheckedNotebook, outcomes: [CellOutcome?]
  ) -> Diagram? {
    if let cell = notebook.cells.first(where: { $0.names.contains(name) }),
      let work = cell.work as? DiagramWork
    {
      return work.diagram(notebook: notebook, outcomes: outcomes)
    }
    guard name == "pipeline" else { return nil }
    return PipelineGraph(notebook: notebook, outcomes: outcomes, direction: .right, title: nil).diagram()
  }
}
