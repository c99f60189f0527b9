extension Diagram {
  /// The role of a node: chooses its colour, its shape and its glyph.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case step, split, features, data, store, model, service, queue, metric, gate, report, person, external,
      decision
    case note
  }

  package struct Node: Sendable, Hashable {
    package var id: String
    /// Wrapped into two lines at most.
    package var label: String
    /// One short line below the label, such as `344 × 7`.
    package var subtitle: String?
    /// What it is made with, such as `Kafka` or `XGBoost 2.1`: set in brackets behind the subtitle.
    package var tech: String?
    /// Further short facts, a line each, such as `p95 42 ms`.
    package var facts: [String]
    /// The one number to see, drawn as a chip, such as `AUC 0.91`.
    package var chip: String?
    package var kind: Kind
    /// A glyph in place of that of its kind.
    package var icon: Glyph?
    /// The identifier of the group it lies in; nil for the top level.
    package var group: String?
    /// Where a click leads, such as `#cell-scores`. Only fragments and http(s) addresses are drawn as links.
    package var link: String?
    /// Identifiers of a lane and a stage of the diagram.
    package var lane: String?
    package var stage: String?
    /// Whether its result is up to date; nil where that is not asked.
    package var state: State?
    package var change: Change?
    /// For a closed group that is drawn as a node: how many nodes lie in it.
    package var contains: Int?

    package enum State: String, Sendable, Hashable, CaseIterable { case fresh, stale, failed }

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
      facts = []
    }
  }

  package struct Group: Sendable, Hashable {
    package var id: String
    package var label: String
    /// The identifier of the group around it; nil for the top level.
    package var parent: String?
    /// The reading direction inside; nil lets the layout choose what fits the page.
    package var direction: Direction?
    /// A role for the whole of it, which colours its frame and shows its glyph beside the title.
    package var kind: Kind?
    /// Drawn closed, as one node with a count, whether it would fit or not.
    package var isClosed: Bool
    package var change: Change?

    package init(id: String, label: String, parent: String? = nil, direction: Direction? = nil) {
      self.id = id
      self.label = label
      self.parent = parent
      self.direction = direction
      isClosed = false
    }
  }
}
