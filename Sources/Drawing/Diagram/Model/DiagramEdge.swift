extension Diagram {
  package struct Edge: Sendable, Hashable {
    /// The identifier of a node or of a group.
    package var from: String
    package var to: String
    package var label: String?
    package var kind: Kind
    package var arrows: Arrows
    /// What flows along it, such as a number of rows; edges of a diagram are drawn thicker in its order of magnitude.
    package var weight: Double?
    /// What got lost on the way, such as `−12 rows`: marked on the line.
    package var loss: String?
    package var change: Change?
    /// How many edges of a closed group it stands for; 1 for an edge of its own.
    package var count: Int

    package enum Kind: String, Sendable, Hashable, CaseIterable {
      /// Solid, filled head.
      case data
      /// What starts or steers: dashed.
      case control
      /// Lineage and records: dotted.
      case metadata
      /// Asks and waits for an answer: solid, open head.
      case request
      /// Runs against the reading direction, on an outer lane, with a loop mark.
      case feedback
    }

    package enum Arrows: String, Sendable, Hashable, CaseIterable { case forward, both, none }

    package init(
      from: String, to: String, label: String? = nil, kind: Kind = .data, arrows: Arrows = .forward,
      weight: Double? = nil
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.kind = kind
      self.arrows = arrows
      self.weight = weight
      count = 1
    }
  }
}
