/// Draws the marks of one layer in one panel.
struct MarkDrawing {
  let resolved: ResolvedLayer
  let rows: [MarkRow]
  let x: PlacedAxis
  let y: PlacedAxis
  let shades: ShadeScale
  /// Of the whole chart; one where there are none.
  let seriesCount: Int
  /// Bytes are shared between panels, and so are points.
  let panelCount: Int
  let labels: Chart.SeriesLabels
  let width: Double
  /// What the series are called, where there are some.
  var seriesNames: [String] = []
  /// Whether another layer writes into the cells.
  var hasWords = false

  var layer: Chart.Layer { resolved.layer }
  var isLevel: Bool { resolved.isLevel }

  func content() -> [SVG] {
    guard !rows.isEmpty else { return [] }
    return switch layer.mark {
    case .line: lines()
    case .area: areas()
    case .bar: bars()
    case .dot: dots()
    case .rect: cells()
    case .rule: rules()
    case .tick: ticks()
    case .text: words()
    case .band: bands()
    case .box: boxes()
    }
  }

  /// The rows of each series that has any, in order.
  var bySeries: [(index: Int, rows: [MarkRow])] {
    guard resolved.isColored else { return [(0, rows)] }
    var groups = [[MarkRow]](repeating: [], count: max(seriesCount, 1))
    for row in rows where groups.indices.contains(row.series) { groups[row.series].append(row) }
    return groups.indices.filter { !groups[$0].isEmpty }.map { ($0, groups[$0]) }
  }

  /// The class of a filled mark.
  func fill(_ series: Int) -> String {
    if resolved.isColored { return SeriesStyle(index: series).fillClass }
    return switch layer.look {
    case .quiet: "c-q"
    case .strong: "c-ink"
    case .accent: "c-a"
    case .plain, .hatched, .outlined: "c-bar"
    }
  }

  /// The class of a stroke without its width.
  func stroke(_ series: Int) -> String {
    if resolved.isColored { return SeriesStyle(index: series).strokeClass }
    return switch layer.look {
    case .quiet: "c-lq"
    case .strong: "c-li"
    case .accent: "c-la"
    case .plain, .hatched, .outlined: "c-l1"
    }
  }

  /// The zero line of values, or the nearest end of the axis.
  func base(_ axis: PlacedAxis) -> Double {
    let zero = axis(0)
    return zero.isFinite ? axis.held(zero) : axis.start
  }

  /// Half the thickness of a bar across a strip of `step` pixels.
  func half(_ step: Double) -> Double {
    if let thickness = layer.thickness { return step * min(max(thickness, 0.05), 1) / 2 }
    return isLevel ? min(step * 0.29, 14) : min(step * 0.32, 30)
  }
}
