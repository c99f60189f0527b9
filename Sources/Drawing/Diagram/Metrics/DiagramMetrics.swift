/// How readable a layout is, in figures that follow Purchase (1997) and the practice of layered drawing tools.
///
/// The first block must be zero in every drawing; the rest compares drawings. Computed from boxes and paths alone.
package struct DiagramMetrics: Sendable, Hashable {
  /// Pairs of nodes, or of groups of which none holds the other, that share an area; nodes in or over foreign groups,
  /// or not wholly within their own.
  package var overlaps = 0
  /// Edge and node, where the edge runs through a node that is none of its ends.
  package var edgesThroughNodes = 0
  /// Edge and group, where neither end lies in the group.
  package var edgesThroughGroups = 0
  /// Labels of edges on nodes.
  package var labelsOnNodes = 0
  /// Labels of edges on labels of other edges or on titles of groups.
  package var labelsOnLabels = 0
  /// Labels of edges on other edges.
  package var labelsOnEdges = 0
  /// Labels further than 12 pixels from their own edge.
  package var farLabels = 0
  /// Titles of groups that an edge runs through.
  package var titlesOnEdges = 0
  /// Labels that have no room.
  package var unplacedLabels = 0
  /// Length in pixels that edges run on top of each other, but for the trunk that edges with a common end share.
  package var sharedLength = 0
  /// Edges whose both ends are drawn but that have no path, or whose path does not join them.
  package var looseEdges = 0

  /// Meetings of two edges. Those closer than 6 pixels to a common end do not count, and meetings of one pair within
  /// 2 pixels of each other count once. Edges that leave a common source (or reach a common target) on one trunk do not
  /// cross on it, nor where they part from it: they are read as one line that branches. A measure without trunks, such
  /// as that of the recorded figures of other tools, counts a crossing at each such branch.
  package var crossings = 0
  /// Corners in all.
  package var bends = 0
  /// Total length of the edges in pixels.
  package var length = 0
  /// Edges that are drawn.
  package var edges = 0
  /// The mean of a path's length by the distance of its ends, over all edges that are no self-loops; 1 without any.
  package var stretch = 1.0
  package var width = 0
  package var height = 0
  /// Size in pixels of node labels when the drawing is shown at its target width.
  package var legibleSize = 0.0

  /// Labels and titles where they hide something, or do not say what they belong to.
  package var labelHits: Int {
    labelsOnNodes + labelsOnLabels + labelsOnEdges + farLabels + titlesOnEdges
  }

  package var bendsPerEdge: Double { Double(bends) / Double(max(edges, 1)) }

  /// Width by height.
  package var aspect: Double { Double(width) / Double(max(height, 1)) }

  /// Height in screens of 900 pixels when the drawing is shown at its target width.
  package var screens: Double { Double(height) * legibleSize / DiagramMetrics.labelSize / 900 }

  /// Whether everything that must be zero is zero.
  package var isSound: Bool { faults.isEmpty }

  /// What should be zero and is not, in the order of the properties.
  package var faults: [(name: String, count: Int)] {
    DiagramMetrics.hardZeros.map { ($0.name, self[keyPath: $0.figure]) }.filter { $0.1 != 0 }
  }

  /// What must be zero, and what it is called.
  package static var hardZeros: [(name: String, figure: KeyPath<DiagramMetrics, Int>)] {
    [
      ("overlaps", \.overlaps), ("edges through nodes", \.edgesThroughNodes),
      ("edges through groups", \.edgesThroughGroups), ("labels on nodes", \.labelsOnNodes),
      ("labels on labels", \.labelsOnLabels), ("labels on edges", \.labelsOnEdges),
      ("labels far from their edge", \.farLabels), ("titles on edges", \.titlesOnEdges),
      ("labels without a place", \.unplacedLabels), ("pixels of shared runs", \.sharedLength),
      ("loose edges", \.looseEdges),
    ]
  }

  static let labelSize = 13.0

  /// Measures `layout`, which must be a layout of `diagram`. O(E² + E·V) in the number of corners.
  package init(_ layout: DiagramLayout, of diagram: Diagram) {
    let measured = MeasuredDiagram(layout, of: diagram)
    width = layout.size.width
    height = layout.size.height
    legibleSize = DiagramMetrics.labelSize * min(1, diagram.targetWidth / Double(max(width, 1)))
    measured.measureBoxes(&self)
    measured.measureEdges(&self)
    measured.measureLabels(&self)
  }
}

extension FittedDiagram {
  /// The metrics of what is drawn.
  package var metrics: DiagramMetrics { DiagramMetrics(layout, of: diagram) }
}
