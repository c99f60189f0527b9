import Canonical

/// A sentence made from what is drawn, by the first layer that says anything.
struct ChartTakeaway {
  let resolved: ResolvedChart

  init(_ resolved: ResolvedChart) { self.resolved = resolved }

  var xName: String { name(\.x, "x") }
  var yName: String { name(\.y, "y") }

  private func name(_ channel: KeyPath<Chart.Encoding, String?>, _ fallback: String) -> String {
    let scale = channel == \.x ? resolved.chart.x.title : resolved.chart.y.title
    let text = scale ?? resolved.column(channel)?.name ?? fallback
    return text.isEmpty ? fallback : text
  }

  var sentence: String {
    for layer in resolved.layers where layer.panels.contains(where: { !$0.isEmpty }) {
      let rows = layer.rows
      switch layer.layer.mark {
      case .bar where layer.isCellular: return histogram(rows)
      case .bar, .dot:
        if layer.isLevel || resolved.x != nil { return extremes(rows, layer) }
        if layer.layer.mark == .dot { return relation(rows, layer) }
        return course(rows, layer)
      case .line where layer.layer.statistic == .ecdf: return medians(rows, layer)
      case .line, .area: return course(rows, layer)
      case .rect: return cells(rows, layer)
      case .box: return boxes(rows, layer)
      case .band, .rule, .tick, .text: continue
      }
    }
    return marked ?? "\(yName) by \(xName)."
  }

  /// Of charts that have strokes, intervals or tints alone.
  private var marked: String? {
    for layer in resolved.layers where layer.panels.contains(where: { !$0.isEmpty }) {
      let rows = layer.rows
      switch layer.layer.mark {
      case .tick where layer.isLevel || resolved.x != nil: return boxes(rows, layer)
      case .tick where layer.layer.encoding.y == nil: return spread(rows.map(\.x), xName, x)
      case .tick where layer.layer.encoding.x == nil: return spread(rows.map(\.y), yName, y)
      case .tick: return relation(rows, layer)
      case .band, .rule:
        if let span = spans(rows, layer) { return span }
      default: continue
      }
    }
    return nil
  }

  private func spread(_ values: [Double], _ name: String, _ text: (Double) -> String) -> String? {
    guard let box = BoxSummary(values.filter(\.isDrawable)) else { return nil }
    return
      "\(name) of \(Phrase.count(box.count, "row")): median \(text(box.median)), middle half \(text(box.lower)) to \(text(box.upper))."
  }

  private func number(_ value: Double, _ scale: Chart.Scale, _ isTime: Bool = false) -> String {
    if isTime { return CalendarTicks.text(value) }
    return scale.isPercent ? NumberText.percent(value) : Phrase.figure(value)
  }

  func x(_ value: Double) -> String {
    if let names = resolved.xNames {
      return names.indices.contains(Int(value.isDrawable ? value : -1)) ? names[Int(value)] : "?"
    }
    return number(value, resolved.chart.x, resolved.column(\.x)?.isTime == true)
  }

  func y(_ value: Double) -> String {
    if let names = resolved.yNames {
      return names.indices.contains(Int(value.isDrawable ? value : -1)) ? names[Int(value)] : "?"
    }
    return number(value, resolved.chart.y)
  }

  private func series(_ row: MarkRow, _ layer: ResolvedLayer) -> String {
    guard layer.isColored, let names = resolved.seriesNames, names.count > 1,
      names.indices.contains(row.series)
    else { return "" }
    return names[row.series]
  }

  private func histogram(_ rows: [MarkRow]) -> String {
    guard let most = rows.max(by: { $0.y < $1.y }) else { return "" }
    let filled = rows.filter { $0.y > 0 }
    let low = filled.map(\.x).min() ?? 0
    let high = filled.map(\.x2).max() ?? 0
    return "\(xName) runs from \(x(low)) to \(x(high)); most rows lie between \(x(most.x)) and \(x(most.x2))."
  }

  private func extremes(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let isStacked = layer.layer.statistic.isStack
    func value(_ row: MarkRow) -> Double {
      isStacked ? row.high - row.low : layer.isLevel ? row.x : row.y
    }
    func text(_ value: Double) -> String { layer.isLevel ? x(value) : y(value) }
    let what = layer.layer.statistic == .count ? "The count" : layer.isLevel ? xName : yName
    let drawn = rows.filter { value($0).isDrawable }
    let places = drawn.map { row -> (String, Double) in
      let place = layer.isLevel ? y(row.y) : x(row.x)
      let series = series(row, layer)
      return (series.isEmpty ? place : "\(place), \(series)", value(row))
    }
    return Phrase.extremes(what, places, text) ?? spans(rows, layer) ?? "\(yName) by \(xName)."
  }

  /// nil where no row has an interval.
  private func spans(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String? {
    let known = rows.filter { $0.low.isDrawable && $0.high.isDrawable }
    guard let low = known.map(\.low).min(), let high = known.map(\.high).max(),
      let widest = known.max(by: { $0.high - $0.low < $1.high - $1.low })
    else { return nil }
    func text(_ value: Double) -> String { layer.isLevel ? x(value) : y(value) }
    let place = layer.isLevel ? y(widest.y) : widest.x.isDrawable ? x(widest.x) : ""
    let all = "\(Phrase.count(known.count, "interval")) from \(text(low)) to \(text(high))"
    return known.count == 1 || place.isEmpty
      ? "\(all)." : "\(all), the widest at \(place) (\(text(widest.low)) to \(text(widest.high)))."
  }

  private func medians(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let names = layer.isColored ? resolved.seriesNames ?? [] : [""]
    let parts = names.indices.compactMap { index -> String? in
      guard let row = rows.first(where: { $0.series == index && $0.y >= 0.5 }) else { return nil }
      return names[index].isEmpty ? x(row.x) : "\(names[index]) \(x(row.x))"
    }
    return "Half of the rows lie at or below \(Phrase.list(parts)) on \(xName)."
  }

  private func cells(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let known = rows.filter { $0.shade.isDrawable }
    guard let high = known.max(by: { $0.shade < $1.shade }) else {
      return "\(Phrase.count(rows.count, "cell"))."
    }
    let what = layer.layer.statistic.isGrid ? "The count" : resolved.column(\.color)?.name ?? "The value"
    if !high.x2.isNaN {
      return
        "\(what) is largest (\(ChartNumbers.plain(high.shade))) between \(xName) \(x(high.x)) and \(x(high.x2)), \(yName) \(y(high.y)) and \(y(high.y2))."
    }
    let value =
      resolved.chart.color.isPercent ? NumberText.percent(high.shade) : ChartNumbers.plain(high.shade)
    return "\(what) is largest at \(x(high.x)) and \(y(high.y)) (\(value))."
  }

  private func boxes(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    var samples: [Double: [Double]] = [:]
    for row in rows {
      samples[layer.isLevel ? row.y : row.x, default: []].append(layer.isLevel ? row.x : row.y)
    }
    let medians = samples.sorted { $0.key < $1.key }.compactMap { key, values in
      BoxSummary(values).map { (key, $0.median) }
    }
    func text(_ value: Double) -> String { layer.isLevel ? x(value) : y(value) }
    let named = medians.map { (layer.isLevel ? y($0.0) : x($0.0), $0.1) }
    if named.count == 1 {
      return spread(rows.map { layer.isLevel ? $0.x : $0.y }, layer.isLevel ? xName : yName, text) ?? ""
    }
    return Phrase.extremes("The median of \(layer.isLevel ? xName : yName)", named, text) ?? ""
  }
}
