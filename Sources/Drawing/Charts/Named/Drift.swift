import Canonical

extension Charts {
  /// One variable then and now: outlines of shares over common intervals.
  ///
  /// - Parameter statistic: what measures the difference, such as `PSI 0.21`, said under the title.
  package static func drift(
    _ variable: String, reference: Sample, current: Sample, statistic: String? = nil
  ) -> Chart {
    var chart = histogram(variable, samples: [reference, current])
    chart.title = "Drift of \(variable)"
    chart.subtitle = statistic
    let medians = [reference, current].map { BoxSummary($0.values.filter(\.isDrawable))?.median }
    if let before = medians[0], let now = medians[1] {
      let move = now == before ? "stays at" : now > before ? "rises to" : "falls to"
      chart.takeaway =
        "The median of \(variable) \(move) \(NumberText.significant(now, 3)) in \(current.name), from \(NumberText.significant(before, 3)) in \(reference.name)"
        + (statistic.map { "; \($0)." } ?? ".")
    }
    return chart
  }

  /// The shares of categories then and now, side by side, the largest change first; at most twenty.
  ///
  /// - Parameters:
  ///   - counts: for each category the rows of the reference and of the current sample.
  ///   - names: of the two samples.
  package static func drift(
    _ variable: String, counts: [(category: String, reference: Int, current: Int)],
    names: (reference: String, current: String) = ("reference", "current"), statistic: String? = nil
  ) -> Chart {
    let totals = (
      counts.reduce(0.0) { $0 + max(Double($1.reference), 0) },
      counts.reduce(0.0) { $0 + max(Double($1.current), 0) }
    )
    func share(_ count: Int, _ total: Double) -> Double { total > 0 ? max(Double(count), 0) / total : 0 }
    let shares = counts.enumerated().map { index, entry in
      (index, entry.category, share(entry.reference, totals.0), share(entry.current, totals.1))
    }.sorted { (($1.3 - $1.2).magnitude, $0.0) < (($0.3 - $0.2).magnitude, $1.0) }
    let x = "share of rows"
    let data = Chart.Data([
      .categories(variable, shares.flatMap { [$0.1, $0.1] }),
      .categories("sample", shares.flatMap { _ in [names.reference, names.current] }),
      .numbers(x, totals.0 + totals.1 > 0 ? shares.flatMap { [$0.2, $0.3] } : []),
    ])
    var chart = Chart(
      title: "Drift of \(variable)", subtitle: statistic, data: data,
      layers: [Chart.Layer(.dot, x: x, y: variable, color: "sample")])
    chart.x.isPercent = true
    chart.x.includesZero = true
    chart.y.title = ""
    chart.y.limit = 20
    if let most = shares.first {
      chart.takeaway =
        "\(most.1) changes most: from \(NumberText.percent(most.2)) in \(names.reference) to \(NumberText.percent(most.3)) in \(names.current)"
        + (statistic.map { "; \($0)." } ?? ".")
    }
    return chart
  }
}
