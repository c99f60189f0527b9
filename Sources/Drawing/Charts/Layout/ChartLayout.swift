/// Where the panels of a chart stand, with their axes.
struct ChartLayout {
  let resolved: ResolvedChart
  let panels: [PlotPanel]
  let shades: ShadeScale
  let key: SeriesKey
  let labels: Chart.SeriesLabels
  let width: Double
  let height: Double

  var chart: Chart { resolved.chart }

  init(_ resolved: ResolvedChart) {
    self.resolved = resolved
    let chart = resolved.chart
    width = chart.size.width
    shades = ShadeScale(chart.color, resolved.layers + resolved.below)
    labels = SeriesKey.placement(resolved)
    let fitting = PanelFitting(resolved, labels)
    key = SeriesKey(resolved, labels, shades, left: 0, width: fitting.keyWidth)
    let grid = PanelGrid(fitting, keyHeight: key.height)
    panels = grid.panels
    height = grid.height
  }
}

/// The room that axes and labels of one panel take.
struct PanelFitting {
  let resolved: ResolvedChart
  let yAxis: Axis
  let xAxis: Axis
  let belowAxis: Axis?
  let left: Double
  let right: Double
  let panelWidth: Double
  let panelHeight: Double
  let columns: Int
  /// Set aslant, because they would meet.
  let slanted: Bool
  let xLabelRoom: Double

  static let gap = 28.0

  var chart: Chart { resolved.chart }
  var bare: Bool { chart.size.bare }
  var keyWidth: Double { chart.size.width }

  var xTitle: String { AxisTitle.text(resolved, .x) }
  var yTitle: String { AxisTitle.text(resolved, .y) }

  init(_ resolved: ResolvedChart, _ labels: Chart.SeriesLabels) {
    self.resolved = resolved
    let chart = resolved.chart
    let width = chart.size.width
    let bare = chart.size.bare
    let count = max(resolved.panelCount, 1)
    columns =
      resolved.facetRow == nil
      ? min(count, count == 4 ? 2 : 3) : min(max(resolved.facet?.names.count ?? 1, 1), 12)
    yAxis = AxisFitting(
      side: .y, scale: resolved.scale(.y), categories: resolved.y,
      isTime: resolved.column(\.y)?.isTime == true, count: 5
    ).axis(resolved.layers, chart.annotations)
    belowAxis = chart.below.map {
      AxisFitting(
        side: .y, scale: resolved.scale(.y, isBelow: true), categories: nil, isTime: false,
        count: $0.height < 70 ? 2 : 4
      ).axis(resolved.below, $0.annotations)
    }
    let ends = SeriesEnds.room(resolved, labels)
    let slant = bare ? 0 : Self.slantedReach(resolved, width / Double(columns))
    let opposite = chart.x.isOpposite
    var margins = Margins(
      left: bare ? 0 : max(Self.leftRoom(resolved, yAxis, belowAxis), opposite ? 0 : slant),
      right: bare ? 0 : max(ends, ValueLabels.room(resolved), opposite ? slant : 0, 10))
    var across = Self.panelWidth(chart, margins, columns)
    let fitted = Self.xAxis(resolved, across)
    if !bare, chart.x.isShown, fitted.shape != .band {
      margins.hold(fitted, across)
      across = Self.panelWidth(chart, margins, columns)
    }
    (left, right, panelWidth, xAxis) = (margins.left, margins.right, across, fitted)
    let isSquare = chart.size.square && chart.size.panel != nil
    let rows = Double(resolved.y?.names.count ?? 0)
    panelHeight =
      chart.size.panel.map { isSquare ? min($0, across) : $0 }
      ?? (chart.size.square ? panelWidth : resolved.y == nil ? 212 : max(rows, 1) * 26)
    let band = panelWidth / Double(max(xAxis.categories.count, 1))
    let widest = (resolved.xNames ?? []).map { TextMeasure.width($0, size: 12) }.max() ?? 0
    slanted = resolved.x != nil && widest > band - 6 && band < 110
    let longest = min(widest, 104)
    xLabelRoom = !chart.x.isShown || bare ? 0 : slanted ? (longest * 0.708 + 22).rounded() : 24
  }

