/// Distances of the layout in pixels.
enum Spacing {
  /// Inside a group, around its contents.
  static let padding = 16
  /// The strip at the top of a group that holds its title.
  static let header = 34
  /// Between neighbours of one layer.
  static let betweenBoxes = 22
  static let besideEdge = 14
  static let betweenEdges = 12
  static let besideLabel = 6
  /// Between two parallel runs in the gap of two layers.
  static let track = 10
  /// From a layer to the first track; from the last track to the next layer, which leaves room for an arrow head.
  static let lead = 14
  static let tail = 18
  static let gapWithoutBoxes = 8
  static let straightGap = 36
  /// Ports on one side of a node.
  static let portStep = 16
  static let narrowestPortStep = 12
  static let portMargin = 8
  /// Lanes of edges that run back.
  static let lane = 12
  static let firstLane = 16
  static let labelHeight = 18
  /// Self-loops.
  static let loopReach = 14
  static let loopStep = 8
}
