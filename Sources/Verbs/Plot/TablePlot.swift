import Canonical
import Drawing
import Frame
import Learning

/// A named chart of rows.
struct TablePlot {
  let plan: PlotPlan
  let frame: PlotFrame
  let name: String
  private let data: PlotData

  init(plan: PlotPlan, frame: PlotFrame, name: String) {
    self.plan = plan
    self.frame = frame
    self.name = name
    data = PlotData(plan: plan, frame: frame)
  }

  func chart() -> Chart {
    switch name {
    case "histogram": return distribution(Charts.histogram(title(.x), samples: samples(.x, by: .color)))
    case "ecdf": return distribution(Charts.ecdf(title(.x), samples: samples(.x, by: .color)))
    case "box": return box()
    case "means": return means()
    case "history": return history()
    case "learning_curve": return learningCurve()
    case "timeline": return timeline()
    case "drift": return drift()
    default:
      let mark: PlotMark = name == "heatmap" ? .rect : .dot
      return MarksPlot(plan: plan, frame: frame, layers: [PlotLayer(mark: mark)]).chart()
    }
  }

  private func title(_ role: PlotRole) -> String { data[role] ?? role.rawValue }

  /// The numbers of a channel by the categories of another, in the order of its levels; all of them where there is none.
  private func samples(_ measure: PlotRole, by group: PlotRole) -> [Charts.Sample] {
    let values = frame[measure]?.doubles ?? []
    guard case .categories(let codes, let levels)? = frame[group] else {
      return [Charts.Sample(name: title(measure), values: values)]
    }
    var parts = [[Double]](repeating: [], count: levels.count)
    for (row, code) in codes.enumerated() where code >= 0 { parts[Int(code)].append(values[row]) }
    return levels.indices.filter { !parts[$0].isEmpty }.map {
      Charts.Sample(name: levels[$0], values: parts[$0])
    }
  }

  // MARK: Distributions

  /// The chart with the author's scale and bins, panels where there are some, and times as times.
  private func distribution(_ made: Chart) -> Chart {
    var chart = made
    let isSeries = frame[.color] != nil
    let isTime = data.channel(.x)?.kind == .time
    for index in chart.layers.indices {
      if case .bin(_, let measure)? = chart.layers[index].statistic {
        chart.layers[index].statistic = .bin(count: plan.style.bins, of: measure)
      }
    }
    if isTime || data.facet != nil {
      var columns: [Chart.Column] = []
      if let values = frame[.x] { columns.append(Chart.Column(title(.x), values.chartValues)) }
      if isSeries, let values = frame[.color] { columns.append(Chart.Column("sample", values.chartValues)) }
      columns += facets
      chart.data = Chart.Data(columns)
      if !isSeries { for index in chart.layers.indices { chart.layers[index].encoding.color = nil } }
      chart.takeaway = nil
    }
    if let facet = data.facet {
      chart.facet = facet
      chart.size = .full
    }
    if case .categories(_, let levels)? = frame[.color] { chart.color.categories = levels }
    chart.x.kind = plan.style.scales[.x].flatMap(Self.kind)
    chart.x.title = title(.x)
    return chart
  }

  private static func kind(_ word: String) -> Chart.Scale.Kind? {
    switch word {
    case "log": .log
    case "sqrt": .sqrt
    default: nil
    }
  }

  private var facets: [Chart.Column] {
    [PlotRole.facet, .row].compactMap { role in
      guard let name = data[role], let values = frame[role] else { return nil }
      return Chart.Column(name, values.chartValues)
    }
  }

  /// Which of x and y is measured, and which makes the groups.
  private var measured: (measure: PlotRole, group: PlotRole) {
    let isLevel = data.channel(.x)?.kind == .number && data.channel(.y)?.kind != .number
    let both = data.channel(.x)?.kind == .number && data.channel(.y)?.kind == .number
    return isLevel && !both ? (.x, .y) : (.y, .x)
  }

  private func grouped() -> [Charts.Sample] {
    let (measure, group) = measured
    let all = groupSamples(measure, group)
    let ordered = ordered(all, group)
    return plan.style.limit.map { Array(ordered.prefix($0)) } ?? ordered
  }

  /// Groups of numbers, such as years, are named by their text.
  private func groupSamples(_ measure: PlotRole, _ group: PlotRole) -> [Charts.Sample] {
    guard let numbers = frame[group]?.doubles, let values = frame[measure]?.doubles else {
      return samples(measure, by: group)
    }
    let names = Set(numbers.filter(\.isFinite)).sorted()
    var parts: [Double: [Double]] = [:]
    for (number, value) in zip(numbers, values) where number.isFinite {
      parts[number, default: []].append(value)
    }
    return names.map { Charts.Sample(name: NumberText.exact($0), values: parts[$0] ?? []) }
  }

