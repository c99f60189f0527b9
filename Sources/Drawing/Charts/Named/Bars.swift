import Canonical

extension Charts {
  /// A labelled value, with an interval where one is known.
  package struct Bar: Sendable, Hashable {
    package var label: String
    package var value: Double
    package var low: Double?
    package var high: Double?
    /// Set behind the label, quietly: the size of a group, say.
    package var note: String?

    package init(
      _ label: String, _ value: Double, low: Double? = nil, high: Double? = nil, note: String? = nil
    ) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.note = note
    }

    /// The ends of the interval where both are drawable and in order.
    var interval: (low: Double, high: Double)? {
      guard let low, let high, low.isDrawable, high.isDrawable, low <= high else { return nil }
      return (low, high)
    }
  }

  /// A value that others are compared with, drawn as a line through them.
  package struct Reference: Sendable, Hashable {
    package var label: String
    package var value: Double

    package init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// Feature importances as level bars in the order given, value at the end of the bar; the first fifteen.
  ///
  /// - Parameters:
  ///   - title: such as "What the model leans on".
  ///   - measure: what the bars measure, such as "permutation importance"; the title where there is none.
  package static func importance(bars: [Bar], title: String, measure: String? = nil) -> Chart {
    let table = BarTable(bars, limit: 15)
    var chart = table.chart(title: title, mark: .bar, value: measure ?? title, head: "feature")
    chart.subtitle = measure
    chart.size = .compact
    chart.x.isShown = false
    let first = table.shown.prefix(3).map { "\($0.label) (\(table.format.text($0.value)))" }
    guard !first.isEmpty else { return chart }
    var sentence = "Largest \(table.shown.count == 1 ? "is" : "are") \(Phrase.list(Array(first)))."
    if first.count < table.shown.count { sentence += " \(table.shown.count) features are shown." }
    if table.rest > 0 {
      sentence += " \(Phrase.count(table.rest, "more feature")) \(table.rest == 1 ? "is" : "are") not shown."
    }
    chart.takeaway = sentence
    return chart
  }

  /// Models side by side on one metric: bars from zero with their intervals, at most thirty.
  ///
  /// - Parameters:
  ///   - metric: its name.
  ///   - reference: a line to compare with, such as the baseline.
  package static func metricBars(metric: String, bars: [Bar], reference: Reference? = nil) -> Chart {
    let table = BarTable(bars, limit: 30)
    var chart = table.chart(title: metric, mark: .bar, value: metric, head: "model")
    chart.x.isShown = false
    table.compare(&chart, metric, reference)
    return chart
  }

  /// One metric by model or by segment: a dot with its interval each, on an axis that need not begin at zero.
  ///
  /// Where differences matter more than sizes. At most forty rows; the table has all.
  /// - Parameter reference: a line to compare with, such as the value of the whole.
  package static func metricDots(metric: String, dots: [Bar], reference: Reference? = nil) -> Chart {
    let table = BarTable(dots, limit: 40)
    var chart = table.chart(title: metric, mark: .dot, value: metric, head: "group")
    table.compare(&chart, metric, reference)
    return chart
  }

  /// A metric in each slice of the data: a dot with its interval each, against the whole, sizes behind the names.
  ///
  /// The sentence names the slices whose whole interval lies to one side of the value of the whole.
  package static func slices(metric: String, slices: [Bar], whole: Double) -> Chart {
    var chart = metricDots(metric: metric, dots: slices, reference: Reference("all", whole))
    // An interval without width tells that all rows were alike, not where the value of others lies.
    let apart = slices.filter { slice in
      slice.interval.map { $0.low < $0.high && ($0.high < whole || $0.low > whole) } ?? false
    }
    if let sentence = chart.takeaway {
      chart.takeaway =
        apart.isEmpty
        ? sentence + " No interval lies wholly to one side of it."
        : sentence + " Wholly to one side of it: \(Phrase.list(apart.map(\.label)))."
    }
    return chart
  }
}

/// Labelled values as columns.
struct BarTable {
  let all: [Charts.Bar]
  let shown: [Charts.Bar]
  /// Drawable bars beyond the limit.
  let rest: Int
  let format: ValueFormat

