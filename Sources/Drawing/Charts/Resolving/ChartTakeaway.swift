import Canonical

/// A sentence made from what is drawn, by the first layer that says anything.
struct ChartTakeaway {
  let resolved: ResolvedChart

  init(_ resolved: ResolvedChart) { self.resolved = resolved }

  private var xName: String { name(\.x, "x") }
  private var yName: String { name(\.y, "y") }

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
        if layer.layer.mark == .dot { return relation(rows) }
        return course(rows, layer)
      case .line where layer.layer.statistic == .ecdf: return medians(rows, layer)
      case .line, .area: return course(rows, layer)
      case .rect: return cells(rows, layer)
      case .box: return boxes(rows, layer)
      case .band, .rule, .tick, .text: continue
      }
    }
    return "\(yName) by \(xName)."
  }

  private func number(_ value: Double, _ scale: Chart.Scale, _ isTime: Bool = false) -> String {
    if isTime { return CalendarTicks.text(value) }
    return scale.isPercent ? NumberText.percent(value) : NumberText.significant(value, 3)
  }

  private func x(_ value: Double) -> String {
    if let names = resolved.xNames {
      return names.indices.contains(Int(value.isDrawable ? value : -1)) ? names[Int(value)] : "?"
    }
    return number(value, resolved.chart.x, resolved.column(\.x)?.isTime == true)
  }

  private func y(_ value: Double) -> String {
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
    func value(_ row: MarkRow) -> Double { layer.isLevel ? row.x : row.y }
    let drawn = rows.filter { value($0).isDrawable }
    guard let high = drawn.max(by: { value($0) < value($1) }),
      let low = drawn.min(by: { value($0) < value($1) })
    else { return spans(rows, layer) }
    let what = resolved.layers.first?.layer.statistic == .count ? "The count" : layer.isLevel ? xName : yName
    func place(_ row: MarkRow) -> String {
      let place = layer.isLevel ? y(row.y) : x(row.x)
      let series = series(row, layer)
      return series.isEmpty ? place : "\(place), \(series)"
    }
    func text(_ row: MarkRow) -> String { layer.isLevel ? x(row.x) : y(row.y) }
    if drawn.count == 1 { return "\(what) of \(place(high)) is \(text(high))." }
    if value(high) == value(low) { return "\(what) is \(text(high)) for all \(drawn.count)." }
    return
      "\(what) is highest for \(place(high)) (\(text(high))) and lowest for \(place(low)) (\(text(low)))."
  }

  private func spans(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let low = rows.map(\.low).drawableBounds?.low ?? 0
    let high = rows.map(\.high).drawableBounds?.high ?? 0
    return
      "\(Phrase.count(rows.count, "interval")) from \(NumberText.significant(low, 3)) to \(NumberText.significant(high, 3))."
  }

  /// Pearson's correlation, in words.
  private func relation(_ rows: [MarkRow]) -> String {
    let head = "\(yName) by \(xName) for \(Phrase.count(rows.count, "row"))"
    guard let r = Correlation.pearson(rows.map(\.x), rows.map(\.y)) else { return head + "." }
    let text = NumberText.fixed(r, 2)
    if r.magnitude < 0.1 { return "\(head): no straight relation (correlation \(text))." }
    let strength = r.magnitude >= 0.7 ? "strongly" : r.magnitude >= 0.4 ? "moderately" : "weakly"
    return "\(head): it \(r > 0 ? "rises" : "falls") \(strength) with it (correlation \(text))."
  }

  private func course(_ rows: [MarkRow], _ layer: ResolvedLayer) -> String {
    let names = layer.isColored ? resolved.seriesNames ?? [] : []
    let groups =
      names.isEmpty
      ? [("", rows)] : names.indices.map { index in (names[index], rows.filter { $0.series == index }) }
    let parts = groups.compactMap { name, rows -> String? in
      let known = rows.filter { $0.y.isDrawable }
      guard let first = known.min(by: { $0.x < $1.x }), let last = known.max(by: { $0.x < $1.x }) else {
        return nil
      }
      let who = name.isEmpty ? yName : name
      return known.count == 1 || first.x == last.x
        ? "\(who) is \(y(last.y))" : "\(who) goes from \(y(first.y)) to \(y(last.y))"
    }
    let bounds = rows.map(\.x).drawableBounds
    let over = bounds.map { $0.low < $0.high ? " between \(xName) \(x($0.low)) and \(x($0.high))" : "" } ?? ""
    return parts.isEmpty ? "" : Phrase.list(parts) + over + "."
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
    guard let high = medians.max(by: { $0.1 < $1.1 }), let low = medians.min(by: { $0.1 < $1.1 }) else {
      return ""
    }
    func place(_ value: Double) -> String { layer.isLevel ? y(value) : x(value) }
    func text(_ value: Double) -> String { layer.isLevel ? x(value) : y(value) }
    let what = layer.isLevel ? xName : yName
    if medians.count == 1 { return "The median of \(what) is \(text(high.1))." }
    return
      "The median of \(what) is highest for \(place(high.0)) (\(text(high.1))) and lowest for \(place(low.0)) (\(text(low.1)))."
  }
}
