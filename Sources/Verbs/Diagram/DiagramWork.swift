import Drawing
import Frame
import Pipeline
import Report

/// The type of a named diagram: it has no members.
struct DiagramType: ValueType {
  var kind: String { "diagram" }
  var memberNames: [String] { [] }
  func memberType(_ path: [String]) -> FormulaType? { nil }
}

/// A diagram at run time: drawn when it is shown.
struct DiagramValue: Value {
  func member(_ path: [String]) throws -> Scalar? { nil }
  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] { [] }
}

/// A checked `diagram`.
struct DiagramWork: PresentedWork {
  enum Content: Sendable {
    case pipeline(Diagram.Direction)
    case described(Diagram, DiagramBindings)
  }

  var content: Content
  var look: DiagramLook

  var outputs: [any ValueType] { [DiagramType()] }
  var settings: [Ingredient] { [] }
  var inputs: [InputUse] { [] }
  var isComputed: Bool { false }

  func run(_ context: RunContext) throws -> CellResult { CellResult(manifest: []) }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] { [DiagramValue()] }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? { nil }

  func present(_ input: PresentationInput) throws -> Presentation {
    let diagram = diagram(input.notebook, input.results)
    guard !diagram.nodes.isEmpty || !diagram.groups.isEmpty else {
      return Presentation(
        caption: nil,
        blocks: [.note("There is no pipeline to draw, as none of its cells has a result.", .plain)],
        provenance: "diagram")
    }
    let picture = DiagramDrawing.draw(diagram)
    let caption: String
    let provenance: String
    switch content {
    case .pipeline:
      caption = "The pipeline, drawn from the notebook itself."
      provenance = "diagram · \(diagram.nodes.count) cells, \(diagram.edges.count) values passed on"
    case .described:
      caption = look.title.map { $0 + "." } ?? "The architecture."
      provenance = "diagram · \(diagram.nodes.count) parts, \(diagram.edges.count) connections"
    }
    return Presentation(caption: caption, blocks: [.picture(picture, wide: true)], provenance: provenance)
  }

  /// The diagram to draw; facts of a run are added where there are results.
  func diagram(_ notebook: CheckedNotebook, _ results: NotebookResults) -> Diagram {
    switch content {
    case .pipeline(let direction):
      var diagram = PipelineGraph(notebook: notebook, results: results, direction: direction).diagram()
      look.apply(to: &diagram)
      return diagram
    case .described(let diagram, let bindings): return bindings.bound(diagram, notebook, results.outcomes)
    }
  }
}
