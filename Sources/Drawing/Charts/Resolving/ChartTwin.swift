import Canonical

/// What is drawn, as a table: rows of the first layer that shows data, after its statistic.
struct ChartTwin {
  private static let limit = 120

  let resolved: ResolvedChart

  init(_ resolved: ResolvedChart) { self.resolved = resolved }

  var table: PictureTable? {
    let shown = resolved.layers.filter { ![.text, .rule, .tick].contains($0.layer.mark) && !$0.rows.isEmpty }
    let first = shown.first { $0.layer.mark != .band } ?? shown.first ?? resolved.layers.first
    return first.map { $0.layer.mark == .box ? boxes($0) : rows($0) }
  }

  private struct Field {
    let title: String
    let isNumber: Bool
    let text: (MarkRow) -> String
  }

  private func rows(_ layer: ResolvedLayer) -> PictureTable {
    let fields = fields(layer)
    let all = layer.rows
    let count = min(all.count, Self.limit)
    // The first and the last row, and evenly spaced ones between.
    let kept = count < all.count ? (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] } : all
    return PictureTable(
      header: fields.map(\.title), numeric: fields.map(\.isNumber),
      rows: kept.map { row in fields.map { $0.text(row) } })
  }

  private func fields(_ layer: ResolvedLayer) -> [Field] {
    var fields: [Field] = []
    let code = layer.layer.encoding
    if let facet = resolved.facet, resolved.panelCount > 1 {
      fields.append(
        Field(title: resolved.chart.facet?.column ?? "panel", isNumber: false) { row in
          let name = facet.names[row.panel % facet.names.count]
          guard let rows = resolved.facetRow else { return name }
          return "\(rows.names[row.panel / facet.names.count]) · \(name)"
        })
    }
    if layer.isColored, let names = resolved.seriesNames {
      fields.append(
        Field(title: code.color ?? "series", isNumber: false) {
          names.indices.contains($0.series) ? names[$0.series] : ""
        })
    }
    fields += axis(
      layer, \.x, \.x2, resolved.xNames, code.x, AxisTitle.text(resolved, .x), isTime(layer, code.x))
    fields += axis(
      layer, \.y, \.y2, resolved.yNames, code.y, AxisTitle.text(resolved, .y), isTime(layer, code.y))
    if layer.rows.contains(where: { !$0.low.isNaN }), !layer.layer.statistic.isStack {
      let isTime = isTime(layer, code.low)
      fields.append(Field(title: code.low ?? "low", isNumber: !isTime) { number($0.low, isTime) })
      fields.append(Field(title: code.high ?? "high", isNumber: !isTime) { number($0.high, isTime) })
    }
    if layer.isShaded {
      fields.append(Field(title: code.color ?? "rows", isNumber: true) { number($0.shade, false) })
    }
    if let size = code.size { fields.append(Field(title: size, isNumber: true) { number($0.size, false) }) }
    if let label = code.label, !(fields.contains { $0.title.utf8.elementsEqual(label.utf8) }) {
      fields.append(Field(title: label, isNumber: false) { $0.label ?? "" })
    }
    return fields
  }

  private func axis(
    _ layer: ResolvedLayer, _ value: KeyPath<MarkRow, Double>, _ end: KeyPath<MarkRow, Double>,
    _ names: [String]?, _ name: String?, _ title: String, _ isTime: Bool
  ) -> [Field] {
    guard layer.rows.contains(where: { !$0[keyPath: value].isNaN }) else { return [] }
    let shown = name ?? (title.isEmpty ? "value" : title)
    if let names {
      return [
        Field(title: shown, isNumber: false) { row in
          let place = row[keyPath: value]
          guard place.isDrawable, place == place.rounded(), names.indices.contains(Int(place)) else {
            return number(place, false)
          }
          return names[Int(place)]
        }
      ]
    }
    if layer.rows.contains(where: { !$0[keyPath: end].isNaN }) {
      return [
        Field(title: "\(shown) from", isNumber: true) { number($0[keyPath: value], isTime) },
        Field(title: "to", isNumber: true) { number($0[keyPath: end], isTime) },
      ]
    }
    if layer.layer.statistic.isStack {
      return [Field(title: shown, isNumber: true) { number($0.high - $0.low, false) }]
    }
    return [Field(title: shown, isNumber: !isTime) { number($0[keyPath: value], isTime) }]
  }

  private func isTime(_ layer: ResolvedLayer, _ name: String?) -> Bool {
    name.flatMap { (layer.layer.data ?? resolved.chart.data)[$0] }?.isTime ?? false
  }

  private func number(_ value: Double, _ isTime: Bool) -> String {
    guard value.isDrawable else { return "" }
    return isTime ? CalendarTicks.text(value) : ChartNumbers.plain(value)
  }

  private func boxes(_ layer: ResolvedLayer) -> PictureTable {
    struct Place: Hashable, Comparable {
      var position: Double
      var series: Int
      static func < (a: Place, b: Place) -> Bool { (a.position, a.series) < (b.position, b.series) }
    }
    var samples: [Place: [Double]] = [:]
    for row in layer.rows {
      samples[Place(position: layer.isLevel ? row.y : row.x, series: row.series), default: []].append(
        layer.isLevel ? row.x : row.y)
    }
    let names = layer.isLevel ? resolved.yNames : resolved.xNames
    let code = layer.layer.encoding
    let head = (layer.isLevel ? code.y : code.x) ?? "group"
    let series = layer.isColored ? resolved.seriesNames : nil
    return PictureTable(
      header: [head] + (series == nil ? [] : [code.color ?? "series"])
        + ["rows", "lower whisker", "lower quartile", "median", "upper quartile", "upper whisker", "beyond"],
      numeric: [false] + (series == nil ? [] : [false]) + [Bool](repeating: true, count: 7),
      rows: samples.keys.sorted().compactMap { place in
        guard let box = samples[place].flatMap({ BoxSummary($0) }) else { return nil }
        let name =
          names.flatMap {
            $0.indices.contains(Int(place.position.isDrawable ? place.position : -1))
              ? $0[Int(place.position)] : nil
          } ?? "all"
        let of = series.map { [$0.indices.contains(place.series) ? $0[place.series] : ""] } ?? []
        return [name] + of + [NumberText.thousands(box.count)]
          + [box.low, box.lower, box.median, box.upper, box.high].map { ChartNumbers.plain($0) }
          + [NumberText.thousands(box.outliers.count)]
      })
  }
}