  /// What stands beside the panels.
  private struct Margins {
    var left: Double
    var right: Double

    /// Makes room for the labels of the outermost ticks.
    mutating func hold(_ axis: Axis, _ width: Double) {
      let line = axis.placed(from: 0, to: width)
      for tick in axis.ticks {
        let half = TextMeasure.width(tick.label, size: 11) / 2
        left = max(left, half - line(tick.value))
        right = max(right, half - (width - line(tick.value)))
      }
    }
  }

  private static func panelWidth(_ chart: Chart, _ margins: Margins, _ columns: Int) -> Double {
    let room = chart.size.width - margins.left - margins.right - gap * Double(columns - 1)
    guard chart.size.square, let panel = chart.size.panel else { return max(room / Double(columns), 8) }
    return max(min(panel, room), 8)
  }

  private static func xAxis(_ resolved: ResolvedChart, _ width: Double) -> Axis {
    let isTime =
      resolved.column(\.x)?.isTime == true || resolved.y != nil && resolved.column(\.low)?.isTime == true
    return AxisFitting(
      side: .x, scale: resolved.scale(.x), categories: resolved.x, isTime: isTime,
      count: isTime ? min(max(Int(width / 90), 2), 7) : min(max(Int(width / 44), 3), 8)
    ).axis(resolved.layers + resolved.below, resolved.chart.annotations)
  }

  /// How far names set aslant reach beyond the panel; zero where they are set level.
  private static func slantedReach(_ resolved: ResolvedChart, _ width: Double) -> Double {
    guard let names = resolved.xNames, resolved.chart.x.isShown else { return 0 }
    let widest = names.map { TextMeasure.width($0, size: 12) }.max() ?? 0
    let band = width * 0.8 / Double(max(names.count, 1))
    return widest > band - 6 && band < 110 ? max(min(widest, 104) * 0.72 + 6 - band / 2, 0) : 0
  }

  private static func leftRoom(_ resolved: ResolvedChart, _ axis: Axis, _ below: Axis?) -> Double {
    let chart = resolved.chart
    let lower = below.map { $0.ticks.map { TextMeasure.width($0.label, size: 11) }.max() ?? 0 } ?? 0
    guard chart.y.isShown else { return lower > 0 ? lower + 12 : 6 }
    if resolved.y != nil {
      let notes = chart.y.notes
      let widths = axis.categories.enumerated().map { index, name in
        let note =
          index < notes.count && !notes[index].isEmpty ? TextMeasure.width(notes[index], size: 11) + 10 : 0
        return TextMeasure.width(name, size: 13) + note
      }
      let most = chart.size.width * (notes.allSatisfy(\.isEmpty) ? 1 / 3 : 0.45)
      return (min(max(widths.max() ?? 0, 30), most) * 1.05 + 14).rounded()
    }
    let upper = axis.ticks.map { TextMeasure.width($0.label, size: 11) }.max() ?? 0
    return max(upper, lower) + 12
  }
}

/// The name of an axis: as given, or the name of the column it shows.
enum AxisTitle {
  static func text(_ resolved: ResolvedChart, _ side: AxisFitting.Side) -> String {
    let scale = side == .x ? resolved.chart.x : resolved.chart.y
    if let title = scale.title { return title }
    if let name = resolved.column(side == .x ? \.x : \.y)?.name { return name }
    let first = resolved.chart.layers.first
    switch first?.statistic {
    case .bin(_, .count)? where side == .y: return "rows"
    case .bin(_, .share)? where side == .y: return "share of rows"
    case .bin(_, .density)? where side == .y: return "density"
    case .ecdf? where side == .y: return "share of rows"
    case .count?: return "rows"
    default: return ""
    }
  }
}
