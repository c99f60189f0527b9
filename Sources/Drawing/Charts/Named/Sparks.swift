extension Charts {
  /// A histogram for a table cell: 72 by 16 pixels, decoration beside figures that say the same.
  ///
  /// Neighbouring counts are merged where there are more than 24; negative ones count as none.
  package static func spark(histogram: [Int]) -> Chart {
    let group = max(1, (histogram.count + 23) / 24)
    let bins = stride(from: 0, to: histogram.count, by: group).map { start in
      histogram[start..<min(start + group, histogram.count)].reduce(0.0) { $0 + max(0, Double($1)) }
    }
    return spark(bins, gap: 0)
  }

  /// The shares of categories for a table cell, at most twelve; see `spark(histogram:)`.
  package static func spark(shares: [Double]) -> Chart {
    spark(shares.prefix(12).map { $0.isDrawable ? max(0, $0) : 0 }, gap: 0.18)
  }

  /// A line through values for a table cell, its last one marked; gaps where values are not finite.
  package static func sparkline(values: [Double]) -> Chart {
    let data = Chart.Data([.numbers("x", values.indices.map(Double.init)), .numbers("y", values)])
    var chart = Chart(title: "", data: data, layers: [Chart.Layer(.line, x: "x", y: "y")])
    if let bounds = values.drawableBounds {
      let margin = bounds.high > bounds.low ? (bounds.high - bounds.low) * 0.16 : 1
      if (bounds.low - margin).isDrawable, (bounds.high + margin).isDrawable {
        chart.y.domain = (bounds.low - margin)...(bounds.high + margin)
      }
      chart.x.domain = 0...(Double(values.count) * 1.06)
    }
    if let last = values.lastIndex(where: \.isDrawable) {
      let end = Chart.Data([.numbers("x", [Double(last)]), .numbers("y", [values[last]])])
      chart.layers.append(Chart.Layer(.dot, x: "x", y: "y", data: end, look: .accent))
    }
    chart.size = .spark
    return chart
  }

  /// Heights from zero side by side, a bar that holds anything seen.
  private static func spark(_ heights: [Double], gap: Double) -> Chart {
    let most = heights.max() ?? 0
    let data = Chart.Data([
      .numbers("x", heights.indices.map { Double($0) + 0.5 }),
      .numbers("y", most > 0 ? heights.map { $0 > 0 ? max($0 / most, 0.07) : 0 } : []),
    ])
    var chart = Chart(title: "", data: data, layers: [Chart.Layer(.bar, x: "x", y: "y")])
    chart.layers[0].thickness = 1 - gap
    chart.x.domain = 0...Double(max(heights.count, 1))
    chart.y.domain = 0...1
    chart.size = .spark
    return chart
  }
}
