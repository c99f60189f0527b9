import Canonical
import Drawing
import Frame
import Pipeline
import Report
import Syntax

/// `diagram [NAME]`: the notebook's own pipeline, or an architecture described in a few lines.
struct DiagramVerb: Verb {
  let spec = VerbSpec(
    name: "diagram",
    summary: "Draw the notebook's pipeline, or an architecture described in a few lines.",
    manual: """
      `pipeline` draws the graph that the checker built: cells as nodes, values as edges with their rows and \
      features, grouped by the headings of the notebook. It is true by construction.

      Anything else is a description. A line is a node, `fit "Train" kind: model`; an edge, \
      `fit -> store "model" style: dashed`; or a group, `group training "Kubeflow pipeline" {` … `}`. Arrows are `->`, \
      `<->` and `--`; styles are `solid`, `dashed` and `feedback`; kinds are `step`, `data`, `store`, `model`, \
      `service`, `queue`, `metric`, `person`, `external`, `decision` and `note`. Groups may be nested and may have a \
      `direction` of their own. A node that has the name of a value of the notebook shows that value's facts and \
      leads to its cell. A node that only edges mention is drawn with its name.
      """,
    names: .optional, sources: .none,
    clauses: [
      ClauseSpec("pipeline", summary: "Draw this notebook's own graph."),
      ClauseSpec("title", .one("title", .text), summary: "A title above the drawing."),
    ] + ClauseSpec.reserved("path", "legend", "lanes", "stages", "width"),
    freeBody: true,
    example: """
      ```diagram platform
      title "Training platform"
      direction right
      group kubeflow "Kubeflow pipeline" {
        prepare "Prepare data" kind: step
        fit "Train" kind: step
      }
      tracking "MLflow" kind: store
      serving "Seldon" kind: service
      prepare -> fit "features"
      fit -> tracking "metrics" style: dashed
      fit -> serving "model"
      serving -> prepare "drift alert" style: feedback
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    let title = cell.clause("title")?.text("title")
    if let clause = cell.clause("pipeline") {
      if let line = cell.freeLines.first(where: {
        !DescriptionParser.isBlank($0, cell.file) && !DescriptionParser.isDirection($0, cell.file)
      }) {
        cell.error(
          .syntax, at: line, "a pipeline draws itself, and nothing is described in it",
          hint: "describe an architecture in a `diagram` cell without `pipeline`")
        return nil
      }
      var parser = DescriptionParser(lines: cell.freeLines, file: cell.file)
      let description = parser.parse()
      for diagnostic in parser.diagnostics { cell.report(diagnostic) }
      return DiagramWork(content: .pipeline(description.direction), title: title, span: clause.span)
    }
    var parser = DescriptionParser(lines: cell.freeLines, file: cell.file)
    var description = parser.parse()
    for diagnostic in parser.diagnostics { cell.report(diagnostic) }
    guard !cell.hasErrors else { return nil }
    if let node = description.nodes.first, description.nodes.count == 1, description.edges.isEmpty,
      nearestName(to: node.id, in: ["pipeline"]) != nil, let line = cell.freeLines.first
    {
      cell.error(
        .unknownClause, at: line, "`diagram` has no clause `\(node.id)`", hint: "did you mean `pipeline`?")
      return nil
    }
    guard !description.nodes.isEmpty || !description.groups.isEmpty else {
      if cell.isIncomplete { return nil }
      cell.error(
        .missingClause, at: cell.cell.verb.span, "there is nothing to draw",
        hint:
          "`pipeline` draws this notebook; a line such as `fit -> serving \"model\"` describes an architecture"
      )
      return nil
    }
    description.title = title
    return DiagramWork(content: .described(description), title: title, span: cell.cell.span)
  }
}

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
    case described(Diagram)
  }

  var content: Content
  var title: String?
  var span: Span

  var outputs: [any ValueType] { [DiagramType()] }
  var settings: [Ingredient] { [] }
  var inputs: [InputUse] { [] }
  var isComputed: Bool { false }

  func run(_ context: RunContext) throws -> CellResult { CellResult(manifest: []) }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] { [DiagramValue()] }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? { nil }

  func present(_ input: PresentationInput) throws -> Presentation {
    let diagram = diagram(notebook: input.notebook, outcomes: input.results.outcomes)
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
      caption = title.map { $0 + "." } ?? "The architecture."
      provenance = "diagram · \(diagram.nodes.count) parts, \(diagram.edges.count) connections"
    }
    return Presentation(caption: caption, blocks: [.picture(picture, wide: true)], provenance: provenance)
  }

  /// The diagram to draw; facts of a run are added where there are outcomes.
  func diagram(notebook: CheckedNotebook, outcomes: [CellOutcome?]) -> Diagram {
    switch content {
    case .pipeline(let direction):
      PipelineGraph(notebook: notebook, outcomes: outcomes, direction: direction, title: title).diagram()
    case .described(let diagram): bound(diagram, notebook, outcomes)
    }
  }

  /// Nodes that have the name of a value get its facts and a link to its cell.
  private func bound(_ diagram: Diagram, _ notebook: CheckedNotebook, _ outcomes: [CellOutcome?]) -> Diagram {
    var diagram = diagram
    for index in diagram.nodes.indices {
      let node = diagram.nodes[index]
      guard let producer = notebook.names[node.id],
        let work = notebook.cells[producer.cell].work as? any PresentedWork,
        let facts = work.diagramNode(outcomes[producer.cell]?.values ?? [])
      else { continue }
      diagram.nodes[index].link = "#cell-\(node.id)"
      if node.subtitle == nil { diagram.nodes[index].subtitle = facts.subtitle }
    }
    return diagram
  }
}
