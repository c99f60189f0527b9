/// The finished inside of one container, in pixels from its upper left corner.
struct ContainerDrawing {
  struct Stroke {
    var link: Int
    /// In the direction in which the link is drawn.
    var points: [DiagramPoint]
  }

  struct Label {
    var link: Int
    var box: DiagramBox
  }

  var size = DiagramSize(width: 0, height: 0)
  /// Children that are nodes with their boxes, and those that are containers with the boxes of their drawings.
  var boxes: [(item: Int, box: DiagramBox)] = []
  var strokes: [Stroke] = []
  var labels: [Label] = []
  /// Where the title begins.
  var titleX = Spacing.padding
  /// By link that passes the border: its place along the side it passes, from the upper or left corner.
  var ports: [Int: Int] = [:]
}

/// A link that passes the border of a container, or ends at it.
struct BorderLink: Hashable {
  var link: Int
  /// Whether the drawn link runs from the inside to the outside.
  var outgoing: Bool
  var side: Side
}
