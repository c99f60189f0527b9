import Canonical

extension Charts {
  /// What one feature adds to the predictions of some rows.
  package struct FeatureEffects: Sendable {
    package var feature: String
    /// A number a row.
    package var effects: [Double]
    /// The value of the feature in each of these rows.
    package var values: [Double]

    package init(feature: String, effects: [Double], values: [Double]) {
      self.feature = feature
      self.effects = effects
      self.values = values
    }
  }

  /// A dot for each row and feature: how far to the right says what the feature adds to the prediction, the shade how large its
  /// value is among those of the feature. Features in the order given.
  ///
  /// - Parameters:
  ///   - scale: what effects are measured in.
  ///   - outcome: what is explained: a class, or the column predicted.
  package static func featureEffects(_ features: [FeatureEffects], scale: String, outcome: String) -> Chart {
    let rows = features.flatMap { feature -> [(String, Double, Double)] in
      let ranks = shares(feature.values)
      return feature.effects.indices.map { (feature.feature, feature.effects[$0], ranks[$0]) }
    }
    let data = Chart.Data([
      .numbers("effect", rows.map(\.1)), .categories("feature", rows.map(\.0)),
      .numbers("value of the feature", rows.map(\.2)),
    ])
    var dots = Chart.Layer(.dot, x: "effect", y: "feature", color: "value of the feature")
    dots.swarmed = true
    var chart = Chart(
      title: "What each feature adds to the prediction of \(outcome)", data: data, layers: [dots])
    chart.subtitle = "a dot a row; the shade is the share of rows with a smaller value of the feature"
    chart.x.title = "added to the \(scale)"
    chart.y.title = ""
    chart.annotations.append(.ruleX(0, ""))
    chart.takeaway = sentence(features, outcome)
    return chart
  }

  /// The share of values below each one, ties in the middle: from 0 to 1.
  private static func shares(_ values: [Double]) -> [Double] {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard sorted.count > 1, sorted[0] < sorted[sorted.count - 1] else { return values.map { _ in 0.5 } }
    var place: [Double: (first: Int, count: Int)] = [:]
    for (index, value) in sorted.enumerated() { place[value, default: (index, 0)].count += 1 }
    return values.map { value in
      guard let own = place[value] else { return 0.5 }
      return (Double(own.first) + Double(own.count - 1) / 2) / Double(sorted.count - 1)
    }
  }

  private static func sentence(_ features: [FeatureEffects], _ outcome: String) -> String? {
    guard let first = features.first, first.effects.count > 2 else { return nil }
    let ranks = shares(first.values)
    let (mean, level) = (
      ranks.reduce(0, +) / Double(ranks.count), first.effects.reduce(0, +) / Double(first.effects.count)
    )
    let together = zip(ranks, first.effects).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - level) }
    let spread = first.effects.reduce(0) { $0 + ($1 - level) * ($1 - level) }
    let width = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard spread > 0, width > 0 else { return nil }
    let correlation = together / (spread * width).squareRoot()
    let direction =
      correlation.magnitude < 0.5
      ? "in no single direction"
      : correlation > 0 ? "large values speak for \(outcome)" : "large values speak against \(outcome)"
    return "\(first.feature) moves predictions the most: \(direction)."
  }

  /// What a model says on average over the values of a column, with single rows behind it.
  ///
  /// - Parameters:
  ///   - outcome: what is averaged: the probability of a class, or the column predicted.
  ///   - individuals: for some rows, a number for each value.
  package static func dependence(
    _ column: String, values: [Double], averages: [Double], individuals: [[Double]], outcome: String
  ) -> Chart {
    let single = Chart.Data([
      .numbers(column, individuals.flatMap { _ in values }), .numbers(outcome, individuals.flatMap { $0 }),
      .categories("row", individuals.indices.flatMap { row in values.map { _ in "\(row + 1)" } }),
    ])
    var behind = Chart.Layer(.line, x: column, y: outcome, group: "row", data: single, look: .quiet)
    behind.pointed = false
    let mean = Chart.Layer(.line, x: column, y: outcome, look: .accent)
    var chart = Chart(
      title: "\(outcome) by \(column)",
      data: Chart.Data([.numbers(column, values), .numbers(outcome, averages)]),
      layers: individuals.isEmpty ? [mean] : [behind, mean])
    chart.size = .compact
    chart.subtitle = individuals.isEmpty ? nil : "average over all rows, and \(individuals.count) of them"
    chart.takeaway = range(column, values.map { NumberText.significant($0, 4) }, averages, outcome)
    return chart
  }

  /// The same over words: a dot a value.
  package static func dependence(
    _ column: String, words: [String], averages: [Double], outcome: String
  ) -> Chart {
    var chart = Chart(
      title: "\(outcome) by \(column)",
      data: Chart.Data([.numbers(outcome, averages), .categories(column, words)]),
      layers: [Chart.Layer(.dot, x: outcome, y: column)])
    chart.size = .compact
    chart.y.title = ""
    chart.takeaway = range(column, words, averages, outcome)
    return chart
  }

  private static func range(
    _ column: String, _ names: [String], _ averages: [Double], _ outcome: String
  ) -> String? {
    guard let low = averages.indices.min(by: { averages[$0] < averages[$1] }),
      let high = averages.indices.max(by: { averages[$0] < averages[$1] }), averages[low] < averages[high]
    else { return "\(outcome) does not depend on \(column)." }
    let text = { NumberText.significant($0, 3) }
    return
      "On average from \(text(averages[low])) where \(column) is \(names[low]) to \(text(averages[high])) where it is \(names[high])."
  }
}
