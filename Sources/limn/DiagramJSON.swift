import Drawing

/// Diagrams and their figures as JSON.
enum DiagramJSON {
  /// The parts of a diagram with their facts.
  static func line(_ diagram: Diagram, name: String, output: String?) -> JSONLine {
    JSONLine(
      type: "diagram",
      [
        ("name", .text(name)), ("title", .optional(diagram.title)), ("scope", .optional(diagram.scope)),
        ("output", .optional(output)),
        ("groups", .array(diagram.groups.map(group))), ("nodes", .array(diagram.nodes.map(node))),
        ("edges", .array(diagram.edges.map(edge))), ("stories", .array(diagram.stories.map(story))),
      ])
  }

  private static func group(_ group: Diagram.Group) -> JSONLine.Value {
    .object([
      ("id", .text(group.id)), ("label", .text(group.label)), ("parent", .optional(group.parent)),
      ("change", .optional(group.change?.rawValue)),
    ])
  }

  private static func node(_ node: Diagram.Node) -> JSONLine.Value {
    .object([
      ("id", .text(node.id)), ("label", .text(node.label)), ("kind", .text(node.kind.rawValue)),
      ("group", .optional(node.group)), ("subtitle", .optional(node.subtitle)),
      ("tech", .optional(node.tech)),
      ("chip", .optional(node.chip)), ("facts", .array(node.facts.map { .text($0) })),
      ("link", .optional(node.link)), ("lane", .optional(node.lane)), ("stage", .optional(node.stage)),
      ("state", .optional(node.state?.rawValue)), ("change", .optional(node.change?.rawValue)),
    ])
  }

  private static func edge(_ edge: Diagram.Edge) -> JSONLine.Value {
    .object([
      ("from", .text(edge.from)), ("to", .text(edge.to)), ("label", .optional(edge.label)),
      ("kind", .text(edge.kind.rawValue)), ("arrows", .text(edge.arrows.rawValue)),
      ("weight", edge.weight.map { .number($0) } ?? .null), ("loss", .optional(edge.loss)),
      ("change", .optional(edge.change?.rawValue)),
    ])
  }

  private static func story(_ story: Diagram.Story) -> JSONLine.Value {
    .object([
      ("title", .optional(story.title)),
      (
        "steps",
        .array(
          story.steps.map { step in
            .object([
              ("number", .integer(step.number)), ("chain", .array(step.chain.map { .text($0) })),
              ("sentence", .text(step.sentence)),
            ])
          })
      ),
    ])
  }

  /// The figures of a drawing: first what must be zero, then what compares drawings.
  static func metrics(_ diagram: Diagram, name: String) -> JSONLine {
    let fitted = FittedDiagram(diagram)
    let metrics = DiagramMetrics(fitted.layout, of: fitted.diagram)
    let zeros = DiagramMetrics.hardZeros.map { item in
      (item.name, JSONLine.Value.integer(metrics[keyPath: item.figure]))
    }
    return JSONLine(
      type: "metrics",
      [
        ("name", .text(name)), ("sound", .boolean(metrics.isSound)), ("faults", .object(zeros)),
        ("nodes", .integer(fitted.diagram.nodes.count)), ("groups", .integer(fitted.diagram.groups.count)),
        ("edges", .integer(metrics.edges)), ("crossings", .integer(metrics.crossings)),
        ("bendsPerEdge", .number(rounded(metrics.bendsPerEdge))),
        ("stretch", .number(rounded(metrics.stretch))),
        ("length", .integer(metrics.length)), ("width", .integer(metrics.width)),
        ("height", .integer(metrics.height)), ("aspect", .number(rounded(metrics.aspect))),
        ("legibleSize", .number(rounded(metrics.legibleSize))),
        ("screens", .number(rounded(metrics.screens))),
      ])
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
