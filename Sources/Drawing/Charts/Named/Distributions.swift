import Canonical

extension Charts {
  /// A named sample of numbers.
  package struct Sample: Sendable, Hashable {
    package var name: String
    package var values: [Double]

    package init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// How numbers are spread: bars of counts for one sample; outlines of shares over common intervals for several, at
  /// most six.
  ///
  /// - Parameter variable: what the values are, with their unit.
  package static func histogram(_ variable: String, samples: [Sample]) -> Chart {
    let isOne = samples.count == 1
    var layer = Chart.Layer(
      isOne ? .bar : .area, x: variable, color: isOne ? nil : "sample",
      statistic: .bin(of: isOne ? .count : .share))
    layer.stepped = !isOne
    var chart = Chart(
      title: "Distribution of \(variable)", data: columns(samples.prefix(6), variable), layers: [layer])
    chart.size = .compact
    chart.y.isPercent = !isOne
    chart.labels = .above
    chart.takeaway = spread(variable, samples)
    return chart
  }

  /// Boxes side by side on one scale, one a sample, level.
  package static func box(_ variable: String, samples: [Sample]) -> Chart {
    var chart = Chart(
      title: "\(variable) by group", data: columns(samples[...], variable),
      layers: [Chart.Layer(.box, x: variable, y: "sample")])
    chart.y.title = ""
    chart.y.notes = samples.prefix(40).map { NumberText.thousands($0.values.count { $0.isDrawable }) }
    chart.remarks = samples.isEmpty ? [] : ["The note behind each name is its number of rows."]
    return chart
  }

  /// The share of rows at or below each value, a step line a sample, at most eight; medians at the level of a half.
  package static func ecdf(_ variable: String, samples: [Sample]) -> Chart {
    var layer = Chart.Layer(.line, x: variable, color: "sample", statistic: .ecdf)
    layer.stepped = true
    var chart = Chart(
      title: "Cumulative distribution of \(variable)", data: columns(samples.prefix(8), variable),
      layers: [layer])
    chart.size = .compact
    chart.y.title = "share of rows at or below"
    chart.y.isPercent = true
    chart.y.domain = 0...1
    chart.annotations = [.ruleY(0.5, "")]
    chart.labels = .above
    chart.takeaway = spread(variable, samples)
    return chart
  }

  private static func columns(_ samples: ArraySlice<Sample>, _ variable: String) -> Chart.Data {
    Chart.Data([
      .numbers(variable, samples.flatMap(\.values)),
      .categories("sample", samples.flatMap { sample in sample.values.map { _ in sample.name } }),
    ])
  }

  /// Median and middle half of each sample, in words; nil where there is no value.
  static func spread(_ variable: String, _ samples: [Sample]) -> String? {
    let parts = samples.compactMap { sample -> String? in
      guard let box = BoxSummary(sample.values.filter(\.isDrawable)) else { return nil }
      let text =
        "median \(Phrase.figure(box.median)), middle half \(Phrase.figure(box.lower)) to \(Phrase.figure(box.upper))"
      return samples.count == 1 ? text : "\(sample.name): \(text)"
    }
    return parts.isEmpty
      ? nil
      : "\(variable) of \(samples.count == 1 ? "all rows" : "each sample"): "
        + (samples.count == 1 ? parts[0] : parts.prefix(6).joined(separator: "; ")) + "."
  }
}
