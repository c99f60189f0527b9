/// A chart with its categories found, its rows read and its statistics computed.
struct ResolvedChart {
  let chart: Chart
  let x: CategoryIndex?
  let y: CategoryIndex?
  let series: CategoryIndex?
  let facet: CategoryIndex?
  let facetRow: CategoryIndex?
  var layers: [ResolvedLayer] = []
  var below: [ResolvedLayer] = []
  /// Rows without a value where one is needed.
  private(set) var missing = 0
  /// Rows beyond the ends of an axis.
  private(set) var outside = 0

  var panelCount: Int { (facet?.names.count ?? 1) * (facetRow?.names.count ?? 1) }

  /// Whether no layer has a row to show; layers that only say more of others do not count beside those.
  var isEmpty: Bool {
    let showing = (layers + below).filter { ![.rule, .band, .text, .tick].contains($0.layer.mark) }
    return !(showing.isEmpty ? layers + below : showing).contains { $0.panels.contains { !$0.isEmpty } }
  }

  /// What the categories of an axis are called; nil where it has none.
  var xNames: [String]? { Self.names(x, chart.x) }
  var yNames: [String]? { Self.names(y, chart.y) }

  private static func names(_ index: CategoryIndex?, _ scale: Chart.Scale) -> [String]? {
    index.map { $0.names.enumerated().map { $0 < scale.names.count ? scale.names[$0] : $1 } }
  }

  /// What the series are called.
  var seriesNames: [String]? {
    series.map { index in
      index.names.enumerated().map { $0 < chart.color.names.count ? chart.color.names[$0] : $1 }
    }
  }

  /// The first column that `channel` names in any layer.
  func column(_ channel: KeyPath<Chart.Encoding, String?>) -> Chart.Column? {
    Self.columns(chart, chart.layers, channel).first
  }

  init(_ chart: Chart) {
    self.chart = chart
    let all = chart.layers + (chart.below?.layers ?? [])
    x = Self.positions(chart, all, \.x, chart.x, limit: 60)
    y = Self.positions(chart, chart.layers, \.y, chart.y, limit: 40)
    let colors = Self.columns(chart, all, \.color).filter(\.isCategorical)
    series =
      colors.isEmpty
      ? nil : CategoryIndex(colors, given: chart.color.categories, limit: chart.labels == .list ? 16 : 12)
    facet = chart.facet.map {
      CategoryIndex(Self.columns(chart, all, named: $0.column), given: nil, limit: 12)
    }
    facetRow = chart.facet?.row.map {
      CategoryIndex(Self.columns(chart, all, named: $0), given: nil, limit: 6)
    }
    var reading = LayerReading(
      chart: chart, x: x, y: y, series: series, facet: facet, facetRow: facetRow)
    layers = chart.layers.map { resolve($0, y, &reading) }
    below = (chart.below?.layers ?? []).map { resolve($0, nil, &reading) }
    missing = reading.leftOut
    clip()
  }

  private func resolve(
    _ layer: Chart.Layer, _ y: CategoryIndex?, _ reading: inout LayerReading
  ) -> ResolvedLayer {
    let isLevel = y != nil && (x == nil || layer.mark != .rect)
    let rows = reading.rows(layer, isLevel: isLevel)
    let stage = StatisticStage(
      layer: layer, isLevel: isLevel, panels: max(panelCount, 1), series: series?.names.count ?? 1)
    var panels = [[MarkRow]](repeating: [], count: max(panelCount, 1))
    let isEverywhere = chart.facet.map { (layer.data ?? chart.data)[$0.column] == nil } ?? false
    for row in stage(rows) {
      for panel in isEverywhere ? Array(panels.indices) : [row.panel] where panels.indices.contains(panel) {
        panels[panel].append(row)
      }
    }
    let color = layer.encoding.color.flatMap { (layer.data ?? chart.data)[$0] }
    return ResolvedLayer(
      layer: layer, panels: panels, isColored: color?.isCategorical == true,
      isShaded: color?.isCategorical == false || layer.statistic.isGrid, isLevel: isLevel)
  }

  /// Leaves out what lies beyond ends that are given, and what a scale has no place for.
  private mutating func clip() {
    let (xLimits, yLimits) = (ScaleLimits(chart.x), ScaleLimits(chart.y))
    for index in layers.indices {
      layers[index].panels = layers[index].panels.map { rows in
        rows.filter {
          let kept = xLimits.allow($0.x) && yLimits.allow($0.y)
          if !kept { outside += 1 }
          return kept
        }
      }
    }
  }

  private static func positions(
    _ chart: Chart, _ layers: [Chart.Layer], _ channel: KeyPath<Chart.Encoding, String?>,
    _ scale: Chart.Scale, limit: Int
  ) -> CategoryIndex? {
    let columns = columns(chart, layers, channel)
    let isForced = scale.kind == .band || scale.kind == .point || scale.categories != nil
    guard isForced || (scale.kind == nil && columns.contains(where: \.isCategorical)) else { return nil }
    let kept = isForced ? columns : columns.filter(\.isCategorical)
    return CategoryIndex(kept, given: scale.categories, limit: scale.limit ?? limit)
  }

  private static func columns(
    _ chart: Chart, _ layers: [Chart.Layer], _ channel: KeyPath<Chart.Encoding, String?>
  ) -> [Chart.Column] {
    layers.compactMap { layer in layer.encoding[keyPath: channel].flatMap { (layer.data ?? chart.data)[$0] } }
  }

  private static func columns(_ chart: Chart, _ layers: [Chart.Layer], named name: String) -> [Chart.Column] {
    layers.compactMap { ($0.data ?? chart.data)[name] }
  }
}

/// What a scale has places for.
private struct ScaleLimits {
  private let scale: Chart.Scale

  init(_ scale: Chart.Scale) { self.scale = scale }

  func allow(_ value: Double) -> Bool {
    if value.isNaN { return true }
    if scale.kind == .log, value <= 0 { return false }
    if scale.kind == .sqrt, value < 0 { return false }
    guard let domain = scale.domain else { return true }
    return domain.contains(value)
  }
}

extension Chart.Statistic? {
  var isGrid: Bool { if case .bin2d? = self { true } else { false } }
}
