/// Reads the columns of a layer into rows.
struct LayerReading {
  let x: CategoryIndex?
  let y: CategoryIndex?
  let series: CategoryIndex?
  let facet: CategoryIndex?
  let facetRow: CategoryIndex?
  let chart: Chart
  /// Rows that hold nothing, or no finite number, where the layer needs one.
  private(set) var leftOut = 0

  init(
    chart: Chart, x: CategoryIndex?, y: CategoryIndex?, series: CategoryIndex?, facet: CategoryIndex?,
    facetRow: CategoryIndex?
  ) {
    self.chart = chart
    self.x = x
    self.y = y
    self.series = series
    self.facet = facet
    self.facetRow = facetRow
  }

  /// A channel of one layer: a value a row, NaN where missing, infinite where its category is not drawn.
  private enum Channel {
    case none
    case missing
    case values([Double])
    case positions([Int])

    func callAsFunction(_ row: Int) -> Double {
      switch self {
      case .none, .missing: return .nan
      case .values(let values):
        guard row < values.count else { return .nan }
        return values[row].isDrawable ? values[row] : .nan
      case .positions(let codes):
        guard row < codes.count else { return .nan }
        return codes[row] < 0 ? (codes[row] == -2 ? .infinity : .nan) : Double(codes[row])
      }
    }

    var isEncoded: Bool { if case .none = self { false } else { true } }
  }

  mutating func rows(_ layer: Chart.Layer, isLevel: Bool) -> [MarkRow] {
    let data = layer.data ?? chart.data
    let code = layer.encoding
    let x = position(data, code.x, self.x, chart.x)
    let y = position(data, code.y, self.y, chart.y)
    let low = position(data, code.low, nil, Chart.Scale())
    let high = position(data, code.high, nil, Chart.Scale())
    let size = position(data, code.size, nil, Chart.Scale())
    let order = position(data, code.order, nil, Chart.Scale())
    let color = code.color.flatMap { data[$0] }
    let shade: Channel = color.map { $0.isCategorical ? .none : numbers($0) } ?? .none
    let series = categories(data, color.map { $0.isCategorical } == true ? code.color : nil, self.series)
    let facet = categories(data, chart.facet?.column, self.facet)
    let facetRow = categories(data, chart.facet?.row, self.facetRow)
    let group = code.group.flatMap { data[$0] }.map(groups)
    let labels = code.label.flatMap { data[$0] }.map(ChartText.init)
    let needed: [Channel] = layer.mark == .line ? [x] : [x, y]
    let columns = max(self.facet?.names.count ?? 1, 1)
    var rows: [MarkRow] = []
    rows.reserveCapacity(data.rows)
    var (missing, gaps) = (0, 0)
    for index in 0..<data.rows {
      var row = MarkRow(
        x: x(index), y: y(index), low: low(index), high: high(index), shade: shade(index), size: size(index),
        order: order(index))
      let places = [series, facet, facetRow].map { $0.isEncoded ? $0(index) : 0 }
      if places.contains(where: { !$0.isFinite }) || row.x == .infinity || row.y == .infinity {
        if places.contains(where: \.isNaN) { missing += 1 }
        continue
      }
      let bounded = low.isEncoded && high.isEncoded && !layer.encoding.hasValue(isLevel)
      if needed.contains(where: { $0.isEncoded && $0(index).isNaN })
        || (bounded && (row.low.isNaN || row.high.isNaN))
      {
        missing += 1
        continue
      }
      if layer.mark == .line, row.y.isNaN { gaps += 1 }
      row.series = Int(places[0])
      row.panel = Int(places[2]) * columns + Int(places[1])
      if let group { row.line = index < group.count ? group[index] : -1 }
      row.label = labels?[index]
      if row.low > row.high { swap(&row.low, &row.high) }
      rows.append(row)
    }
    // Rules, words and tints say more of rows that other layers show.
    if [.rule, .band, .text, .tick].contains(layer.mark) { return rows }
    leftOut = max(leftOut, missing + (layer.encoding.y == nil ? 0 : gaps))
    return rows
  }

  private func position(
    _ data: Chart.Data, _ name: String?, _ index: CategoryIndex?, _ scale: Chart.Scale
  ) -> Channel {
    guard let name else { return .none }
    guard let column = data[name] else { return .missing }
    if let index, column.isCategorical || scale.kind == .band || scale.kind == .point {
      return .positions(marked(column, index))
    }
    return numbers(column)
  }

  private func categories(_ data: Chart.Data, _ name: String?, _ index: CategoryIndex?) -> Channel {
    guard let name, let index, let column = data[name] else { return .none }
    return .positions(marked(column, index))
  }

  /// -1 where a row has no category, -2 where it has one that is not drawn.
  private func marked(_ column: Chart.Column, _ index: CategoryIndex) -> [Int] {
    let places = index.positions(column)
    switch column.values {
    case .categories(let levels, let codes):
      return zip(places, codes).map { $0 < 0 && levels.indices.contains($1) ? -2 : $0 }
    case .numbers(let values), .days(let values), .seconds(let values):
      return zip(places, values).map { $0 < 0 && $1.isDrawable ? -2 : $0 }
    }
  }

  private func numbers(_ column: Chart.Column) -> Channel {
    switch column.values {
    case .numbers(let values), .seconds(let values): .values(values)
    case .days(let values): .values(values.map { $0 * 86_400 })
    case .categories(_, let codes): .values(codes.map { $0 < 0 ? .nan : Double($0) })
    }
  }

  private func groups(_ column: Chart.Column) -> [Int] {
    if case .categories(_, let codes) = column.values { return codes }
    let index = CategoryIndex([column], given: nil, limit: 100_000)
    return index.positions(column)
  }
}

extension Chart.Encoding {
  /// Whether the value axis is encoded, which is x where the categories are on y.
  func hasValue(_ isLevel: Bool) -> Bool { (isLevel ? x : y) != nil }
}

/// The rows of a column as words.
struct ChartText {
  private let column: Chart.Column

  init(_ column: Chart.Column) { self.column = column }

  /// nil where the row is missing.
  subscript(_ row: Int) -> String? {
    guard row < column.count else { return nil }
    switch column.values {
    case .numbers(let values): return values[row].isNaN ? nil : ChartNumbers.plain(values[row])
    case .days(let values): return values[row].isDrawable ? CalendarTicks.text(values[row] * 86_400) : nil
    case .seconds(let values): return values[row].isDrawable ? CalendarTicks.text(values[row]) : nil
    case .categories(let levels, let codes):
      return levels.indices.contains(codes[row]) ? levels[codes[row]] : nil
    }
  }
}
