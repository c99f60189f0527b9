import Drawing
import Pipeline

/// The diagrams of a notebook, for the command line.
package enum DiagramCatalog {
  /// Names of the diagram cells in order; `pipeline` is always there.
  package static func names(_ notebook: CheckedNotebook) -> [String] {
    ["pipeline"] + notebook.cells.filter { $0.work is DiagramWork }.flatMap(\.names)
  }

  /// A named diagram, or the notebook's own graph for `pipeline`; nil where there is none of that name.
  package static func diagram(
    _ name: String, _ notebook: CheckedNotebook, _ results: NotebookResults
  ) -> Diagram? {
    if let cell = notebook.cells.first(where: { $0.names.contains(name) }),
      let work = cell.work as? DiagramWork
    {
      return work.diagram(notebook, results)
    }
    return name == "pipeline" ? pipeline(notebook, results) : nil
  }

  /// The notebook's own graph; with `showsState` its nodes say whether their results are up to date.
  package static func pipeline(
    _ notebook: CheckedNotebook, _ results: NotebookResults, showsState: Bool = false
  ) -> Diagram {
    PipelineGraph(notebook: notebook, results: results, showsState: showsState).diagram()
  }
}