  init(_ bars: [Charts.Bar], limit: Int) {
    all = bars
    let drawable = bars.filter(\.value.isDrawable)
    shown = Array(drawable.prefix(limit))
    rest = drawable.count - shown.count
    format = ValueFormat(for: shown.map(\.value))
  }

  func chart(title: String, mark: Chart.Mark, value: String, head: String) -> Chart {
    let spans = shown.map(\.interval)
    // Places instead of names, so that two bars of one name stay two.
    let data = Chart.Data([
      .categories(head, shown.indices.map { "\($0)" }), .numbers(value, shown.map(\.value)),
      .numbers("low", spans.map { $0?.low ?? .nan }), .numbers("high", spans.map { $0?.high ?? .nan }),
      .categories("text", shown.map { format.text($0.value) }),
      .numbers("reach", shown.map { max($0.value, $0.interval?.high ?? $0.value, 0) }),
    ])
    let marks = Chart.Layer(mark, x: value, y: head, label: mark == .dot ? "text" : nil)
    var words = Chart.Layer(.text, x: "reach", y: head, label: "text")
    words.anchor = .start
    words.offset.x = 7
    var interval = Chart.Layer(.rule, y: head, low: "low", high: "high")
    interval.look = mark == .bar ? .strong : .plain
    let hasIntervals = spans.contains { $0 != nil }
    let layers =
      mark == .bar
      ? [marks] + (hasIntervals ? [interval] : []) + [words] : (hasIntervals ? [interval] : []) + [marks]
    var chart = Chart(title: title, data: data, layers: layers)
    chart.y.names = shown.map(\.label)
    chart.y.notes = shown.map { $0.note ?? "" }
    chart.y.title = ""
    chart.x.title = mark == .bar ? "" : value
    let bad = all.count { !$0.value.isDrawable }
    if bad > 0 { chart.remarks.append(Phrase.leftOut(bad)) }
    chart.twin = twin(head: head, value: value)
    return chart
  }

  /// Adds the line to compare with, and says which bars are highest and lowest.
  func compare(_ chart: inout Chart, _ metric: String, _ reference: Charts.Reference?) {
    let reference = reference.flatMap { $0.value.isDrawable ? $0 : nil }
    if let reference {
      chart.annotations.append(.ruleX(reference.value, "\(reference.label) \(format.text(reference.value))"))
    }
    guard let first = shown.first else { return }
    let high = shown.dropFirst().reduce(first) { $1.value > $0.value ? $1 : $0 }
    let low = shown.dropFirst().reduce(first) { $1.value < $0.value ? $1 : $0 }
    var text =
      shown.count == 1
      ? "\(metric) of \(first.label) is \(format.text(first.value))"
      : "\(metric) is highest for \(high.label) (\(format.text(high.value))) and lowest for \(low.label) (\(format.text(low.value)))"
    if shown.count > 1, let a = high.interval, let b = low.interval, high.value > low.value {
      text += a.low <= b.high ? "; their intervals overlap" : "; their intervals are apart"
    }
    if let reference { text += "; the line marks \(reference.label) (\(format.text(reference.value)))" }
    chart.takeaway = text + "."
    if rest > 0 {
      chart.remarks.append("\(Phrase.count(rest, "more row")) \(rest == 1 ? "is" : "are") not drawn.")
    }
  }

  /// The numbers of all bars.
  private func twin(head: String, value: String) -> PictureTable {
    let intervals = all.contains { $0.interval != nil }
    let notes = all.contains { $0.note != nil }
    return PictureTable(
      header: [head, value] + (intervals ? ["low", "high"] : []) + (notes ? ["note"] : []),
      numeric: [false, true] + (intervals ? [true, true] : []) + (notes ? [false] : []),
      rows: all.map { bar in
        let ends = bar.interval.map { [format.text($0.low), format.text($0.high)] } ?? ["", ""]
        return [bar.label, format.text(bar.value)] + (intervals ? ends : []) + (notes ? [bar.note ?? ""] : [])
      })
  }
}
