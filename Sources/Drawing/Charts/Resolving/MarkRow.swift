/// One row of a layer in the units of the scales: categories are their positions. What is not encoded is NaN.
struct MarkRow: Sendable {
  var x = Double.nan
  var y = Double.nan
  /// The other end of a cell that begins at `x`, or at `y`.
  var x2 = Double.nan
  var y2 = Double.nan
  var low = Double.nan
  var high = Double.nan
  var shade = Double.nan
  var size = Double.nan
  var order = Double.nan
  /// The position of the category of `color`; zero where there is none.
  var series = 0
  /// Which line the row belongs to, within its series.
  var line = 0
  var label: String?
  var panel = 0
}

/// What one layer draws, panel by panel.
struct ResolvedLayer {
  var layer: Chart.Layer
  var panels: [[MarkRow]]
  /// Whether the layer has series of its own, or is drawn in the colour of the look.
  var isColored: Bool
  var isShaded: Bool
  /// Whether values lie along x, because the categories are on y.
  var isLevel: Bool

  var rows: [MarkRow] { panels.count == 1 ? panels[0] : panels.flatMap { $0 } }

  /// Whether its series are bars beside or upon each other, which a weave tells apart besides their colour.
  var isWoven: Bool { isColored && layer.mark == .bar && layer.look == .plain && !isCellular }

  /// The intervals of a binned layer, or of cells.
  var isCellular: Bool { rows.contains { !$0.x2.isNaN } }
}
