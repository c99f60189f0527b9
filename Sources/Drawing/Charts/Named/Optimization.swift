import Canonical

extension Charts {
  /// The values of trials in the order in which they ran: a dot each, and the best so far as a step line.
  ///
  /// - Parameters:
  ///   - values: what is not finite is a failed trial.
  ///   - numbers: those of the trials, counted from one, where some are left out; nil: one after the other.
  ///   - objective: its name, for the axis.
  package static func optimizationHistory(
    values: [Double], numbers: [Int]? = nil, objective: String, isMinimized: Bool = false
  ) -> Chart {
    let numbers = numbers ?? values.indices.map { $0 + 1 }
    var best: [Double] = []
    var at = 0
    for (index, value) in values.enumerated() {
      let before = best.last ?? .nan
      let isBetter = value.isDrawable && (before.isNaN || (isMinimized ? value < before : value > before))
      if isBetter { at = index }
      best.append(isBetter ? value : before)
    }
    let data = Chart.Data([
      .numbers("trial", numbers.map(Double.init)), .numbers(objective, values),
      .numbers("best so far", best),
    ])
    var line = Chart.Layer(.line, x: "trial", y: "best so far", look: .accent)
    line.stepped = true
    var chart = Chart(
      title: "Optimisation history", data: data,
      layers: [Chart.Layer(.dot, x: "trial", y: objective), line])
    chart.x.isWhole = true
    chart.y.title = objective
    guard let last = best.last, last.isDrawable, at < numbers.count else { return chart }
    let text = ValueFormat(for: [last]).text(last)
    chart.annotations = [.point(.init(Double(numbers[at]), last), "best so far: \(text)")]
    chart.takeaway =
      "The best \(objective) of \(Phrase.count(values.count, "trial")) is \(text), found in trial \(NumberText.thousands(numbers[at]))."
    return chart
  }

  /// One parameter of a search, or its objective: an axis of parallel coordinates.
  package struct ParallelAxis: Sendable, Hashable {
    package var name: String
    /// A value a trial; nil where the trial did not have the parameter.
    package var values: [Double?]
    /// The names of the values, where they are places in this list.
    package var categories: [String]?
    /// Whether values lie by their ratios.
    package var isLog: Bool

    package init(name: String, values: [Double?], categories: [String]? = nil, isLog: Bool = false) {
      self.name = name
      self.values = values
      self.categories = categories
      self.isLog = isLog
    }

    var bounds: (low: Double, high: Double) { values.lazy.compactMap { $0 }.drawableBounds ?? (0, 1) }

    /// The place of a value between the ends, from zero to one.
    func place(of value: Double) -> Double {
      let (low, high) = bounds
      guard high > low else { return 0.5 }
      guard isLog, low > 0 else { return (value - low) / (high - low) }
      return (Logarithm.base2(value) - Logarithm.base2(low)) / (Logarithm.base2(high) - Logarithm.base2(low))
    }

    func text(_ value: Double) -> String {
      guard let categories else { return NumberText.significant(value, 3) }
      return categories.indices.contains(Int(value.isDrawable ? value : -1)) ? categories[Int(value)] : ""
    }
  }