  private func ordered(_ samples: [Charts.Sample], _ group: PlotRole) -> [Charts.Sample] {
    func median(_ sample: Charts.Sample) -> Double {
      let sorted = sample.values.filter(\.isFinite).sorted()
      return sorted.isEmpty ? -.infinity : Quantile.value(0.5, of: sorted)
    }
    switch plan.style.sorting {
    case nil: return samples
    case .name: return samples.sorted { $0.name.precedesByBytes($1.name) }
    case .given:
      guard let order = PlotScales(plan: plan, data: data, frame: frame).order(group, false) else {
        return samples
      }
      return order.compactMap { name in samples.first { $0.name.hasSameBytes(as: name) } }
    case .descending, .ascending:
      let sign = plan.style.sorting == .descending ? 1.0 : -1.0
      let keys = samples.map { median($0) * sign }
      return samples.indices.sorted { (keys[$1], $0) < (keys[$0], $1) }.map { samples[$0] }
    }
  }

  private func box() -> Chart {
    let (measure, group) = measured
    var chart = Charts.box(title(measure), samples: grouped())
    chart.title = data[group].map { "\(title(measure)) by \($0)" } ?? "Distribution of \(title(measure))"
    if data[group] == nil {
      chart.y.isShown = false
      chart.remarks = []
    }
    if data.facet != nil {
      var columns = facets
      if let values = frame[measure] { columns.append(Chart.Column(title(measure), values.chartValues)) }
      if let values = frame[group] { columns.append(Chart.Column("sample", values.chartValues)) }
      chart.data = Chart.Data(columns)
      chart.facet = data.facet
      chart.y.notes = []
      chart.remarks = []
      if data[group] == nil { chart.layers[0].encoding.y = nil }
    }
    chart.x.kind = plan.style.scales[measure].flatMap(Self.kind)
    if data.facet == nil, !PlotData.hasLongNames(frame[group]) { chart.size = .compact }
    return chart
  }

  /// Means with intervals of 95 % by Student's t, on an axis that need not begin at zero.
  private func means() -> Chart {
    let (measure, group) = measured
    let samples = grouped().map { sample in
      Charts.Sample(name: sample.name, values: sample.values.filter(\.isFinite))
    }
    let dots = samples.filter { !$0.values.isEmpty }.map { sample -> Charts.Bar in
      let n = Double(sample.values.count)
      let mean = Aggregate.mean.value(of: sample.values)
      let squares = sample.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let error = n > 1 ? (squares / (n - 1) / n).squareRoot() : .nan
      let reach = error * StudentQuantile.upper95(degreesOfFreedom: sample.values.count - 1)
      let note = NumberText.thousands(sample.values.count)
      return reach.isFinite
        ? Charts.Bar(sample.name, mean, low: mean - reach, high: mean + reach, note: note)
        : Charts.Bar(sample.name, mean, note: note)
    }
    let all = samples.flatMap(\.values)
    var chart = Charts.metricDots(
      metric: "mean \(title(measure))", dots: dots,
      reference: all.isEmpty ? nil : Charts.Reference("all", Aggregate.mean.value(of: all)))
    chart.title = data[group].map { "Mean \(title(measure)) by \($0)" } ?? chart.title
    if !PlotData.hasLongNames(frame[group]) { chart.size = .compact }
    chart.remarks.append(
      "Lines are intervals of 95 % for the mean; the note behind each name is its number of rows.")
    return chart
  }

  // MARK: Trials, curves and times

  private func history() -> Chart {
    var chart = Charts.optimizationHistory(
      values: frame[.y]?.doubles ?? [], objective: title(.y), isMinimized: plan.style.sorting == .ascending)
    if frame.count <= 60 { chart.size = .compact }
    return chart
  }

  /// The mean of the rows that share x, and the range that they span.
  private func learningCurve() -> Chart {
    let (xs, ys) = (frame[.x]?.doubles ?? [], frame[.y]?.doubles ?? [])
    let colors: (codes: [Int32], levels: [String])
    if case .categories(let codes, let levels)? = frame[.color] {
      colors = (codes, levels)
    } else {
      colors = ([Int32](repeating: 0, count: xs.count), [title(.y)])
    }
    let series = colors.levels.indices.map { level -> Charts.LearningSeries in
      var values: [Double: [Double]] = [:]
      for row in xs.indices where colors.codes[row] == Int32(level) && xs[row].isFinite && ys[row].isFinite {
        values[xs[row], default: []].append(ys[row])
      }
      let points = values.keys.sorted().compactMap { x -> Charts.LearningSeries.Point? in
        guard let group = values[x], let low = group.min(), let high = group.max(), x.magnitude < 1e15 else {
          return nil
        }
        return .init(rows: Int(x), score: Aggregate.mean.value(of: group), low: low, high: high)
      }
      return Charts.LearningSeries(name: colors.levels[level], points: points)
    }
    var chart = Charts.learningCurve(series: series.filter { !$0.points.isEmpty }, metric: title(.y))
    chart.size = .compact
    chart.x.title = title(.x)
    chart.title = "\(title(.y)) by \(title(.x))"
    return chart
  }

