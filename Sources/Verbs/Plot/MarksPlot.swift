import Canonical
import Drawing
import Frame

/// Puts a chart together from marks and channels.
struct MarksPlot {
  let plan: PlotPlan
  let frame: PlotFrame
  let layers: [PlotLayer]
  private let data: PlotData

  init(plan: PlotPlan, frame: PlotFrame, layers: [PlotLayer]) {
    self.plan = plan
    self.frame = frame
    self.layers = layers
    data = PlotData(plan: plan, frame: frame)
  }

  func chart() -> Chart {
    var chart = Chart(title: title, data: data.columns, layers: layers.map(layer))
    if plan.style.isSmooth { chart.layers += smoothing }
    chart.facet = data.facet
    chart.size = isBroad ? .full : .compact
    PlotScales(plan: plan, data: data, frame: frame).apply(to: &chart, sortsByValue: sortsByValue)
    if layers.contains(where: { $0.stacking == .share }) { share(&chart) }
    if layers.contains(where: { $0.mark == .text }) { makeRoom(&chart) }
    if layers.last?.mark == .bar {
      chart.takeaway =
        BarTakeaway(
          data: data, frame: frame, isShare: layers.contains { $0.stacking == .share }
        ).sentence
    }
    if layers.last?.mark == .rect { chart.takeaway = mostFrequent }
    if let words = cellWords {
      chart.data.columns.append(words)
      chart.layers.append(
        Chart.Layer(
          .text, x: data[.x], y: data[.y], color: data[.color], label: words.name, look: .quiet))
    }
    return chart
  }

  /// Which pair of categories has the most rows; nil where cells do not count them.
  private var mostFrequent: String? {
    guard case .categories(let across, let x)? = frame[.x], case .categories(let down, let y)? = frame[.y],
      data.channel(.color)?.title == "rows", case .numbers(let counts)? = frame[.color],
      let most = counts.indices.max(by: { counts[$0] < counts[$1] })
    else { return nil }
    let rows = NumberText.fixed(counts[most], 0, grouped: true)
    return "Most rows (\(rows)) are \(x[Int(across[most])]) and \(y[Int(down[most])])."
  }

  /// Parts of one on the measured axis.
  private func share(_ chart: inout Chart) {
    let isLevel = data.channel(.y)?.kind == .category
    let title = "share of \(data[isLevel ? .x : .y] ?? "rows")"
    if isLevel {
      (chart.x.title, chart.x.isPercent, chart.x.isWhole) = (title, true, false)
    } else {
      (chart.y.title, chart.y.isPercent, chart.y.isWhole) = (title, true, false)
    }
  }

  /// Words at the ends of a scale need room beside their place.
  private func makeRoom(_ chart: inout Chart) {
    func widened(_ role: PlotRole, _ low: Double, _ high: Double) -> ClosedRange<Double>? {
      guard plan.style.scales[role] == nil, case .numbers(let values)? = frame[role] else { return nil }
      let finite = values.filter { $0.magnitude < 1e300 }
      guard let first = finite.min(), let last = finite.max(), last > first else { return nil }
      return (first - (last - first) * low)...(last + (last - first) * high)
    }
    chart.x.domain = widened(.x, 0.15, 0.15)
    chart.y.domain = widened(.y, 0.1, 0.1)
  }

  /// The values of cells between categories as words, where there are so few that they can be read.
  private var cellWords: Chart.Column? {
    guard layers.contains(where: { $0.mark == .rect }), let values = frame[.color]?.doubles,
      values.count <= 150, data.channel(.x)?.kind == .category, data.channel(.y)?.kind == .category
    else { return nil }
    let isWhole = values.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e9 }
    return .categories(
      "value of a cell",
      values.map { value in
        guard value.isFinite else { return nil }
        return isWhole ? NumberText.thousands(Int(value)) : NumberText.significant(value, 3)
      })
  }

  private func layer(_ layer: PlotLayer) -> Chart.Layer {
    var made = Chart.Layer(layer.mark.mark, x: data[.x], y: data[.y], color: data[.color])
    switch layer.mark {
    case .dot: made.encoding.size = data[.size]
    case .text:
      made.encoding.label = data[.text]
      // Words keep clear of the dots whose names they are.
      if layers.contains(where: { $0.mark == .dot }) { made.offset.y = -11 }
      made.encoding.color = nil
    case .bar:
      made.encoding.label = data[.text]
      if data[.x] == nil || data[.y] == nil { bounded(&made) }
      if made.encoding.low == nil, data[.x] == nil || data[.y] == nil, data.channel(.x)?.kind != .category {
        made.statistic = .bin(count: plan.style.bins)
      }
    case .rule, .band, .area: bounded(&made)
    case .rect:
      if data[.color] == nil { made.statistic = .bin2d(cells: plan.style.bins ?? 28) }
    case .line, .tick, .box: break
    }
    if layer.mark == .band || layer.mark == .rule { forgetValue(&made) }
    switch layer.stacking {
    case .no: break
    case .yes: made.statistic = .stack()
    case .share: made.statistic = .stack(normalized: true)
    }
    return made
  }

  private func bounded(_ layer: inout Chart.Layer) {
    layer.encoding.low = data[.low]
    layer.encoding.high = data[.high]
  }

  /// An interval takes its ends from `low` and `high`, whatever other marks do with the measure.
  private func forgetValue(_ layer: inout Chart.Layer) {
    if data.channel(.y)?.kind == .category { layer.encoding.x = nil } else { layer.encoding.y = nil }
  }

  private var smoothing: [Chart.Layer] {
    var groups = 1
    for role in [PlotRole.color, .facet, .row] {
      if case .categories(_, let levels)? = frame[role] { groups *= max(levels.count, 1) }
    }
    // Some twenty rows in each window, so that its mean says something.
    let windows = min(max(frame.count / groups / 20, 3), 24)
    let line = Chart.Layer(
      .line, x: data[.x], y: data[.y], color: data[.color], statistic: .smooth(windows: windows),
      look: data[.color] == nil ? .strong : .plain)
    return [
      Chart.Layer(
        .band, x: data[.x], y: data[.y], color: data[.color], statistic: .smooth(windows: windows)),
      line,
    ]
  }

  /// Whether bars stand in the order of their values where the author says nothing.
  private var sortsByValue: Bool { layers.contains { $0.mark == .bar } }

  /// Panels, long names beside level bars and lines through many places need the whole measure of the text; all else is
  /// small enough for a telephone.
  private var isBroad: Bool {
    if data.facet != nil { return true }
    if PlotData.hasLongNames(frame[.y]) { return true }
    if case .categories(_, let across)? = frame[.x], layers.contains(where: { $0.mark == .rect }) {
      return across.count > 6
    }
    let isCourse = layers.contains { [.line, .area, .band].contains($0.mark) }
    return isCourse && frame.count > 120
  }

  private var title: String {
    switch (data[.x], data[.y]) {
    case (let x?, let y?): data.channel(.y)?.kind == .category ? "\(x) by \(y)" : "\(y) by \(x)"
    case (let one?, nil), (nil, let one?):
      data.channel(.x)?.kind == .category || data.channel(.y)?.kind == .category
        ? one : "Distribution of \(one)"
    case (nil, nil): plan.source.names.joined(separator: ", ")
    }
  }
}