  /// Trials as lines through an axis for each parameter and the objective, which comes last; the best tenth stands out.
  ///
  /// At most eight axes and 150 trials, evenly chosen besides the best.
  package static func parallelCoordinates(
    parameters: [ParallelAxis], objective: ParallelAxis, isMinimized: Bool = false
  ) -> Chart {
    let axes = Array(parameters.prefix(7)) + [objective]
    let known = objective.values.indices.filter { objective.values[$0]?.isDrawable ?? false }
    let ranked = known.sorted { a, b in
      let (x, y) = (objective.values[a] ?? 0, objective.values[b] ?? 0)
      return x == y ? a < b : (x < y) == isMinimized
    }
    let best = Array(ranked.prefix(max((known.count + 9) / 10, 1)))
    let isBest = Set(best)
    let others = known.filter { !isBest.contains($0) }
    let count = min(others.count, 70)
    let shown = (0..<count).map { others[$0 * others.count / max(count, 1)] }
    var chart = Chart(
      title: "Trials by parameter",
      layers: [
        ParallelLines(axes, shown).layer(.quiet), ParallelLines(axes, Array(best.prefix(20))).layer(.accent),
      ] + ParallelLines(axes, []).ends())
    chart.x.categories = axes.indices.map { "\($0)" }
    chart.x.names = axes.map(\.name)
    chart.x.title = ""
    chart.y.isShown = false
    chart.y.title = ""
    chart.y.domain = -0.08...1.08
    chart.size = Chart.Size(width: 700, panel: 260)
    chart.twin = twin(axes, ranked)
    guard let first = ranked.first, let value = objective.values[first] else { return chart }
    let settings = parameters.prefix(7).compactMap { axis -> String? in
      guard first < axis.values.count, let value = axis.values[first] else { return nil }
      return "\(axis.name) \(axis.text(value))"
    }
    chart.takeaway =
      "The best \(objective.name), \(objective.text(value)), has \(Phrase.list(settings, limit: 8)); the lines in colour are the best tenth of \(Phrase.count(known.count, "trial"))."
    let left = known.count - shown.count - min(best.count, 20)
    if left > 0 { chart.remarks.append("\(Phrase.count(left, "trial")), evenly chosen, not drawn.") }
    if parameters.count > 7 {
      chart.remarks.append("\(Phrase.count(parameters.count - 7, "more parameter")) not drawn.")
    }
    return chart
  }

  /// The hundred best trials.
  private static func twin(_ axes: [ParallelAxis], _ ranked: [Int]) -> PictureTable {
    PictureTable(
      header: ["trial"] + axes.map(\.name), numeric: [true] + axes.map { $0.categories == nil },
      rows: ranked.prefix(100).map { trial in
        [NumberText.thousands(trial + 1)]
          + axes.map { axis in
            trial < axis.values.count ? axis.values[trial].map(axis.text) ?? "" : ""
          }
      })
  }
}

/// Trials on axes that each go from zero to one.
private struct ParallelLines {
  let axes: [Charts.ParallelAxis]
  let trials: [Int]

  init(_ axes: [Charts.ParallelAxis], _ trials: [Int]) {
    self.axes = axes
    self.trials = trials
  }

  func layer(_ look: Chart.Look) -> Chart.Layer {
    var (xs, ys, groups): ([String], [Double], [Double]) = ([], [], [])
    for trial in trials {
      for (index, axis) in axes.enumerated() {
        let value = trial < axis.values.count ? axis.values[trial] : nil
        xs.append("\(index)")
        ys.append(value.map(axis.place) ?? .nan)
        groups.append(Double(trial))
      }
    }
    let data = Chart.Data([.categories("axis", xs), .numbers("place", ys), .numbers("trial", groups)])
    return Chart.Layer(.line, x: "axis", y: "place", group: "trial", data: data, look: look)
  }

  /// The rule of each axis, and its ends in words.
  func ends() -> [Chart.Layer] {
    let places = axes.indices.map { "\($0)" as String? }
    let spans = Chart.Data([
      .categories("axis", places), .numbers("low", axes.map { _ in 0 }),
      .numbers("high", axes.map { _ in 1 }),
    ])
    let words = Chart.Data([
      .categories("axis", places + places),
      .numbers("place", axes.map { _ in 0 } + axes.map { _ in 1 }),
      .categories("text", axes.map { $0.text($0.bounds.low) } + axes.map { $0.text($0.bounds.high) }),
    ])
    var low = Chart.Layer(.text, x: "axis", y: "place", label: "text", data: words, look: .quiet)
    low.offset.x = 5
    low.anchor = .start
    return [Chart.Layer(.rule, x: "axis", low: "low", high: "high", data: spans, look: .quiet), low]
  }
}
