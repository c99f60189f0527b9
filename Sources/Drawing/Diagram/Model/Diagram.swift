/// A diagram as it is described: nodes, nested groups and edges, without any position.
///
/// Identifiers of nodes and groups share one name space. Nothing here has to be consistent: `problems()` says what
/// is wrong, and drawing leaves out what it cannot place.
package struct Diagram: Sendable, Hashable {
  /// Drawn above the picture and its accessible name.
  package var title: String?
  /// What the picture shows and how far it reaches, such as `Pipeline of this notebook`: a line under the title.
  package var scope: String?
  /// The main reading direction. With `.right` the drawing may still break into rows to fit `targetWidth`.
  package var direction: Direction
  package var groups: [Group]
  package var nodes: [Node]
  package var edges: [Edge]
  /// Who or where: bands along the reading direction, in the order in which they are drawn.
  package var lanes: [Band]
  /// When: bands across the reading direction, in reading order.
  package var stages: [Band]
  /// Numbered stories told on the picture, in order.
  package var stories: [Story]
  /// Whether a key explains the kinds of nodes and lines on the canvas (only those that are there).
  package var hasKey: Bool
  /// Whether groups that do not fit are drawn closed, with a count.
  package var collapse: Collapse
  /// The width in pixels that the drawing is shown at; the layout keeps its text readable there.
  package var targetWidth: Double

  package enum Direction: String, Sendable, Hashable, CaseIterable { case right, down }

  package enum Collapse: Sendable, Hashable {
    /// As many groups as the page needs.
    case automatic
    /// Everything is drawn, however wide that is.
    case never
  }

  /// A lane or a stage.
  package struct Band: Sendable, Hashable {
    package var id: String
    package var label: String

    package init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// A way through the diagram, told step by step.
  package struct Story: Sendable, Hashable {
    /// Set before its steps; nil for the only story of a diagram.
    package var title: String?
    package var steps: [Step]

    package init(title: String? = nil, steps: [Step]) {
      self.title = title
      self.steps = steps
    }
  }

  /// One numbered step: a chain of nodes or groups whose edges are the step's way.
  package struct Step: Sendable, Hashable {
    /// The number shown, from 1.
    package var number: Int
    /// Identifiers along the way, one for a stop at a single node.
    package var chain: [String]
    package var sentence: String

    package init(number: Int, chain: [String], sentence: String) {
      self.number = number
      self.chain = chain
      self.sentence = sentence
    }
  }

  /// What became of a part between two runs.
  package enum Change: String, Sendable, Hashable, CaseIterable { case added, removed, changed }

  package init(
    title: String? = nil, direction: Direction = .right, groups: [Group] = [], nodes: [Node] = [],
    edges: [Edge] = [], targetWidth: Double = 1100
  ) {
    self.title = title
    self.direction = direction
    self.groups = groups
    self.nodes = nodes
    self.edges = edges
    self.targetWidth = targetWidth
    lanes = []
    stages = []
    stories = []
    hasKey = true
    collapse = .automatic
  }
}
