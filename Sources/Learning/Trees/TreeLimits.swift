/// Where a tree stops growing, and what it looks at.
struct TreeLimits: Sendable {
  /// The farthest that a leaf may be from the root.
  var depth = Int.max
  /// The fewest rows of a node that is divided.
  var rowsToSplit = 2
  /// The fewest rows of a leaf.
  var rowsOfLeaf = 1
  /// The least weight of a leaf, as a share of all.
  var weightShareOfLeaf = 0.0
  /// The most leaves; nil for as many as come.
  var leaves: Int?
  /// The least decrease of impurity that a division must bring, weighed by the node's share of all rows.
  var decrease = 0.0
  /// How many features are drawn for a node.
  var features = Int.max
  /// Whether thresholds are drawn, one a feature, rather than searched for.
  var drawsThresholds = false
  /// What a leaf must be worth (minimal cost-complexity pruning).
  var prunedBelow = 0.0
}
