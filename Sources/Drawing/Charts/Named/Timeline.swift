import Canonical

extension Charts {
  /// A step of a run with its beginning and end, in seconds since the run began.
  package struct TimelineStep: Sendable, Hashable {
    package var name: String
    package var start: Double
    package var end: Double
    /// Whether an earlier result was used.
    package var isCached: Bool
    /// Whether the run would have been shorter had the step been.
    package var isCritical: Bool

    package init(name: String, start: Double, end: Double, isCached: Bool = false, isCritical: Bool = false) {
      self.name = name
      self.start = start
      self.end = end
      self.isCached = isCached
      self.isCritical = isCritical
    }

    var seconds: Double { max(end - start, 0) }
  }

  /// When each step of a run took how long: a bar a step, hatched where its result was cached, outlined where it is on
  /// the critical path; at most sixty.
  package static func timeline(steps: [TimelineStep]) -> Chart {
    let known = steps.filter { $0.start.isDrawable && $0.end.isDrawable && $0.start <= $0.end }
    let shown = Array(known.prefix(60))
    func layer(_ wanted: (TimelineStep) -> Bool, _ look: Chart.Look) -> Chart.Layer {
      let picked = shown.indices.filter { wanted(shown[$0]) }
      let data = Chart.Data([
        .categories("step", picked.map { "\($0)" }), .numbers("start", picked.map { shown[$0].start }),
        .numbers("end", picked.map { shown[$0].end }),
        .categories("time", picked.map { look == .outlined ? "" : duration(shown[$0].seconds) }),
      ])
      return Chart.Layer(.bar, y: "step", label: "time", low: "start", high: "end", data: data, look: look)
    }
    var chart = Chart(
      title: "Run timeline",
      layers: [
        layer({ !$0.isCached }, .plain), layer(\.isCached, .hatched), layer(\.isCritical, .outlined),
      ])
    chart.y.categories = shown.indices.map { "\($0)" }
    chart.y.names = shown.map(\.name)
    chart.y.title = ""
    chart.x.title = "seconds since the run began"
    chart.x.includesZero = true
    chart.size = Chart.Size(width: 700, panel: Double(max(shown.count, 1)) * (shown.count <= 24 ? 24 : 16))
    chart.subtitle = "hatched: cached; outlined: on the critical path"
    chart.twin = PictureTable(
      header: ["step", "start", "end", "seconds", "state"], numeric: [false, true, true, true, false],
      rows: known.map { step in
        [step.name] + [step.start, step.end, step.seconds].map { NumberText.significant($0, 4) }
          + [(step.isCached ? "cached" : "ran") + (step.isCritical ? ", critical" : "")]
      })
    if steps.count > shown.count {
      chart.remarks.append("\(Phrase.count(steps.count - shown.count, "more step")) not drawn.")
    }
    guard let longest = known.max(by: { $0.seconds < $1.seconds }), let end = known.map(\.end).max(),
      let start = known.map(\.start).min()
    else { return chart }
    let cached = known.count { $0.isCached }
    chart.takeaway =
      "\(Phrase.count(known.count, "step")) in \(duration(end - start)), \(cached) cached; the longest is \(longest.name) (\(duration(longest.seconds)))."
    return chart
  }

  private static func duration(_ seconds: Double) -> String {
    if seconds < 0.9995 { return "\(NumberText.fixed(seconds * 1000, 0)) ms" }
    if seconds < 59.95 { return "\(NumberText.fixed(seconds, 1)) s" }
    let minutes = (seconds / 60).rounded(.down)
    return minutes < 1e6
      ? "\(NumberText.fixed(minutes, 0, grouped: true)) min \(NumberText.fixed(seconds - minutes * 60, 0)) s"
      : "\(NumberText.significant(seconds, 3)) s"
  }
}