  /// A bar for each row, with its length behind it.
  private func timeline() -> Chart {
    let (starts, ends) = (frame[.low]?.doubles ?? [], frame[.high]?.doubles ?? [])
    guard case .categories(let codes, let levels)? = frame[.y] else {
      return Chart(title: title(.y), layers: [])
    }
    let lengths = starts.indices.map { seconds(ends[$0], .high) - seconds(starts[$0], .low) }
    let isTime = data.channel(.low)?.kind == .time
    func length(_ row: Int) -> String {
      isTime ? Self.duration(lengths[row]) : NumberText.significant(lengths[row], 4)
    }
    var columns = data.columns
    columns.columns.append(
      .categories("length", lengths.indices.map { lengths[$0].isFinite ? length($0) : nil }))
    var chart = Chart(
      title: "\(title(.low)) to \(title(.high))", data: columns,
      layers: [
        Chart.Layer(.bar, y: data[.y], label: "length", low: data[.low], high: data[.high])
      ])
    chart.x.title = isTime ? "" : chart.title
    chart.y.title = ""
    chart.y.categories = PlotScales(plan: plan, data: data, frame: frame).order(.y, false, given: true)
    if !PlotData.hasLongNames(frame[.y]) { chart.size = .compact }
    let known = lengths.indices.filter { lengths[$0].isFinite && codes[$0] >= 0 }
    if let longest = known.max(by: { lengths[$0] < lengths[$1] }) {
      let name = levels[Int(codes[longest])]
      chart.takeaway =
        "The longest of \(NumberText.count(known.count, "interval")) is \(name) (\(length(longest)))."
    }
    return chart
  }

  /// Such as `3 days`, `4 h 20 min` and `12 s`.
  private static func duration(_ seconds: Double) -> String {
    let whole = seconds.rounded()
    guard whole.magnitude < 1e15, whole >= 0 else { return "\(NumberText.significant(seconds, 3)) s" }
    let (days, hours, minutes) = (Int(whole) / 86_400, Int(whole) % 86_400 / 3600, Int(whole) % 3600 / 60)
    if days > 1 { return NumberText.count(days, "day") }
    if days > 0 || hours > 0 { return "\(days * 24 + hours) h \(minutes) min" }
    return minutes > 0 ? "\(minutes) min \(Int(whole) % 60) s" : "\(NumberText.significant(seconds, 3)) s"
  }

  /// Times in seconds; numbers as they are.
  private func seconds(_ value: Double, _ role: PlotRole) -> Double {
    switch frame[role] {
    case .times(_, true): value * 86_400
    case .times(_, false): value / 1_000_000
    default: value
    }
  }

  // MARK: Drift

  /// The first table is the reference.
  private func drift() -> Chart {
    let names = plan.source.names
    guard case .categories(let sources, _)? = frame[.color], names.count == 2 else {
      return Chart(title: title(.x), layers: [])
    }
    if case .categories(let codes, let levels)? = frame[.x] {
      var counts = [(reference: Int, current: Int)](repeating: (0, 0), count: levels.count)
      for (code, source) in zip(codes, sources) where code >= 0 {
        if source == 0 { counts[Int(code)].reference += 1 } else { counts[Int(code)].current += 1 }
      }
      let index = PopulationStability.index(
        reference: counts.map(\.reference), current: counts.map(\.current))
      let shown = levels.indices.filter { counts[$0].reference + counts[$0].current > 0 }
      var chart = Charts.drift(
        title(.x),
        counts: shown.map {
          (category: levels[$0], reference: counts[$0].reference, current: counts[$0].current)
        },
        names: (names[0], names[1]), statistic: index.map(Self.stability))
      if let limit = plan.style.limit { chart.y.limit = limit }
      return chart
    }
    let values = frame[.x]?.doubles ?? []
    let parts = [0, 1].map { source in
      values.indices.filter { sources[$0] == Int32(source) }.map { values[$0] }
    }
    let index = PopulationStability.index(reference: parts[0], current: parts[1])
    return Charts.drift(
      title(.x), reference: Charts.Sample(name: names[0], values: parts[0]),
      current: Charts.Sample(name: names[1], values: parts[1]), statistic: index.map(Self.stability))
  }

  /// `PSI 0.21, large`: the limits are those of Siddiqi (2006).
  private static func stability(_ index: Double) -> String {
    let size = index < 0.1 ? "small" : index < 0.25 ? "moderate" : "large"
    return "population stability index \(NumberText.fixed(index, 3)), \(size)"
  }
}
