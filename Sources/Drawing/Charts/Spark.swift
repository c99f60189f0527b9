extension Charts {
  /// A histogram for a table cell: 72 by 16 pixels, decoration beside figures that say the same.
  ///
  /// Neighbouring counts are merged where there are more than 24; negative ones count as none.
  package static func spark(histogram: [Int]) -> Picture {
    let group = max(1, (histogram.count + 23) / 24)
    let bins = stride(from: 0, to: histogram.count, by: group).map { start in
      histogram[start..<min(start + group, histogram.count)].reduce(0.0) { $0 + max(0, Double($1)) }
    }
    return spark(bins, gap: 0)
  }

  /// The shares of categories for a table cell, at most twelve; see `spark(histogram:)`.
  package static func spark(shares: [Double]) -> Picture {
    spark(shares.prefix(12).map { $0.isDrawable ? max(0, $0) : 0 }, gap: 3)
  }

  private static func spark(_ heights: [Double], gap: Double) -> Picture {
    let (width, height) = (72.0, 16.0)
    var root = Picture.canvas(width: width, height: height, className: "picture spark")
    root["aria-hidden"] = "true"
    let most = heights.max() ?? 0
    if most > 0 {
      let step = (width + gap) / Double(heights.count)
      var path = SVGPath()
      for (index, value) in heights.enumerated() where value > 0 {
        // A bin that holds anything is seen.
        let tall = max(value / most * (height - 1), 1)
        path.rectangle(x: Double(index) * step, y: height - tall, width: step - gap, height: tall)
      }
      root.append(SVG("path", ["class": "c-spark", "d": path.data]))
    } else {
      root.append(SVG("path", ["class": "c-rule", "d": "M0 15.5H72"]))
    }
    return Picture(svg: root.rendered(), width: width, height: height, title: "", description: "")
  }
}
