/// A diagram as it is described: nodes, nested groups and edges, without any position.
///
/// Identifiers of nodes and groups share one name space. Nothing here has to be consistent: `problems()` says what
/// is wrong, and drawing leaves out what it cannot place.
package struct Diagram: Sendable, Hashable {
  /// Set as the accessible name; not drawn, since the page has a caption for it.
  package var title: String?
  /// The main reading direction. With `.right` the drawing may still break into rows to fit `targetWidth`.
  package var direction: Direction
  package var groups: [Group]
  package var nodes: [Node]
  package var edges: [Edge]
  /// The width in pixels that the drawing is shown at; the layout keeps its text readable there.
  package var targetWidth: Double

  package enum Direction: String, Sendable, Hashable, CaseIterable { case right, down }

  /// The role of a node: chooses its colour and its glyph.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case step, data, store, model, service, queue, metric, person, external, decision, note
  }

  package struct Node: Sendable, Hashable {
    package var id: String
    /// Wrapped into two lines at most.
    package var label: String
    /// One short line of facts below the label, such as `344 × 7`.
    package var subtitle: String?
    package var kind: Kind
    /// The identifier of the group it lies in; nil for the top level.
    package var group: String?
    /// Where a click leads, such as `#cell-scores`. Only fragments and http(s) addresses are drawn as links.
    package var link: String?

    package init(
      id: String, label: String, subtitle: String? = nil, kind: Kind = .step, group: String? = nil,
      link: String? = nil
    ) {
      self.id = id
      self.label = label
      self.subtitle = subtitle
      self.kind = kind
      self.group = group
      self.link = link
    }
  }

  package struct Group: Sendable, Hashable {
    package var id: String
    package var label: String
    /// The identifier of the group around it; nil for the top level.
    package var parent: String?
    /// The reading direction inside; nil lets the layout choose what fits the page.
    package var direction: Direction?

    package init(id: String, label: String, parent: String? = nil, direction: Direction? = nil) {
      self.id = id
      self.label = label
      self.parent = parent
      self.direction = direction
    }
  }

  package struct Edge: Sendable, Hashable {
    /// The identifier of a node or of a group.
    package var from: String
    package var to: String
    package var label: String?
    package var style: Style
    package var arrows: Arrows
    /// What flows along it, such as a number of rows; edges of a diagram are drawn thicker in its order of magnitude.
    package var weight: Double?

    package enum Style: String, Sendable, Hashable, CaseIterable {
      /// Data.
      case solid
      /// Control, or metadata.
      case dashed
      /// Runs against the reading direction, on an outer lane.
      case feedback
    }

    package enum Arrows: String, Sendable, Hashable, CaseIterable { case forward, both, none }

    package init(
      from: String, to: String, label: String? = nil, style: Style = .solid, arrows: Arrows = .forward,
      weight: Double? = nil
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.style = style
      self.arrows = arrows
      self.weight = weight
    }
  }

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
  }
}
