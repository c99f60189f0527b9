import Canonical
import Drawing
import Pipeline
import Syntax

/// `diagram [NAME]`: the notebook's own pipeline, or an architecture described in a few lines.
struct DiagramVerb: Verb {
  let spec = VerbSpec(
    name: "diagram",
    summary: "Draw the notebook's pipeline, or an architecture described in a few lines.",
    manual: """
      `pipeline` draws the graph that the checker built: cells as nodes by their roles, values as edges with their \
      rows and features, grouped by the headings of the notebook. It is true by construction. The width of an edge \
      shows its rows, rows that get lost on the way are marked, evaluations show their first score and their gates.

      Anything else is a description. A line is a node, `fit "Train" kind: model`; an edge, \
      `fit -> store "model" kind: metadata`; or a group, `group training "Kubeflow pipeline" {` … `}`. Groups may be \
      nested. You never say where anything goes.

      A node takes `kind:` (`step`, `split`, `features`, `data`, `store`, `model`, `service`, `queue`, `metric`, \
      `gate`, `report`, `person`, `external`, `decision` or `note`), `subtitle:`, `tech:` (what it is made with), \
      `facts: "…", "…"`, `chip:` (the one number to see), `icon:`, `link:` (the title of a section, or an https \
      address), `cell:` (a value of this notebook: the node shows its facts and leads to its cell), `lane:` and \
      `stage:`. A node that has the name of a value is bound to it without `cell:`. A group takes `kind:`, \
      `direction:`, `closed: yes`, and `lane:` and `stage:` for all that lies in it.

      Arrows are `->`, `<->` and `--`; `a -> b -> c` is two edges. Kinds of edges are `data`, `control` (starts or \
      steers), `metadata` (records), `request` (asks and waits) and `feedback` (leads back); `style: solid` and \
      `style: dashed` are older words for `data` and `control`. A node that only edges mention is drawn with its \
      name, unless it is one slip away from one that is described.
      """,
    names: .optional, sources: .none,
    clauses: [
      ClauseSpec("pipeline", summary: "Draw this notebook's own graph."),
      ClauseSpec("title", .one("title", .text), summary: "A title above the drawing."),
      ClauseSpec(
        "scope", .one("scope", .text), summary: "A line under the title: what is shown, how far it reaches."),
      ClauseSpec(
        "legend", .one("when", .word(["auto", "no"])),
        summary: "The key of what is on the canvas; there is one unless `no` is said."),
      ClauseSpec(
        "collapse", .one("when", .word(["auto", "no"])),
        summary:
          "Whether groups that do not fit the page are drawn closed, with a count; `auto` when left out."),
      ClauseSpec(
        "width", .one("pixels", .integer(200...4000)),
        summary: "The width that the drawing is shown at; 1100 when left out. Its text stays readable there."),
      .free(
        "direction", form: "direction right|down",
        summary: "The reading direction of the diagram, or of the group that it stands in."),
      .free(
        "group", form: "group NAME [\"LABEL\"] {", summary: "Opens a group; `}` closes it."),
      .free(
        "lanes", form: "lanes NAME \"LABEL\"[, NAME \"LABEL\"…]",
        summary: "Who or where: bands along the reading direction. Every node then has a `lane:`."),
      .free(
        "stages", form: "stages NAME \"LABEL\"[, NAME \"LABEL\"…]",
        summary: "When: bands across the reading direction, in reading order."),
      .free(
        "path", form: "path [\"STORY\"] N: NAME -> NAME… \"SENTENCE\"",
        summary: "A numbered step of a story told on the picture, along edges of the diagram."),
    ],
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
      serving "Seldon" kind: service tech: "Kubernetes"
      prepare -> fit "features"
      fit -> tracking "metrics" kind: metadata
      fit -> serving "model"
      serving -> prepare "drift alert" kind: feedback
      path 1: prepare -> fit "Every night the rows of the day become features."
      path 2: fit -> serving "A model that passes the tests is served."
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    if let clause = cell.clause("pipeline") { return pipeline(clause, &cell) }
    var parser = DescriptionParser(lines: cell.freeLines, file: cell.file)
    let description = parser.parse()
    for diagnostic in parser.diagnostics { cell.report(diagnostic) }
    guard !cell.hasErrors, isDrawable(description.diagram, &cell) else { return nil }
    var diagram = description.diagram
    let bindings = DiagramBindings(description, &diagram, &cell)
    if cell.hasErrors { return nil }
    let look = DiagramLook(cell)
    look.apply(to: &diagram)
    for warning in DiagramLint(description).warnings() { cell.report(warning) }
    return DiagramWork(content: .described(diagram, bindings), look: look)
  }

  private func pipeline(_ clause: ParsedClause, _ cell: inout CellCheck) -> DiagramWork? {
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
    return DiagramWork(content: .pipeline(description.diagram.direction), look: DiagramLook(cell))
  }

  /// Whether there is anything to draw, and not only a clause misspelt.
  private func isDrawable(_ diagram: Diagram, _ cell: inout CellCheck) -> Bool {
    if let node = diagram.nodes.first, diagram.nodes.count == 1, diagram.edges.isEmpty,
      nearestName(to: node.id, in: ["pipeline"]) != nil, let line = cell.freeLines.first
    {
      cell.error(
        .unknownClause, at: line, "`diagram` has no clause `\(node.id)`", hint: "did you mean `pipeline`?")
      return false
    }
    if !diagram.nodes.isEmpty || !diagram.groups.isEmpty { return true }
    if !cell.isIncomplete {
      cell.error(
        .missingClause, at: cell.cell.verb.span, "there is nothing to draw",
        hint:
          "`pipeline` draws this notebook; a line such as `fit -> serving \"model\"` describes an architecture"
      )
    }
    return false
  }
}

/// What the clauses say of the whole picture.
struct DiagramLook: Sendable {
  var title: String?
  var scope: String?
  var hasKey = true
  var collapse = Diagram.Collapse.automatic
  var width: Double?

  init() {}

  init(_ cell: CellCheck) {
    title = cell.clause("title")?.text("title")
    scope = cell.clause("scope")?.text("scope")
    hasKey = cell.clause("legend")?.word("when")?.text != "no"
    if cell.clause("collapse")?.word("when")?.text == "no" { collapse = .never }
    width = cell.clause("width")?.integer("pixels").map(Double.init)
  }

  func apply(to diagram: inout Diagram) {
    diagram.title = title ?? diagram.title
    diagram.scope = scope ?? diagram.scope
    diagram.hasKey = hasKey
    diagram.collapse = collapse
    if let width { diagram.targetWidth = width }
  }
}
