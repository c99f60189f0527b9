/// One panel: its axes in pixels, and what stands around it.
struct PlotPanel {
  let index: Int
  let x: PlacedAxis
  let y: PlacedAxis
  let below: PlacedAxis?
  let name: String
  let note: String
  let xTitle: String
  let yTitle: String
  let belowTitle: String
  let isFirstColumn: Bool
  let isBare: Bool
  let slanted: Bool
  /// Where the labels of the x axis hang from.
  let axisY: Double

  var left: Double { x.start }
  var right: Double { x.end }
  var top: Double { min(y.start, y.end) }
  var bottom: Double { max(y.start, y.end) }
}

/// Panels beside and below each other.
struct PanelGrid {
  private(set) var panels: [PlotPanel] = []
  private(set) var height = 0.0

  init(_ fitting: PanelFitting, keyHeight: Double) {
    let resolved = fitting.resolved
    let chart = fitting.chart
    let bare = fitting.bare
    let count = max(resolved.panelCount, 1)
    let named = resolved.facet != nil
    let above = chart.x.isOpposite ? fitting.xLabelRoom + (fitting.xTitle.isEmpty ? 0 : 20) : 0
    let labelled = chart.annotations.contains(where: \.standsAbove)
    let head =
      bare ? 0 : (fitting.yTitle.isEmpty ? 0 : 20) + (named ? 24 : 0) + (labelled ? 18 : 0) + above + 8
    let pane = chart.below.map { $0.height + ($0.y.title?.isEmpty == false ? 34 : 18) } ?? 0
    let axis = chart.x.isShown && !chart.x.isOpposite && !bare
    let foot = axis ? fitting.xLabelRoom + (fitting.xTitle.isEmpty ? 0 : 20) : bare ? 0 : 6
    let block = head + fitting.panelHeight + pane + foot
    for index in 0..<count {
      let column = index % fitting.columns
      let left = fitting.left + Double(column) * (fitting.panelWidth + PanelFitting.gap)
      let top = keyHeight + Double(index / fitting.columns) * (block + 8) + head
      let bottom = top + fitting.panelHeight
      let y =
        resolved.y == nil
        ? fitting.yAxis.placed(from: bottom, to: top) : fitting.yAxis.placed(from: top, to: bottom)
      let low = bottom + pane
      panels.append(
        PlotPanel(
          index: index, x: fitting.xAxis.placed(from: left, to: left + fitting.panelWidth), y: y,
          below: fitting.belowAxis.map { $0.placed(from: low, to: low - (chart.below?.height ?? 0)) },
          name: Self.name(resolved, index), note: Self.note(resolved, index), xTitle: fitting.xTitle,
          yTitle: column == 0 ? fitting.yTitle : "", belowTitle: chart.below?.y.title ?? "",
          isFirstColumn: column == 0, isBare: bare,
          slanted: fitting.slanted, axisY: chart.x.isOpposite ? top : low))
    }
    let rows = (count + fitting.columns - 1) / fitting.columns
    height = keyHeight + Double(rows) * block + Double(rows - 1) * 8
  }

  private static func name(_ resolved: ResolvedChart, _ index: Int) -> String {
    guard let facet = resolved.facet, !facet.names.isEmpty else { return "" }
    let name = facet.names[index % facet.names.count]
    guard let rows = resolved.facetRow, !rows.names.isEmpty else { return name }
    return "\(rows.names[index / facet.names.count]) · \(name)"
  }

  private static func note(_ resolved: ResolvedChart, _ index: Int) -> String {
    guard let facet = resolved.facet, !facet.names.isEmpty, let notes = resolved.chart.facet?.notes else {
      return ""
    }
    let place = index % facet.names.count
    return place < notes.count ? notes[place] : ""
  }
}

extension Chart.Annotation {
  /// Whether its label stands above the panel.
  var standsAbove: Bool {
    switch self {
    case .ruleX(_, let label), .bandX(_, let label): !label.isEmpty
    default: false
    }
  }
}
